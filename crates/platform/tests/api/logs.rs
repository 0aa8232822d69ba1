//! What the platform writes for its operators holds nothing of any applicant.

use serde_json::json;

use crate::draft::{ADDRESS, EMAIL, NAME, PERSON, PHONE, USCC, good, key, with};
use crate::server::{Server, Setup, ask};

/// Everything that an application can meet: taken, repeated, refused in each way, followed.
async fn everything(server: &Server) -> String {
    let draft = good(server).await;
    let receipt = server.press(&key(1), &draft).await;
    assert_eq!(receipt.status, 201);
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    server.press(&key(1), &with(&draft, "/contact/email", "")).await.is_problem(409, "key-reused");
    server.press(&key(2), &with(&draft, "/quote/premium", "1.00")).await.is_problem(409, "quote-differs");
    server.press(&key(2), &with(&draft, "/enterprise/uscc", "1")).await.is_problem(422, "invalid");
    server.press(&key(2), &with(&draft, "/contact/phone", json!({PHONE: PHONE}))).await;
    let torn = server.press_request(&key(2), &draft).body(format!("{{\"{NAME}"));
    ask(torn).await.is_problem(400, "bad-body");
    assert_eq!(server.follow(&number, &secret).await.status, 200);
    server.follow(&number, PERSON).await.is_problem(404, "not-found");
    secret
}

async fn nothing_personal(log: Option<&'static str>) {
    let signing_key = "x6bhrHBrmzUn7yJzV4rD0yTWq7ZBOa9ZfTHkDV5KYEA=";
    let setup = Setup { log, signing_key: Some(signing_key.to_owned()), ..Setup::default() };
    let mut server = Server::with(setup);
    let secret = everything(&server).await;
    assert!(server.stop());
    let said = server.said();
    assert!(said.contains("stopping"), "what it says is heard: {said}");
    for personal in [NAME, PERSON, PHONE, ADDRESS, EMAIL, USCC, &secret, &key(1), &key(2), signing_key] {
        let line = said.lines().find(|line| line.contains(personal));
        assert_eq!(line, None, "{personal} was written");
    }
}

#[tokio::test]
async fn as_it_is_shipped() {
    nothing_personal(None).await;
}

#[tokio::test]
async fn even_where_an_operator_asks_for_everything() {
    nothing_personal(Some("trace")).await;
}
