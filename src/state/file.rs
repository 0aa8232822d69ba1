//! One file, three readers: an HTML page that a person reads and prints, with the content inside that a machine parses and
//! the calculator opens again. The same as JSON alone. Attachments are named in it; their bytes are not in it.

use application::{Draft, district};
use rating::attribute::{Attribute, Kind};
use rating::questions::Question;
use rating::tariff::MOST_UNITS;
use rating::{Catalogue, Date, Questions, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::Form;
use super::paper::{STYLE, Shown, escape};
use super::rated::Rated;
use super::scenario::{Answers, Scenario, place, pointer};

/// Another form of content gets another number.
const VERSION: u64 = 1;
/// Larger files are none of ours.
pub const LARGEST: usize = 1024 * 1024;
/// The block with the content, as we write it.
const BLOCK: &str = "<script type=\"application/json\" id=\"anze\">";
const BLOCK_END: &str = "</script>";

/// An application that the platform has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Receipt number.
    pub receipt: String,
    /// RFC 3339, UTC.
    pub received_at: String,
}

/// What is in a file.
#[derive(Serialize)]
pub struct Content<'a> {
    /// Form of the content.
    anze: u64,
    /// The day on which it was saved.
    saved: Date,
    /// Last day of cover, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filed: Option<Filed>,
    /// As the platform's API takes it.
    draft: &'a Draft,
}

impl<'a> Content<'a> {
    /// What is to be saved.
    pub fn new(draft: &'a Draft, saved: Date, expiry: Option<Date>, filed: Option<Filed>) -> Self {
        Self { anze: VERSION, saved, expiry, filed, draft }
    }

    /// For machines.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// For everybody.
    pub fn html(&self, shown: &Shown<'_>) -> String {
        // No tag begins inside the block, whatever was typed.
        let json = self.json().replace('<', "\\u003c");
        let name = escape(&self.draft.enterprise.name);
        let (body, policy) = (shown.html(), "default-src 'none'; style-src 'unsafe-inline'");
        format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <title>安全生产责任保险投保单 {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <main class=\"paper\">{body}</main>\n{BLOCK}{json}{BLOCK_END}\n</body>\n</html>\n"
        )
    }
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFile {
    TooLarge,
    /// Nothing of ours is in it.
    Strange,
    /// Ours, but cut off or altered.
    Damaged,
    /// A later version wrote it.
    Newer,
}

/// What a file holds, as far as this version knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    pub saved: Option<Date>,
    pub expiry: Option<Date>,
    pub filed: Option<Filed>,
    pub form: Form,
    pub scenario: Scenario,
    /// The premium when it was saved, in yuan.
    pub premium: String,
    /// Names of attachments, to be added again.
    pub attachments: Vec<String>,
    /// What this version has no place for: pointers and values.
    pub strange: Vec<(String, String)>,
}

