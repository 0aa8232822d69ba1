//! Why a file gives nothing at all, in words.

use rating::Text;

use crate::List;

/// Why there is nothing to show of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More bytes than a list needs.
    TooLarge,
    /// It unpacks to more than a list needs.
    UnpacksTooLarge,
    /// More rows than a list has.
    TooManyRows,
    /// XLS of before 2007, or locked with a password: both look alike from outside.
    OldOrLocked,
    /// No spreadsheet, or a broken one.
    NotASheet,
    /// These columns were looked for and not found.
    NoHeadings(Vec<Text>),
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
    pub fn message(&self, list: List) -> Text {
        let megabytes = |bytes: usize| bytes / (1024 * 1024);
        let Text { zh: name, en: called } = list.name();
        match self {
            Self::TooLarge => {
                let most = megabytes(list.largest_file());
                Text::new(
                    format!("文件超过 {most} MB，没有读取。请删去{name}以外的图片和其他内容后再选。"),
                    format!(
                        "The file has more than {most} MB and was not read. Remove pictures and all else that is not of \
                         the {called}, then choose it again."
                    ),
                )
            }
            Self::UnpacksTooLarge => {
                let most = megabytes(list.most_unpacked());
                Text::new(
                    format!("文件解压后超过 {most} MB，没有读取。请把{name}复制到一个新的表格文件里再选。"),
                    format!(
                        "The file unpacks to more than {most} MB and was not read. Copy the {called} into a new file \
                         and choose that."
                    ),
                )
            }
            Self::TooManyRows => too_many_rows(list),
            Self::OldOrLocked => Text::new(
                "这是旧版 .xls 文件，或设了密码。请在表格软件中取消密码，另存为 .xlsx 后再选。",
                "This is an old .xls file, or one with a password. Save it as .xlsx without a password and choose that.",
            ),
            Self::NotASheet => Text::new(
                "读不出这个文件：它不是 .xlsx 或 .csv 表格，或者已经损坏。",
                "The file cannot be read: it is no .xlsx or .csv, or it is broken.",
            ),
            Self::NoHeadings(missing) => no_headings(missing),
            Self::Nobody => nobody(list),
        }
    }
}

fn too_many_rows(list: List) -> Text {
    let most = list.most_rows();
    match list {
        List::People => Text::new(
            format!("名单超过 {most} 行，没有读取。人数更多的，请联系承保人办理。"),
            format!(
                "The roster has more than {most} rows and was not read. Ask the insurer about larger ones."
            ),
        ),
        List::Enterprises => Text::new(
            format!("清单超过 {most} 行，没有测算。请分成几个文件，分别测算。"),
            format!("The list has more than {most} rows and was not rated. Divide it into several files."),
        ),
    }
}

fn nobody(list: List) -> Text {
    match list {
        List::People => Text::new(
            "表头下面没有人员。如果用的是模板，请在示例行下面填写。",
            "There is nobody under the headings. In the template, write below the example.",
        ),
        List::Enterprises => Text::new(
            "表头下面没有企业。如果用的是模板，请在示例行下面填写。",
            "There is no enterprise under the headings. In the template, write below the example.",
        ),
    }
}

fn no_headings(missing: &[Text]) -> Text {
    let zh: Vec<&str> = missing.iter().map(|name| name.zh.as_str()).collect();
    let en: Vec<String> = missing.iter().map(|name| format!("{} ({})", name.zh, name.en)).collect();
    Text::new(
        format!("没有找到这些列的表头：{}。请写上表头，或使用模板。", zh.join("、")),
        format!("No heading was found for: {}. Write the headings, or use the template.", en.join(", ")),
    )
}
