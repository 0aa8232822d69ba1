//! Lists of enterprises, rated by the shipped tariffs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use rating::{Catalogue, Outcome, Risk, rate as rate_one};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use sheets::many::report::{Order, Report};
use sheets::many::{Rated, Terms, export, rate, template};
use sheets::{List, Refusal};
use words::Lang;

static TARIFFS: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tariffs");
    let open = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
    let load = |name: &str| rating::tariff::read::load(folder.join(name).to_str().unwrap(), &open).unwrap();
    Arc::new(Catalogue::new(vec![load("jinan-2018.toml"), load("jinan-2025.toml")]))
});

fn terms() -> Terms {
    Terms {
        catalogue: TARIFFS.clone(),
        inception: "2026-12-01".parse().unwrap(),
        today: "2026-11-27".parse().unwrap(),
    }
}

fn list(bytes: &[u8]) -> Result<Rated, Refusal> {
    rate(bytes, terms(), &|_| None, &mut |_, _| {})
}

fn text(text: &str) -> Rated {
    list(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn value(report: &Report) -> Value {
    serde_json::to_value(report).unwrap()
}

fn summary(rated: &Rated) -> Value {
    value(&rated.summary())["found"].take()
}

fn rows(rated: &Rated, order: Order) -> Vec<Value> {
    value(&rated.rows(order, 0, 100))["rows"].as_array().unwrap().clone()
}

fn premiums(rated: &Rated) -> Vec<String> {
    let rows = rows(rated, Order::AsGiven);
    rows.iter().map(|row| row["premium"].as_str().unwrap().to_owned()).collect()
}

/// Row, column and reason of each mistake.
fn wrong(rated: &Rated) -> Vec<(u64, String, String)> {
    let told = summary(rated);
    let text = |value: &Value| value["zh"].as_str().unwrap().to_owned();
    let one = |one: &Value| (one["row"].as_u64().unwrap(), text(&one["column"]), text(&one["why"]));
    told["wrong"].as_array().unwrap().iter().map(one).collect()
}

/// The premium of a risk by itself.
fn alone(risk: &str) -> String {
    let mut risk: Risk = serde_json::from_str(risk).unwrap();
    risk.as_of = Some(terms().today);
    let tariff = TARIFFS.pick(risk.inception.unwrap(), terms().today).unwrap();
    let Ok(Outcome::Quote(quote)) = rate_one(tariff, &risk) else { panic!("{risk:?}") };
    quote.premium.to_string()
}

const STATION: &str = r#"{"inception":"2026-12-01","answers":{"limit":"500000","standardisation":"grade-3"},
    "units":[{"answers":{"sector":"hazardous-chemicals","activity":"filling-station","headcount":"12"}}]}"#;

const SITE: &str = r#"{"inception":"2026-12-01","answers":{"standardisation":"none"},
    "units":[{"answers":{"sector":"construction","contract_value":"12000000"}}]}"#;

#[test]
fn rows_are_rated_as_each_by_itself_whatever_the_words() {
    let rated = text(
        "济南某街道企业清单\n\
         企业名称,行业领域,具体业务,从业人员人数（人）,工程造价,每人责任限额,安全生产标准化等级,备注\n\
         甲加油站,危险化学品,加油站、加气站,12,,50万元,三级,\n\
         乙加油站,hazardous-chemicals,filling-station,１２人,/,500000,grade-3,x\n\
         丙建筑,建筑施工,,,1200万元,,,\n\
         丁建筑,工地,,,\"12,000,000\",,未达标,\n",
    );
    assert_eq!(premiums(&rated), [alone(STATION), alone(STATION), alone(SITE), alone(SITE)]);
    let told = summary(&rated);
    assert_eq!(told["rated"], 4);
    assert_eq!(told["wrong_rows"], 0);
    assert_eq!(told["unknown"], serde_json::json!(["备注"]));
    assert_eq!(told["tariffs"][0]["id"], "jinan-2025");
    assert_eq!(told["tariffs"][0]["digest"], TARIFFS.get("jinan-2025").unwrap().digest());
    assert_eq!(told["marks"][0]["mark"]["zh"], "示意，非官方");
    assert_eq!(told["groups"][0]["label"]["zh"], "危险化学品");
    assert_eq!(told["groups"][0]["count"], 2);
    let english = text(
        "Enterprise,Sector,Activity,Number of employees,Limit per person,Standardisation grade\n\
        A,Hazardous chemicals,Filling station,12,\"500,000 yuan\",Grade 3\n",
    );
    assert_eq!(premiums(&english), [alone(STATION)]);
}

