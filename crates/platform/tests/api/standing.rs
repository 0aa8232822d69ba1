//! An application is moved on by the departments, and its applicant sees each step: when, and why it came back.

use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use sqlx::sqlite::SqliteConnection;

use crate::draft::{ADDRESS, EMAIL, NAME, PERSON, PHONE, USCC, good, key};
use crate::server::{Answer, Server};

/// An application just received: its number and secret.
async fn received(server: &Server, number: u64) -> (String, String) {
    let answer = server.press(&key(number), &good(server).await).await;
    (answer.text("/receipt"), answer.text("/secret"))
}

/// State and history, without the times.
fn standing(answer: &Answer) -> (String, Vec<String>) {
    assert_eq!(answer.status, 200);
    let json = answer.json();
    let states = json["history"].as_array().unwrap().iter();
    (answer.text("/state"), states.map(|event| event["state"].as_str().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn the_whole_way_is_seen_by_the_applicant() {
    let server = Server::start();
    let (number, secret) = received(&server, 1).await;
    let first = server.follow(&number, &secret).await;
    let at = first.text("/received_at");
    assert_eq!(first.json()["history"], json!([{"at": at, "state": "received", "reasons": []}]));
    let mut way = vec!["received".to_owned()];
    for next in ["checked", "passed-to-insurer", "policy-issued"] {
        let ran = server.application(&["move", &number, next]);
        let said = format!("{number}: {} -> {next}\n", way.last().unwrap());
        assert!(ran.well && ran.out == said, "{ran:?}");
        way.push(next.to_owned());
        assert_eq!(standing(&server.follow(&number, &secret).await), (next.to_owned(), way.clone()));
    }
}

#[tokio::test]
async fn a_return_tells_its_reasons_in_order() {
    let server = Server::start();
    let (number, secret) = received(&server, 1).await;
    let reasons = ["地址与营业执照不一致", "人数少于花名册：请核对\"从业人员人数\""];
    let words = ["move", &number, "returned", "--reason", reasons[0], "--reason", reasons[1]];
    assert!(server.application(&words).well);
    let answer = server.follow(&number, &secret).await;
    assert_eq!(answer.text("/state"), "returned");
    assert_eq!(answer.json()["history"][1]["reasons"], json!(reasons));
}

#[tokio::test]
async fn what_does_not_follow_is_refused_in_words_and_changes_nothing() {
    let server = Server::start();
    let (number, secret) = received(&server, 1).await;
    let before = server.follow(&number, &secret).await.json();
    let long = "长".repeat(501);
    for (words, said) in [
        (vec!["policy-issued"], "cannot become policy-issued, only checked, returned, withdrawn"),
        (vec!["received"], "cannot become received"),
        (vec!["returned"], "a return needs a reason"),
        (vec!["returned", "--reason", " "], "at most 20 reasons"),
        (vec!["returned", "--reason", &long], "at most 20 reasons"),
        (vec!["checked", "--reason", "in order"], "only a return has reasons"),
        (vec!["lost"], "there are received, checked, passed-to-insurer"),
    ] {
        let ran = server.application(&[vec!["move", &number], words].concat());
        assert!(!ran.well && ran.err.contains(said), "{said}: {ran:?}");
    }
    assert_eq!(server.follow(&number, &secret).await.json(), before);
}

#[tokio::test]
async fn a_number_that_is_none_or_nobodys_is_told_apart() {
    let server = Server::start();
    let (number, _) = received(&server, 1).await;
    let unknown = application::receipt::number("2026-11-23".parse().unwrap(), 12_345_678);
    for command in [vec!["show", &unknown], vec!["move", &unknown, "checked"]] {
        let ran = server.application(&command);
        assert!(!ran.well && ran.err.contains("there is no such application"), "{ran:?}");
    }
    let misheard = number.replace("JN2026", "JN2027");
    let ran = server.application(&["show", &misheard]);
    assert!(!ran.well && ran.err.contains("is no receipt number"), "{ran:?}");
    assert!(server.application(&["show", &number.to_lowercase().replace('-', "")]).well, "as on receipts");
}

#[tokio::test]
async fn lists_show_nothing_of_persons_and_pages_as_little_as_is_needed() {
    let server = Server::start();
    let (number, secret) = received(&server, 1).await;
    let (other, _) = received(&server, 2).await;
    assert!(server.application(&["move", &other, "checked"]).well);
    let all = server.application(&["list"]).out;
    assert_eq!(all.lines().count(), 2, "{all}");
    let line = format!("{number} received 2026-11-23T00:00:00Z 370102 hazardous-chemicals 1188.00\n");
    assert_eq!(server.application(&["list", "--state", "received"]).out, line);
    assert_eq!(server.application(&["list", "--limit", "1"]).out.lines().count(), 1);
    let shown = server.application(&["show", &number]).out;
    for needed in
        [NAME, USCC, "contact: 某****\n", "phone: 053*****0987\n", "2026-11-23T00:00:00Z received\n"]
    {
        assert!(shown.contains(needed), "{needed}: {shown}");
    }
    for personal in [PERSON, PHONE, ADDRESS, EMAIL, &secret] {
        assert!(!shown.contains(personal) && !all.contains(personal), "{personal}");
    }
    assert!(!all.contains(NAME) && !all.contains(USCC));
}

#[test]
fn a_mistyped_database_is_told_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anze.db");
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_anze"))
        .args(["application", "--database", &format!("sqlite:{}", path.display()), "list"])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("there is no database"), "{ran:?}");
    assert!(!path.exists());
}

async fn execute(database: &mut SqliteConnection, sql: &'static str) -> bool {
    sqlx::query(sql).execute(database).await.is_ok()
}

#[tokio::test]
async fn a_state_without_its_event_is_never_kept() {
    let server = Server::start();
    let (number, secret) = received(&server, 1).await;
    let before = server.follow(&number, &secret).await.json();
    let mut database = server.beside().await;
    let broken = "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    assert!(execute(&mut database, broken).await);
    assert!(!server.application(&["move", &number, "checked"]).well);
    server.press(&key(2), &good(&server).await).await.is_problem(503, "unavailable");
    assert!(execute(&mut database, "DROP TRIGGER broken").await);
    assert_eq!(server.follow(&number, &secret).await.json(), before);
    assert_eq!(server.rows().await, 1, "nor an application without its first");
    assert!(server.application(&["move", &number, "checked"]).well);
}

#[tokio::test]
async fn what_happened_cannot_be_rewritten() {
    let server = Server::start();
    received(&server, 1).await;
    let mut database = server.beside().await;
    for sql in [
        "DELETE FROM events",
        "UPDATE events SET state = 'checked'",
        "UPDATE events SET at = '2020-01-01T00:00:00Z'",
        "UPDATE events SET receipt = 'x'",
    ] {
        assert!(!execute(&mut database, sql).await, "{sql}");
    }
    assert!(execute(&mut database, "UPDATE events SET sealed = NULL").await, "a reason can be emptied");
}

/// Wherever the process that moves it is killed, state and history say the same.
#[tokio::test]
async fn a_move_that_is_killed_is_made_or_not_made() {
    let server = Server::start();
    let (mut moved, mut not) = (0, 0);
    for round in 0..24_u64 {
        let (number, secret) = received(&server, round).await;
        let mut command = server.application_command(&["move", &number, "checked"]);
        let mut process = command.stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(2 * round));
        process.kill().unwrap();
        process.wait().unwrap();
        let (state, way) = standing(&server.follow(&number, &secret).await);
        match state.as_str() {
            "received" => not += usize::from(way == ["received"]),
            _ => moved += usize::from(way == ["received", "checked"]),
        }
        assert_eq!(moved + not, round as usize + 1, "{state} after {way:?}");
    }
    println!("{moved} moved, {not} not");
    assert_eq!(server.rows().await, 24);
}

#[tokio::test]
async fn a_department_gets_the_whole_form_until_it_is_withdrawn() {
    let server = Server::start();
    let (number, _) = received(&server, 1).await;
    let form = |name: &str| {
        let out = server.folder().join(name);
        let words = ["--out", out.to_str().unwrap(), "--site", "https://platform.example"];
        let ran = server.application(&[&["form", &number], words.as_slice()].concat());
        (ran, out)
    };
    let (ran, json) = form("whole.json");
    assert!(ran.well, "{ran:?}");
    let whole: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(whole["receipt"], json!(number));
    for (pointer, value) in
        [("/enterprise/address", ADDRESS), ("/contact/name", PERSON), ("/contact/phone", PHONE)]
    {
        assert_eq!(whole["application"].pointer(pointer), Some(&json!(value)), "{pointer}");
    }
    let (ran, pdf) = form("whole.pdf");
    assert!(ran.well && std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"), "{ran:?}");
    assert!(!form("whole.pdf").0.well, "nothing is written over");
    assert!(server.application(&["move", &number, "withdrawn"]).well);
    let (ran, out) = form("later.pdf");
    assert!(!ran.well && ran.err.contains("deleted") && !out.exists(), "{ran:?}");
}
