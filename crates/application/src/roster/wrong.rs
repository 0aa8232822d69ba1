//! What can be wrong with a row, and its words.

use rating::Text;

use crate::id_number::NotAnIdNumber;
use crate::typed::is_hidden;

/// A message names no more rows.
const MOST_TOLD: usize = 5;

/// A column of the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 姓名.
    Name,
    /// 证件类型.
    Document,
    /// 证件号码.
    Number,
    /// 岗位.
    Job,
    /// The row as a whole.
    Row,
}

impl Column {
    /// Its heading.
    pub fn heading(self) -> Text {
        let (zh, en) = match self {
            Self::Name => ("姓名", "name"),
            Self::Document => ("证件类型", "kind of document"),
            Self::Number => ("证件号码", "ID number"),
            Self::Job => ("岗位", "job"),
            Self::Row => ("整行", "whole row"),
        };
        Text::new(zh, en)
    }
}

/// One thing wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongRow {
    /// The row's number, the first being 1.
    pub row: u32,
    /// The cell.
    pub column: Column,
    /// What is wrong with it.
    pub why: Wrong,
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Empty.
    Missing,
    /// Too long, or too short.
    Length,
    /// A character that has no place there.
    Character(char),
    /// No kind of document that is known.
    Kind,
    /// No number of an identity card.
    IdNumber(NotAnIdNumber),
    /// The number stands in this row already.
    Duplicate(u32),
    /// Not as [`super::write`] writes it.
    NotCanonical,
    /// More people than a roster may name.
    TooMany,
}

impl Wrong {
    /// Stable kind.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Length | Self::IdNumber(NotAnIdNumber::Length) => "wrong-length",
            Self::Character(_) | Self::IdNumber(NotAnIdNumber::Character(_)) => "wrong-character",
            Self::Kind => "not-a-document",
            Self::IdNumber(NotAnIdNumber::Old) => "old-number",
            Self::IdNumber(NotAnIdNumber::Damaged) => "damaged",
            Self::IdNumber(NotAnIdNumber::Region) => "wrong-region",
            Self::IdNumber(NotAnIdNumber::Birth) => "wrong-birth",
            Self::IdNumber(NotAnIdNumber::Future) => "future-birth",
            Self::IdNumber(NotAnIdNumber::Check) => "wrong-check",
            Self::Duplicate(_) => "duplicate",
            Self::NotCanonical => "not-canonical",
            Self::TooMany => "too-many",
        }
    }

    /// What is wrong and what to do. Names nobody.
    pub fn message(self) -> Text {
        match self {
            Self::Missing => Text::new("未填写", "is empty"),
            Self::Length => Text::new("长度不对", "is too long or too short"),
            Self::Character(c) | Self::IdNumber(NotAnIdNumber::Character(c)) => character(c),
            Self::Kind => Text::new(
                "不认识这种证件，请填写居民身份证、护照、港澳居民来往内地通行证、台湾居民来往大陆通行证或外国人永久居留身份证",
                "not a document that is known: 居民身份证 (identity card), 护照 (passport), 港澳居民来往内地通行证, \
                 台湾居民来往大陆通行证 or 外国人永久居留身份证",
            ),
            Self::IdNumber(wrong) => id_number(wrong),
            Self::Duplicate(row) => {
                Text::new(format!("与第 {row} 行重复"), format!("is the same as in row {row}"))
            }
            Self::NotCanonical => Text::new(
                "不是本系统生成的名单格式，请在页面上重新选择名单文件",
                "not the form in which rosters are kept: choose the file once more on the page",
            ),
            Self::TooMany => {
                let most = super::MOST_PEOPLE;
                Text::new(format!("名单最多 {most} 人"), format!("a roster names at most {most} people"))
            }
        }
    }
}

fn character(c: char) -> Text {
    // What cannot be seen is told by its number.
    let shown = if is_hidden(c) { format!("U+{:04X}", u32::from(c)) } else { c.into() };
    Text::new(
        format!("含有不该有的字符“{shown}”"),
        format!("has a character that does not belong there: \"{shown}\""),
    )
}

fn id_number(wrong: NotAnIdNumber) -> Text {
    let (zh, en) = match wrong {
        NotAnIdNumber::Length | NotAnIdNumber::Character(_) => ("应为 18 位", "must have 18 characters"),
        NotAnIdNumber::Old => {
            ("15 位旧号码已停用，请填写 18 位", "has 15 digits: that kind is no longer valid, 18 are")
        }
        NotAnIdNumber::Damaged => (
            "被表格软件当成数字保存，末尾几位已经丢失：请把这一列设为“文本”格式后重新填写",
            "was saved as a figure and lost its last digits: format the column as text and type it again",
        ),
        NotAnIdNumber::Region => ("开头不是任何省份的代码", "begins with the code of no province"),
        NotAnIdNumber::Birth => ("第 7 至 14 位不是日期", "has no day in its 7th to 14th digits"),
        NotAnIdNumber::Future => ("出生日期晚于今天", "has a day of birth in the future"),
        NotAnIdNumber::Check => {
            ("校验位不符，请逐位核对", "does not fit its check character: compare digit by digit")
        }
    };
    Text::new(zh, en)
}

/// What is wrong with a roster, in one message: the first rows, and how many more there are.
pub fn told(wrong: &[WrongRow]) -> Text {
    let mut text = Text::new("名单有误：", "The roster has mistakes: ");
    for (at, WrongRow { row, column, why }) in wrong.iter().take(MOST_TOLD).enumerate() {
        let (column, why) = (column.heading(), why.message());
        let (stop, semicolon) = if at == 0 { ("", "") } else { ("；", "; ") };
        text.zh += &format!("{stop}第 {row} 行{}{}", column.zh, why.zh);
        text.en += &format!("{semicolon}row {row}, {} {}", column.en, why.en);
    }
    if let Some(more) = wrong.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        text.zh += &format!("；还有 {more} 处");
        text.en += &format!("; and {more} more");
    }
    text
}
