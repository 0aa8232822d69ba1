//! However often and from however many sides a key is pressed, there is one application, and one receipt.

use serde_json::json;

use crate::draft::{good, key, with};
use crate::server::{Answer, Server, ask};

/// A receipt without what differs by the way it was asked for: nothing.
fn receipt(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.body.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_presses_at_once_give_one_receipt() {
    let server = Server::start();
    let draft = good(&server).await;
    let presses: Vec<_> = (0..32).map(|_| tokio::spawn(ask(server.press_request(&key(1), &draft)))).collect();
    let mut receipts = Vec::new();
    for press in presses {
        receipts.push(receipt(&press.await.unwrap()));
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1, "different receipts for one key");
    assert_eq!(server.rows().await, 1);
}

/// Two windows of one browser may hold different answers under one key: whichever comes first is the application.
#[tokio::test(flavor = "multi_thread")]
async fn of_different_bodies_at_once_one_is_taken_and_the_others_are_told() {
    let server = Server::start();
    let draft = good(&server).await;
    let bodies = (0..16).map(|number| with(&draft, "/contact/phone", format!("0531666{number:05}")));
    let presses: Vec<_> =
        bodies.map(|body| tokio::spawn(ask(server.press_request(&key(1), &body)))).collect();
    let mut taken = 0;
    for press in presses {
        let answer = press.await.unwrap();
        if answer.status == 201 {
            taken += 1;
        } else {
            answer.is_problem(409, "key-reused");
        }
    }
    assert_eq!((taken, server.rows().await), (1, 1));
}

#[tokio::test]
async fn a_receipt_says_what_was_taken() {
    let server = Server::start();
    let draft = good(&server).await;
    let answer = server.press(&key(1), &draft).await;
    assert_eq!(answer.status, 201);
    let (number, secret) = (answer.text("/receipt"), answer.text("/secret"));
    assert_eq!(application::receipt::normalise(&number), Some(number.clone()));
    assert_eq!(answer.text("/link"), format!("/r/{number}#{secret}"));
    assert_eq!(answer.header("location"), format!("/api/v1/applications/{number}"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(json!(answer.text("/premium")), draft["quote"]["premium"]);
    assert_eq!(answer.text("/mark"), "illustrative");
    assert_eq!(server.follow(&number, &secret).await.text("/mark"), "illustrative");
    let shown = server.application(&["show", &number]).out;
    assert!(shown.contains("premium: 1188.00\n") && shown.contains("mark: illustrative\n"), "{shown}");
}

#[tokio::test]
async fn the_same_body_in_another_order_is_the_same_application() {
    let server = Server::start();
    let draft = good(&server).await;
    let first = receipt(&server.press(&key(1), &draft).await);
    let backwards: Vec<String> =
        draft.as_object().unwrap().iter().rev().map(|(k, v)| format!("{k:?}: {v:#}")).collect();
    let request = server.press_request(&key(1), &draft).body(format!("{{\n{}\n}}", backwards.join(",")));
    assert_eq!(receipt(&ask(request).await), first);
    assert_eq!(server.rows().await, 1);
}

#[tokio::test]
async fn a_key_used_for_another_body_is_refused_and_the_first_stays() {
    let server = Server::start();
    let draft = good(&server).await;
    let first = receipt(&server.press(&key(1), &draft).await);
    let other = with(&draft, "/contact/phone", "053166600001");
    server.press(&key(1), &other).await.is_problem(409, "key-reused");
    assert_eq!(receipt(&server.press(&key(1), &draft).await), first);
    assert_eq!(server.rows().await, 1);
}

#[tokio::test]
async fn a_new_key_is_another_application() {
    let server = Server::start();
    let draft = good(&server).await;
    let (one, two) = (server.press(&key(1), &draft).await, server.press(&key(2), &draft).await);
    assert_ne!(one.text("/receipt"), two.text("/receipt"));
    assert_ne!(one.text("/secret"), two.text("/secret"));
    assert_eq!(server.rows().await, 2);
}

#[tokio::test]
async fn a_receipt_outlives_a_restart() {
    let mut server = Server::start();
    let draft = good(&server).await;
    let first = receipt(&server.press(&key(1), &draft).await);
    assert!(server.stop(), "{}", server.said());
    server.restart();
    assert_eq!(receipt(&server.press(&key(1), &draft).await), first);
    assert_eq!(server.rows().await, 1);
}

#[tokio::test]
async fn a_key_that_could_be_guessed_is_refused() {
    let server = Server::start();
    let draft = good(&server).await;
    let (short, long) = ("k".repeat(21), "k".repeat(65));
    for bad in ["", &short, "a key with spaces in its middle", &long] {
        server.press(bad, &draft).await.is_problem(400, "bad-key");
    }
    ask(server.post("/api/v1/applications", &draft)).await.is_problem(400, "bad-key");
    assert_eq!(server.rows().await, 0);
}
