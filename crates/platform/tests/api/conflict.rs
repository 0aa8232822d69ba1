//! The platform rates again: what the applicant saw must be what it gives, to the fen and to the tariff's digest.

use serde_json::json;

use crate::draft::{good, key, risk, with};
use crate::server::{Server, ask};

#[tokio::test]
async fn another_premium_is_answered_with_the_right_quote_and_nothing_is_stored() {
    let server = Server::start();
    let draft = good(&server).await;
    let right = ask(server.post("/api/v1/quotes", &risk())).await;
    let answer = server.press(&key(1), &with(&draft, "/quote/premium", "1.00")).await;
    answer.is_problem(409, "quote-differs");
    let mut quote = right.json();
    quote.as_object_mut().unwrap().remove("result");
    assert_eq!(answer.json()["quote"], quote);
    assert_eq!(server.rows().await, 0);
    // The key is still free: the applicant agrees to the right premium and presses again.
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
}

#[tokio::test]
async fn a_fen_or_another_tariff_is_a_difference() {
    let server = Server::start();
    let draft = good(&server).await;
    let premium = draft["quote"]["premium"].as_str().unwrap();
    let cents: rust_decimal::Decimal = premium.parse().unwrap();
    let fen_more = (cents + rust_decimal::Decimal::new(1, 2)).to_string();
    for (pointer, value, told) in [
        ("/quote/premium", fen_more.as_str(), "保险费为 1188.00 元，所见的是 1188.01 元"),
        ("/quote/tariff", "jinan-2018", "适用的费率表是另一份"),
        ("/quote/digest", &"0".repeat(64), "费率表有更新"),
    ] {
        let answer = server.press(&key(1), &with(&draft, pointer, value)).await;
        answer.is_problem(409, "quote-differs");
        assert_eq!(answer.json()["quote"]["premium"], json!(premium), "{pointer}");
        assert_eq!(
            answer.wrong_fields(),
            [(pointer.into(), "differs".into())],
            "what is another, and nothing else"
        );
        assert!(answer.text("/errors/0/message/zh").contains(told), "{pointer}");
    }
    assert_eq!(server.rows().await, 0);
}

/// A platform that rates it at nothing answers a premium that was seen with its own, 0.00: agreeing to that ends here.
#[tokio::test]
async fn nothing_is_insured_for_nothing() {
    let server = Server::start();
    let draft = with(&good(&server).await, "/quote/premium", "0.00");
    let answer = server.press(&key(1), &draft).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/quote/premium".into(), "no-premium".into())]);
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn an_open_answer_is_no_application() {
    let server = Server::start();
    let draft = with(&good(&server).await, "/risk/answers/standardisation", "?");
    let answer = server.press(&key(1), &draft).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/risk/answers/standardisation".into(), "must-be-known".into())]);
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn no_applicant_decides_what_was_known() {
    let server = Server::start();
    // On that day nobody knew of the rules in force at the inception.
    let draft = good(&server).await;
    let mut backdated = draft.clone();
    backdated["risk"]["as_of"] = json!("2019-01-01");
    let answer = server.press(&key(1), &backdated).await;
    assert_eq!(answer.status, 201, "rated as of today: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(json!(answer.text("/premium")), draft["quote"]["premium"]);
}
