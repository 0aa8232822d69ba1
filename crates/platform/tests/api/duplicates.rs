//! One enterprise, one sector, one period: a second application is taken only when its applicant says what it is to the
//! first.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::draft::{good, key, with};
use crate::operation::counted;
use crate::server::{Server, Setup, ask};

/// An application that says nothing of others.
async fn alone(server: &Server) -> Value {
    with(&good(server).await, "/relation", "")
}

/// Masked as for whom may not know the number.
fn masked(number: &str) -> String {
    application::receipt::masked(number)
}

#[tokio::test]
async fn a_second_application_for_the_same_is_refused_and_told_of_the_first() {
    let server = Server::start();
    let draft = alone(&server).await;
    let (number, secret) = server.received(&key(1), &draft).await;
    let answer = server.press(&key(2), &with(&draft, "/contact/phone", "053166600001")).await;
    answer.is_problem(409, "duplicate");
    let told =
        json!([{"receipt": masked(&number), "received_at": "2026-11-23T00:00:00Z", "state": "received"}]);
    assert_eq!(answer.json()["earlier"], told);
    let shown = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(!shown.contains(&number) && !shown.contains(&secret));
    assert_eq!(server.press(&key(1), &draft).await.status, 201, "the first is no duplicate of itself");
    assert_eq!(server.rows().await, 1);
    let text = String::from_utf8(server.get("/metrics").await.body).unwrap();
    assert_eq!(counted(&text, "anze_duplicates_refused_total", &[]), Some(1), "{text}");
}

#[tokio::test]
async fn with_a_relation_it_is_taken_and_both_know_of_each_other() {
    let server = Server::start();
    let draft = alone(&server).await;
    let (first, first_secret) = server.received(&key(1), &draft).await;
    for (number, relation) in [(2, "replacement"), (3, "addition")] {
        let (later, secret) = server.received(&key(number), &with(&draft, "/relation", relation)).await;
        let told = server.follow(&later, &secret).await.json();
        assert_eq!(told["relation"], relation);
        let earlier = told["earlier"].as_array().unwrap();
        assert_eq!(earlier.len() as u64, number - 1);
        assert_eq!(earlier.last().unwrap()["receipt"], masked(&first));
        let shown = server.application(&["show", &later]).out;
        assert!(shown.contains(&format!("relation: {relation}\n")), "{shown}");
        assert!(shown.contains(&format!("earlier: {first} received\n")), "{shown}");
        let shown = server.application(&["show", &first]).out;
        assert!(shown.contains(&format!("later: {later} received {relation}\n")), "{shown}");
        let told = server.follow(&first, &first_secret).await.json();
        assert_eq!(told["later"].as_array().unwrap().len() as u64, number - 1);
        assert_eq!(told["later"][0]["receipt"], masked(&later));
        assert_eq!(told["later"][0]["relation"], relation);
    }
    let wrong = server.press(&key(4), &with(&draft, "/relation", "cousin")).await;
    assert_eq!(
        wrong.is_problem(422, "invalid").wrong_fields(),
        [("/relation".into(), "not-a-choice".into())]
    );
}

