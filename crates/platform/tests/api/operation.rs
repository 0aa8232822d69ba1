//! What operators see: health, counters, the description of the API, and an orderly end.

use reqwest::Method;

use crate::draft::{good, key, with};
use crate::server::{Server, ask};

#[tokio::test]
async fn health_answers_while_the_database_does() {
    let server = Server::start();
    let answer = server.get("/healthz").await;
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"ok".as_slice()));
}

/// The figure of a line of the counters that begins with the name and holds all of the labels.
pub fn counted(text: &str, name: &str, labels: &[&str]) -> Option<u64> {
    let found = text.lines().find(|line| line.starts_with(name) && labels.iter().all(|l| line.contains(l)));
    found.and_then(|line| line.rsplit(' ').next()?.parse().ok())
}

#[tokio::test]
async fn requests_and_receipts_are_counted_by_route() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await.text("/receipt");
    for _ in 0..3 {
        server.follow(&receipt, "wrong").await.is_problem(404, "not-found");
    }
    let answer = server.get("/metrics").await;
    assert_eq!(answer.header("content-type").split(';').next(), Some("text/plain"));
    let text = String::from_utf8(answer.body).unwrap();
    let followed = ["route=\"/api/v1/applications/{receipt}\"", "method=\"GET\"", "status=\"404\""];
    assert_eq!(counted(&text, "anze_requests_total", &followed), Some(3), "{text}");
    assert_eq!(counted(&text, "anze_receipts_given_total", &[]), Some(1), "{text}");
    assert!(!text.contains(&receipt), "addresses are not counted one by one");
}

#[tokio::test]
async fn what_is_answered_again_is_not_counted_again() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    let corrected = with(&draft, "/contact/email", "");
    for _ in 0..2 {
        assert_eq!(server.press(&key(1), &draft).await.status, 201);
        assert_eq!(server.correct(&receipt, &key(2), &corrected).await.status, 200);
    }
    let text = String::from_utf8(server.get("/metrics").await.body).unwrap();
    for name in ["anze_receipts_given_total", "anze_corrections_total"] {
        assert_eq!(counted(&text, name, &[]), Some(1), "{text}");
    }
}

#[tokio::test]
async fn made_up_methods_and_paths_are_one_counter() {
    let server = Server::start();
    for number in 0..5 {
        let method = Method::from_bytes(format!("MADEUP{number}").as_bytes()).unwrap();
        ask(server.request(method, "/healthz")).await.is_problem(405, "method-not-allowed");
        server.get(&format!("/nothing/{number}")).await.is_problem(404, "not-found");
    }
    let text = String::from_utf8(server.get("/metrics").await.body).unwrap();
    assert!(!text.contains("MADEUP") && !text.contains("/nothing"), "{text}");
    assert_eq!(counted(&text, "anze_requests_total", &["method=\"other\""]), Some(5), "{text}");
    assert_eq!(
        counted(&text, "anze_requests_total", &["route=\"other\"", "status=\"404\""]),
        Some(5),
        "{text}"
    );
}

#[tokio::test]
async fn every_path_refuses_the_methods_it_does_not_have() {
    let server = Server::start();
    for (path, method) in [
        ("/api/v1/applications", Method::GET),
        ("/api/v1/applications/none", Method::PATCH),
        ("/api/v1/quotes", Method::PUT),
        ("/healthz", Method::POST),
        ("/metrics", Method::POST),
    ] {
        let answer = ask(server.request(method, path)).await;
        answer.is_problem(405, "method-not-allowed");
        assert!(!answer.header("allow").is_empty(), "{path} does not say what it allows");
    }
}

#[tokio::test]
async fn the_platform_describes_itself() {
    let server = Server::start();
    let answer = server.get("/api/v1/openapi.json").await;
    assert_eq!(answer.json(), serde_json::to_value(platform::http::openapi()).unwrap());
}

/// Programs are made of the document: each operation becomes a function of this name.
#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = serde_json::to_value(platform::http::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let mut names: Vec<&str> = operations.map(|one| one["operationId"].as_str().unwrap()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
    assert_eq!(document["components"]["securitySchemes"]["secret"]["scheme"], "bearer");
}

#[tokio::test]
async fn the_scheme_of_a_secret_is_written_in_any_case() {
    let server = Server::start();
    let (number, secret) = server.received(&key(1), &good(&server).await).await;
    for (scheme, status) in [("bearer", 200), ("BEARER", 200), ("Basic", 404)] {
        let request = server.request(Method::GET, &format!("/api/v1/applications/{number}"));
        let answer = ask(request.header("authorization", format!("{scheme} {secret}"))).await;
        assert_eq!(answer.status, status, "{scheme}");
    }
}

#[tokio::test]
async fn an_asked_for_end_is_an_orderly_one() {
    let mut server = Server::start();
    let draft = good(&server).await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    assert!(server.stop(), "{}", server.said());
    assert_eq!(server.rows().await, 1);
}
