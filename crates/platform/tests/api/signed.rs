//! Signed receipts: whoever has the keys checks them without the platform, also after the key changed.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use application::signed::{ReceiptKeys, verify};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::draft::{ADDRESS, EMAIL, NAME, PERSON, PHONE, USCC, good, key};
use crate::server::{Ran, Server, Setup, run};

const KEYS: &str = "/.well-known/anze-receipt-keys.json";

/// A signing key as an operator gives it.
fn signing_key(seed: u8) -> Option<String> {
    Some(STANDARD.encode([seed; 32]))
}

async fn keys(server: &Server) -> ReceiptKeys {
    let answer = server.get(KEYS).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-cache"));
    serde_json::from_slice(&answer.body).unwrap()
}

/// `anze receipt verify` where there is no database, with a file of keys.
fn offline(keys: &[u8], words: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("keys.json"), keys).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_anze"));
    command.args(["receipt", "verify", "--keys", "keys.json"]).args(words).current_dir(folder.path());
    run(&mut command)
}

/// `anze receipt` on the database of a platform.
fn beside(server: &Server, words: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anze"));
    run(command.args(["receipt", "--database", &server.database()]).args(words))
}

#[tokio::test]
async fn a_receipt_is_checked_without_the_platform() {
    let mut server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    let (number, signed) = (receipt.text("/receipt"), receipt.text("/signed"));
    let followed = server.follow(&number, &receipt.text("/secret")).await;
    assert_eq!(followed.text("/signed"), signed, "the page of the receipt has it too");
    assert_eq!(server.press(&key(1), &draft).await.body, receipt.body);
    let keys = server.get(KEYS).await.body;
    assert!(server.stop());
    let genuine = offline(&keys, &[&signed]);
    assert!(genuine.well, "{genuine:?}");
    for line in ["genuine", "received: 2026-11-23", "premium: 1188.00", "sector: hazardous-chemicals"] {
        assert!(genuine.out.lines().any(|one| one == line), "{line}: {}", genuine.out);
    }
    let digest = draft["quote"]["digest"].as_str().unwrap();
    assert!(genuine.out.contains(&format!("receipt: {number}\n")) && genuine.out.contains(digest));
}

#[tokio::test]
async fn what_is_not_genuine_is_told_and_why() {
    let server = Server::start();
    let other = Server::start();
    let signed = server.press(&key(1), &good(&server).await).await.text("/signed");
    let keys = server.get(KEYS).await.body;
    let (text, rest) = signed.split_once('.').unwrap();
    let statement = String::from_utf8(URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    let cheaper = URL_SAFE_NO_PAD.encode(statement.replace("1188.00", "0188.00"));
    let others = other.get(KEYS).await.body;
    for (keys, signed, said) in [
        (&keys, format!("{cheaper}.{rest}"), "not genuine: the signature does not fit"),
        (&keys, signed[..signed.len() - 1].to_owned(), "not genuine: signed with key"),
        (&keys, signed[1..].to_owned(), "not genuine: "),
        (&keys, "nonsense".to_owned(), "not genuine: not a signed receipt"),
        (&others, signed.clone(), "not genuine: signed with key"),
    ] {
        let ran = offline(keys, &[&signed]);
        assert!(!ran.well && ran.out.starts_with(said), "{said}: {ran:?}");
    }
    assert!(!offline(b"{}", &[&signed]).well, "a file without keys proves nothing");
}

#[tokio::test]
async fn a_receipt_is_of_one_enterprise_and_names_nobody() {
    let server = Server::start();
    let signed = server.press(&key(1), &good(&server).await).await.text("/signed");
    let keys = server.get(KEYS).await.body;
    assert!(offline(&keys, &[&signed, "--uscc", USCC]).well);
    let other = offline(&keys, &[&signed, "--uscc", "91370102000000019K"]);
    assert!(!other.well && other.out == "genuine, but of another enterprise\n", "{other:?}");
    let mistyped = offline(&keys, &[&signed, "--uscc", "91370100000000001R"]);
    assert!(!mistyped.well && mistyped.err.contains("--uscc"), "{mistyped:?}");
    let text = URL_SAFE_NO_PAD.decode(signed.split('.').next().unwrap()).unwrap();
    let text = String::from_utf8(text).unwrap();
    for personal in [NAME, USCC, PERSON, PHONE, ADDRESS, EMAIL] {
        assert!(!text.contains(personal), "{personal} is in {text}");
    }
}

#[tokio::test]
async fn a_key_made_at_the_first_start_is_its_owners_and_stays() {
    let mut server = Server::start();
    let file = server.folder().join("anze.db.signing-key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = keys(&server).await;
    assert_eq!(before.keys.len(), 1);
    server.kill();
    server.restart();
    assert_eq!(keys(&server).await, before);
    let private = std::fs::read_to_string(&file).unwrap();
    let shown = String::from_utf8(server.get(KEYS).await.body).unwrap();
    assert!(!shown.contains(private.trim()) && !server.said().contains(private.trim()));
}

#[tokio::test]
async fn receipts_of_an_old_key_are_believed_after_it_changed() {
    let mut server = Server::with(Setup { signing_key: signing_key(1), ..Setup::default() });
    assert!(!server.folder().join("anze.db.signing-key").exists(), "a key that is given needs no file");
    let draft = good(&server).await;
    let before = server.press(&key(1), &draft).await;
    let first = keys(&server).await;
    assert!(server.stop());
    server.setup.signing_key = signing_key(2);
    server.restart();
    let after = keys(&server).await;
    assert_eq!((after.keys.len(), &after.keys[..1]), (2, &first.keys[..]));
    let now = server.press(&key(1), &draft).await;
    assert_eq!(now.text("/receipt"), before.text("/receipt"));
    assert_ne!(now.text("/signed"), before.text("/signed"));
    let statement = |signed: String| verify(&signed, &after).unwrap();
    assert_eq!(
        statement(now.text("/signed")),
        statement(before.text("/signed")),
        "another key, the same words"
    );
    assert!(verify(&now.text("/signed"), &first).is_err(), "who has only the old key must fetch the new one");
}

#[tokio::test]
async fn what_a_lost_key_signed_is_no_longer_believed() {
    let mut server = Server::with(Setup { signing_key: signing_key(1), ..Setup::default() });
    let signed = server.press(&key(1), &good(&server).await).await.text("/signed");
    assert!(beside(&server, &["verify", &signed]).well);
    let kid = keys(&server).await.keys.remove(0).kid;
    assert!(beside(&server, &["distrust", &kid]).well);
    assert!(!beside(&server, &["distrust", &kid]).well, "once is enough");
    assert!(!beside(&server, &["distrust", "nobodys"]).well);
    assert_eq!(keys(&server).await, ReceiptKeys::default());
    let ran = beside(&server, &["verify", &signed]);
    assert!(!ran.well && ran.out.contains("not among the keys"), "{ran:?}");
    assert_eq!(serde_json::from_str::<ReceiptKeys>(&beside(&server, &["keys"]).out).unwrap().keys, []);
    // Nor is anything signed with it again.
    assert!(server.stop());
    let serve = |key: Option<String>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anze"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &server.database(), "--tariffs"]);
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tariffs"));
        run(command.env("ANZE_SIGNING_KEY", key.unwrap()))
    };
    let again = serve(signing_key(1));
    assert!(!again.well && again.err.contains("is distrusted: give another"), "{again:?}");
    for no_key in ["", "secret", "AAAA"] {
        let ran = serve(Some(no_key.into()));
        assert!(!ran.well && ran.err.contains("ANZE_SIGNING_KEY: a signing key is 32 bytes"), "{ran:?}");
    }
}
