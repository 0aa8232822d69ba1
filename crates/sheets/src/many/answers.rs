//! What stands in a cell, as an answer to its question.

use std::collections::BTreeMap;

use application::typed::half_width;
use rating::attribute::{Attribute, Choice, Condition, Kind, Measure};
use rating::{Date, Text, money};
use rust_decimal::Decimal;
use words::many::{self as w, both};
use words::typed::meaning;

use crate::headings::bare;

/// What people write for a choice of this key.
const SYNONYMS: [(&str, &[&str]); 3] = [
    ("yes", &["是", "有", "要", "投保", "y", "yes", "1", "true"]),
    ("no", &["否", "无", "没有", "不", "不投保", "n", "no", "0", "false"]),
    ("none", &["无", "没有", "无事故", "未发生", "none"]),
];

/// What people add to a choice, or leave out: 三级达标 is 三级, 红色 is 红.
const ENDINGS: [&str; 4] = ["达标", "企业", "等级", "色"];

const NOTHING: [&str; 5] = ["/", "-", "—", "－", "——"];

const NOT_SURE: [&str; 7] = ["?", "？", "不清楚", "不确定", "不详", "not sure", "unknown"];

/// A figure without a sign may be a percentage up to this.
const MOST_SHARE: i64 = 10;

/// A day and its number in spreadsheets; which numbers are days that somebody insures.
const FIRST_DAY: (&str, i32) = ("1970-01-01", 25_569);
const DAY_NUMBERS: core::ops::Range<i32> = 30_000..80_000;

/// Choices already looked up: a list says the same few things again and again.
const MOST_REMEMBERED: usize = 2_000;

/// What one row has chosen so far, by the index of the question.
pub(super) type Chosen = Vec<Option<u16>>;

/// Whether these conditions hold.
pub(super) fn holds(when: &[Condition], chosen: &Chosen) -> bool {
    when.iter().all(|condition| {
        let choice = chosen.get(condition.attribute).copied().flatten();
        choice.is_some_and(|choice| condition.any_of.contains(&choice))
    })
}

/// Whether somebody left it blank, in whatever way.
pub(super) fn is_blank(typed: &str) -> bool {
    typed.is_empty() || NOTHING.contains(&typed)
}

/// A day as people and spreadsheets write it; what is none comes back as it is.
pub(super) fn day(typed: &str) -> String {
    let number = typed.parse::<i32>().ok().filter(|number| DAY_NUMBERS.contains(number));
    let (first, its_number) = FIRST_DAY;
    let counted = number.and_then(|number| first.parse::<Date>().ok()?.add_days(number - its_number));
    counted.map_or_else(|| application::typed::day(typed), |day| day.to_string())
}

/// Reads cells for one tariff.
#[derive(Default)]
pub(super) struct Reader {
    /// By question and text: choices it may mean, the likeliest first.
    remembered: BTreeMap<(usize, String), Vec<Vec<u16>>>,
}

impl Reader {
    /// The answer to a question, or what is wrong with it.
    pub fn read(
        &mut self,
        index: usize,
        attribute: &Attribute,
        typed: &str,
        chosen: &Chosen,
    ) -> Result<String, Text> {
        match &attribute.kind {
            Kind::Choice(choices) => {
                let found = self.choice(index, choices, typed, chosen);
                let key =
                    found.and_then(|found| choices.get(usize::from(found))).map(|choice| choice.key.clone());
                key.ok_or_else(|| no_choice(choices, typed, chosen))
            }
            _ if NOT_SURE.contains(&typed) => Err(both(w::MANY_UNSURE, &[])),
            Kind::Number(number) if number.measure == Measure::Date => Ok(day(typed)),
            Kind::Number(number) => {
                let meant = meaning(&attribute.kind, typed);
                match number.measure {
                    Measure::Percent => percent(typed, meant),
                    _ => Ok(meant),
                }
            }
        }
    }

    fn choice(&mut self, index: usize, choices: &[Choice], typed: &str, chosen: &Chosen) -> Option<u16> {
        let about = (index, typed.to_owned());
        if !self.remembered.contains_key(&about) {
            if self.remembered.len() >= MOST_REMEMBERED {
                self.remembered.clear();
            }
            self.remembered.insert(about.clone(), meant(choices, typed));
        }
        let offered = |found: &&u16| {
            choices.get(usize::from(**found)).is_some_and(|choice| holds(&choice.when, chosen))
        };
        self.remembered.get(&about)?.iter().find_map(|found| {
            let mut offered = found.iter().filter(offered);
            // What may be either of two is neither.
            offered.next().filter(|_| offered.next().is_none()).copied()
        })
    }
}

