//! The plain pages as a browser without scripts meets them: the same figures to the fen, the same checks, nothing kept, nothing believed.

use std::path::Path;

use application::shown::grouped;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rating::{Outcome, Risk};
use reqwest::{Method, RequestBuilder};
use words::Lang;
use words::account::sum;
use words::quote::{period, yuan};

use crate::draft::{ADDRESS, NAME, PERSON, PHONE, USCC};
use crate::server::{Answer, Server, Setup, ask};

#[path = "../../../rating/tests/help/risks.rs"]
#[allow(dead_code, reason = "it serves other tests, too")]
mod risks;

type Fields = Vec<(String, String)>;

fn post(server: &Server, path: &str, fields: &Fields) -> RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    raw(server, path, body)
}

fn raw(server: &Server, path: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    server.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded").body(body)
}

async fn press(server: &Server, fields: &Fields, button: &str) -> Answer {
    let mut fields = fields.clone();
    fields.push(("do".into(), button.into()));
    ask(post(server, "/plain", &fields)).await
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What a form holds after these answers.
fn of(risk: &Risk) -> Fields {
    let mut all = vec![("units".to_owned(), risk.units.len().to_string())];
    all.extend(risk.inception.map(|day| ("inception".to_owned(), day.to_string())));
    all.extend(risk.answers.iter().map(|(key, answer)| (format!("/answers/{key}"), answer.clone())));
    for (unit, about) in risk.units.iter().enumerate() {
        let pointer = |key: &String| format!("/units/{unit}/answers/{key}");
        all.extend(about.answers.iter().map(|(key, answer)| (pointer(key), answer.clone())));
    }
    all
}

/// A filling station with twelve people.
fn station() -> Fields {
    fields(&[
        ("inception", "2026-12-01"),
        ("/units/0/answers/sector", "hazardous-chemicals"),
        ("/units/0/answers/activity", "filling-station"),
        ("/units/0/answers/headcount", "12"),
    ])
}

fn whole_form() -> Fields {
    let mut all = station();
    all.extend(fields(&[
        ("/enterprise/name", NAME),
        ("/enterprise/uscc", USCC),
        ("/enterprise/district", "370102"),
        ("/enterprise/address", ADDRESS),
        ("/enterprise/legal_representative", PERSON),
        ("/contact/name", PERSON),
        ("/contact/phone", PHONE),
        ("/terms/dispute", "litigation"),
    ]));
    let declared = [
        "clauses_read",
        "true_and_complete",
        "changes_reported",
        "paid_on_time",
        "not_charged_to_staff",
        "personal_information",
    ];
    all.extend(declared.map(|one| (format!("/declarations/{one}"), "1".to_owned())));
    all
}

fn page(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let text = String::from_utf8(answer.body.clone()).unwrap();
    assert!(
        !text.contains("<script") && !text.contains(" style=") && !text.contains(" onclick"),
        "nothing runs: {text}"
    );
    text
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) =
        page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split_once('"').unwrap().0.to_owned()
}

/// The form with the key and the quote of the page that asked for it.
async fn ready(server: &Server) -> Fields {
    let answer = press(server, &whole_form(), "apply").await;
    assert_eq!(answer.status, 200);
    let text = page(&answer);
    let mut all = whole_form();
    let given = ["key", "tariff", "digest", "premium"];
    all.extend(given.map(|name| (name.to_owned(), hidden(&text, name))));
    all
}

