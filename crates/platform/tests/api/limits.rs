//! All input is hostile: too much of it, of the wrong kind, torn, deep, too often. Each is refused in words, and nothing
//! of it is kept.

use reqwest::Method;
use serde_json::{Value, json};

use crate::draft::{good, key, risk, with};
use crate::server::{Answer, Server, Setup, ask};

const LARGEST_BODY: usize = 256 * 1024;

/// A body as it is, under a key.
async fn send(server: &Server, body: impl Into<reqwest::Body>) -> Answer {
    let request = server.request(Method::POST, "/api/v1/applications").header("idempotency-key", key(1));
    ask(request.header("content-type", "application/json").body(body)).await
}

#[tokio::test]
async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
    let server = Server::start();
    let text = good(&server).await.to_string();
    let filled = |length: usize| format!("{text}{}", " ".repeat(length - text.len()));
    send(&server, filled(LARGEST_BODY + 1)).await.is_problem(413, "too-large");
    assert_eq!(server.rows().await, 0);
    assert_eq!(send(&server, filled(LARGEST_BODY)).await.status, 201);
    let request = server.post("/api/v1/quotes", &risk()).body(" ".repeat(LARGEST_BODY + 1));
    ask(request).await.is_problem(413, "too-large");
}

#[tokio::test]
async fn only_json_is_read() {
    let server = Server::start();
    let draft = good(&server).await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json", ""] {
        let request = server.request(Method::POST, "/api/v1/applications").body(draft.to_string());
        let request = request.header("idempotency-key", key(1)).header("content-type", kind);
        ask(request).await.is_problem(415, "media-type");
    }
    assert_eq!(server.rows().await, 0);
    let spelt = server.press_request(&key(1), &draft).body(draft.to_string());
    let (client, request) = spelt.build_split();
    let mut request = request.unwrap();
    request.headers_mut().insert("content-type", "Application/JSON ; charset=utf-8".parse().unwrap());
    assert_eq!(ask(reqwest::RequestBuilder::from_parts(client, request)).await.status, 201);
}