/// Choices that a text may mean, by how sure that is.
fn meant(choices: &[Choice], typed: &str) -> Vec<Vec<u16>> {
    let (whole, outside) = (letters(typed), bare(typed));
    let synonym = |choice: &Choice| {
        SYNONYMS.iter().any(|(key, words)| *key == choice.key && words.contains(&whole.as_str()))
    };
    let labels = |choice: &Choice, form: &dyn Fn(&str) -> String, word: &str| {
        !word.is_empty() && [&choice.label.zh, &choice.label.en].iter().any(|label| form(label) == word)
    };
    let ways: [&dyn Fn(&Choice) -> bool; 8] = [
        &|choice| choice.key == typed,
        &|choice| labels(choice, &letters, &whole),
        &|choice| labels(choice, &bare, &outside),
        &synonym,
        &|choice| choice.words.iter().any(|word| letters(word) == whole),
        &|choice| amount(typed).is_some_and(|amount| amount == choice.key),
        &|choice| labels(choice, &inside, &whole),
        &|choice| labels(choice, &loosely, &loosely(typed)),
    ];
    let all = |way: &&dyn Fn(&Choice) -> bool| {
        let found = (0..).zip(choices).filter(|(_, choice)| way(choice));
        found.map(|(index, _)| index).collect::<Vec<u16>>()
    };
    ways.iter().map(all).filter(|found| !found.is_empty()).collect()
}