/// Random risks of every tariff, in their own questions, some not sure: what the API gives stands on the page, and every step as a sum.
#[tokio::test]
async fn figures_are_those_of_the_api_to_the_fen() {
    const RISKS_OF_EACH: usize = 120;
    let server = Server::start();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tariffs");
    let catalogue = platform::tariffs::load_folder(&folder).unwrap();
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(20_261_123), ..Config::default() });
    let (mut quotes, mut ranges) = (0, 0);
    for tariff in catalogue.iter() {
        for number in 0..RISKS_OF_EACH {
            let picks = proptest::collection::vec(any::<u16>(), 120).new_tree(&mut runner).unwrap().current();
            let risk = risks::risk(tariff, risks::Picks::new(picks), 1 + number % 3, number % 4 == 0);
            let answer = ask(server.post("/api/v1/quotes", &serde_json::to_value(&risk).unwrap())).await;
            let shown = page(&press(&server, &of(&risk), "rate").await);
            if answer.status != 200 {
                assert!(shown.contains("class=\"summary"), "refused alike: {risk:?}\n{shown}");
                continue;
            }
            match serde_json::from_value(answer.json()).unwrap() {
                Outcome::Quote(quote) => {
                    quotes += 1;
                    let premium = grouped(&quote.premium.to_string());
                    assert!(
                        shown.contains(&format!("<strong class=\"figure\">{premium}</strong>")),
                        "{premium} {risk:?}"
                    );
                    assert!(shown.contains(&period(&quote.period, Lang::Zh)));
                    for share in [quote.premium_per_person, quote.premium_per_day].into_iter().flatten() {
                        assert!(shown.contains(&yuan(&share.to_string(), Lang::Zh)));
                    }
                    let used = catalogue.get(&quote.tariff.id).unwrap();
                    for step in &quote.steps {
                        let sum = sum(used, step, Lang::Zh);
                        assert!(shown.contains(&sum), "{sum} {risk:?}");
                    }
                }
                Outcome::Range(range) => {
                    ranges += 1;
                    for end in [range.low, range.high].map(|end| grouped(&end.to_string())) {
                        assert!(
                            shown.contains(&format!("<strong class=\"figure\">{end}</strong>")),
                            "{end} {risk:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(quotes > 100 && ranges > 20, "{quotes} quotes, {ranges} ranges");
}

#[tokio::test]
async fn a_form_becomes_an_application_once() {
    let server = Server::start();
    let form = ready(&server).await;
    let first = press(&server, &form, "send").await;
    assert_eq!((first.status, first.header("cache-control")), (200, "no-store"));
    assert!(first.header("content-security-policy").contains("frame-ancestors 'none'"));
    let again = press(&server, &form, "send").await;
    assert_eq!(page(&first), page(&again), "the same receipt");
    let (number, secret) = (hidden(&page(&first), "number"), hidden(&page(&first), "secret"));
    let filed = server.follow(&number, &secret).await;
    assert_eq!(filed.text("/application/enterprise/name"), NAME);
    assert_eq!(filed.text("/premium"), "1188.00");
    let shown =
        ask(post(&server, "/plain-receipt", &fields(&[("number", &number), ("secret", &secret)]))).await;
    assert!(page(&shown).contains(NAME));
    for told in [&first, &shown] {
        let premium = "1,188.00 元 <span class=\"mark illustrative\">示意，非官方</span>";
        assert!(page(told).contains(premium), "{}", page(told));
    }
    let pdf = fields(&[("number", &number), ("secret", &secret), ("do", "pdf")]);
    assert_eq!(ask(post(&server, "/plain-receipt", &pdf)).await.header("content-type"), "application/pdf");
    let other = fields(&[("number", &number), ("secret", "0123")]);
    let refused = ask(post(&server, "/plain-receipt", &other)).await;
    assert_eq!(refused.status, 404);
    assert!(!page(&refused).contains(NAME));
}

#[tokio::test]
async fn what_is_refused_is_said_with_a_way_on() {
    let server = Server::start();
    let form = ready(&server).await;
    let with = |name: &str, value: &str| {
        let mut form = form.clone();
        form.push((name.into(), value.into()));
        form
    };
    let wrong = press(&server, &with("/contact/phone", "1"), "send").await;
    assert_eq!(wrong.status, 422);
    assert!(page(&wrong).contains("href=\"#f-contact-phone\""), "a link to the field");
    let nothing = press(&server, &with("premium", "0.00"), "send").await;
    assert_eq!(nothing.status, 422);
    assert!(page(&nothing).contains("保险费为 0.00 元，不能投保"));
    // The tariff is another than the one that was seen.
    let differs = press(&server, &with("premium", "1.00"), "send").await;
    assert_eq!(differs.status, 409);
    assert!(page(&differs).contains("1.00") && page(&differs).contains("按平台的保险费提交"));
    assert_eq!(hidden(&page(&differs), "premium"), "1188.00", "what is agreed to is what is now shown");
    let revised = press(&server, &with("digest", &"0".repeat(64)), "send").await;
    assert_eq!(revised.status, 409);
    assert!(page(&revised).contains("保险费没有变") && !page(&revised).contains("保险费不同"));
    assert_eq!(press(&server, &form, "send").await.status, 200);
    let reused = press(&server, &with("/enterprise/address", "另一条路"), "send").await;
    assert_eq!(reused.status, 409);
    assert!(page(&reused).contains("value=\"earlier\""));
    assert!(page(&press(&server, &form, "earlier").await).contains("JN2026"));
    // A day that was right when the form was opened.
    let past = press(&server, &with("inception", "2020-01-01"), "send").await;
    assert_eq!(past.status, 409, "under a key that was used");
    let duplicate = press(&server, &with("key", "another-key-of-another-form"), "send").await;
    assert!(page(&duplicate).contains("value=\"replacement\""));
    assert!(
        !page(&duplicate).contains(&hidden(&page(&press(&server, &form, "send").await), "number")),
        "masked"
    );
    let past = [with("inception", "2026-01-01"), fields(&[("key", "another-key-of-another-form")])].concat();
    let past = press(&server, &past, "send").await;
    assert_eq!(past.status, 422);
    assert!(page(&past).contains("起保日期不能早于今天"));
}

#[tokio::test]
async fn hostile_bodies_are_answered_in_words() {
    let server = Server::start();
    for path in ["/plain", "/plain-receipt"] {
        let huge = ask(raw(&server, path, "a=".to_owned() + &"x".repeat(300 * 1024))).await;
        assert_eq!(huge.status, 413, "{path}");
        let many = ask(raw(&server, path, "a=1&".repeat(20_000))).await;
        assert_eq!(many.status, 400, "{path}");
        for bytes in [&b"%2Fenterprise%2Fname=%CA%BE%C0%FD"[..], b"lang=\xff\xfe"] {
            assert_eq!(ask(raw(&server, path, bytes.to_vec())).await.status, 400, "{path}");
        }
        let json = server.post(path, &serde_json::json!({}));
        assert_eq!(ask(json).await.status, 415, "{path}");
        let foreign = raw(&server, path, "").header("sec-fetch-site", "cross-site");
        assert_eq!(ask(foreign).await.status, 403, "{path}");
        assert_eq!(ask(raw(&server, path, "")).await.status, 200, "{path}");
    }
    let odd = fields(&[
        ("units", "99999999"),
        ("/units/99999999/answers/sector", "mining"),
        ("/units/-1/answers/sector", "mining"),
        ("/answers/no-such-question", "echo-one"),
        ("/sites/4000000000/address", "echo-two"),
        ("echo-three", "echo-three"),
        ("do", "take:%FF=%FF&/answers/nothing=echo-four"),
        ("do", "remove-99999999999999999999"),
    ]);
    let odd = page(&ask(post(&server, "/plain", &odd)).await);
    assert!(!odd.contains("echo-"), "what no form of ours asks is dropped");
    let typed = "\"><script>alert(1)</script>";
    let mut escaped = station();
    escaped.extend(fields(&[
        ("/units/0/answers/headcount", typed),
        ("/enterprise/name", typed),
        ("search-0", typed),
        ("inception", typed),
    ]));
    for button in ["rate", "apply", "look", "send"] {
        page(&press(&server, &escaped, button).await);
    }
}

/// What a search for this offers.
async fn found(server: &Server, typed: &str) -> String {
    let text = page(&press(server, &fields(&[("search-0", typed)]), "find").await);
    let (_, hits) = text.split_once("<ul class=\"hits\">").unwrap();
    hits.split_once("</ul>").unwrap().0.to_owned()
}

#[tokio::test]
async fn a_search_finds_the_same_however_it_is_typed() {
    let server = Server::start();
    for (plain, variants) in [
        ("加油站", ["加油 站", "　加 油　站 "]),
        ("truck", ["ＴＲＵＣＫ", "Ｔｒｕ ck"]),
        ("filling station", ["Filling  Station", "ｆｉｌｌｉｎｇ　ｓｔａｔｉｏｎ"]),
    ] {
        let hits = found(&server, plain).await;
        assert!(hits.contains("<li>"), "{plain}");
        for variant in variants {
            assert_eq!(found(&server, variant).await, hits, "{variant}");
        }
    }
}

#[tokio::test]
async fn a_search_offers_first_what_they_most_likely_are() {
    let server = Server::start();
    let first = |hits: &str| {
        let (_, button) = hits.split_once("<button").unwrap_or_default();
        let (label, _) =
            button.split_once('>').unwrap_or_default().1.split_once("</button>").unwrap_or_default();
        label.trim().to_owned()
    };
    for (sector, words) in [
        ("危险化学品 › 生产", ["化工厂", "农药厂", "chemical plant", "示例化工厂有限公司"].as_slice()),
        (
            "危险化学品 › 加油站、加气站",
            &["加油站", "gas station", "gas-station", "Petrol", "filling stations"],
        ),
        ("危险化学品 › 使用", &["制药", "冷库", "电镀"]),
        ("交通运输 › 普通货运", &["快递", "搬家", "trucks"]),
        ("交通运输 › 客运", &["客车", "网约车", "taxi"]),
        ("烟花爆竹 › 生产", &["花炮厂"]),
        ("烟花爆竹", &["花炮"]),
        ("建筑施工", &["拆迁", "园林", "示例建筑公司"]),
        ("一般工业", &["酒厂", "面粉厂", "食品厂", "bakery"]),
        ("其他", &["仓库", "粮库", "warehouse", "warehouses", "restaurant", "resta"]),
    ] {
        for typed in words {
            assert_eq!(first(&found(&server, typed).await), sector, "{typed}");
        }
    }
    for typed in ["公司", "食品生产", "水果批发"] {
        let hits = found(&server, typed).await;
        assert!(!hits.contains("爆") && !hits.contains("危险化学品"), "{typed}: {hits}");
    }
}

#[tokio::test]
async fn of_a_field_that_comes_twice_the_last_one_counts() {
    let server = Server::start();
    let mut twice = station();
    twice.extend(fields(&[("/units/0/answers/headcount", "24")]));
    assert!(page(&press(&server, &twice, "rate").await).contains(">2,376.00<"));
}

#[tokio::test]
async fn who_presses_too_often_is_told_to_wait_in_words() {
    let server = Server::with(Setup { rate_limit: 1, ..Setup::default() });
    for _ in 0..200 {
        let answer = press(&server, &station(), "rate").await;
        if answer.status == 429 {
            assert_eq!(answer.header("retry-after"), "1");
            return assert!(page(&answer).contains("请求过于频繁"));
        }
    }
    panic!("two hundred requests and no limit");
}

#[tokio::test]
async fn nothing_typed_is_logged() {
    let mut server = Server::with(Setup { log: Some("trace"), ..Setup::default() });
    let form = ready(&server).await;
    let receipt = page(&press(&server, &form, "send").await);
    press(&server, &form, "look").await;
    let (number, secret) = (hidden(&receipt, "number"), hidden(&receipt, "secret"));
    ask(post(&server, "/plain-receipt", &fields(&[("number", &number), ("secret", &secret)]))).await;
    assert!(server.stop());
    let said = server.said();
    for personal in [NAME, PERSON, PHONE, ADDRESS, USCC, &secret] {
        assert_eq!(said.lines().find(|line| line.contains(personal)), None, "{personal} was written");
    }
}

#[tokio::test]
async fn the_insurance_is_explained_in_both_languages_with_sources() {
    let server = Server::start();
    for (path, question, source) in [
        ("/explained", "我们必须买吗？", "济政办字〔2018〕10号 二（一）"),
        ("/explained?lang=en", "Must we buy it?", "Work Safety Law (2021), article 109"),
    ] {
        let page = server.get(path).await;
        assert_eq!(page.status, 200);
        let text = String::from_utf8(page.body.clone()).unwrap();
        assert!(text.contains(question) && text.contains(source), "{path}");
        assert!(!page.header("content-security-policy").contains("script-src"));
    }
}
