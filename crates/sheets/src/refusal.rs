//! Why a file gives no roster at all, in words.

use application::roster::{Column, MOST_PEOPLE};
use rating::Text;

use crate::LARGEST_FILE;
use crate::xlsx::MOST_UNPACKED;

/// Why there is nothing to show of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More bytes than a roster needs.
    TooLarge,
    /// It unpacks to more than a roster needs.
    UnpacksTooLarge,
    /// More rows than a roster has people.
    TooManyRows,
    /// XLS of before 2007, or locked with a password: both look alike from outside.
    OldOrLocked,
    /// No spreadsheet, or a broken one.
    NotASheet,
    /// These columns were looked for and not found.
    NoHeadings(Vec<Column>),
    /// Headings and nobody under them.
    Nobody,
}

impl Refusal {
    /// Stable kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::UnpacksTooLarge => "unpacks-too-large",
            Self::TooManyRows => "too-many-rows",
            Self::OldOrLocked => "old-or-locked",
            Self::NotASheet => "not-a-sheet",
            Self::NoHeadings(_) => "no-headings",
            Self::Nobody => "nobody",
        }
    }

    /// What is the matter and what to do.
    pub fn message(&self) -> Text {
        let megabytes = |bytes: usize| bytes / (1024 * 1024);
        match self {
            Self::TooLarge => {
                let most = megabytes(LARGEST_FILE);
                Text::new(
                    format!(
                        "文件超过 {most} MB，没有读取。名单只需要姓名、证件号码和岗位，请删去图片和其他内容后再选。"
                    ),
                    format!(
                        "The file has more than {most} MB and was not read. A roster needs names, numbers and jobs only: \
                         remove pictures and all else, then choose it again."
                    ),
                )
            }
            Self::UnpacksTooLarge => {
                let most = megabytes(MOST_UNPACKED as usize);
                Text::new(
                    format!("文件解压后超过 {most} MB，没有读取。请把名单复制到一个新的表格文件里再选。"),
                    format!(
                        "The file unpacks to more than {most} MB and was not read. Copy the roster into a new file and \
                         choose that."
                    ),
                )
            }
            Self::TooManyRows => Text::new(
                format!("名单超过 {MOST_PEOPLE} 行，没有读取。人数更多的，请联系承保人办理。"),
                format!(
                    "The roster has more than {MOST_PEOPLE} rows and was not read. Ask the insurer about larger ones."
                ),
            ),
            Self::OldOrLocked => Text::new(
                "这是旧版 .xls 文件，或设了密码。请在表格软件中取消密码，另存为 .xlsx 后再选。",
                "This is an old .xls file, or one with a password. Save it as .xlsx without a password and choose that.",
            ),
            Self::NotASheet => Text::new(
                "读不出这个文件：它不是 .xlsx 或 .csv 表格，或者已经损坏。",
                "The file cannot be read: it is no .xlsx or .csv, or it is broken.",
            ),
            Self::NoHeadings(missing) => no_headings(missing),
            Self::Nobody => Text::new(
                "表头下面没有人员。如果用的是模板，请在示例行下面填写。",
                "There is nobody under the headings. In the template, write below the example.",
            ),
        }
    }
}

fn no_headings(missing: &[Column]) -> Text {
    let names: Vec<Text> = missing.iter().map(|column| column.heading()).collect();
    let zh: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
    let en: Vec<String> = names.iter().map(|name| format!("{} ({})", name.zh, name.en)).collect();
    Text::new(
        format!("没有找到这些列的表头：{}。请写上表头，或使用模板。", zh.join("、")),
        format!("No heading was found for: {}. Write the headings, or use the template.", en.join(", ")),
    )
}
