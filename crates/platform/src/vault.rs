//! Seals what the platform keeps of enterprises and persons before it reaches the disk: who gets hold of the database
//! or of a copy learns receipt numbers, days, districts and premiums, and nobody's name.
//!
//! XChaCha20-Poly1305: its nonces are long enough to be drawn at random however often a key seals, and it takes the same
//! time on every processor. What is sealed begins with a form and the name of the key, so that several keys can be
//! open at once while one takes the place of another; both are authenticated together with what the sealed is about,
//! so that nothing can be put in another's place.

use std::fmt;
use std::sync::Arc;

use application::hex;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::keys::Key;

/// The first byte of what is sealed: another way of sealing gets another.
const FORM: u8 = 1;
const NAME: usize = 8;
const HEADER: usize = 1 + NAME;
const NONCE: usize = 24;
/// Bytes of a keyed hash that are kept.
const INDEX: usize = 16;

/// Seals with its first key, opens with all of them.
#[derive(Clone)]
pub struct Vault(Arc<[DataKey]>);

/// A key, and what is derived from it for each use.
struct DataKey {
    header: [u8; HEADER],
    cipher: XChaCha20Poly1305,
    index: Hmac<Sha256>,
}

/// Why something cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The system gives no random numbers, or there is more of it than can be sealed.
    NotSealed,
    /// Sealed with a key that is not open; its name.
    UnknownKey(String),
    /// It was changed, cut off, put in another's place, or never sealed.
    Damaged,
}

impl Vault {
    /// The first key seals. Nothing where there is no key.
    pub fn new(keys: &[Key]) -> Option<Self> {
        let keys: Arc<[DataKey]> = keys.iter().map(DataKey::new).collect();
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// Seals, bound to what it is about: only the same words open it.
    pub fn seal(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>, Trouble> {
        let key = self.0.first().ok_or(Trouble::NotSealed)?;
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| Trouble::NotSealed)?;
        let payload = Payload { msg: plain, aad: &bound(&key.header, about) };
        let sealed = key.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Trouble::NotSealed)?;
        Ok([&key.header[..], &nonce, &sealed].concat())
    }

    /// Opens what any of the keys sealed about this.
    pub fn open(&self, about: &str, sealed: &[u8]) -> Result<Vec<u8>, Trouble> {
        let (header, rest) = sealed.split_first_chunk::<HEADER>().ok_or(Trouble::Damaged)?;
        let (nonce, msg) = rest.split_first_chunk::<NONCE>().ok_or(Trouble::Damaged)?;
        let key = match self.0.iter().find(|key| key.header == *header) {
            Some(key) => key,
            None if header.first() == Some(&FORM) => return Err(Trouble::UnknownKey(name(header))),
            None => return Err(Trouble::Damaged),
        };
        let payload = Payload { msg, aad: &bound(header, about) };
        key.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Trouble::Damaged)
    }

    /// The names of the keys; the first seals.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|key| name(&key.header)).collect()
    }

    /// The first bytes of all that is sealed now.
    pub fn header(&self) -> Vec<u8> {
        self.0.first().map(|key| key.header.to_vec()).unwrap_or_default()
    }

    /// Keyed hashes of a text, one a key, the first key's first: equal texts are found by them, and without a key nobody can try
    /// texts out.
    pub fn indexes(&self, text: &str) -> Vec<String> {
        self.0.iter().map(|key| key.index(text)).collect()
    }
}

impl DataKey {
    fn new(key: &Key) -> Self {
        let root = Hkdf::<Sha256>::new(None, key);
        let mut header = [FORM; HEADER];
        if let Some((_, name)) = header.split_first_mut() {
            name.copy_from_slice(&derived::<NAME>(&root, "anze data key: name"));
        }
        Self {
            header,
            cipher: XChaCha20Poly1305::new(&derived::<32>(&root, "anze data key: seal").into()),
            index: Hmac::new(&derived::<64>(&root, "anze data key: index").into()),
        }
    }

    fn index(&self, text: &str) -> String {
        let hash = self.index.clone().chain_update(text.as_bytes()).finalize().into_bytes();
        format!("{}.{}", name(&self.header), hex(hash.get(..INDEX).unwrap_or_default()))
    }
}

/// A key of its own for each use. Only more than 255 hashes of bytes could not be derived.
fn derived<const LENGTH: usize>(root: &Hkdf<Sha256>, info: &str) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    root.expand(info.as_bytes(), &mut bytes).unwrap_or_else(|_| unreachable!("short enough"));
    bytes
}