/// All letters and digits, in small letters.
fn letters(text: &str) -> String {
    text.chars().map(half_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a label says in brackets: 重大风险 of 红（重大风险）.
fn inside(label: &str) -> String {
    label.split(['（', '(']).nth(1).map(letters).unwrap_or_default()
}

/// Without what stands in brackets or is added at the end, and 3 for 三.
fn loosely(text: &str) -> String {
    let bare = bare(text);
    let short = ENDINGS.iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(&bare);
    let numeral = |c: char| match "一二三四五六七八九".chars().position(|numeral| numeral == c) {
        Some(place) => char::from_digit(place as u32 + 1, 10).unwrap_or(c),
        None => c,
    };
    short.chars().map(numeral).collect()
}

/// `50万元` and `500,000` are a choice with the key `500000`.
fn amount(typed: &str) -> Option<String> {
    let plain: String = typed.chars().map(half_width).filter(|c| !matches!(c, ',' | '元' | ' ')).collect();
    let (digits, scale) = match plain.strip_suffix('万') {
        Some(digits) => (digits, 10_000),
        None => (plain.as_str(), 1),
    };
    Some(money::product(money::parse(digits)?, Decimal::from(scale))?.normalize().to_string())
}

fn no_choice(choices: &[Choice], typed: &str, chosen: &Chosen) -> Text {
    if NOT_SURE.contains(&typed) {
        return both(w::MANY_UNSURE, &[]);
    }
    let offered: Vec<&Text> =
        choices.iter().filter(|choice| holds(&choice.when, chosen)).map(|choice| &choice.label).collect();
    let zh: Vec<&str> = offered.iter().map(|label| label.zh.as_str()).collect();
    let en: Vec<&str> = offered.iter().map(|label| label.en.as_str()).collect();
    both(w::MANY_NO_CHOICE, &[("choices", &Text::new(zh.join("、"), en.join("; ")))])
}

/// Spreadsheets keep 45% as 0.45, and show what they keep only to people: what may be either is asked for again.
fn percent(typed: &str, meant: String) -> Result<String, Text> {
    let has_sign = typed.chars().map(half_width).any(|c| c == '%');
    let value = money::parse(&meant).filter(|value| !has_sign && !value.is_zero());
    let Some(value) = value.filter(|value| *value <= Decimal::from(MOST_SHARE)) else { return Ok(meant) };
    let times = money::product(value, Decimal::ONE_HUNDRED).unwrap_or(value).normalize().to_string();
    let text = |figure: &str| Text::new(figure, figure);
    Err(both(w::MANY_PERCENT, &[("as_is", &text(&meant)), ("times", &text(&times))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(key: &str, zh: &str, en: &str, words: &[&str], when: &[u16]) -> Choice {
        let when = when.iter().map(|sector| Condition { attribute: 0, any_of: vec![*sector] }).collect();
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Choice { key: key.into(), label: Text::new(zh, en), help: Text::default(), words, when }
    }

    fn read(choices: &[Choice], typed: &str, sector: u16) -> Option<String> {
        let found = Reader::default().choice(1, choices, typed, &vec![Some(sector), None]);
        found.map(|found| choices[usize::from(found)].key.clone())
    }

    #[test]
    fn choices_are_known_by_label_key_and_the_words_of_people() {
        let all = [
            choice("chemicals", "化工（不涉及危险化学品）", "Chemicals, not hazardous", &["涂料"], &[]),
            choice("other", "其他", "Other", &["超市", "涂料店"], &[]),
        ];
        for typed in [
            "chemicals",
            "化工（不涉及危险化学品）",
            "化工(不涉及危险化学品)",
            "化工",
            "涂料",
            "chemicals, not hazardous",
        ] {
            assert_eq!(read(&all, typed, 0).as_deref(), Some("chemicals"), "{typed}");
        }
        assert_eq!(read(&all, "化", 0), None);
    }

    #[test]
    fn the_same_word_is_the_choice_that_is_offered() {
        let all = [
            choice("hazchem-making", "生产", "Making", &[], &[1]),
            choice("fireworks-making", "生产", "Making", &[], &[2]),
        ];
        assert_eq!(read(&all, "生产", 1).as_deref(), Some("hazchem-making"));
        assert_eq!(read(&all, "生产", 2).as_deref(), Some("fireworks-making"));
        assert_eq!(read(&all, "生产", 3), None);
        // Both are offered: neither is taken.
        let both = [choice("a", "生产", "Making", &[], &[]), choice("b", "生产", "Making", &[], &[])];
        assert_eq!(read(&both, "生产", 0), None);
    }

    #[test]
    fn amounts_and_yes_and_no_are_understood() {
        let limits = [
            choice("300000", "30万元", "300,000 yuan", &[], &[]),
            choice("500000", "50万元", "500,000 yuan", &[], &[]),
        ];
        for typed in ["50万", "50万元", "500000", "500,000", "５０万元", "500000元"] {
            assert_eq!(read(&limits, typed, 0).as_deref(), Some("500000"), "{typed}");
        }
        assert_eq!(read(&limits, "50", 0), None);
        let bought =
            [choice("no", "不投保", "Not bought", &[], &[]), choice("yes", "投保", "Bought", &[], &[])];
        for (typed, key) in [("是", "yes"), ("否", "no"), ("不投保", "no"), ("投保", "yes"), ("No", "no")]
        {
            assert_eq!(read(&bought, typed, 0).as_deref(), Some(key), "{typed}");
        }
    }

    #[test]
    fn what_people_add_or_leave_out_is_no_matter_where_it_is_clear() {
        let grades = [
            choice("none", "未达标", "None", &[], &[]),
            choice("grade-3", "三级", "Grade 3", &[], &[]),
            choice("grade-2", "二级", "Grade 2", &[], &[]),
        ];
        for (typed, key) in [
            ("三级达标", "grade-3"),
            ("3级", "grade-3"),
            ("２级企业", "grade-2"),
            ("未达标", "none"),
            ("无", "none"),
        ] {
            assert_eq!(read(&grades, typed, 0).as_deref(), Some(key), "{typed}");
        }
        assert_eq!(read(&grades, "达标", 0), None, "of which grade?");
        let levels = [
            choice("red", "红（重大风险）", "Red", &[], &[]),
            choice("blue", "蓝（低风险）", "Blue", &[], &[]),
        ];
        for (typed, key) in [("红色", "red"), ("重大风险", "red"), ("蓝", "blue"), ("低风险", "blue")]
        {
            assert_eq!(read(&levels, typed, 0).as_deref(), Some(key), "{typed}");
        }
    }

    #[test]
    fn a_percentage_that_may_be_either_is_asked_for_again() {
        assert_eq!(percent("45", "45".into()), Ok("45".into()));
        assert_eq!(percent("4.5%", "4.5".into()), Ok("4.5".into()));
        assert_eq!(percent("0", "0".into()), Ok("0".into()));
        for share in ["0.45", "1.2", "10"] {
            assert!(percent(share, share.into()).is_err(), "{share}");
        }
    }

    #[test]
    fn days_that_spreadsheets_count_are_days() {
        assert_eq!(day("46357"), "2026-12-01");
        assert_eq!(day("2026/12/1"), "2026-12-01");
        assert_eq!(day("12"), "12");
    }
}