#[tokio::test]
async fn what_is_not_json_is_told_by_its_place_and_never_echoed() {
    let server = Server::start();
    let whole = good(&server).await.to_string();
    let torn = &whole[..whole.len() - 1];
    let twice = format!("{whole}{whole}");
    for body in ["", "示例", "{\"enterprise\": nought}", "\u{feff}{}", torn, &twice] {
        let answer = send(&server, body.to_owned()).await;
        answer.is_problem(400, "bad-body");
        assert!(answer.text("/detail").starts_with("not JSON at line "), "{}", answer.text("/detail"));
        assert!(answer.body.len() < 400, "the body is echoed");
    }
    send(&server, vec![b'"', 0xff, 0xfe, b'"']).await.is_problem(400, "bad-body");
    for open in ["[", "{\"risk\":", "{\"risk\":{\"units\":[", "{\"enterprise\":{\"name\":[["] {
        let answer = send(&server, open.repeat(LARGEST_BODY / open.len())).await;
        assert!([400, 422].contains(&answer.status) && answer.body.len() < 400, "{open}");
    }
    let unreadable = whole.replace("示例", "\u{1}");
    send(&server, unreadable).await.is_problem(400, "bad-body");
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn a_field_of_the_wrong_form_is_named_by_its_pointer() {
    let server = Server::start();
    let draft = good(&server).await;
    let cases: [(&str, Value, &str); 10] = [
        ("/enterprise/name", json!(7), "须为文字，写在引号中，如 \"12\""),
        ("/enterprise", json!("a name"), "须为对象，写在 { } 中"),
        ("/declarations/paid_on_time", json!("true"), "类型或格式不对"),
        ("/risk/inception", json!(20260230), "须为文字，写在引号中，如 \"12\""),
        ("/risk/units", json!({}), "须为列表，写在 [ ] 中"),
        ("/risk/units/0", json!(null), "须为对象，写在 { } 中"),
        ("/risk/units/0/answers/headcount", json!(12), "须为文字，写在引号中，如 \"12\""),
        ("/risk/answers/limit", json!(null), "须为文字，写在引号中，如 \"12\""),
        ("/quote/premium", json!(1188.00), "须为文字，写在引号中，如 \"12\""),
        ("/contact/phone", json!(["053166600987"]), "须为文字，写在引号中，如 \"12\""),
    ];
    for (pointer, value, words) in cases {
        let answer = server.press(&key(1), &with(&draft, pointer, value)).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.wrong_fields(), [(pointer.into(), "wrong-form".into())]);
        assert_eq!(answer.text("/errors/0/message/zh"), words, "{pointer}");
    }
    let no_day = server.press(&key(1), &with(&draft, "/risk/inception", "2026-02-30")).await;
    assert_eq!(no_day.wrong_fields(), [("/risk/inception".into(), "not-a-date".into())]);
    let mut lacking = draft.clone();
    lacking["attachments"] = json!([{"kind": "other"}]);
    let lacking = server.press(&key(1), &lacking).await;
    assert_eq!(lacking.wrong_fields(), [("/attachments/0/name".into(), "missing".into())]);
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn a_key_that_comes_twice_is_named_by_its_pointer() {
    let server = Server::start();
    let whole = good(&server).await.to_string();
    let cases = [
        ("\"headcount\":\"12\"", "\"headcount\":\"40\"", "/risk/units/0/answers/headcount"),
        ("\"limit\":\"500000\"", "\"limit\":\"500000\"", "/risk/answers/limit"),
        ("\"units\":[", "\"units\":[],\"units\":[", "/risk/units"),
        ("\"district\":\"370102\"", "\"district\":\"370103\"", "/enterprise/district"),
        ("\"contact\":{", "\"contact\":{},\"contact\":{", "/contact"),
    ];
    for (there, more, pointer) in cases {
        assert!(whole.contains(there), "{there}");
        let more =
            if more.starts_with(there) && more != there { more.into() } else { format!("{there},{more}") };
        let answer = send(&server, whole.replacen(there, &more, 1)).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.wrong_fields(), [(pointer.into(), "twice".into())]);
    }
    assert_eq!(server.rows().await, 0);
}

