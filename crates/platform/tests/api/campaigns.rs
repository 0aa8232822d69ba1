//! What is counted of campaigns, and what is not: a count goes up by one, and nothing of whoever made it do so is anywhere.

use reqwest::Method;
use serde_json::{Value, json};

use crate::draft::{good, key, with};
use crate::server::{Answer, Server, Setup, ask};

/// Days around the day of the tests.
const NOW: [&str; 4] = ["--from", "2026-11-01", "--until", "2026-11-30"];

fn add(server: &Server, code: &str, words: &[&str]) {
    let fixed = ["add", code, "--name", "安全生产月（测试）", "--name-en", "Safety month (test)"];
    let ran = server.campaign(&[&fixed[..], words].concat());
    assert!(ran.well, "{}", ran.err);
}

/// One that goes on, in the whole city.
fn started() -> Server {
    let server = Server::start();
    add(&server, "safety-month", &NOW);
    server
}

async fn happens(server: &Server, code: &str, event: &Value) -> Answer {
    ask(server.post(&format!("/api/v1/campaigns/{code}/events"), event)).await
}

async fn visit(server: &Server, code: &str) -> Answer {
    happens(server, code, &json!({"kind": "visit"})).await
}

/// What the report says, as JSON.
fn report(server: &Server) -> Value {
    let ran = server.campaign(&["report", "--json"]);
    assert!(ran.well, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// Visits, estimates, applications.
fn total(server: &Server) -> [u64; 3] {
    let total = report(server)["total"].clone();
    ["visits", "estimates", "applications"].map(|kind| total[kind].as_u64().unwrap())
}

#[tokio::test]
async fn anybody_may_know_what_a_campaign_is_called_and_whether_it_goes_on() {
    let server = started();
    add(&server, "one-district", &[&NOW[..], &["--district", "370102", "--sector", "mining"]].concat());
    let answer = server.get("/api/v1/campaigns/one-district").await;
    assert_eq!(
        answer.json(),
        json!({"code": "one-district", "name": {"zh": "安全生产月（测试）", "en": "Safety month (test)"}, "district": "370102",
            "sectors": ["mining"], "from": "2026-11-01", "until": "2026-11-30", "standing": "open"})
    );
    add(&server, "later", &["--from", "2026-11-24", "--until", "2026-11-30"]);
    add(&server, "before", &["--from", "2026-11-01", "--until", "2026-11-22"]);
    assert!(server.campaign(&["close", "safety-month"]).well);
    for (code, standing) in [("later", "coming"), ("before", "over"), ("safety-month", "closed")] {
        assert_eq!(server.get(&format!("/api/v1/campaigns/{code}")).await.text("/standing"), standing);
    }
    for code in ["unknown", "%00", "a%2Fb", "SAFETY-MONTH"] {
        server.get(&format!("/api/v1/campaigns/{code}")).await.is_problem(404, "not-found");
    }
}

#[tokio::test]
async fn visits_and_estimates_are_counted_where_the_link_was_given_out() {
    let server = started();
    for event in [
        json!({"kind": "visit"}),
        json!({"kind": "visit", "district": "370102"}),
        json!({"kind": "visit", "district": "370102"}),
        json!({"kind": "estimate", "district": "370102"}),
        // No district of today: counted all the same.
        json!({"kind": "visit", "district": "370125"}),
        json!({"kind": "visit", "district": "'; DROP TABLE campaigns; --"}),
    ] {
        let answer = happens(&server, "safety-month", &event).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0), "{event}");
    }
    let campaign = report(&server)["campaigns"][0].clone();
    assert_eq!(
        campaign["by_district"],
        json!([{"key": "", "visits": 3, "estimates": 0, "applications": 0},
            {"key": "370102", "visits": 2, "estimates": 1, "applications": 0}])
    );
    assert_eq!(
        campaign["by_day"],
        json!([{"key": "2026-11-23", "visits": 5, "estimates": 1, "applications": 0}])
    );
}

#[tokio::test]
async fn a_campaign_of_one_district_is_of_no_other() {
    let server = Server::start();
    add(&server, "one-district", &[&NOW[..], &["--district", "370103"]].concat());
    assert_eq!(
        happens(&server, "one-district", &json!({"kind": "visit", "district": "370102"})).await.status,
        204
    );
    assert_eq!(report(&server)["by_district"][0]["key"], "370103");
}

