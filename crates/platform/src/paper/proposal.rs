//! What stands on the form, from top to bottom.

use application::capital::capital;
use application::shown::grouped;
use application::{Application, district, industry};
use rating::attribute::{Attribute, Kind, Scope};
use rating::quote::{Limit, Per};
use rating::{Mark, Money, Quote, Tariff};

use super::sheet::{ACROSS, Cell, Sheet, cell, figure, head};

/// What the form is made from.
pub struct Proposal<'a> {
    /// Receipt number.
    pub receipt: &'a str,
    /// When it was received, as people read it.
    pub received: &'a str,
    /// What the QR code opens: the receipt's page. The secret is not in it, so that the paper can be shown.
    pub link: &'a str,
    /// What was accepted.
    pub application: &'a Application,
    /// The quote that was stored with it.
    pub quote: &'a Quote,
    /// The tariff of the quote, for the words of the answers; their keys are shown where it is gone.
    pub tariff: Option<&'a Tariff>,
}

/// The code and the room around it.
const QR: f32 = 72.0;

impl Proposal<'_> {
    pub(super) fn put_on(&self, sheet: &mut Sheet<'_>) {
        sheet.qr(self.link, QR);
        sheet.title("安全生产责任保险投保单");
        sheet.space(6.0);
        let room = ACROSS - QR - 12.0;
        sheet.paragraph(&format!("受理编号：{}", self.receipt), room);
        sheet.paragraph(&format!("受理时间：{}", self.received), room);
        sheet.paragraph(&format!("适用费率：{}", self.quote.tariff.title.zh), room);
        sheet.paragraph(
            &format!("费率表摘要：{}", self.quote.tariff.digest.get(..16).unwrap_or_default()),
            room,
        );
        sheet.heading("一、投保人");
        sheet.table(&[], &self.applicant());
        sheet.heading("二、被保险人与投保标的");
        sheet.table(&[], &self.insured());
        sheet.heading("三、保险责任与限额");
        sheet.table(
            &[head(170.0, "项目"), head(250.0, "限额"), head(ACROSS - 420.0, "数据性质")],
            &self.covers(),
        );
        sheet.heading("四、保险期间与保险费");
        sheet.table(&[], &self.contract());
        sheet.heading("五、保险费计算");
        let heads = [head(250.0, "步骤"), head(150.0, "结果"), head(ACROSS - 400.0, "数据性质")];
        sheet.table(&heads, &self.steps());
        sheet.heading("六、投保人声明");
        for declared in DECLARATIONS {
            sheet.paragraph(&format!("√ {declared}"), ACROSS);
        }
        sheet.heading("七、签章");
        let place = |words: &str| format!("{words}\n　　　　年　　月　　日");
        sheet.boxes(&[place("投保人（盖章）"), place("法定代表人（签字）")], 84.0);
    }

    fn applicant(&self) -> Vec<Vec<Cell>> {
        let Application { enterprise, contact, terms, .. } = self.application;
        let area = district::DISTRICTS.iter().find(|known| known.code == enterprise.district);
        let class = industry::find(&enterprise.industry).map_or("", |known| known.zh);
        let industry = format!("{} {class}", enterprise.industry);
        let size = SIZES.iter().find(|(key, _)| *key == enterprise.size).map_or("", |(_, words)| words);
        vec![
            pair("企业名称", &enterprise.name),
            two("统一社会信用代码", &enterprise.uscc, "法定代表人", &enterprise.legal_representative),
            two(
                "所在区县",
                area.map_or(enterprise.district.as_str(), |known| known.zh),
                "安全生产许可证",
                &enterprise.licence,
            ),
            pair("地址", &enterprise.address),
            two("行业（GB/T 4754-2017）", industry.trim(), "企业规模", size),
            pair("经营范围", &enterprise.business_scope),
            two("联系人", &contact.name, "电话", &contact.phone),
            two("电子邮箱", &contact.email, "发票抬头", &terms.invoice_title),
        ]
    }

    fn insured(&self) -> Vec<Vec<Cell>> {
        let risk = &self.application.risk;
        let mut rows = match &self.application.insured {
            None => vec![pair("被保险人", "同投保人")],
            Some(insured) => vec![
                two("被保险人", &insured.name, "统一社会信用代码", &insured.uscc),
                pair("被保险人地址", &insured.address),
            ],
        };
        for (unit, answers) in risk.units.iter().enumerate() {
            let mut words = self.answers(Scope::Unit, |key| answers.answers.get(key));
            if let Some(site) = self.application.sites.get(unit) {
                words.push(format!("地址：{}", site.address));
                if !site.licence.is_empty() {
                    words.push(format!("安全生产许可证：{}", site.licence));
                }
            }
            rows.push(pair(&format!("单位 {}", unit + 1), &words.join("；")));
        }
        let words = self.answers(Scope::Policy, |key| risk.answers.get(key));
        rows.push(pair("安全管理与投保选项", &words.join("；")));
        rows
    }

    /// What was answered, in the words of the tariff.
    fn answers<'b>(&self, scope: Scope, answer: impl Fn(&str) -> Option<&'b String>) -> Vec<String> {
        let asked =
            self.tariff.map_or(&[][..], Tariff::attributes).iter().filter(|asked| asked.scope == scope);
        let words = |asked: &Attribute| {
            let answer = answer(&asked.key)?;
            let words = match &asked.kind {
                Kind::Choice(choices) => {
                    let chosen = choices.iter().find(|choice| choice.key == *answer);
                    chosen.map_or_else(|| answer.clone(), |choice| choice.label.zh.clone())
                }
                Kind::Number(number) => format!("{} {}", grouped(answer), number.unit.zh),
            };
            Some(format!("{}：{}", asked.label.zh, words.trim_end()))
        };
        asked.filter_map(words).collect()
    }

    fn covers(&self) -> Vec<Vec<Cell>> {
        let row = |cover: &rating::quote::CoverLimit| {
            let mut limits: Vec<String> = cover.limits.iter().map(limit).collect();
            limits.extend(cover.deductible.map(|amount| format!("免赔额 {}", yuan(amount))));
            let limits =
                if limits.is_empty() { "来源未给出限额".to_owned() } else { limits.join("，") };
            vec![cell(170.0, &cover.label.zh), cell(250.0, limits), cell(ACROSS - 420.0, mark(cover.mark))]
        };
        self.quote.covers.iter().map(row).collect()
    }

    fn contract(&self) -> Vec<Vec<Cell>> {
        let (quote, terms) = (self.quote, &self.application.terms);
        let period = &quote.period;
        let dispute = match (terms.dispute.as_str(), terms.arbitration_commission.as_str()) {
            // As it was asked once, without a name.
            ("arbitration", "") => "提交仲裁委员会仲裁".to_owned(),
            ("arbitration", commission) => format!("提交{commission}仲裁"),
            _ => "诉讼".to_owned(),
        };
        let premium = format!("{}（{}）", yuan(quote.premium), mark(quote.mark));
        let mut rows = vec![
            pair(
                "保险期间",
                &format!(
                    "自 {} 零时起至 {} 二十四时止，共 {} 天",
                    period.inception, period.expiry, period.days
                ),
            ),
            pair("保险费（大写）", &capital(quote.premium).unwrap_or_default()),
            pair("保险费（小写）", &premium),
        ];
        rows.extend(quote.lines.iter().map(|line| {
            let unit = line.unit.map(|unit| format!("（单位 {}）", unit + 1)).unwrap_or_default();
            pair(&format!("其中：{}{unit}", line.label.zh), &yuan(line.amount))
        }));
        rows.extend(quote.prevention_fund.as_ref().map(|fund| {
            let most =
                fund.most.map(|most| format!(" 至 {}", grouped(&most.to_string()))).unwrap_or_default();
            pair(
                "事故预防费用",
                &format!(
                    "{}{most} 元，由承保人从保险费中提取（{}）",
                    grouped(&fund.least.to_string()),
                    mark(fund.mark)
                ),
            )
        }));
        rows.push(two("上一保险单号", &terms.previous_policy, "到期日", &terms.previous_end));
        rows.push(pair("争议处理方式", &dispute));
        rows
    }

    fn steps(&self) -> Vec<Vec<Cell>> {
        let row = |step: &rating::quote::StepTrace| {
            let unit = step.unit.filter(|_| self.application.risk.units.len() > 1);
            let unit = unit.map(|unit| format!("（单位 {}）", unit + 1)).unwrap_or_default();
            let name = format!("{}{unit}", step.label.zh);
            vec![
                cell(250.0, name),
                figure(150.0, grouped(&step.result)),
                cell(ACROSS - 400.0, mark(step.mark)),
            ]
        };
        self.quote.steps.iter().filter(|step| step.counts).map(row).collect()
    }
}

