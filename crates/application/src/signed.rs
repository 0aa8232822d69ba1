//! A receipt that proves itself: what the platform states of an application, signed with Ed25519 (RFC 8032). Whoever has
//! the platform's public key can check it without asking anybody. Written `statement.signature.key`: the statement and its
//! 64 bytes of signature in base64url, and the name of the key.
//!
//! It says what was received, and names nobody. How the application stands today only the platform knows.

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rating::{Date, Money, money};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::receipt;

/// The first word of a statement: another form gets another word.
const FORM: &str = "anze1";
/// No statement is longer than this in base64url; a longer text is not even decoded.
const LONGEST: usize = 400;

/// What a receipt states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Receipt number.
    pub receipt: String,
    /// The day in Jinan on which it was received.
    pub received: Date,
    /// Identifier of the tariff.
    pub tariff: String,
    /// Its digest.
    pub digest: String,
    /// The premium in yuan.
    pub premium: Money,
    /// Strictest sector.
    pub sector: String,
    /// Binds it to one enterprise without naming it; see [`Statement::is_of`].
    pub enterprise: String,
}

/// The fields of a statement that are told apart by their place.
const FIELDS: usize = 8;

impl Statement {
    /// States this of the application of the enterprise with a code. Nothing where the number is no receipt's.
    pub fn new(
        receipt: &str,
        uscc: &str,
        tariff: (&str, &str),
        premium: Money,
        sector: &str,
    ) -> Option<Self> {
        Some(Self {
            receipt: receipt.to_owned(),
            received: receipt::day(receipt)?,
            tariff: tariff.0.to_owned(),
            digest: tariff.1.to_owned(),
            premium,
            sector: sector.to_owned(),
            enterprise: bound(receipt, uscc),
        })
    }

    /// Whether it is of the enterprise with this code. Codes are public, so who has a list of them can find the one; the
    /// receipt number in the hash makes that a search for each receipt.
    pub fn is_of(&self, uscc: &str) -> bool {
        self.enterprise == bound(&self.receipt, uscc)
    }

    /// The one text of it.
    fn text(&self) -> String {
        let Self { receipt, received, tariff, digest, premium, sector, enterprise } = self;
        format!("{FORM} {receipt} {received} {tariff} {digest} {premium} {sector} {enterprise}")
    }

    /// Reads the text; another than its one text is none.
    fn read(text: &str) -> Option<Self> {
        let fields: [&str; FIELDS] = text.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let [_, receipt, received, tariff, digest, premium, sector, enterprise] = fields;
        let read = Self {
            receipt: receipt::normalise(receipt)?,
            received: received.parse().ok()?,
            tariff: tariff.to_owned(),
            digest: digest.to_owned(),
            premium: Money::from_decimal(money::parse(premium)?),
            sector: sector.to_owned(),
            enterprise: enterprise.to_owned(),
        };
        (read.text() == text).then_some(read)
    }
}

fn bound(receipt: &str, uscc: &str) -> String {
    let mut hash = Sha256::new();
    for part in ["anze receipt enterprise", receipt, uscc] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    short(&hash.finalize(), 16)
}

/// The first bytes in base64url.
fn short(bytes: &[u8], count: usize) -> String {
    URL_SAFE_NO_PAD.encode(bytes.get(..count).unwrap_or(bytes))
}

/// A public key of the platform, as a JSON Web Key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReceiptKey {
    /// Its name: the beginning of its digest.
    pub kid: String,
    /// Always `OKP`.
    pub kty: String,
    /// Always `Ed25519`.
    pub crv: String,
    /// The key itself, 32 bytes in base64url.
    pub x: String,
}

/// The public keys, old ones too, as a JSON Web Key Set (RFC 7517).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReceiptKeys {
    /// Each key that receipts were signed with and that is still to be believed.
    pub keys: Vec<ReceiptKey>,
}

impl ReceiptKey {
    /// The public half of a key.
    pub fn of(key: &SigningKey) -> Self {
        let public = key.verifying_key();
        Self::named(name(public.as_bytes()), URL_SAFE_NO_PAD.encode(public.as_bytes()))
    }

    /// A key as it was kept: its name, and its 32 bytes in base64url. Only a name that fits is believed.
    pub fn named(kid: String, x: String) -> Self {
        Self { kid, kty: "OKP".into(), crv: "Ed25519".into(), x }
    }

    fn read(&self) -> Option<VerifyingKey> {
        let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(&self.x).ok()?.try_into().ok()?;
        let is_it = self.kty == "OKP" && self.crv == "Ed25519" && self.kid == name(&bytes);
        VerifyingKey::from_bytes(&bytes).ok().filter(|_| is_it)
    }
}

fn name(public: &[u8; 32]) -> String {
    short(&Sha256::digest(public), 8)
}

/// Signs a statement.
pub fn sign(statement: &Statement, key: &SigningKey) -> String {
    let text = statement.text();
    let signature = key.sign(text.as_bytes());
    let (text, signature) = (URL_SAFE_NO_PAD.encode(text), URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    format!("{text}.{signature}.{}", name(key.verifying_key().as_bytes()))
}

/// Why a signed receipt is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotGenuine {
    /// It is none, or was cut off or mistyped.
    Form,
    /// Signed with a key that is not among those given.
    UnknownKey(String),
    /// It was changed, or signed by somebody else.
    Signature,
}