#[tokio::test]
async fn what_is_unknown_or_over_is_not_counted() {
    let server = started();
    add(&server, "later", &["--from", "2026-11-24", "--until", "2026-11-30"]);
    add(&server, "before", &["--from", "2026-11-01", "--until", "2026-11-22"]);
    add(&server, "closed", &NOW);
    assert!(server.campaign(&["close", "closed"]).well);
    let draft = good(&server).await;
    for (number, code) in ["later", "before", "closed"].into_iter().enumerate() {
        visit(&server, code).await.is_problem(409, "campaign-closed");
        server.received(&key(number as u64), &by(&draft, code)).await;
    }
    visit(&server, "unknown").await.is_problem(404, "not-found");
    // Whatever stands there, an application is never refused for it.
    for (number, word) in
        ["unknown", "安全生产月", "a.b.c", "'--", &"x".repeat(10_000)].into_iter().enumerate()
    {
        server.received(&key(10 + number as u64), &by(&draft, word)).await;
    }
    assert_eq!(total(&server), [0, 0, 0]);
    visit(&server, "safety-month").await;
    server.received(&key(20), &by(&draft, "safety-month")).await;
    assert_eq!(total(&server), [1, 0, 1], "one that goes on is counted");
}

/// The draft of somebody who came by a campaign.
fn by(draft: &Value, campaign: &str) -> Value {
    let mut draft = draft.clone();
    draft["campaign"] = campaign.into();
    draft
}

