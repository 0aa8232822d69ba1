//! Signs receipts.

use std::fmt;
use std::sync::Arc;

use application::Application;
use application::signed::{ReceiptKey, Statement, sign};
use ed25519_dalek::SigningKey;

use crate::keys::Key;

/// Signs receipts.
#[derive(Clone)]
pub struct Signer(Arc<SigningKey>);

impl Signer {
    /// With this key.
    pub fn new(key: &Key) -> Self {
        Self(Arc::new(SigningKey::from_bytes(key)))
    }

    /// The public half.
    pub fn public(&self) -> ReceiptKey {
        ReceiptKey::of(&self.0)
    }

    /// The signed receipt of an application. Nothing where the number is no receipt's.
    pub fn receipt(&self, number: &str, application: &Application, sector: &str) -> Option<String> {
        let Application { enterprise, tariff, digest, premium, .. } = application;
        let statement = Statement::new(number, &enterprise.uscc, (tariff, digest), *premium, sector)?;
        Some(sign(&statement, &self.0))
    }
}

/// Never the key itself.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public().kid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_shown() {
        let shown = format!("{:?}", Signer::new(&[7; 32]));
        assert!(!shown.contains("7, 7") && shown.len() < 30, "{shown}");
    }
}
