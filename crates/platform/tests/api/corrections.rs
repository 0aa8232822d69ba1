//! An applicant corrects an application: it keeps its number, every version is kept, and departments see what changed.

use serde_json::json;

use crate::draft::{ADDRESS, EMAIL, PERSON, PHONE, good, key, with};
use crate::operation::counted;
use crate::server::{Receipt, Server, ask};

const OTHER_PHONE: &str = "13800005678";

#[tokio::test]
async fn a_returned_application_is_corrected_and_received_again() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    assert!(server.application(&["move", &receipt.0, "returned", "--reason", "电话打不通"]).well);
    let before = server.follow(&receipt.0, &receipt.1).await.json();
    assert_eq!((&before["version"], &before["correctable"]), (&json!(1), &json!(true)));
    let answer = server.correct(&receipt, &key(2), &with(&draft, "/contact/phone", OTHER_PHONE)).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!((answer.text("/receipt"), &answer.json()["version"]), (receipt.0.clone(), &json!(2)));
    assert_eq!((answer.text("/state").as_str(), answer.header("cache-control")), ("received", "no-store"));
    let now = server.follow(&receipt.0, &receipt.1).await.json();
    assert_eq!(now["application"]["contact"]["phone"], OTHER_PHONE);
    assert_eq!((&now["version"], &now["state"]), (&json!(2), &json!("received")));
    let states: Vec<_> = now["history"].as_array().unwrap().iter().map(|event| &event["state"]).collect();
    assert_eq!(states, ["received", "returned", "received"]);
    assert_eq!(server.rows().await, 1);
}

#[tokio::test]
async fn a_correction_is_rated_again_and_changes_the_premium() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let dearer = with(&draft, "/risk/units/0/answers/headcount", "24");
    let answer = server.correct(&receipt, &key(2), &dearer).await;
    answer.is_problem(409, "quote-differs");
    let right = answer.json()["quote"]["premium"].clone();
    assert_ne!(right, draft["quote"]["premium"]);
    let answer = server.correct(&receipt, &key(2), &with(&dearer, "/quote/premium", right.clone())).await;
    assert_eq!((answer.status, answer.text("/premium")), (200, right.as_str().unwrap().to_owned()));
    assert_eq!(answer.text("/mark"), "illustrative");
    let now = server.follow(&receipt.0, &receipt.1).await;
    assert_eq!((now.json()["premium"].clone(), now.text("/signed")), (right, answer.text("/signed")));
    let wrong = server.correct(&receipt, &key(3), &with(&draft, "/contact/phone", "1")).await;
    assert_eq!(
        wrong.is_problem(422, "invalid").wrong_fields(),
        [("/contact/phone".into(), "not-a-phone".into())]
    );
}

#[tokio::test]
async fn a_key_gives_one_version_however_often_it_is_sent() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let (second, third) =
        (with(&draft, "/contact/phone", OTHER_PHONE), with(&draft, "/contact/phone", "053166600001"));
    let first = server.correct(&receipt, &key(2), &second).await;
    assert_eq!(server.correct(&receipt, &key(3), &third).await.json()["version"], 3);
    assert!(server.application(&["move", &receipt.0, "checked"]).well);
    assert!(server.application(&["move", &receipt.0, "passed-to-insurer"]).well);
    let late = server.correct(&receipt, &key(2), &second).await;
    assert_eq!(late.body, first.body, "whatever has become of it since");
    server.correct(&receipt, &key(2), &third).await.is_problem(409, "key-reused");
    server.correct(&receipt, &key(1), &draft).await.is_problem(409, "key-reused");
    server.press(&key(2), &second).await.is_problem(409, "key-reused");
    assert_eq!(server.press(&key(1), &draft).await.status, 201, "the first key still gives the receipt");
    let other = server.received(&key(4), &draft).await;
    server.correct(&other, &key(2), &second).await.is_problem(409, "key-reused");
    server.correct(&other, "short", &second).await.is_problem(400, "bad-key");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_corrections_at_once_are_versions_one_after_another() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    // Eight keys, each sent four times.
    let sent = (0..32).map(|number| {
        let body = with(&draft, "/contact/phone", format!("0531666{:05}", number % 8));
        tokio::spawn(ask(server.correct_request(&receipt, &key(10 + number % 8), &body)))
    });
    let mut versions = std::collections::BTreeMap::new();
    for (number, answer) in sent.collect::<Vec<_>>().into_iter().enumerate() {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let body = versions.entry(number % 8).or_insert_with(|| answer.body.clone());
        assert_eq!(*body, answer.body, "a key has two answers");
    }
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.json()["version"], 9);
}