/// As the applicant ticked them: without every one of them there is no application.
const DECLARATIONS: [&str; 6] = [
    "我已阅读保险条款，包括责任免除部分。",
    "所填内容真实、完整。",
    "保险期间内风险状况发生变化的，及时告知承保人。",
    "按时缴纳保险费。",
    "保险费由企业承担，不以任何方式摊派给从业人员。",
    "同意为办理本次投保处理申请中的个人信息；所涉人员已被告知。",
];

/// By their keys.
const SIZES: [(&str, &str); 4] =
    [("large", "大型"), ("medium", "中型"), ("small", "小型"), ("micro", "微型")];

const NAME: f32 = 105.0;

fn pair(name: &str, value: &str) -> Vec<Cell> {
    vec![head(NAME, name), cell(ACROSS - NAME, or_none(value))]
}

fn two(name: &str, value: &str, other: &str, other_value: &str) -> Vec<Cell> {
    let half = ACROSS / 2.0 - NAME;
    vec![head(NAME, name), cell(half, or_none(value)), head(NAME, other), cell(half, or_none(other_value))]
}

/// What is empty on paper could be filled in later.
fn or_none(value: &str) -> &str {
    if value.is_empty() { "——" } else { value }
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

fn mark(mark: Mark) -> &'static str {
    mark.words().0
}
