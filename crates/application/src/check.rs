//! From a draft to an application, or everything that is wrong with it, each with its place and words.

use rating::{Date, Money, Text};
use serde::{Deserialize, Serialize};

use crate::uscc::{NotAUscc, half_width};
use crate::{Application, Contact, Draft, Enterprise, SeenQuote, Site, Terms, Uscc, district, industry};

/// One thing wrong with a draft. In the API's description `Problem` is the document that holds these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = WrongField))]
pub struct Problem {
    /// JSON pointer into the draft: `/enterprise/uscc`.
    pub pointer: String,
    /// Stable kind.
    pub code: String,
    /// What is wrong and what to do.
    pub message: Text,
}

/// Text fields hold no more than this many characters.
pub const LONGEST: usize = 200;

/// No tariff rates more units in one risk.
const MOST_SITES: usize = 100;

/// How disputes may be settled.
pub const DISPUTES: [&str; 2] = ["litigation", "arbitration"];

/// Checks every field; `today` decides whether the inception is still to come. Whether a tariff can rate the risk is
/// the rating engine's business.
pub fn check(draft: &Draft, today: Date) -> Result<Application, Vec<Problem>> {
    let mut problems = Problems::default();
    let inception = problems.inception(draft, today);
    let enterprise = problems.enterprise(&draft.enterprise, inception);
    let contact = problems.contact(&draft.contact);
    let sites = problems.sites(draft);
    let terms = problems.terms(&draft.terms, &enterprise, inception);
    problems.declarations(draft);
    let premium = problems.premium(&draft.quote);
    match premium {
        Some(premium) if problems.0.is_empty() => Ok(Application {
            enterprise,
            contact,
            sites,
            terms,
            declarations: draft.declarations,
            risk: draft.risk.clone(),
            tariff: draft.quote.tariff.clone(),
            digest: draft.quote.digest.clone(),
            premium,
        }),
        _ => Err(problems.0),
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, pointer: &str, code: &str, zh: &str, en: &str) {
        self.0.push(Problem { pointer: pointer.into(), code: code.into(), message: Text::new(zh, en) });
    }

    /// A text with its spaces trimmed; too long or holding control characters is a problem.
    fn text(&mut self, pointer: &str, text: &str) -> String {
        let text = text.trim();
        if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            self.add(
                pointer,
                "too-long",
                "内容过长或含有无法识别的字符，最多200个字",
                "too long, or with characters that cannot be read: at most 200",
            );
        }
        text.to_owned()
    }

    fn required(&mut self, pointer: &str, text: &str, zh: &str, en: &str) -> String {
        let text = self.text(pointer, text);
        if text.is_empty() {
            self.add(pointer, "missing", zh, en);
        }
        text
    }

    fn inception(&mut self, draft: &Draft, today: Date) -> Date {
        let Some(inception) = draft.risk.inception else {
            self.add("/risk/inception", "missing", "请填写起保日期", "Give the inception date");
            return today;
        };
        if inception < today {
            let (zh, en) = ("起保日期不能早于今天", "The inception date must be today or later");
            self.add("/risk/inception", "too-early", zh, en);
        }
        let latest = today.add_months(12);
        if latest.is_some_and(|latest| inception > latest) {
            let (zh, en) = ("起保日期最晚为一年以内", "The inception date must be within a year");
            self.add("/risk/inception", "too-late", zh, en);
        }
        inception
    }

    fn enterprise(&mut self, typed: &Enterprise, inception: Date) -> Enterprise {
        let name = self.required(
            "/enterprise/name",
            &typed.name,
            "请填写企业名称（与营业执照一致）",
            "Give the enterprise's name as on its business licence",
        );
        let uscc = match Uscc::parse(&typed.uscc) {
            Ok(uscc) => uscc.to_string(),
            Err(wrong) => {
                self.uscc(&typed.uscc, wrong);
                String::new()
            }
        };
        let code = typed.district.trim();
        if district::find(code, inception).is_none() {
            self.add("/enterprise/district", "not-a-choice", "请选择所在区县", "Choose the district");
        }
        let district = code.to_owned();
        let address = self.text("/enterprise/address", &typed.address);
        let legal_representative = self.required(
            "/enterprise/legal_representative",
            &typed.legal_representative,
            "请填写法定代表人姓名（与营业执照一致）",
            "Give the legal representative's name as on the business licence",
        );
        let industry = self.industry(&typed.industry);
        let licence = self.text("/enterprise/licence", &typed.licence);
        Enterprise { name, uscc, district, address, legal_representative, industry, licence }
    }

    fn industry(&mut self, typed: &str) -> String {
        let code = industry::normalise(typed);
        if code.is_none() && !typed.trim().is_empty() {
            self.add(
                "/enterprise/industry",
                "not-a-code",
                "请填写2至4位行业代码，如 5265（机动车燃油零售），或留空",
                "Give a class code of 2 to 4 digits, such as 5265 (filling stations), or leave it empty",
            );
        }
        code.unwrap_or_default()
    }

    /// One site a unit, as soon as there are several: one address would not say which.
    fn sites(&mut self, draft: &Draft) -> Vec<Site> {
        let units = draft.risk.units.len().min(MOST_SITES);
        if units < 2 {
            return Vec::new();
        }
        let empty = Site::default();
        let mut sites = Vec::new();
        for unit in 0..units {
            let typed = draft.sites.get(unit).unwrap_or(&empty);
            let number = unit + 1;
            let (zh, en) =
                (format!("请填写单位 {number} 的地址"), format!("Give the address of unit {number}"));
            let address = self.required(&format!("/sites/{unit}/address"), &typed.address, &zh, &en);
            let licence = self.text(&format!("/sites/{unit}/licence"), &typed.licence);
            sites.push(Site { address, licence });
        }
        sites
    }

    fn terms(&mut self, typed: &Terms, enterprise: &Enterprise, inception: Date) -> Terms {
        let previous_policy = self.text("/terms/previous_policy", &typed.previous_policy);
        let previous_end = typed.previous_end.trim().to_owned();
        match previous_end.parse::<Date>() {
            Ok(end) if inception <= end => self.add(
                "/terms/previous_end",
                "overlaps",
                "起保日期须在上一保险单到期之后，请核对",
                "Cover must begin after the previous policy has ended: please compare",
            ),
            Err(_) if !previous_end.is_empty() => {
                let (zh, en) = ("请填写日期，如 2026-12-01", "Give a day, such as 2026-12-01");
                self.add("/terms/previous_end", "not-a-date", zh, en);
            }
            _ => {}
        }
        if !DISPUTES.contains(&typed.dispute.as_str()) {
            let (zh, en) = ("请选择争议处理方式", "Choose how disputes are settled");
            self.add("/terms/dispute", "not-a-choice", zh, en);
        }
        let mut invoice_title = self.text("/terms/invoice_title", &typed.invoice_title);
        if invoice_title.is_empty() {
            invoice_title.clone_from(&enterprise.name);
        }
        Terms { previous_policy, previous_end, dispute: typed.dispute.clone(), invoice_title }
    }

    fn uscc(&mut self, typed: &str, wrong: NotAUscc) {
        let pointer = "/enterprise/uscc";
        if typed.trim().is_empty() {
            return self.add(
                pointer,
                "missing",
                "请填写统一社会信用代码（18位，见营业执照）",
                "Give the unified social credit code: 18 characters, on the business licence",
            );
        }
        match wrong {
            NotAUscc::Length => self.add(
                pointer,
                "wrong-length",
                "统一社会信用代码应为18位",
                "The unified social credit code has 18 characters",
            ),
            NotAUscc::Character(c) => self.add(
                pointer,
                "wrong-character",
                &format!("统一社会信用代码中不使用“{c}”，请核对（I、O、S、V、Z 不会出现）"),
                &format!("Codes do not use \"{c}\": please compare (I, O, S, V and Z never occur)"),
            ),
            NotAUscc::Check => self.add(
                pointer,
                "wrong-check",
                "统一社会信用代码的校验位不符，请逐位核对",
                "The check character does not fit: compare character by character",
            ),
        }
    }

    fn contact(&mut self, typed: &Contact) -> Contact {
        let name = self.required("/contact/name", &typed.name, "请填写联系人姓名", "Give the contact's name");
        let phone: String =
            typed.phone.trim().chars().map(half_width).filter(|c| !" -()".contains(*c)).collect();
        if !is_phone(&phone) {
            self.add(
                "/contact/phone",
                "not-a-phone",
                "请填写11位手机号，或带区号的座机号，如 0531-66600000",
                "Give a mobile number of 11 digits, or a landline with area code, such as 0531-66600000",
            );
        }
        let email = self.text("/contact/email", &typed.email);
        if !email.is_empty() && !is_email(&email) {
            let (zh, en) =
                ("电子邮箱格式不对，如 name@example.com", "Not an e-mail address, such as name@example.com");
            self.add("/contact/email", "not-an-email", zh, en);
        }
        Contact { name, phone, email }
    }

    fn declarations(&mut self, draft: &Draft) {
        let d = &draft.declarations;
        let each = [
            ("clauses_read", d.clauses_read),
            ("true_and_complete", d.true_and_complete),
            ("changes_reported", d.changes_reported),
            ("paid_on_time", d.paid_on_time),
            ("not_charged_to_staff", d.not_charged_to_staff),
        ];
        for (key, agreed) in each {
            if !agreed {
                let pointer = format!("/declarations/{key}");
                self.add(&pointer, "not-declared", "请阅读并勾选", "Please read and tick");
            }
        }
    }

    fn premium(&mut self, quote: &SeenQuote) -> Option<Money> {
        let premium = serde_json::from_value(serde_json::Value::String(quote.premium.clone())).ok();
        let is_digest = quote.digest.len() == 64 && quote.digest.bytes().all(|b| b.is_ascii_hexdigit());
        if premium.is_none() || !is_digest || quote.tariff.len() > LONGEST {
            let (zh, en) = ("缺少测算结果，请重新测算", "The quote is missing: please estimate again");
            self.add("/quote", "missing", zh, en);
        }
        premium
    }
}