#[test]
fn totals_are_exact_and_orders_are_kept() {
    let rated = text(
        "名称,行业,业务,人数\n甲,危险化学品,加油站,12\n乙,矿山,煤矿井工开采,300\n丙,危险化学品,加油站,7\n",
    );
    let all: Vec<rust_decimal::Decimal> =
        premiums(&rated).iter().map(|premium| premium.parse().unwrap()).collect();
    let told = summary(&rated);
    assert_eq!(told["total"], format!("{:.2}", all.iter().sum::<rust_decimal::Decimal>()));
    assert_eq!(
        (&told["least"], &told["median"], &told["most"]),
        (
            &Value::from(all[2].to_string()),
            &Value::from(all[0].to_string()),
            &Value::from(all[1].to_string()),
        )
    );
    // Of an even number of rows it is the mean of the two in the middle.
    let even = text("名称,行业,业务,人数\n甲,危险化学品,加油站,12\n丙,危险化学品,加油站,7\n");
    let middle = rust_decimal::Decimal::from(2);
    assert_eq!(summary(&even)["median"], format!("{:.2}", (all[0] + all[2]) / middle));
    let names = |order| {
        rows(&rated, order).iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(Order::AsGiven), ["甲", "乙", "丙"]);
    assert_eq!(names(Order::Dearest), ["乙", "甲", "丙"]);
    assert_eq!(names(Order::Cheapest), ["丙", "甲", "乙"]);
    let spread: u64 =
        told["spread"].as_array().unwrap().iter().map(|bar| bar["count"].as_u64().unwrap()).sum();
    assert_eq!(spread, 3);
    assert_eq!(told["compulsory"]["count"], 3);
}

#[test]
fn the_inception_of_a_row_picks_its_tariff() {
    let rated = text(
        "名称,行业,业务,人数,限额,起保日期\n甲,危险化学品,加油站,12,30万元,2020/6/1\n乙,危险化学品,加油站,12,30万元,\n丙,危险化学品,加油站,12,,44000\n丁,危险化学品,加油站,12,,明年\n",
    );
    let old = STATION
        .replace("2026-12-01", "2020-06-01")
        .replace("\"500000\",\"standardisation\":\"grade-3\"", "\"300000\"");
    let counted = STATION.replace("2026-12-01", "2020-06-18").replace(",\"standardisation\":\"grade-3\"", "");
    assert_eq!(premiums(&rated), [alone(&old), alone(&counted)]);
    let [limit, day] = wrong(&rated).try_into().unwrap();
    assert_eq!((limit.0, limit.1.as_str()), (3, "每人责任限额"));
    assert!(limit.2.contains("不得低于40万元"), "{limit:?}");
    assert_eq!((day.0, day.1.as_str()), (5, "起保日期"));
    assert_eq!(summary(&rated)["tariffs"][0]["id"], "jinan-2018");
}

#[test]
fn every_mistake_is_named_with_row_column_and_reason() {
    let rated = text(
        "企业名称,行业领域,具体业务,从业人员人数,近三年是否投保过安责险,近三年赔付率,风险等级\n\
         好,危险化学品,加油站,12,,,\n\
         甲,渔业养殖,,12,,,\n\
         乙,矿山,加油站,12,,,\n\
         丙,危险化学品,加油站,,,,\n\
         丁,危险化学品,加油站,0.5,是,0.45,\n\
         戊,危险化学品,加油站,12,,,不清楚\n\
         己,,,,,,\n\
         示例,危险化学品,加油站,12,,,\n\
         庚,危险化学品,加油站,12,,45%,\n",
    );
    let wrong = wrong(&rated);
    let expected = [
        (3, "行业领域", "没有这个选项。可填：矿山、"),
        (4, "具体业务", "没有这个选项。可填：煤矿井工开采、非煤矿山井工开采、"),
        (5, "从业人员人数", "请填写"),
        (6, "近三年赔付率", "可能是 0.45%，也可能是 45%，请写上百分号"),
        (6, "从业人员人数", "请填写整数"),
        (7, "风险等级", "批量测算需要确定的答案"),
        (8, "行业领域", "请填写"),
    ];
    assert_eq!(wrong.len(), expected.len(), "{wrong:?}");
    for (wrong, (row, column, why)) in wrong.iter().zip(expected) {
        assert_eq!((wrong.0, wrong.1.as_str()), (row, column));
        assert!(wrong.2.starts_with(why), "{wrong:?}");
    }
    let told = summary(&rated);
    assert_eq!((&told["rated"], &told["wrong_rows"]), (&2.into(), &6.into()));
    assert_eq!(told["ignored"][0]["label"]["zh"], "近三年赔付率");
    assert_eq!(told["ignored"][0]["count"], 1);
}

#[test]
fn a_row_is_opened_with_the_answers_that_it_was_rated_by() {
    let rated = text("名称,行业,业务,人数,限额,标准化等级\n甲,危险化学品,加油站,12,,三级\n");
    let row = rows(&rated, Order::AsGiven).remove(0);
    assert_eq!(row["row"], 2);
    assert_eq!(row["about"]["zh"], "危险化学品，加油站、加气站，12 人");
    let scenario = &row["scenario"];
    assert_eq!(scenario["d"], "2026-12-01");
    assert_eq!(scenario["u"][0]["activity"], "filling-station");
    assert_eq!(scenario["a"]["limit"], "500000", "defaults are said");
}

