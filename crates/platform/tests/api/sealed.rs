//! What is kept of applicants is sealed: who gets the files of the database learns nobody's name, and without its keys
//! the platform says so and does not start.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::draft::{ADDRESS, EMAIL, NAME, PERSON, PHONE, USCC, good, key, risk};
use crate::server::{Server, Setup, ask, run};

/// Nothing of this is ever on the disk in the clear.
const PERSONAL: [&str; 6] = [NAME, PERSON, PHONE, ADDRESS, EMAIL, USCC];

/// Data keys as an operator gives them, the newest first.
fn data_keys(seeds: &[u8]) -> Option<String> {
    Some(seeds.iter().map(|seed| STANDARD.encode([*seed; 32])).collect::<Vec<_>>().join(" "))
}

/// On an empty database, with these keys.
fn keyed(seeds: &[u8]) -> Server {
    Server::with(Setup { data_key: data_keys(seeds), ..Setup::default() })
}

#[track_caller]
fn nothing_personal(server: &Server) {
    let bytes = server.database_bytes();
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("hazardous-chemicals"), "the files are those of the database");
    for personal in PERSONAL {
        assert!(!holds(personal), "{personal} is on the disk");
    }
}

#[tokio::test]
async fn the_files_of_the_database_name_nobody() {
    let mut server = Server::start();
    let receipt = server.press(&key(1), &good(&server).await).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    let reason = format!("{NAME}：请{PERSON}更正{ADDRESS}");
    assert!(server.application(&["move", &number, "returned", "--reason", &reason]).well);
    nothing_personal(&server);
    let answer = server.follow(&number, &secret).await;
    assert_eq!(answer.json()["history"][1]["reasons"], json!([reason]), "who may read it reads it");
    assert!(server.stop());
    nothing_personal(&server);
}

/// Puts a database in a folder as it was before anything was sealed, with one application that was returned.
async fn put_database_of_before(folder: &Path, application: &Value, quote: &Value, secret: &str) -> String {
    for file in ["anze.db", "anze.db-wal", "anze.db-shm"] {
        drop(std::fs::remove_file(folder.join(file)));
    }
    let number = application::receipt::number("2026-11-20".parse().unwrap(), 12_345_678);
    let options = SqliteConnectOptions::new().filename(folder.join("anze.db")).create_if_missing(true);
    let old = SqlitePool::connect_with(options).await.unwrap();
    let mut migrations = sqlx::migrate!();
    migrations.migrations = migrations.migrations.iter().take(3).cloned().collect();
    migrations.run(&old).await.unwrap();
    let filed = sqlx::query(
        "INSERT INTO applications (receipt, key_hash, body_digest, secret_hash, received_at, state, tariff, \
         tariff_digest, premium, sector, district, inception, application, quote) VALUES (?, 'k', 'b', ?, \
         '2026-11-20T01:02:03Z', 'returned', 't', 'd', '1.00', 'hazardous-chemicals', '1', '2026-12-01', ?, ?)",
    );
    let filed = filed.bind(&number).bind(platform::intake::hash(secret.as_bytes()));
    filed.bind(application.to_string()).bind(quote.to_string()).execute(&old).await.unwrap();
    let happened = sqlx::query(
        "INSERT INTO events (receipt, at, state, reasons) VALUES (?1, '2026-11-20T01:02:03Z', 'received', '[]'), \
         (?1, '2026-11-21T01:02:03Z', 'returned', ?2)",
    );
    happened.bind(&number).bind(json!([PERSON]).to_string()).execute(&old).await.unwrap();
    // Something that was deleted before deleting meant overwriting.
    sqlx::query("CREATE TABLE gone (text TEXT)").execute(&old).await.unwrap();
    let gone = sqlx::query("INSERT INTO gone VALUES (?)").bind(NAME.repeat(3000));
    gone.execute(&old).await.unwrap();
    sqlx::query("DROP TABLE gone").execute(&old).await.unwrap();
    old.close().await;
    number
}

#[tokio::test]
async fn what_was_filed_before_is_sealed_when_the_database_is_opened() {
    let mut server = Server::start();
    let mut application = good(&server).await;
    let seen = application.as_object_mut().unwrap().remove("quote").unwrap();
    for name in ["tariff", "digest", "premium"] {
        application[name] = seen[name].clone();
    }
    application["sites"] = json!([]);
    let quote = ask(server.post("/api/v1/quotes", &risk())).await.json();
    assert!(server.stop());
    let secret = "5".repeat(32);
    let number = put_database_of_before(server.folder(), &application, &quote, &secret).await;
    let lies_open = server.database_bytes().windows(NAME.len()).any(|part| part == NAME.as_bytes());
    assert!(lies_open, "as it was before");
    server.restart();
    nothing_personal(&server);
    let answer = server.follow(&number, &secret).await;
    assert_eq!(answer.json()["application"]["enterprise"]["name"], NAME);
    let history = json!([
        {"at": "2026-11-20T01:02:03Z", "state": "received", "reasons": []},
        {"at": "2026-11-21T01:02:03Z", "state": "returned", "reasons": [PERSON]},
    ]);
    assert_eq!((answer.text("/state"), &answer.json()["history"]), ("returned".into(), &history));
    assert!(server.stop());
    nothing_personal(&server);
    server.restart();
    assert_eq!(server.follow(&number, &secret).await.json(), answer.json());
}

