//! What stands on the proposal form on paper, from top to bottom, whoever prints it: the platform as PDF, the browser, or
//! a saved file. In Chinese, as the form is signed.

use std::collections::BTreeMap;

use rating::attribute::{Attribute, Kind};
use rating::questions::{Question, questions};
use rating::quote::{CoverLimit, Limit, Per, StepTrace};
use rating::{Mark, Money, Quote, Tariff, Text, money};

use crate::capital::capital;
use crate::shown::{grouped, scaled};
use crate::{Draft, district, industry};

/// The name of the form.
pub const TITLE: &str = "安全生产责任保险投保单";

/// A section: its heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading, numbered.
    pub title: &'static str,
    /// What stands under it.
    pub body: Body,
}

/// The ways in which a section is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Names with values beside them: one or two a row.
    Pairs(Vec<Vec<Pair>>),
    /// Three columns under their heads.
    Table([&'static str; 3], Vec<[String; 3]>),
    /// Declarations, and whether they are made.
    Declared(Vec<(&'static str, bool)>),
    /// Places to sign and seal in.
    Places(Vec<&'static str>),
}

/// A name and its value.
pub type Pair = (String, String);

/// What is empty on paper could be filled in later.
pub const NONE: &str = "——";

/// Sizes of enterprises by their keys.
const SIZES: [(&str, &str); 4] =
    [("large", "大型"), ("medium", "中型"), ("small", "小型"), ("micro", "微型")];

/// Where the day is written in a place to sign in.
pub const DAY: &str = "年　　月　　日";

/// The form from top to bottom. Without its tariff nothing tells what the answers mean, and they are left out; without a
/// quote there is the premium that was seen.
pub fn sections(draft: &Draft, quote: Option<&Quote>, tariff: Option<&Tariff>) -> Vec<Section> {
    let section = |title, body| Section { title, body };
    let mut all = vec![
        section("一、投保人", Body::Pairs(applicant(draft))),
        section("二、被保险人与投保标的", Body::Pairs(insured(draft, tariff))),
    ];
    if let Some(quote) = quote {
        let covers = quote.covers.iter().map(cover).collect();
        all.push(section("三、保险责任与限额", Body::Table(["项目", "限额", "数据性质"], covers)));
    }
    all.push(section("四、保险期间与保险费", Body::Pairs(contract(draft, quote))));
    if let Some(quote) = quote {
        let several = draft.risk.units.len() > 1;
        let counted = quote.steps.iter().filter(|step| step.counts);
        let steps = counted.map(|counted| step(counted, several)).collect();
        all.push(section("五、保险费计算", Body::Table(["步骤", "结果", "数据性质"], steps)));
    }
    all.push(section("六、投保人声明", Body::Declared(declarations(draft))));
    all.push(section("七、投保人签章", Body::Places(vec!["投保人（盖章）", "法定代表人（签字）"])));
    all.push(section("八、承保人填写", Body::Places(vec!["核保意见", "承保人（盖章）、经办人（签字）"])));
    all
}

fn applicant(draft: &Draft) -> Vec<Vec<Pair>> {
    let Draft { enterprise, contact, terms, .. } = draft;
    let area = district::DISTRICTS.iter().find(|known| known.code == enterprise.district);
    let class = industry::find(&enterprise.industry).map_or("", |known| known.zh);
    let industry = format!("{} {class}", enterprise.industry);
    let size = SIZES.iter().find(|(key, _)| *key == enterprise.size).map_or("", |(_, words)| words);
    vec![
        vec![pair("企业名称", &enterprise.name)],
        vec![
            pair("统一社会信用代码", &enterprise.uscc),
            pair("法定代表人", &enterprise.legal_representative),
        ],
        vec![
            pair("所在区县", area.map_or(enterprise.district.as_str(), |known| known.zh)),
            pair("安全生产许可证", &enterprise.licence),
        ],
        vec![pair("地址", &enterprise.address)],
        vec![pair("行业（GB/T 4754-2017）", &industry), pair("企业规模", size)],
        vec![pair("经营范围", &enterprise.business_scope)],
        vec![pair("联系人", &contact.name), pair("电话", &contact.phone)],
        vec![pair("电子邮箱", &contact.email), pair("发票抬头", &terms.invoice_title)],
    ]
}

fn insured(draft: &Draft, tariff: Option<&Tariff>) -> Vec<Vec<Pair>> {
    let asked = tariff.map(|tariff| questions(tariff, &draft.risk)).unwrap_or_default();
    let mut rows = match &draft.insured {
        None => vec![vec![pair("被保险人", "同投保人")]],
        Some(insured) => vec![
            vec![pair("被保险人", &insured.name), pair("统一社会信用代码", &insured.uscc)],
            vec![pair("被保险人地址", &insured.address)],
        ],
    };
    for (unit, (answers, asked)) in draft.risk.units.iter().zip(&asked.units).enumerate() {
        let mut words = answered(tariff, asked, &answers.answers);
        if let Some(site) = draft.sites.get(unit) {
            let named = [("地址", &site.address), ("安全生产许可证", &site.licence)];
            let given = named.into_iter().filter(|(_, value)| !value.is_empty());
            words.extend(given.map(|(name, value)| format!("{name}：{value}")));
        }
        rows.push(vec![pair(&format!("单位 {}", unit + 1), &words.join("；"))]);
    }
    let words = answered(tariff, &asked.policy, &draft.risk.answers);
    rows.push(vec![pair("安全管理与投保选项", &words.join("；"))]);
    rows
}

/// What was answered, in the words of the tariff; what was left at its default too, since the premium rests on it.
fn answered(tariff: Option<&Tariff>, asked: &[Question], answers: &BTreeMap<String, String>) -> Vec<String> {
    let words = |question: &Question| {
        let asked = tariff?.attributes().get(question.attribute)?;
        let answer = answers.get(&asked.key).or(asked.default.as_ref())?;
        Some(format!("{}：{}", asked.label.zh, in_words(asked, answer, |text| &text.zh)))
    };
    asked.iter().filter_map(words).collect()
}

/// An answer in the words of the tariff, in the language that is picked.
pub fn in_words(asked: &Attribute, answer: &str, language: impl Fn(&Text) -> &str) -> String {
    match &asked.kind {
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.key == answer);
            chosen.map_or(answer, |choice| language(&choice.label)).to_owned()
        }
        // Days and "not sure" stay as they are.
        Kind::Number(_) if money::parse(answer).is_none() => answer.to_owned(),
        Kind::Number(number) => {
            format!("{} {}", grouped(answer), language(&number.unit)).trim_end().to_owned()
        }
    }
}

fn cover(cover: &CoverLimit) -> [String; 3] {
    let mut limits: Vec<String> = cover.limits.iter().map(limit).collect();
    limits.extend(deductible(cover));
    let limits = if limits.is_empty() { "来源未给出限额".to_owned() } else { limits.join("，") };
    [cover.label.zh.clone(), limits, mark(cover.mark)]
}

fn deductible(cover: &CoverLimit) -> Option<String> {
    let amount = cover.deductible.map(yuan);
    let share = cover.deductible_share.as_ref().map(|share| format!("损失的 {}", scaled(share, 2, "%")));
    match (share, amount) {
        (Some(share), Some(amount)) => Some(format!("免赔额为{share}，不低于 {amount}")),
        (Some(share), None) => Some(format!("免赔额为{share}")),
        (None, amount) => amount.map(|amount| format!("免赔额 {amount}")),
    }
}

fn contract(draft: &Draft, quote: Option<&Quote>) -> Vec<Vec<Pair>> {
    let terms = &draft.terms;
    let dispute = match (terms.dispute.as_str(), terms.arbitration_commission.as_str()) {
        // As it was asked once, without a name.
        ("arbitration", "") => "提交仲裁委员会仲裁".to_owned(),
        ("arbitration", commission) => format!("提交{commission}仲裁"),
        ("litigation", _) => "诉讼".to_owned(),
        (other, _) => other.to_owned(),
    };
    let mut rows = match quote {
        Some(quote) => rated(quote),
        None => vec![vec![pair("保险费", &draft.quote.premium)]],
    };
    rows.push(vec![pair("上一保险单号", &terms.previous_policy), pair("到期日", &terms.previous_end)]);
    rows.push(vec![pair("争议处理方式", &dispute)]);
    let attached: Vec<&str> = draft.attachments.iter().map(|one| one.name.as_str()).collect();
    rows.extend((!attached.is_empty()).then(|| vec![pair("附件", &attached.join("；"))]));
    rows
}

fn rated(quote: &Quote) -> Vec<Vec<Pair>> {
    let from = quote.period.inception;
    let spans = quote.period.spans().into_iter().map(|(part, to, days)| {
        let label = part.map_or("", |label| label.zh.as_str());
        format!("{label} 自 {from} 零时起至 {to} 二十四时止，共 {days} 天").trim_start().to_owned()
    });
    let mut rows = vec![
        vec![pair("保险期间", &spans.collect::<Vec<_>>().join("；"))],
        vec![pair("保险费（大写）", &capital(quote.premium).unwrap_or_default())],
        vec![pair("保险费（小写）", &format!("{}（{}）", yuan(quote.premium), mark(quote.mark)))],
    ];
    let several = quote.lines.iter().any(|line| line.unit.is_some_and(|unit| unit > 0));
    rows.extend(quote.lines.iter().map(|line| {
        let unit = line.unit.filter(|_| several);
        let unit = unit.map(|unit| format!("（单位 {}）", unit + 1)).unwrap_or_default();
        vec![pair(&format!("其中：{}{unit}", line.label.zh), &yuan(line.amount))]
    }));
    rows.extend(quote.prevention_fund.as_ref().map(|fund| {
        let most = fund.most.map(|most| format!(" 至 {}", grouped(&most.to_string()))).unwrap_or_default();
        let (least, mark) = (grouped(&fund.least.to_string()), mark(fund.mark));
        vec![pair("事故预防费用", &format!("{least}{most} 元，由承保人从保险费中提取（{mark}）"))]
    }));
    rows
}

fn step(step: &StepTrace, several: bool) -> [String; 3] {
    let unit = step.unit.filter(|_| several);
    let unit = unit.map(|unit| format!("（单位 {}）", unit + 1)).unwrap_or_default();
    [format!("{}{unit}", step.label.zh), grouped(&step.result), mark(step.mark)]
}

fn declarations(draft: &Draft) -> Vec<(&'static str, bool)> {
    let made = &draft.declarations;
    vec![
        ("我已阅读保险条款，包括责任免除部分。", made.clauses_read),
        ("所填内容真实、完整。", made.true_and_complete),
        ("保险期间内风险状况发生变化的，及时告知承保人。", made.changes_reported),
        ("按时缴纳保险费。", made.paid_on_time),
        ("保险费由企业承担，不以任何方式摊派给从业人员。", made.not_charged_to_staff),
        ("同意为办理本次投保处理申请中的个人信息；所涉人员已被告知。", made.personal_information),
    ]
}

/// Before a declaration, in signs that the fonts of paper have.
pub fn tick(made: bool) -> char {
    if made { '√' } else { '□' }
}

fn pair(name: &str, value: &str) -> Pair {
    let value = value.trim();
    (name.to_owned(), if value.is_empty() { NONE } else { value }.to_owned())
}

fn limit(limit: &Limit) -> String {
    let per = match limit.per {
        Per::Person => "每人",
        Per::Accident => "每次事故",
        Per::Aggregate => "累计",
    };
    format!("{per} {}", yuan(limit.amount))
}

fn yuan(amount: Money) -> String {
    format!("{} 元", grouped(&amount.to_string()))
}

fn mark(mark: Mark) -> String {
    mark.words().0.to_owned()
}