#[tokio::test]
async fn an_application_is_counted_once_and_nothing_of_the_campaign_is_kept_with_it() {
    let server = started();
    let draft = by(&good(&server).await, "safety-month.370104");
    let receipt = server.received(&key(1), &draft).await;
    for _ in 0..3 {
        assert_eq!(server.received(&key(1), &draft).await, receipt, "the same again");
    }
    let corrected = server.correct(&receipt, &key(2), &with(&draft, "/contact/phone", "13800005678")).await;
    assert_eq!(corrected.status, 200, "a correction is no further application");
    assert_eq!(
        report(&server)["by_district"],
        json!([{"key": "370104", "visits": 0, "estimates": 0, "applications": 1}])
    );
    let filed = server.follow(&receipt.0, &receipt.1).await.json();
    assert!(filed["application"].get("campaign").is_none(), "{filed}");
    // What is refused is not counted either.
    server.press(&key(3), &with(&draft, "/contact/phone", "1")).await.is_problem(422, "invalid");
    server.press(&key(3), &with(&draft, "/quote/premium", "1.00")).await.is_problem(409, "quote-differs");
    assert_eq!(total(&server), [0, 0, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_all_counted_and_one_key_only_once() {
    let server = started();
    let draft = by(&good(&server).await, "safety-month");
    let events = (0..40).map(|_| {
        tokio::spawn(ask(server.post("/api/v1/campaigns/safety-month/events", &json!({"kind": "visit"}))))
    });
    let presses = (0..8).map(|_| tokio::spawn(ask(server.press_request(&key(1), &draft))));
    for (answer, status) in
        events.map(|one| (one, 204)).chain(presses.map(|one| (one, 201))).collect::<Vec<_>>()
    {
        assert_eq!(answer.await.unwrap().status, status);
    }
    assert_eq!(total(&server), [40, 0, 1]);
}

#[tokio::test]
async fn events_are_read_as_strictly_as_everything_else() {
    let server = started();
    let path = "/api/v1/campaigns/safety-month/events";
    for event in [
        json!({}),
        json!([]),
        json!({"kind": "application"}),
        json!({"kind": "visit", "who": "somebody"}),
        json!({"kind": "visit", "district": 370_102}),
    ] {
        happens(&server, "safety-month", &event).await.is_problem(422, "invalid");
    }
    let of = |kind: &'static str, body: &'static str| {
        server.request(Method::POST, path).header("content-type", kind).body(body)
    };
    ask(of("text/plain", r#"{"kind":"visit"}"#)).await.is_problem(415, "media-type");
    ask(of("application/json", "visit")).await.is_problem(400, "bad-body");
    let large = json!({"kind": "visit", "district": "x".repeat(300_000)});
    happens(&server, "safety-month", &large).await.is_problem(413, "too-large");
    ask(server.request(Method::GET, path)).await.is_problem(405, "method-not-allowed");
    assert_eq!(total(&server), [0, 0, 0]);
}

#[tokio::test]
async fn who_sends_too_many_is_told_to_wait() {
    let server = Server::with(Setup { rate_limit: 1, ..Setup::default() });
    add(&server, "safety-month", &NOW);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(visit(&server, "safety-month").await.status);
    }
    assert_eq!((statuses[0], statuses.contains(&429)), (204, true), "{statuses:?}");
}

/// Counts are all that is on the disk: no time of a visit, no address, no browser, and no way from an application to its campaign.
#[tokio::test]
async fn nothing_of_a_visitor_is_on_the_disk() {
    let server = started();
    let draft = by(&good(&server).await, "safety-month.370102");
    let request = server.post("/api/v1/campaigns/safety-month/events", &json!({"kind": "visit"}));
    let told = request
        .header("user-agent", "A-Browser-Of-The-Tests/1")
        .header("referer", "https://www.example.com/from-here");
    assert_eq!(ask(told).await.status, 204);
    server.received(&key(1), &draft).await;
    let bytes = server.database_bytes();
    for trace in ["A-Browser-Of-The-Tests", "from-here", "127.0.0.1", "safety-month.370102"] {
        assert!(
            !bytes.windows(trace.len()).any(|window| window == trace.as_bytes()),
            "{trace} is on the disk"
        );
    }
    let said = server.said();
    assert!(!said.contains("A-Browser") && !said.contains("safety-month"), "{said}");
}

#[tokio::test]
async fn a_table_a_picture_and_links_come_from_the_counts() {
    let server = started();
    for _ in 0..8 {
        happens(&server, "safety-month", &json!({"kind": "visit", "district": "370102"})).await;
    }
    for _ in 0..3 {
        happens(&server, "safety-month", &json!({"kind": "estimate", "district": "370102"})).await;
    }
    let picture = server.folder().join("funnel.svg");
    let ran = server.campaign(&["report", "safety-month", "--picture", picture.to_str().unwrap()]);
    assert!(ran.well, "{}", ran.err);
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[1], ["safety-month", "8", "3", "37.5", "%", "0", "0.0", "%"]);
    assert_eq!(lines[2], ["370102", "历下区", "8", "3", "37.5", "%", "0", "0.0", "%"]);
    let svg = std::fs::read_to_string(&picture).unwrap();
    for words in ["安全生产月（测试）", "历下区", "37.5 %", "2026-11-01"] {
        assert!(svg.contains(words), "{words} is not in {svg}");
    }
    let links = server.campaign(&["links", "safety-month", "--site", "https://platform.example/"]).out;
    for link in [
        ",全市,,,https://platform.example/#c1.safety-month\n",
        "370102,历下区,mining,矿山,https://platform.example/#c1.safety-month.370102.mining\n",
    ] {
        assert!(links.contains(link), "{link} is not in {links}");
    }
}

#[tokio::test]
async fn what_is_no_campaign_is_told() {
    let server = started();
    let named = ["--name", "测试", "--name-en", "Test"];
    let add = |code: &str, words: &[&str]| server.campaign(&[&["add", code], &named[..], words].concat());
    for (ran, told) in [
        (add("safety-month", &NOW), "already"),
        (add("Safety", &NOW), "no code"),
        (add("other", &["--from", "2026-11-30", "--until", "2026-11-01"]), "before its first"),
        (add("other", &[&NOW[..], &["--sector", "banking"]].concat()), "there is no sector banking"),
        (add("other", &[&NOW[..], &["--district", "370125"]].concat()), "there is no district 370125"),
        (server.campaign(&["close", "other"]), "no campaign other"),
        (server.campaign(&["report", "other"]), "no campaign other"),
        (server.campaign(&["links", "safety-month", "--site", "nowhere"]), "no address"),
    ] {
        assert!(!ran.well && ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(server.campaign(&["close", "safety-month"]).well);
    assert!(server.campaign(&["close", "safety-month"]).err.contains("closed already"));
}