fn name(header: &[u8; HEADER]) -> String {
    let [_, name @ ..] = header;
    hex(name)
}

fn bound(header: &[u8; HEADER], about: &str) -> Vec<u8> {
    [&header[..], about.as_bytes()].concat()
}

/// Never the keys themselves.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({})", self.names().join(", "))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSealed => f.write_str("it cannot be sealed: are there random numbers?"),
            Self::UnknownKey(name) => write!(f, "it was sealed with data key {name}, which was not given"),
            Self::Damaged => f.write_str("it is not as it was sealed"),
        }
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vault(seeds: &[u8]) -> Vault {
        Vault::new(&seeds.iter().map(|seed| [*seed; 32]).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_was_sealed_is_opened_about_the_same_and_nothing_else() {
        let sealed = vault(&[1]).seal("application R", b"plain").unwrap();
        assert_eq!(vault(&[1]).open("application R", &sealed), Ok(b"plain".to_vec()));
        assert_eq!(vault(&[1]).open("application S", &sealed), Err(Trouble::Damaged));
        assert_eq!(sealed.len(), HEADER + NONCE + 5 + 16, "as ARCHITECTURE.md says");
    }

    #[test]
    fn the_same_is_never_sealed_the_same_way_twice() {
        assert_ne!(vault(&[1]).seal("a", b"plain"), vault(&[1]).seal("a", b"plain"));
    }

    #[test]
    fn while_keys_change_both_open_and_the_first_seals() {
        let old = vault(&[1]).seal("a", b"plain").unwrap();
        let both = vault(&[2, 1]);
        assert_eq!(both.open("a", &old), Ok(b"plain".to_vec()));
        let new = both.seal("a", b"plain").unwrap();
        assert!(new.starts_with(&both.header()) && both.header() == vault(&[2]).header());
        assert_eq!(vault(&[2]).open("a", &new), Ok(b"plain".to_vec()));
        assert_eq!(vault(&[2]).open("a", &old), Err(Trouble::UnknownKey(vault(&[1]).names().remove(0))));
    }

    #[test]
    fn indexes_are_equal_for_equal_texts_and_other_keys_give_others() {
        let both = vault(&[2, 1]).indexes("91370100000000000R");
        assert_eq!(
            both,
            [vault(&[2]).indexes("91370100000000000R"), vault(&[1]).indexes("91370100000000000R")].concat()
        );
        assert_ne!(both[0], both[1]);
        assert_ne!(vault(&[2]).indexes("91370102000000019K")[0], both[0]);
    }

    /// What was sealed by an earlier build must open for as long as there are databases. Worked out by another program, from
    /// RFC 5869, RFC 2104, RFC 8439 and draft-irtf-cfrg-xchacha.
    #[test]
    fn the_form_on_disk_stays() {
        assert_eq!(vault(&[1]).names(), [KNOWN_NAME]);
        assert_eq!(vault(&[1]).indexes("x"), [KNOWN_INDEX]);
        let bytes: Vec<u8> =
            (0..KNOWN.len() / 2).map(|i| u8::from_str_radix(&KNOWN[2 * i..2 * i + 2], 16).unwrap()).collect();
        assert_eq!(vault(&[1]).open("about", &bytes), Ok(b"plain".to_vec()));
    }

    const KNOWN_NAME: &str = "b19bd05469c470b4";
    const KNOWN_INDEX: &str = "b19bd05469c470b4.97d4fe1557b5676fe1541ab9bfcbe06c";
    const KNOWN: &str = "01b19bd05469c470b4000102030405060708090a0b0c0d0e0f1011121314151617717e672591af46dac73aac542e448e33a9347e2469";

    #[test]
    fn a_key_is_never_shown_and_none_is_no_vault() {
        let shown = format!("{:?}", vault(&[7]));
        assert!(!shown.contains("7, 7") && shown.len() < 30, "{shown}");
        assert!(Vault::new(&[]).is_none());
    }

    proptest! {
        #[test]
        fn whatever_was_changed_is_not_opened(plain in ".{0,40}", at in 0..1000usize, by in 1..=255u8) {
            let vault = vault(&[1]);
            let mut sealed = vault.seal("a", plain.as_bytes()).unwrap();
            let at = at % sealed.len();
            prop_assert!(vault.open("a", &sealed[..at]).is_err());
            sealed[at] ^= by;
            prop_assert!(vault.open("a", &sealed).is_err());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(vault(&[1]).open("a", &bytes).is_err());
        }
    }
}