/// Reads either form of a file. Nothing in it is believed.
pub fn read(text: &str) -> Result<Opened, NotAFile> {
    if text.len() > LARGEST {
        return Err(NotAFile::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let json = match text.split_once(BLOCK) {
        Some((_, rest)) => rest.split_once(BLOCK_END).ok_or(NotAFile::Damaged)?.0,
        None => Some(text).filter(|text| text.starts_with('{')).ok_or(NotAFile::Strange)?,
    };
    let content: Value = serde_json::from_str(json).map_err(|_| NotAFile::Damaged)?;
    match content.get("anze").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(_) => return Err(NotAFile::Newer),
        None => return Err(NotAFile::Strange),
    }
    let day = |key| content.get(key)?.as_str()?.parse().ok();
    let (saved, expiry) = (day("saved"), day("expiry"));
    let filed = content.get("filed").and_then(|filed| Filed::deserialize(filed).ok());
    let no_units = Scenario { units: Vec::new(), ..Scenario::default() };
    let mut opened = Opened { saved, expiry, filed, scenario: no_units, ..Opened::default() };
    opened.take(content.get("draft").ok_or(NotAFile::Damaged)?, "");
    if opened.scenario.units.is_empty() {
        opened.scenario.add_unit();
    }
    Ok(opened)
}

impl Opened {
    /// Goes over every value, knowing where it stands.
    fn take(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::Object(fields) if pointer.starts_with("/attachments/") => {
                let name = fields.get("name").and_then(Value::as_str);
                self.attachments.extend(name.map(str::to_owned));
            }
            Value::Object(fields) => {
                // Whether another enterprise is insured is told by there being one.
                self.form.insures_another |= pointer == "/insured";
                fields.iter().for_each(|(key, value)| self.take(value, &format!("{pointer}/{key}")));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, value)| self.take(value, &format!("{pointer}/{at}")));
            }
            Value::Null => {}
            Value::Bool(made) if self.form.declare(pointer, *made) => {}
            Value::String(text) => self.put(pointer, text),
            other => self.strange.push((pointer.to_owned(), other.to_string())),
        }
    }

    fn put(&mut self, pointer: &str, text: &str) {
        let known = match pointer {
            "/risk/inception" => {
                self.scenario.inception = Some(text.to_owned());
                true
            }
            "/quote/premium" => {
                self.premium = text.to_owned();
                true
            }
            // What it was to earlier ones and how somebody came here is said of that application alone.
            "/risk/as_of" | "/quote/tariff" | "/quote/digest" | "/relation" | "/campaign" => true,
            _ => self.answer(pointer, text) || self.form.put(pointer, text),
        };
        if !known && !text.is_empty() {
            self.strange.push((pointer.to_owned(), text.to_owned()));
        }
    }

    /// Whether it is an answer, with a place among the units.
    fn answer(&mut self, pointer: &str, text: &str) -> bool {
        let Some((unit, key)) = pointer.strip_prefix("/risk").and_then(place) else { return false };
        if unit.is_some_and(|unit| unit >= MOST_UNITS) {
            return false;
        }
        while unit.is_some_and(|unit| unit >= self.scenario.units.len()) {
            self.scenario.add_unit();
        }
        self.scenario.answer(unit, key, Some(text.to_owned()));
        true
    }

    /// The same for the year after: it begins on the day after its end, or where that has passed on the first day that
    /// can be had. What was declared was declared of last year.
    pub fn renewed(mut self, today: Date) -> Self {
        let end = self.expiry;
        let next = end.and_then(|end| end.add_days(1)).filter(|day| *day > today);
        self.scenario.inception = next.map(|day| day.to_string());
        self.form.terms.previous_policy = String::new();
        self.form.terms.previous_end = end.map(|end| end.to_string()).unwrap_or_default();
        self.form.declarations = Default::default();
        self
    }

    /// Who had a policy was insured before; `rated` is what the file holds, rated today.
    pub fn insured(&mut self, rated: &Rated) {
        for (unit, asked) in asked(rated).filter(|(_, asked)| asked.key == INSURED_BEFORE) {
            if asked.choices().iter().any(|choice| choice.key == YES) {
                self.scenario.answer(unit, INSURED_BEFORE, Some(YES.to_owned()));
            }
        }
    }
}

/// Whether an enterprise was insured before, as tariffs name that question and its answers.
const INSURED_BEFORE: &str = "insured_before";
const YES: &str = "yes";
const NO: &str = "no";
/// Questions whose answers are true of a year, or for as long as a certificate runs.
const OF_A_YEAR: [&str; 4] = ["accidents", "standardisation", INSURED_BEFORE, "loss_ratio"];

/// Every question that is asked: of which unit, and what about.
fn asked(rated: &Rated) -> impl Iterator<Item = (Option<usize>, &Attribute)> {
    let Questions { policy, units } = &rated.questions;
    let of_policy = policy.iter().map(|question| (None, question));
    let units = units.iter().enumerate();
    let of_units = units.flat_map(|(unit, asked)| asked.iter().map(move |question| (Some(unit), question)));
    of_policy.chain(of_units).filter_map(|(unit, question)| Some((unit, rated.attribute(question)?)))
}