#[test]
fn what_holds_no_list_is_refused_in_words() {
    let missing = |bytes: &[u8]| match list(bytes) {
        Err(Refusal::NoHeadings(missing)) => missing.into_iter().map(|text| text.zh).collect::<Vec<_>>(),
        other => panic!("{:?}", other.err()),
    };
    assert_eq!(missing("企业名称,人数\n甲,12\n".as_bytes()), ["行业领域"]);
    assert_eq!(missing(b""), ["行业领域"]);
    assert_eq!(list("企业名称,行业\n".as_bytes()).err(), Some(Refusal::Nobody));
    assert_eq!(list(b"PK\x03\x04 and no archive").err(), Some(Refusal::NotASheet));
    let row = "甲,危险化学品,加油站,12\n";
    let many = format!("名称,行业,业务,人数\n{}", row.repeat(List::Enterprises.most_rows() + 1));
    assert_eq!(list(many.as_bytes()).err(), Some(Refusal::TooManyRows));
    assert_eq!(list(&vec![b'x'; List::Enterprises.largest_file() + 1]).err(), Some(Refusal::TooLarge));
    for refusal in [Refusal::TooManyRows, Refusal::Nobody, Refusal::TooLarge, Refusal::UnpacksTooLarge] {
        let told = refusal.message(List::Enterprises);
        assert!(!told.zh.contains("名单") && !told.en.contains("roster"), "{told:?}");
    }
}

/// All cells of a sheet, headings too.
fn cells(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_export_has_totals_results_mistakes_and_what_they_rest_on() {
    let rated = text("名称,编号,行业,业务,人数\n=甲&<1>,007,危险化学品,加油站,12\n乙,008,矿山,加油站,12\n");
    for lang in [Lang::Zh, Lang::En] {
        let book = export(&rated, "清单.csv", lang).unwrap();
        let results = cells(&book, lang.of(("测算结果", "Results")));
        assert_eq!(results.len(), 2);
        assert_eq!(results[1][..4], ["2", "=甲&<1>", "007", "2026-12-01"]);
        let place =
            results[0].iter().position(|head| head == lang.of(("保险费（元）", "Premium (yuan)"))).unwrap();
        assert_eq!(results[1][place], premiums(&rated)[0].trim_end_matches('0').trim_end_matches('.'));
        assert_eq!(results[1].last().unwrap(), "jinan-2025");
        assert_eq!(results[1][place + 1], lang.of(("示意，非官方", "illustrative")));
        assert_eq!(premiums(&list(&book).unwrap()), premiums(&rated), "what comes out can go in");
        let mistakes = cells(&book, lang.of(("没有测算的行", "Not rated")));
        assert_eq!(mistakes[1][0], "3");
        let summary = cells(&book, lang.of(("汇总", "Summary")));
        let digest = TARIFFS.get("jinan-2025").unwrap().digest().to_owned();
        for (item, told) in [
            ("jinan-2025", None),
            (lang.of(("费率表摘要（SHA-256）", "Digest of the tariff (SHA-256)")), Some(digest)),
        ] {
            let row = summary.iter().find(|row| row[0] == item).unwrap_or_else(|| panic!("{item}"));
            assert!(told.is_none_or(|told| row[1] == told));
        }
    }
}

#[test]
fn the_template_is_read_and_filled_in_it_is_rated() {
    for lang in [Lang::Zh, Lang::En] {
        let bytes = template(&terms(), lang).unwrap();
        assert_eq!(list(&bytes).err(), Some(Refusal::Nobody), "examples are no enterprises");
        let rows = cells(&bytes, lang.of(("企业清单", "Enterprises")));
        assert!(rows.len() > 2, "more than one example");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (number, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                let cell = if number > 0 && column == 0 { "甲" } else { cell };
                sheet.write_string(number, column, cell).unwrap();
            }
        }
        let rated = list(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(wrong(&rated), [], "every example can be rated");
        assert_eq!(summary(&rated)["unknown"], serde_json::json!([]));
        assert_eq!(summary(&rated)["rated"], rows.len() - 1);
        let choices = cells(&bytes, lang.of(("选项", "Choices")));
        assert!(
            choices
                .iter()
                .any(|row| row[2] == "filling-station"
                    && row[3].contains(lang.of(("危险化学品", "Hazardous"))))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_cells_are_rated_or_refused(cells in proptest::collection::vec("[^\\x00-\\x1f]{0,8}|危险化学品|加油站|[0-9]{1,6}", 12)) {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["名称", "行业", "业务", "人数"]).unwrap();
        for row in cells.chunks(4) {
            csv.write_record(row).unwrap();
        }
        if let Ok(rated) = list(&csv.into_inner().unwrap()) {
            let told = summary(&rated);
            let rows = told["rated"].as_u64().unwrap() + told["wrong_rows"].as_u64().unwrap();
            prop_assert!(rows <= 3);
            prop_assert!(export(&rated, "", Lang::Zh).is_some());
        }
    }
}
