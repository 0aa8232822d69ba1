//! Which column answers which question: by the tariffs' own words for it, their keys, and what people write instead.

use std::collections::BTreeMap;

use rating::attribute::Attribute;
use rating::{Catalogue, Text};

use crate::headings::bare;

/// What stands above names.
const NAMES: &[&str] = &[
    "企业名称",
    "单位名称",
    "公司名称",
    "名称",
    "企业",
    "单位",
    "公司",
    "生产经营单位",
    "生产经营单位名称",
    "投保人",
    "投保人名称",
    "name",
    "enterprise",
    "company",
    "companyname",
];

/// Above what tells two of the same name apart.
const CODES: &[&str] =
    &["统一社会信用代码", "社会信用代码", "信用代码", "企业编号", "单位编号", "编号", "uscc", "code", "id"];

/// Above plain numbers; taken where there is nothing better.
const NUMBERS: &[&str] = &["序号", "号", "number", "no"];

const INCEPTIONS: &[&str] = &[
    "起保日期",
    "起保日",
    "起保时间",
    "保险起期",
    "保险起始日期",
    "inception",
    "inceptiondate",
    "startdate",
];

/// What people write for questions that many tariffs ask.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("sector", &["行业", "行业类别", "行业类型", "行业分类", "所属行业", "所属领域", "领域"]),
    ("activity", &["业务", "业务类型", "主要业务", "经营活动", "经营方式"]),
    (
        "headcount",
        &[
            "人数",
            "从业人数",
            "从业人员",
            "从业人员数",
            "员工人数",
            "职工人数",
            "员工数",
            "职工数",
            "总人数",
            "职工总数",
            "从业人员总数",
            "employees",
            "staff",
        ],
    ),
    ("contract_value", &["造价", "合同造价", "工程合同造价", "合同金额", "合同价", "工程合同价", "contract"]),
    ("site_months", &["工期"]),
    ("limit", &["限额", "每人限额", "责任限额", "赔偿限额", "每人赔偿限额", "每人保额", "保额"]),
    ("months", &["保险月数", "保险期限", "投保月数", "月数"]),
    ("accidents", &["事故", "事故情况", "上年事故", "上年度事故", "生产安全事故"]),
    (
        "standardisation",
        &[
            "标准化",
            "标准化等级",
            "安全标准化",
            "安全标准化等级",
            "安全生产标准化",
            "标准化达标等级",
            "安全生产标准化达标等级",
        ],
    ),
    ("risk_level", &["风险", "风险级别", "风险分级", "安全风险等级"]),
    ("dual_prevention", &["双重预防", "双预防", "双预防机制", "双重预防体系"]),
    ("insured_before", &["是否投保过", "近三年是否投保", "近三年投保"]),
    ("loss_ratio", &["赔付率"]),
];

/// Where the columns stand.
#[derive(Default)]
pub(super) struct Columns {
    pub name: Option<usize>,
    pub number: Option<usize>,
    pub inception: Option<usize>,
    /// By the key of the question.
    pub answers: BTreeMap<String, usize>,
    /// Headings that were not understood.
    pub unknown: Vec<String>,
}

impl Columns {
    /// What a row says, if it is the row of headings; else the questions that it lacks.
    pub fn of(catalogue: &Catalogue, cells: &[String]) -> Result<Self, Vec<Text>> {
        let words: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
        let find = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
        let mut columns = Self {
            name: find(NAMES),
            number: find(CODES).or_else(|| find(NUMBERS)),
            inception: find(INCEPTIONS),
            ..Self::default()
        };
        let mut missing: Vec<Text> = Vec::new();
        for attribute in catalogue.iter().flat_map(|tariff| tariff.attributes()) {
            if columns.answers.contains_key(&attribute.key) || missing.contains(&attribute.label) {
                continue;
            }
            match words.iter().position(|word| is_about(attribute, word)) {
                Some(place) => {
                    columns.answers.insert(attribute.key.clone(), place);
                }
                None if must_be_there(attribute) => missing.push(attribute.label.clone()),
                None => {}
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        columns.unknown = columns.left(cells, &words);
        Ok(columns)
    }

    fn left(&self, cells: &[String], words: &[String]) -> Vec<String> {
        let own = [self.name, self.number, self.inception];
        let is_used = |place: &usize| {
            own.contains(&Some(*place)) || self.answers.values().any(|answer| answer == place)
        };
        let places = words.iter().enumerate().filter(|(place, word)| {
            // A number that stands beside a better one is no question that anybody missed.
            !word.is_empty() && !is_used(place) && !NUMBERS.contains(&word.as_str())
        });
        places.filter_map(|(place, _)| cells.get(place)).map(|cell| cell.trim().to_owned()).collect()
    }
}

fn is_about(attribute: &Attribute, word: &str) -> bool {
    let Attribute { key, label, .. } = attribute;
    let other =
        OTHER_WORDS.iter().find(|(about, _)| about == key).is_some_and(|(_, words)| words.contains(&word));
    other || (!word.is_empty() && [key, &label.zh, &label.en].iter().any(|known| bare(known) == word))
}

/// Asked of everybody, and nothing is taken where it is left out.
fn must_be_there(attribute: &Attribute) -> bool {
    attribute.when.is_empty() && attribute.default.is_none()
}