/// The answer that counts: the one given, else the default.
fn answered<'a>(rated: &'a Rated, unit: Option<usize>, asked: &'a Attribute) -> &'a str {
    let Scenario { answers, units, .. } = &rated.scenario;
    let answers = unit.map_or(Some(answers), |unit| units.get(unit));
    let given = answers.and_then(|answers| answers.get(&asked.key));
    given.or(asked.default.as_ref()).map_or("", String::as_str)
}

/// Answers of last year that may be others by now; one that is still to be given is empty.
pub fn to_check(rated: &Rated) -> Vec<Misfit> {
    let of_a_year = asked(rated).filter(|(_, asked)| OF_A_YEAR.contains(&asked.key.as_str()));
    let told = of_a_year.map(|(unit, asked)| {
        let (asked, answer) = words(rated.catalogue(), &asked.key, answered(rated, unit, asked));
        Misfit { unit, asked, answer }
    });
    told.collect()
}

/// The question that says that nobody was insured before, by its pointer.
pub fn first_time(rated: &Rated) -> Option<String> {
    let says_so = |(unit, asked): &(Option<usize>, &Attribute)| {
        asked.key == INSURED_BEFORE && answered(rated, *unit, asked) == NO
    };
    asked(rated).find(says_so).map(|(unit, asked)| pointer(unit, &asked.key))
}

/// Something that does not fit any more: of which unit, what it was asked, what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub unit: Option<usize>,
    pub asked: Text,
    pub answer: Text,
}

/// What does not fit any more, in the words of whatever tariff knows it; `rated` is what the file holds, rated today.
pub fn misfits(opened: &Opened, rated: &Rated) -> Vec<Misfit> {
    let Opened { scenario, form, .. } = opened;
    let Questions { policy, units } = &rated.questions;
    let mut misfits = strangers(rated, None, &scenario.answers, policy);
    for (unit, (answers, asked)) in scenario.units.iter().zip(units).enumerate() {
        misfits.extend(strangers(rated, Some(unit), answers, asked));
    }
    let code = form.enterprise.district.as_str();
    if !code.is_empty() && district::all(rated.inception).all(|open| open.code != code) {
        let known = district::DISTRICTS.iter().find(|known| known.code == code);
        let answer = known.map_or_else(|| Text::new(code, code), |known| Text::new(known.zh, known.en));
        misfits.push(Misfit { unit: None, asked: Text::new("所在区县", "District"), answer });
    }
    misfits
}

/// Answers to what is not asked, or not offered. Numbers out of bounds are told beside their field.
fn strangers(rated: &Rated, unit: Option<usize>, answers: &Answers, asked: &[Question]) -> Vec<Misfit> {
    let of = |key: &str| {
        let is_it = |question: &&Question| rated.attribute(question).is_some_and(|asked| asked.key == key);
        asked.iter().find(is_it)
    };
    let fits = |key: &str| of(key).is_some_and(|question| question.settled || question.offered.is_empty());
    let strange = answers.iter().filter(|(key, answer)| !answer.is_empty() && !fits(key));
    let told = strange.map(|(key, answer)| {
        let (asked, answer) = words(rated.catalogue(), key, answer);
        Misfit { unit, asked, answer }
    });
    told.collect()
}

/// Question and answer in the words of the first tariff that knows them.
fn words(all: &Catalogue, key: &str, answer: &str) -> (Text, Text) {
    let plain = |text: &str| Text::new(text, text);
    let asked = all.iter().flat_map(|tariff| tariff.attributes()).filter(|asked| asked.key == key);
    let (mut label, mut chosen) = (None, None);
    for asked in asked {
        label.get_or_insert_with(|| asked.label.clone());
        if let Kind::Choice(choices) = &asked.kind {
            let choice = choices.iter().find(|choice| choice.key == answer);
            chosen = chosen.or_else(|| choice.map(|choice| choice.label.clone()));
        }
    }
    (label.unwrap_or_else(|| plain(key)), chosen.unwrap_or_else(|| plain(answer)))
}

