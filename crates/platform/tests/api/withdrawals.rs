//! An applicant takes an application back: what it held of persons is gone from the disk, and what was counted stays.

use serde_json::{Value, json};
use sqlx::Row;

use crate::draft::{NAME, PERSON, USCC, good, key, with};
use crate::operation::counted;
use crate::server::{Receipt, Server, ask};

/// Everything sealed in the database, as it lies on the disk.
async fn sealed(server: &Server) -> Vec<Vec<u8>> {
    let query = "SELECT sealed FROM versions WHERE sealed IS NOT NULL UNION SELECT sealed FROM events WHERE sealed IS NOT NULL";
    let rows = sqlx::query(query).fetch_all(&mut server.beside().await).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn what_it_held_is_deleted_in_every_version() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    assert!(server.application(&["move", &receipt.0, "returned", "--reason", PERSON]).well);
    let corrected = with(&draft, "/contact/phone", "053166600001");
    assert_eq!(server.correct(&receipt, &key(2), &corrected).await.status, 200);
    let sealed = sealed(&server).await;
    assert_eq!(sealed.len(), 3, "two versions and the reasons");
    let answer = server.withdraw(&receipt).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let told = answer.json();
    assert_eq!((&told["state"], &told["application"]), (&json!("withdrawn"), &Value::Null));
    assert_eq!(told["mark"], Value::Null, "it went with the quote");
    assert_eq!((&told["correctable"], &told["withdrawable"]), (&json!(false), &json!(false)));
    assert_eq!((&told["premium"], &told["inception"]), (&draft["quote"]["premium"], &json!("2026-12-01")));
    let reasons = told["history"].as_array().unwrap().iter().map(|event| &event["reasons"]);
    assert!(
        reasons.clone().count() == 4 && reasons.into_iter().all(|reasons| *reasons == json!([])),
        "{told}"
    );
    let disk = server.database_bytes();
    for sealed in sealed {
        assert!(
            !disk.windows(sealed.len()).any(|part| part == sealed),
            "even sealed it is not there any more"
        );
    }
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.body, answer.body);
    assert_eq!(server.withdraw(&receipt).await.body, answer.body, "again is the same");
    let text = String::from_utf8(server.get("/metrics").await.body).unwrap();
    assert_eq!(counted(&text, "anze_withdrawals_total", &[]), Some(1), "{text}");
}

#[tokio::test]
async fn nothing_comes_back_by_a_late_retry() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let corrected = with(&draft, "/contact/phone", "053166600001");
    assert_eq!(server.correct(&receipt, &key(2), &corrected).await.status, 200);
    assert_eq!(server.withdraw(&receipt).await.status, 200);
    for draft in [&draft, &corrected] {
        server.press(&key(1), draft).await.is_problem(410, "withdrawn");
        server.correct(&receipt, &key(2), draft).await.is_problem(410, "withdrawn");
    }
    server.correct(&receipt, &key(3), &draft).await.is_problem(409, "not-correctable");
    server.follow(&format!("{}/form.pdf", receipt.0), &receipt.1).await.is_problem(410, "withdrawn");
    assert_eq!(server.rows().await, 1);
    // The enterprise is free to apply anew: nothing is left that it could be a duplicate of.
    assert_eq!(server.press(&key(4), &with(&draft, "/relation", "")).await.status, 201);
}

#[tokio::test]
async fn departments_see_that_it_was_withdrawn_and_nothing_else() {
    let server = Server::start();
    let receipt = server.received(&key(1), &good(&server).await).await;
    assert_eq!(server.withdraw(&receipt).await.status, 200);
    let shown = server.application(&["show", &receipt.0, "--versions"]);
    assert!(shown.well && shown.out.contains("withdrawn: what it held is deleted"), "{shown:?}");
    assert!(!shown.out.contains(NAME) && !shown.out.contains(USCC));
    assert!(server.application(&["list", "--state", "withdrawn"]).out.starts_with(&receipt.0));
}

#[tokio::test]
async fn a_department_that_withdraws_it_deletes_as_much() {
    let server = Server::start();
    let receipt = server.received(&key(1), &good(&server).await).await;
    assert!(server.application(&["move", &receipt.0, "withdrawn"]).well);
    assert!(sealed(&server).await.is_empty());
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.json()["application"], Value::Null);
}

#[tokio::test]
async fn a_policy_is_ended_with_its_insurer() {
    let server = Server::start();
    let receipt = server.received(&key(1), &good(&server).await).await;
    for state in ["checked", "passed-to-insurer", "policy-issued"] {
        assert_eq!(server.follow(&receipt.0, &receipt.1).await.json()["withdrawable"], true);
        assert!(server.application(&["move", &receipt.0, state]).well);
    }
    let before = server.follow(&receipt.0, &receipt.1).await;
    assert_eq!(before.json()["withdrawable"], false);
    server.withdraw(&receipt).await.is_problem(409, "not-withdrawable");
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.body, before.body);
}

#[tokio::test]
async fn only_who_has_the_secret_withdraws() {
    let server = Server::start();
    let draft = good(&server).await;
    let (receipt, other) = (server.received(&key(1), &draft).await, server.received(&key(2), &draft).await);
    for secret in [other.1.as_str(), "", "0"] {
        let wrong: Receipt = (receipt.0.clone(), secret.to_owned());
        server.withdraw(&wrong).await.is_problem(404, "not-found");
    }
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.json()["state"], "received");
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawn_and_corrected_at_once_it_is_withdrawn_in_the_end() {
    let server = Server::start();
    let draft = good(&server).await;
    for number in 0..8 {
        let receipt = server.received(&key(number), &draft).await;
        let correct = tokio::spawn(ask(server.correct_request(&receipt, &key(100 + number), &draft)));
        let withdraw = tokio::spawn(ask(server.withdraw_request(&receipt)));
        let (corrected, withdrawn) = (correct.await.unwrap(), withdraw.await.unwrap());
        assert_eq!(withdrawn.status, 200);
        assert!([200, 409].contains(&corrected.status), "{}", String::from_utf8_lossy(&corrected.body));
        let told = server.follow(&receipt.0, &receipt.1).await.json();
        assert_eq!((&told["state"], &told["application"]), (&json!("withdrawn"), &Value::Null));
    }
    assert!(sealed(&server).await.is_empty());
}