impl fmt::Display for NotGenuine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("not a signed receipt: it may be cut off or mistyped"),
            Self::UnknownKey(kid) => write!(f, "signed with key {kid}, which is not among the keys given"),
            Self::Signature => {
                f.write_str("the signature does not fit: it was changed, or made by somebody else")
            }
        }
    }
}

impl core::error::Error for NotGenuine {}

/// What a signed receipt states, if one of these keys signed it.
pub fn verify(signed: &str, keys: &ReceiptKeys) -> Result<Statement, NotGenuine> {
    let mut parts = signed.trim().split('.');
    let (Some(text), Some(signature), Some(kid), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(NotGenuine::Form);
    };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok().filter(|_| part.len() <= LONGEST);
    let (Some(text), Some(signature)) = (decode(text), decode(signature)) else {
        return Err(NotGenuine::Form);
    };
    let signature = Signature::from_slice(&signature).map_err(|_| NotGenuine::Form)?;
    let key = keys.keys.iter().find(|key| key.kid == kid).and_then(ReceiptKey::read);
    let Some(key) = key else { return Err(NotGenuine::UnknownKey(kid.to_owned())) };
    // Strict: no signature but the one that the key makes is good.
    key.verify_strict(&text, &signature).map_err(|_| NotGenuine::Signature)?;
    let text = String::from_utf8(text).map_err(|_| NotGenuine::Form)?;
    Statement::read(&text).ok_or(NotGenuine::Form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const USCC: &str = "91370100000000000R";

    fn statement() -> Statement {
        let number = receipt::number("2026-11-23".parse().unwrap(), 48_271_930);
        let premium = Money::from_decimal(money::parse("1188.00").unwrap());
        let digest = "a".repeat(64);
        Statement::new(&number, USCC, ("jinan-2025", &digest), premium, "hazardous-chemicals").unwrap()
    }

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn keys(seeds: &[u8]) -> ReceiptKeys {
        ReceiptKeys { keys: seeds.iter().map(|seed| ReceiptKey::of(&key(*seed))).collect() }
    }

    #[test]
    fn what_was_signed_is_read_again() {
        let signed = sign(&statement(), &key(1));
        assert_eq!(verify(&signed, &keys(&[2, 1])), Ok(statement()), "with old and new keys at hand");
        assert_eq!(verify(&format!(" {signed}\n"), &keys(&[1])), Ok(statement()));
        assert!(signed.len() < 340, "small enough for a QR code: {}", signed.len());
    }

    #[test]
    fn it_is_of_one_enterprise() {
        assert!(statement().is_of(USCC));
        assert!(!statement().is_of("91370102000000019K"));
        let text = statement().text();
        assert!(!text.contains(USCC), "{text}");
    }

    #[test]
    fn another_key_is_not_believed() {
        let signed = sign(&statement(), &key(1));
        let kid = ReceiptKey::of(&key(1)).kid;
        assert_eq!(verify(&signed, &keys(&[2])), Err(NotGenuine::UnknownKey(kid.clone())));
        let mut forged = keys(&[2]);
        forged.keys[0].kid = kid.clone();
        assert_eq!(
            verify(&signed, &forged),
            Err(NotGenuine::UnknownKey(kid)),
            "a name is the digest of its key"
        );
        let (body, _) = signed.rsplit_once('.').unwrap();
        let claimed = format!("{body}.{}", ReceiptKey::of(&key(2)).kid);
        assert_eq!(verify(&claimed, &keys(&[1, 2])), Err(NotGenuine::Signature));
    }

    #[test]
    fn what_is_no_signed_receipt_is_told() {
        let signed = sign(&statement(), &key(1));
        for text in ["", "..", "a.b.c", "....", &signed[..signed.len() / 2], &format!("{signed}.x")] {
            assert_eq!(verify(text, &keys(&[1])), Err(NotGenuine::Form), "{text}");
        }
        let long = "A".repeat(1_000_000);
        assert_eq!(verify(&format!("{long}.{long}.x"), &keys(&[1])), Err(NotGenuine::Form));
    }

    /// A key that signs other things too proves no receipt by them.
    #[test]
    fn another_form_is_no_statement() {
        let good = statement().text();
        let other = [
            good.replace(FORM, "anze2"),
            good.replace("1188.00", "1188"),
            good.replace(' ', "  "),
            good.replace("2026-11-23", "2026-11-31"),
            format!("{good} more"),
        ];
        for text in other {
            let signature = key(1).sign(text.as_bytes()).to_bytes();
            let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            let signed =
                format!("{}.{}.{}", encode(text.as_bytes()), encode(&signature), keys(&[1]).keys[0].kid);
            assert_eq!(verify(&signed, &keys(&[1])), Err(NotGenuine::Form), "{text}");
        }
    }

    #[test]
    fn keys_are_those_of_the_standard() {
        // RFC 8037, appendix A.2.
        let secret = URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        let key = SigningKey::from_bytes(&secret.try_into().unwrap());
        assert_eq!(ReceiptKey::of(&key).x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    proptest! {
        #[test]
        fn one_changed_character_is_noticed(at in 0..1000usize, to in "[A-Za-z0-9_.-]") {
            let signed = sign(&statement(), &key(1));
            let at = at % signed.len();
            let mut changed = signed.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != signed);
            prop_assert!(verify(&changed, &keys(&[1])).is_err(), "{}", changed);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*", parts in prop::collection::vec("[A-Za-z0-9_-]{0,90}", 0..5)) {
            let _ = verify(&text, &keys(&[1]));
            let _ = verify(&parts.join("."), &keys(&[1]));
        }
    }
}