/// A mobile number, or a landline with its area code.
fn is_phone(digits: &str) -> bool {
    let national = digits.strip_prefix("+86").unwrap_or(digits);
    let all_digits = national.bytes().all(|b| b.is_ascii_digit());
    let mobile = national.len() == 11 && national.starts_with('1');
    let landline = (10..=12).contains(&national.len()) && national.starts_with('0');
    all_digits && (mobile || landline)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let plain = !text.contains(char::is_whitespace) && !name.is_empty();
    plain && host.split('.').count() >= 2 && host.split('.').all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        serde_json::from_value(serde_json::json!({
            "enterprise": {"name": "示例加油站", "uscc": "91370100000000000R", "district": "370102",
                           "legal_representative": "李四", "industry": "F5265"},
            "terms": {"dispute": "arbitration", "previous_end": "2026-11-30"},
            "contact": {"name": "张三", "phone": "0531-66600000"},
            "declarations": {"clauses_read": true, "true_and_complete": true, "changes_reported": true,
                             "paid_on_time": true, "not_charged_to_staff": true},
            "risk": {"inception": "2026-12-01"},
            "quote": {"tariff": "jinan-2025", "digest": "a".repeat(64), "premium": "1188.00"}
        }))
        .unwrap()
    }

    fn today() -> Date {
        "2026-11-23".parse().unwrap()
    }

    #[test]
    fn a_whole_draft_is_accepted_and_normalised() {
        let application = check(&draft(), today()).unwrap();
        assert_eq!(application.contact.phone, "053166600000");
        assert_eq!(application.enterprise.industry, "5265");
        assert_eq!(application.terms.invoice_title, "示例加油站");
        assert_eq!(application.premium.to_string(), "1188.00");
    }

    #[test]
    fn every_problem_is_told_at_once_with_its_place() {
        let pointers: Vec<String> =
            check(&Draft::default(), today()).unwrap_err().into_iter().map(|p| p.pointer).collect();
        for pointer in [
            "/risk/inception",
            "/enterprise/name",
            "/enterprise/uscc",
            "/enterprise/district",
            "/enterprise/legal_representative",
            "/terms/dispute",
            "/contact/name",
            "/contact/phone",
            "/declarations/not_charged_to_staff",
            "/quote",
        ] {
            assert!(pointers.iter().any(|p| p == pointer), "{pointer} is not among {pointers:?}");
        }
    }

    #[test]
    fn several_units_have_an_address_each() {
        let mut draft = draft();
        draft.risk.units = vec![Default::default(); 2];
        draft.sites = vec![Site { address: " 示例路1号 ".into(), ..Site::default() }];
        let problems = check(&draft, today()).unwrap_err();
        assert_eq!(problems.iter().map(|p| p.pointer.as_str()).collect::<Vec<_>>(), ["/sites/1/address"]);
        draft.sites.resize(5, Site { address: "示例路2号".into(), ..Site::default() });
        let sites = check(&draft, today()).unwrap().sites;
        assert_eq!(sites.iter().map(|s| s.address.as_str()).collect::<Vec<_>>(), ["示例路1号", "示例路2号"]);
    }

    #[test]
    fn each_wrong_field_has_its_own_code() {
        let cases: [(&str, &str, &str); 13] = [
            ("/risk/inception", "2026-11-22", "too-early"),
            ("/risk/inception", "2027-11-24", "too-late"),
            ("/enterprise/uscc", "91370100000000000I", "wrong-character"),
            ("/enterprise/uscc", "91370100000000001R", "wrong-check"),
            ("/enterprise/district", "370125", "not-a-choice"),
            ("/contact/phone", "12345", "not-a-phone"),
            ("/contact/email", "nobody", "not-an-email"),
            ("/contact/name", "", "missing"),
            ("/enterprise/address", "\u{7}", "too-long"),
            ("/enterprise/industry", "加油站", "not-a-code"),
            ("/terms/previous_end", "2026-12-01", "overlaps"),
            ("/terms/previous_end", "no day", "not-a-date"),
            ("/terms/dispute", "duel", "not-a-choice"),
        ];
        for (pointer, value, code) in cases {
            let mut json = serde_json::to_value(draft()).unwrap();
            let cell = match json.pointer_mut(pointer) {
                Some(cell) => cell,
                None => panic!("no {pointer}"),
            };
            *cell = value.into();
            let problems = check(&serde_json::from_value(json).unwrap(), today()).unwrap_err();
            assert_eq!((problems[0].pointer.as_str(), problems[0].code.as_str()), (pointer, code), "{value}");
        }
    }
}