#[tokio::test]
async fn what_an_insurer_has_is_not_corrected() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    for state in ["checked", "passed-to-insurer"] {
        assert!(server.application(&["move", &receipt.0, state]).well);
    }
    let before = server.follow(&receipt.0, &receipt.1).await;
    assert_eq!(before.json()["correctable"], false);
    let answer = server.correct(&receipt, &key(2), &draft).await;
    assert_eq!(answer.is_problem(409, "not-correctable").text("/detail"), "it is passed-to-insurer");
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.body, before.body);
}

#[tokio::test]
async fn only_who_has_the_secret_corrects() {
    let server = Server::start();
    let draft = good(&server).await;
    let (receipt, other) = (server.received(&key(1), &draft).await, server.received(&key(2), &draft).await);
    for secret in [other.1.as_str(), "", "0"] {
        let wrong: Receipt = (receipt.0.clone(), secret.to_owned());
        server.correct(&wrong, &key(3), &draft).await.is_problem(404, "not-found");
    }
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.json()["version"], 1);
}

#[tokio::test]
async fn departments_see_what_changed_and_no_more_of_persons() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let mut second = with(&draft, "/contact/phone", OTHER_PHONE);
    second["contact"]["name"] = json!("另外一人");
    second["risk"]["units"][0]["answers"]["headcount"] = json!("13");
    let answer = server.correct(&receipt, &key(2), &second).await;
    let right = answer.json()["quote"]["premium"].clone();
    assert_eq!(
        server.correct(&receipt, &key(2), &with(&second, "/quote/premium", right.clone())).await.status,
        200
    );
    let shown = server.application(&["show", &receipt.0, "--versions"]).out;
    for line in [
        "version 1 2026-11-23T00:00:00Z",
        "version 2 2026-11-23T00:00:00Z",
        "    /contact/phone: 053*****0987 -> 138****5678",
        "    /contact/name: 某**** -> 另***",
        "    /risk/units/0/answers/headcount: \"12\" -> \"13\"",
        &format!("    /premium: \"1188.00\" -> {right}"),
    ] {
        assert!(shown.lines().any(|one| one == line), "{line}: {shown}");
    }
    assert!(shown.contains("\nversion: 2\n"), "{shown}");
    for personal in [PERSON, PHONE, ADDRESS, EMAIL, OTHER_PHONE, "另外一人", &receipt.1] {
        assert!(!shown.contains(personal), "{personal}: {shown}");
    }
    assert!(!server.application(&["show", &receipt.0]).out.contains("version 1"));
}

#[tokio::test]
async fn corrections_are_counted_and_nothing_personal_is_on_the_disk() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    assert_eq!(
        server.correct(&receipt, &key(2), &with(&draft, "/contact/phone", OTHER_PHONE)).await.status,
        200
    );
    let text = String::from_utf8(server.get("/metrics").await.body).unwrap();
    assert_eq!(counted(&text, "anze_corrections_total", &[]), Some(1), "{text}");
    let disk = server.database_bytes();
    assert!(!disk.windows(OTHER_PHONE.len()).any(|part| part == OTHER_PHONE.as_bytes()));
}

#[tokio::test]
async fn a_correction_of_a_version_that_is_no_longer_the_last_is_refused_once_it_says_so() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let second = with(&draft, "/contact/phone", OTHER_PHONE);
    let of = |version: &str, number| {
        server.correct_request(&receipt, &key(number), &second).header("if-match", version)
    };
    assert_eq!(ask(of("\"1\"", 2)).await.json()["version"], 2);
    for version in ["\"1\"", "\"3\"", "2", "W/\"2\"", "\"\"", "\"99999999999999999999\""] {
        let answer = ask(of(version, 3)).await;
        assert_eq!(
            answer.is_problem(412, "version-differs").text("/detail"),
            "it is at version 2",
            "{version}"
        );
    }
    assert_eq!(ask(of("\"1\"", 2)).await.json()["version"], 2, "the same key, the same answer");
    assert_eq!(ask(of("\"2\"", 3)).await.json()["version"], 3);
    assert_eq!(ask(of("*", 4)).await.json()["version"], 4);
    assert_eq!(
        server.correct(&receipt, &key(5), &draft).await.json()["version"],
        5,
        "nothing said, nothing asked"
    );
}