/// How a file is called: what is no letter, digit or Chinese character is left out, so that any system takes it.
pub fn name(enterprise: &str, day: Date, ending: &str) -> String {
    let plain: String = enterprise.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    let parts = ["投保单", &plain, &day.to_string()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.enterprise.name = "示例企业（测试用）".into();
        draft.enterprise.district = "370102".into();
        draft.terms.dispute = "litigation".into();
        draft.declarations.paid_on_time = true;
        draft.risk.inception = "2026-12-01".parse().ok();
        draft.risk.answers.insert("limit".into(), "500000".into());
        let unit = [("sector", "hazardous-chemicals"), ("headcount", "12")];
        let answers = unit.into_iter().map(|(key, answer)| (key.to_owned(), answer.to_owned())).collect();
        draft.risk.units.push(rating::Unit { answers });
        draft.quote.premium = "1188.00".into();
        draft
    }

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    fn both(draft: &Draft, filed: Option<Filed>) -> [String; 2] {
        let content = Content::new(draft, day("2026-11-25").unwrap(), day("2027-11-30"), filed);
        let head = vec![("受理编号", draft.enterprise.name.clone())];
        let (quote, tariff, is_draft, origin) = (None, None, true, "https://anze.example");
        let shown = Shown { draft, quote, tariff, head, is_draft, origin };
        [content.html(&shown), content.json()]
    }

    #[test]
    fn what_was_saved_is_opened() {
        let filed =
            Filed { receipt: "JN20261123-48271930-K".into(), received_at: "2026-11-23T01:00:00Z".into() };
        for text in both(&draft(), Some(filed.clone())) {
            let opened = read(&text).unwrap();
            assert_eq!((opened.saved, opened.expiry), (day("2026-11-25"), day("2027-11-30")));
            assert_eq!(opened.filed, Some(filed.clone()));
            assert_eq!(opened.form.enterprise, draft().enterprise);
            assert!(opened.form.declarations.paid_on_time && !opened.form.declarations.clauses_read);
            assert_eq!(opened.scenario.inception.as_deref(), Some("2026-12-01"));
            assert_eq!(opened.scenario.answers["limit"], "500000");
            assert_eq!(opened.scenario.units, [draft().risk.units[0].answers.clone()]);
            assert_eq!(opened.premium, "1188.00");
            assert_eq!(opened.strange, []);
        }
    }

    /// Written by the first release: must open for ever.
    #[test]
    fn old_files_open_and_what_has_no_place_is_listed() {
        let old = r#"{"anze":1,"saved":"2026-11-25","draft":{"enterprise":{"name":"示例企业","colour":"red"},
            "attachments":[{"kind":"licence","name":"许可证.pdf","size":1}],"later":{"deep":[true,7,null]},
            "risk":{"units":[{"answers":{"sector":"mining"}}],"answers":{}},"quote":{"premium":"1.00"}}}"#;
        let opened = read(old).unwrap();
        assert_eq!(opened.form.enterprise.name, "示例企业");
        assert_eq!(opened.attachments, ["许可证.pdf"]);
        let strange = |pointer: &str, value: &str| (pointer.to_owned(), value.to_owned());
        let listed = [
            strange("/enterprise/colour", "red"),
            strange("/later/deep/0", "true"),
            strange("/later/deep/1", "7"),
        ];
        assert_eq!(opened.strange, listed);
    }

    #[test]
    fn what_is_no_file_of_ours_is_told() {
        let [html, _] = both(&draft(), None);
        let cut = html.split_once(BLOCK_END).unwrap().0;
        let large = format!("{{\"anze\":1,\"draft\":{{\"x\":\"{}\"}}}}", "x".repeat(LARGEST));
        let cases = [
            ("", NotAFile::Strange),
            ("<html><script>{}</script>", NotAFile::Strange),
            ("{}", NotAFile::Strange),
            ("{\"anze\":1}", NotAFile::Damaged),
            ("{\"anze\":1,", NotAFile::Damaged),
            ("{\"anze\":2,\"draft\":{}}", NotAFile::Newer),
            (cut, NotAFile::Damaged),
            (&large, NotAFile::TooLarge),
        ];
        for (text, told) in cases {
            assert_eq!(read(text), Err(told), "{text:.60}");
        }
        let deep = format!("{{\"anze\":1,\"draft\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
        assert_eq!(read(&deep), Err(NotAFile::Damaged));
        let units = r#"{"anze":1,"draft":{"risk":{"units":{"4000000000":{"answers":{"a":"b"}}}}}}"#;
        assert_eq!(read(units).unwrap().scenario.units.len(), 1);
    }

    #[test]
    fn another_year_begins_after_the_last_and_declares_anew() {
        let [_, json] = both(&draft(), None);
        let opened = read(&json).unwrap();
        let renewed = opened.clone().renewed(day("2027-11-01").unwrap());
        assert_eq!(renewed.scenario.inception.as_deref(), Some("2027-12-01"));
        assert_eq!(renewed.form.terms.previous_end, "2027-11-30");
        assert_eq!(renewed.form.declarations, Default::default());
        assert_eq!(renewed.form.enterprise, opened.form.enterprise);
        let late = opened.renewed(day("2028-01-05").unwrap());
        assert_eq!(late.scenario.inception, None, "not before today");
    }

    fn rated(scenario: &Scenario) -> Rated {
        let open = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tariffs/jinan-2025.toml");
        let catalogue = Catalogue::new(vec![rating::tariff::read::load(path, &open).unwrap()]);
        Rated::new(std::sync::Arc::new(catalogue), scenario.clone(), day("2027-11-01").unwrap())
    }

    #[test]
    fn another_year_was_insured_before_and_what_is_of_a_year_is_to_be_checked() {
        let [_, json] = both(&draft(), None);
        let mut renewed = read(&json).unwrap().renewed(day("2027-11-01").unwrap());
        assert_eq!(first_time(&rated(&renewed.scenario)).as_deref(), Some("/answers/insured_before"));
        renewed.insured(&rated(&renewed.scenario));
        assert_eq!(renewed.scenario.answers["insured_before"], "yes");
        let again = rated(&renewed.scenario);
        assert_eq!(first_time(&again), None);
        let told: Vec<String> =
            to_check(&again).into_iter().map(|one| format!("{} {}", one.asked.zh, one.answer.zh)).collect();
        assert_eq!(
            told,
            [
                "上一年度生产安全事故 未发生事故",
                "安全生产标准化等级 未达标",
                "近三年是否投保过安责险 投保过",
                "近三年赔付率 "
            ]
        );
    }

    #[test]
    fn what_it_was_to_earlier_ones_is_not_carried_over() {
        let text =
            r#"{"anze":1,"draft":{"relation":"addition","campaign":"c1.a.b","enterprise":{"name":"n"}}}"#;
        assert_eq!(read(text).unwrap().strange, []);
    }

    #[test]
    fn names_of_files_are_plain() {
        let day = day("2026-11-25").unwrap();
        assert_eq!(name("示例/企业: <1>", day, "html"), "投保单-示例企业1-2026-11-25.html");
        assert_eq!(name("", day, "json"), "投保单-2026-11-25.json");
    }

    proptest! {
        #[test]
        fn nothing_that_was_typed_breaks_out(
            name in "[<>/a-z\"'&!-]{0,30}|</script><script>|<!--<script>|]]>|\u{2028}.*",
            key in ".{0,10}", answer in ".{0,20}",
        ) {
            let mut draft = draft();
            draft.enterprise.name = name.clone();
            draft.risk.answers.insert(key.clone(), answer.clone());
            let [html, json] = both(&draft, None);
            prop_assert_eq!(html.matches("<script").count(), 1);
            prop_assert_eq!(html.matches("</script").count(), 1);
            prop_assert!(!html.contains("<!--"));
            let opened = read(&html).unwrap();
            prop_assert_eq!(&opened, &read(&json).unwrap());
            prop_assert_eq!(&opened.form.enterprise.name, &name);
            if !key.contains('/') {
                prop_assert_eq!(opened.scenario.answers.get(&key), Some(&answer));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*", edits in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 0..4)) {
            let _ = read(&text);
            let [html, json] = both(&draft(), None);
            for good in [html, json] {
                let mut chars: Vec<char> = good.chars().collect();
                for (at, c) in &edits {
                    *at.get_mut(&mut chars) = *c;
                }
                let _ = read(&chars.into_iter().collect::<String>());
            }
        }
    }
}