#[tokio::test]
async fn without_its_keys_the_platform_does_not_start_and_says_why() {
    let mut server = keyed(&[1]);
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    assert!(server.stop());
    server.setup.data_key = None;
    assert!(server.does_not_start().contains("the data key of this database is missing"));
    let file = server.folder().join("anze.db.data-key");
    assert!(!file.exists(), "a new key in its place would hide that");
    for (keys, said) in [
        (data_keys(&[2]), "was sealed with data key "),
        (Some(String::new()), "ANZE_DATA_KEY: a data key is 32 bytes in base64"),
        (Some("secret".into()), "ANZE_DATA_KEY: a data key is 32 bytes in base64"),
    ] {
        server.setup.data_key = keys;
        let told = server.does_not_start();
        assert!(told.contains(said), "{told}");
        let ran = server.application(&["list"]);
        assert!(!ran.well && ran.err.contains(said), "{ran:?}");
    }
    server.setup.data_key = data_keys(&[1]);
    server.restart();
    assert_eq!(server.press(&key(1), &draft).await.body, receipt.body);
}

#[tokio::test]
async fn a_key_made_at_the_first_start_stays_beside_the_database() {
    let mut server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    let file = server.folder().join("anze.db.data-key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(server.stop());
    server.restart();
    assert_eq!(server.press(&key(1), &draft).await.body, receipt.body);
    let private = std::fs::read_to_string(&file).unwrap();
    assert!(!server.said().contains(private.trim()));
    assert!(server.stop());
    std::fs::rename(&file, server.folder().join("elsewhere")).unwrap();
    assert!(server.does_not_start().contains("put it back at"));
}

#[tokio::test]
async fn keys_change_while_the_platform_serves_and_the_old_one_is_put_away() {
    let mut server = keyed(&[1]);
    let draft = good(&server).await;
    let before = server.press(&key(1), &draft).await;
    let (number, secret) = (before.text("/receipt"), before.text("/secret"));
    assert!(server.application(&["move", &number, "returned", "--reason", PERSON]).well);
    let standing = server.follow(&number, &secret).await.body;
    assert!(server.stop());
    server.setup.data_key = data_keys(&[2, 1]);
    server.restart();
    assert_eq!(server.follow(&number, &secret).await.body, standing, "old ones open");
    let after = server.press(&key(2), &draft).await;
    // It tells of the one that came after it now.
    let standing = server.follow(&number, &secret).await.body;
    let ran = run(&mut server.rekey_command());
    // Version, reasons, and the keyed hash of the enterprise.
    assert!(ran.well && ran.out == "3 sealed anew\n", "{ran:?}");
    let again = run(&mut server.rekey_command());
    assert!(again.well && again.out == "0 sealed anew\n", "{again:?}");
    assert!(server.stop());
    server.setup.data_key = data_keys(&[1]);
    assert!(server.does_not_start().contains("was sealed with data key "));
    server.setup.data_key = data_keys(&[2]);
    server.restart();
    assert_eq!(server.follow(&number, &secret).await.body, standing);
    assert_eq!(server.press(&key(1), &draft).await.body, before.body);
    assert_eq!(server.press(&key(2), &draft).await.body, after.body);
}

/// Wherever changing the key is killed, nothing is lost, and it goes on the next time.
#[tokio::test]
async fn a_change_of_keys_that_is_killed_goes_on() {
    let mut server = keyed(&[1]);
    let draft = good(&server).await;
    let mut receipts = Vec::new();
    for number in 0..300 {
        receipts.push(server.received(&key(number), &draft).await);
    }
    let mut standings = Vec::new();
    for (number, secret) in receipts {
        let standing = server.follow(&number, &secret).await.body;
        standings.push((number, secret, standing));
    }
    let mut left = Vec::new();
    for (round, keys) in [[2, 1], [3, 2], [4, 3], [5, 4]].into_iter().enumerate() {
        server.setup.data_key = data_keys(&keys);
        for moment in 0..6 {
            let mut process =
                server.rekey_command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(12 + 5 * moment + 2 * round as u64));
            process.kill().unwrap();
            process.wait().unwrap();
        }
        let ran = run(&mut server.rekey_command());
        assert!(ran.well, "{ran:?}");
        left.push(ran.out.split(' ').next().unwrap().parse::<u64>().unwrap());
    }
    println!("left after the kills: {left:?}");
    assert!(server.stop());
    server.setup.data_key = data_keys(&[5]);
    server.restart();
    for (number, secret, standing) in standings {
        assert_eq!(server.follow(&number, &secret).await.body, standing, "{number}");
    }
}

/// Who can write the database but has no key cannot show one applicant what is another's.
#[tokio::test]
async fn what_is_sealed_opens_in_its_own_place_only() {
    let server = Server::start();
    let draft = good(&server).await;
    let (one, other) = (server.press(&key(1), &draft).await, server.press(&key(2), &draft).await);
    let (number, secret) = (one.text("/receipt"), one.text("/secret"));
    let swap = sqlx::query(
        "UPDATE versions SET sealed = (SELECT sealed FROM versions WHERE receipt = ?1) WHERE receipt = ?2",
    );
    swap.bind(other.text("/receipt")).bind(&number).execute(&mut server.beside().await).await.unwrap();
    server.follow(&number, &secret).await.is_problem(503, "unavailable");
    assert!(server.heard("Damaged").await.contains("Damaged"), "operators are told");
    assert_eq!(server.follow(&other.text("/receipt"), &other.text("/secret")).await.status, 200);
}
