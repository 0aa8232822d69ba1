//! A receipt that proves itself: what the platform states of an application, signed with Ed25519 (RFC 8032). Whoever has
//! the platform's public key can check it without asking anybody. Written `statement.signature.key`: the statement and its
//! 64 bytes of signature in base64url, and the name of the key.
//!
//! It says what was received, and names nobody. How the application stands today only the platform knows.
//!
//! Here is what is written and read; signatures and digests are made in `seal`, or by the browser, which has its own.

#[cfg(feature = "signed")]
mod seal;

#[cfg(feature = "signed")]
pub use seal::{sign, verify};

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rating::{Date, Money, money};
use serde::{Deserialize, Serialize};

use crate::receipt;

/// The first word of a statement: another form gets another word.
const FORM: &str = "anze1";
/// No statement is longer than this in base64url; a longer text is not even decoded.
const LONGEST: usize = 400;
/// Bytes of a digest that bind a receipt to an enterprise.
const BINDING: usize = 16;
/// Bytes of a digest that name a key.
const NAME: usize = 8;

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
    /// Binds it to one enterprise without naming it; see [`Statement::is_bound_by`].
    pub enterprise: String,
}

/// The fields of a statement that are told apart by their place.
const FIELDS: usize = 8;

impl Statement {
    /// What has to be hashed (SHA-256) to know whether it is of the enterprise with this code. Codes are public, so who
    /// has a list of them can find the one; the receipt number among the bytes makes that a search for each receipt.
    pub fn binding(&self, uscc: &str) -> Vec<u8> {
        binding(&self.receipt, uscc)
    }

    /// Whether that hash says that it is.
    pub fn is_bound_by(&self, hash: &[u8]) -> bool {
        self.enterprise == short(hash, BINDING)
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

fn binding(receipt: &str, uscc: &str) -> Vec<u8> {
    let parts = ["anze receipt enterprise", receipt, uscc];
    parts.iter().flat_map(|part| part.bytes().chain([0])).collect()
}

/// The first bytes in base64url.
fn short(bytes: &[u8], count: usize) -> String {
    URL_SAFE_NO_PAD.encode(bytes.get(..count).unwrap_or(bytes))
}

/// A signed receipt in its parts. None of it is believed before the signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The bytes that were signed.
    pub text: Vec<u8>,
    /// The signature over them.
    pub signature: Vec<u8>,
    /// Name of the key.
    pub kid: String,
}

impl Parts {
    /// Takes a signed receipt apart.
    pub fn read(signed: &str) -> Result<Self, NotGenuine> {
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
        Ok(Self { text, signature, kid: kid.to_owned() })
    }

    /// What it states, once its signature was found good.
    pub fn statement(&self) -> Result<Statement, NotGenuine> {
        core::str::from_utf8(&self.text).ok().and_then(Statement::read).ok_or(NotGenuine::Form)
    }
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
    /// A key as it was kept: its name, and its 32 bytes in base64url. Only a name that fits is believed.
    pub fn named(kid: String, x: String) -> Self {
        Self { kid, kty: "OKP".into(), crv: "Ed25519".into(), x }
    }

    /// Its 32 bytes.
    pub fn bytes(&self) -> Option<[u8; 32]> {
        let is_one = self.kty == "OKP" && self.crv == "Ed25519";
        URL_SAFE_NO_PAD.decode(&self.x).ok().filter(|_| is_one)?.try_into().ok()
    }

    /// Whether its name is that of a key with this digest (SHA-256).
    pub fn is_named_by(&self, hash: &[u8]) -> bool {
        self.kid == short(hash, NAME)
    }
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