#[tokio::test]
async fn another_enterprise_sector_or_period_is_no_duplicate() {
    let server = Server::start();
    let draft = alone(&server).await;
    server.received(&key(1), &draft).await;
    let mut number = 1;
    let mut press = async |draft: Value| {
        number += 1;
        let answer = server.press(&key(number), &draft).await;
        if answer.status != 409 || answer.text("/type") != "urn:anze:problem:quote-differs" {
            return answer;
        }
        let right = answer.json()["quote"]["premium"].clone();
        server.press(&key(number), &with(&draft, "/quote/premium", right)).await
    };
    assert_eq!(press(with(&draft, "/enterprise/uscc", "91370102000000019K")).await.status, 201);
    // The first ends on 2027-11-30, the last day that an application of this day can begin before is 2027-11-23.
    press(with(&draft, "/risk/inception", "2027-11-20")).await.is_problem(409, "duplicate");
    let short = with(&draft, "/risk/answers/months", "3");
    press(with(&short, "/risk/inception", "2027-01-15")).await.is_problem(409, "duplicate");
    let other = Server::start();
    let short = with(&alone(&other).await, "/risk/answers/months", "3");
    let right = other.press(&key(1), &short).await.json()["quote"]["premium"].clone();
    let short = with(&short, "/quote/premium", right);
    assert_eq!(other.press(&key(1), &short).await.status, 201);
    let after = with(&short, "/risk/inception", "2027-03-01");
    assert_eq!(other.press(&key(2), &after).await.status, 201, "it begins when the first has ended");
    let overlapping = with(&short, "/risk/inception", "2027-02-28");
    other.press(&key(3), &overlapping).await.is_problem(409, "duplicate");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_is_taken() {
    let server = Server::start();
    let draft = alone(&server).await;
    let presses: Vec<_> =
        (0..32).map(|number| tokio::spawn(ask(server.press_request(&key(number), &draft)))).collect();
    let mut taken = 0;
    for press in presses {
        let answer = press.await.unwrap();
        if answer.status == 201 {
            taken += 1;
        } else {
            answer.is_problem(409, "duplicate");
        }
    }
    assert_eq!((taken, server.rows().await), (1, 1));
}

#[tokio::test]
async fn a_correction_can_make_a_duplicate_too() {
    let server = Server::start();
    let draft = alone(&server).await;
    let first = server.received(&key(1), &draft).await;
    let elsewhere = with(&draft, "/enterprise/uscc", "91370102000000019K");
    let other = server.received(&key(2), &elsewhere).await;
    server.correct(&other, &key(3), &draft).await.is_problem(409, "duplicate");
    assert_eq!(server.correct(&other, &key(3), &with(&draft, "/relation", "addition")).await.status, 200);
    // The first needs no word about what itself said that it belongs to it.
    assert_eq!(server.correct(&first, &key(4), &draft).await.status, 200);
    server.correct(&other, &key(5), &draft).await.is_problem(409, "duplicate");
}

#[tokio::test]
async fn what_was_corrected_to_another_enterprise_belongs_to_the_former_no_more() {
    let server = Server::start();
    let draft = alone(&server).await;
    let first = server.received(&key(1), &draft).await;
    let second = server.received(&key(2), &with(&draft, "/relation", "replacement")).await;
    let third = server.received(&key(3), &with(&draft, "/relation", "addition")).await;
    let linked = async |of: &(String, String)| {
        let told = server.follow(&of.0, &of.1).await.json();
        (told["earlier"].as_array().unwrap().len(), told["later"].as_array().unwrap().len())
    };
    assert_eq!([linked(&first).await, linked(&second).await, linked(&third).await], [(0, 2), (1, 1), (2, 0)]);
    let elsewhere = with(&draft, "/enterprise/uscc", "91370102000000019K");
    assert_eq!(server.correct(&second, &key(4), &elsewhere).await.status, 200);
    assert_eq!([linked(&first).await, linked(&second).await, linked(&third).await], [(0, 1), (0, 0), (1, 0)]);
}

/// What an older key hashed is found while keys change, and afterwards.
#[tokio::test]
async fn a_change_of_keys_hides_no_duplicate() {
    let data_keys = |seeds: &[u8]| {
        Some(seeds.iter().map(|seed| STANDARD.encode([*seed; 32])).collect::<Vec<_>>().join(" "))
    };
    let mut server = Server::with(Setup { data_key: data_keys(&[1]), ..Setup::default() });
    let draft = alone(&server).await;
    server.received(&key(1), &draft).await;
    for keys in [&[2, 1][..], &[2]] {
        assert!(server.stop());
        server.setup.data_key = data_keys(keys);
        server.restart();
        server.press(&key(2), &draft).await.is_problem(409, "duplicate");
        assert!(server.rekey_command().status().unwrap().success());
    }
}