/// Serde reads the fields of a type from a list too, in the order of the type.
#[tokio::test]
async fn fields_are_no_list() {
    let server = Server::start();
    let draft = good(&server).await;
    let list =
        |value: &Value, fields: &[&str]| -> Value { fields.iter().map(|name| value[name].clone()).collect() };
    let risk = list(&draft["risk"], &["inception", "as_of", "answers", "units"]);
    let quote = list(&draft["quote"], &["tariff", "digest", "premium"]);
    let contact = list(&draft["contact"], &["name", "phone", "email"]);
    let unit = json!([draft["risk"]["units"][0]["answers"]]);
    let cases = [("/risk", risk.clone()), ("/quote", quote), ("/contact", contact), ("/risk/units/0", unit)];
    for (pointer, value) in cases {
        let answer = server.press(&key(1), &with(&draft, pointer, value)).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.wrong_fields(), [(pointer.into(), "wrong-form".into())]);
        assert_eq!(answer.text("/errors/0/message/zh"), "须为对象，写在 { } 中");
    }
    let answer = ask(server.post("/api/v1/quotes", &risk)).await;
    assert_eq!(answer.is_problem(422, "invalid").wrong_fields(), [(String::new(), "wrong-form".into())]);
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn an_unknown_field_is_named_by_its_pointer() {
    let server = Server::start();
    let draft = good(&server).await;
    let cases =
        [("", "premium"), ("/enterprise", "unit/~code"), ("/quote", "steps"), ("/risk/units/0", "sector")];
    for (parent, name) in cases {
        let mut strange = draft.clone();
        strange.pointer_mut(parent).unwrap()[name] = json!({"deep": [1, 2, 3]});
        let answer = server.press(&key(1), &strange).await;
        answer.is_problem(422, "invalid");
        let pointer = format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"));
        assert_eq!(answer.wrong_fields(), [(pointer, "wrong-form".into())]);
    }
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn every_wrong_field_is_told_at_once_in_both_languages() {
    let server = Server::start();
    let answer = server.press(&key(1), &json!({})).await;
    answer.is_problem(422, "invalid");
    let pointers: Vec<String> = answer.wrong_fields().into_iter().map(|(pointer, _)| pointer).collect();
    for pointer in
        ["/enterprise/name", "/enterprise/uscc", "/contact/phone", "/declarations/clauses_read", "/quote"]
    {
        assert!(pointers.iter().any(|p| p == pointer), "{pointer} is not among {pointers:?}");
    }
    for error in answer.json()["errors"].as_array().unwrap() {
        assert!(!error["message"]["zh"].as_str().unwrap().is_empty(), "{error}");
        assert!(!error["message"]["en"].as_str().unwrap().is_empty(), "{error}");
    }
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn a_quote_says_what_would_lower_it_where_that_is_asked_for() {
    let server = Server::start();
    let asked = ask(server.post("/api/v1/quotes?what-ifs=true", &risk())).await;
    let mut asked = asked.json();
    let savings = asked["what_ifs"].as_array().unwrap();
    assert!(!savings.is_empty() && savings.iter().all(|one| one["saving_a_year"].is_string()), "{asked}");
    asked.as_object_mut().unwrap().remove("what_ifs");
    assert_eq!(ask(server.post("/api/v1/quotes", &risk())).await.json(), asked, "else nothing differs");
}

#[tokio::test]
async fn a_wrong_answer_is_named_by_its_pointer_in_quotes_and_in_applications() {
    let server = Server::start();
    let draft = with(&good(&server).await, "/risk/units/0/answers/headcount", "0");
    let answer = server.press(&key(1), &draft).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/risk/units/0/answers/headcount".into(), "too-small".into())]);
    let answer = ask(server.post("/api/v1/quotes", &draft["risk"])).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/units/0/answers/headcount".into(), "too-small".into())]);
    let early = ask(server.post("/api/v1/quotes", &with(&risk(), "/inception", "1999-01-01"))).await;
    assert_eq!(early.is_problem(422, "invalid").wrong_fields(), [("/inception".into(), "no-tariff".into())]);
    assert_eq!(server.rows().await, 0);
}

#[tokio::test]
async fn an_open_answer_gives_a_range() {
    let server = Server::start();
    let answer = ask(server.post("/api/v1/quotes", &with(&risk(), "/answers/standardisation", "?"))).await;
    assert_eq!((answer.status, answer.text("/result").as_str()), (200, "range"));
}

/// Twice the rate at once, then no more. A second may pass on the way: so one of many must be refused, not a certain one.
#[tokio::test]
async fn who_asks_too_often_is_told_to_wait() {
    let server = Server::with(Setup { rate_limit: 1, ..Setup::default() });
    let mut refused = None;
    for _ in 0..200 {
        let answer = server.get("/api/v1/applications/none").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        answer.is_problem(404, "not-found");
    }
    let refused = refused.expect("two hundred requests and no limit");
    refused.is_problem(429, "too-many");
    assert_eq!(refused.header("retry-after"), "1");
    // The pages and what operators ask for stay within reach.
    for path in ["/metrics", "/healthz"] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
}

/// Behind a proxy all connections come from one address: the limit is for whom the proxy names.
#[tokio::test]
async fn behind_a_proxy_everyone_has_a_limit_of_their_own() {
    let server = Server::with(Setup { rate_limit: 1, client_address: Some("XRealIp"), ..Setup::default() });
    let from = |address: String| {
        server.request(Method::GET, "/api/v1/applications/none").header("x-real-ip", address)
    };
    for last in 1..100 {
        ask(from(format!("192.0.2.{last}"))).await.is_problem(404, "not-found");
    }
    let mut refused = false;
    for _ in 0..200 {
        refused |= ask(from("192.0.2.200".to_owned())).await.status == 429;
    }
    assert!(refused, "two hundred requests and no limit");
    ask(from("192.0.2.201".to_owned())).await.is_problem(404, "not-found");
}
