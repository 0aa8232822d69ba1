//! Signatures and digests of signed receipts.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rating::Money;
use sha2::{Digest, Sha256};

use super::{BINDING, NAME, NotGenuine, Parts, ReceiptKey, ReceiptKeys, Statement, binding, short};
use crate::receipt;

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
            enterprise: short(&Sha256::digest(binding(receipt, uscc)), BINDING),
        })
    }

    /// Whether it is of the enterprise with this code.
    pub fn is_of(&self, uscc: &str) -> bool {
        self.is_bound_by(&Sha256::digest(self.binding(uscc)))
    }
}

impl ReceiptKey {
    /// The public half of a key.
    pub fn of(key: &SigningKey) -> Self {
        let public = key.verifying_key();
        Self::named(name(public.as_bytes()), URL_SAFE_NO_PAD.encode(public.as_bytes()))
    }

    fn read(&self) -> Option<VerifyingKey> {
        let bytes = self.bytes().filter(|bytes| self.is_named_by(&Sha256::digest(bytes)))?;
        VerifyingKey::from_bytes(&bytes).ok()
    }
}

fn name(public: &[u8; 32]) -> String {
    short(&Sha256::digest(public), NAME)
}

/// Signs a statement.
pub fn sign(statement: &Statement, key: &SigningKey) -> String {
    let text = statement.text();
    let signature = key.sign(text.as_bytes());
    let (text, signature) = (URL_SAFE_NO_PAD.encode(text), URL_SAFE_NO_PAD.encode(signature.to_bytes()));
    format!("{text}.{signature}.{}", name(key.verifying_key().as_bytes()))
}

/// What a signed receipt states, if one of these keys signed it.
pub fn verify(signed: &str, keys: &ReceiptKeys) -> Result<Statement, NotGenuine> {
    let parts = Parts::read(signed)?;
    let signature = Signature::from_slice(&parts.signature).map_err(|_| NotGenuine::Form)?;
    let key = keys.keys.iter().find(|key| key.kid == parts.kid).and_then(ReceiptKey::read);
    let Some(key) = key else { return Err(NotGenuine::UnknownKey(parts.kid)) };
    // Strict: no signature but the one that the key makes is good.
    key.verify_strict(&parts.text, &signature).map_err(|_| NotGenuine::Signature)?;
    parts.statement()
}

#[cfg(test)]
mod tests {
    use super::super::FORM;
    use super::*;
    use proptest::prelude::*;
    use rating::money;

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
