//! From a draft to an application, or everything that is wrong with it, each with its place and words. A file a notion.

mod contact;
mod declaration;
mod party;
mod period;
mod site;
mod terms;

use rating::{Date, Fault, Money, Text};
use serde::{Deserialize, Serialize};

use crate::typed::is_hidden;
use crate::{Application, Draft, SeenQuote, attachment};

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

impl From<Fault> for Problem {
    /// Its pointer is one into the risk.
    fn from(Fault { pointer, code, message }: Fault) -> Self {
        Self { pointer, code: code.to_string(), message }
    }
}

/// Text fields hold no more than this many characters.
pub const LONGEST: usize = 200;

/// What an application may be to earlier ones of the same enterprise.
pub const RELATIONS: [&str; 2] = ["replacement", "addition"];

/// Checks every field; `today` decides whether the inception is still to come. Whether a tariff can rate the risk is
/// the rating engine's business.
pub fn check(draft: &Draft, today: Date) -> Result<Application, Vec<Problem>> {
    let mut problems = Problems { today, found: Vec::new() };
    let inception = problems.inception(draft);
    let enterprise = problems.enterprise(&draft.enterprise, inception);
    let insured = draft.insured.as_ref().map(|insured| problems.insured(insured, &enterprise));
    let contact = problems.contact(&draft.contact);
    let sites = problems.sites(draft);
    let terms = problems.terms(&draft.terms, &enterprise, inception);
    problems.declarations(&draft.declarations);
    problems.found.extend(attachment::problems(&draft.attachments));
    problems.relation(&draft.relation);
    let premium = problems.premium(&draft.quote);
    match premium {
        Some(premium) if problems.found.is_empty() => Ok(Application {
            enterprise,
            insured,
            contact,
            sites,
            terms,
            declarations: draft.declarations,
            attachments: draft.attachments.clone(),
            relation: draft.relation.clone(),
            risk: draft.risk.clone(),
            tariff: draft.quote.tariff.clone(),
            digest: draft.quote.digest.clone(),
            premium,
        }),
        _ => Err(problems.found),
    }
}

struct Problems {
    today: Date,
    found: Vec<Problem>,
}

impl Problems {
    fn add(&mut self, pointer: &str, code: &str, zh: &str, en: &str) {
        let message = Text::new(zh, en);
        self.found.push(Problem { pointer: pointer.into(), code: code.into(), message });
    }

    /// A text with its spaces trimmed; too long or with hidden characters is a problem.
    fn text(&mut self, pointer: &str, text: &str) -> String {
        self.long_text(pointer, text, LONGEST)
    }

    fn long_text(&mut self, pointer: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.chars().any(is_hidden) {
            let zh = "含有看不见的字符（控制符等），请删去后重新输入";
            let en = "there are characters in it that nobody sees: please delete it and type it anew";
            self.add(pointer, "wrong-character", zh, en);
        } else if text.chars().count() > most {
            let (zh, en) =
                (format!("内容过长，最多{most}个字"), format!("too long: at most {most} characters"));
            self.add(pointer, "too-long", &zh, &en);
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

    fn relation(&mut self, relation: &str) {
        if !relation.is_empty() && !RELATIONS.contains(&relation) {
            let (zh, en) = ("请选择替换或补充", "Choose replacement or addition");
            self.add("/relation", "not-a-choice", zh, en);
        }
    }

    fn premium(&mut self, quote: &SeenQuote) -> Option<Money> {
        let SeenQuote { tariff, digest, premium } = quote;
        if [tariff, digest, premium].iter().any(|part| part.is_empty()) {
            let (zh, en) = ("缺少测算结果，请重新测算", "The quote is missing: please estimate again");
            self.add("/quote", "missing", zh, en);
            return None;
        }
        self.text("/quote/tariff", tariff);
        if !attachment::is_sha256(digest) {
            let (zh, en) = ("须为64位小写十六进制", "Must be 64 hexadecimal digits in lower case");
            self.add("/quote/digest", "not-a-digest", zh, en);
        }
        let premium: Option<Money> = serde_json::from_value(premium.as_str().into()).ok();
        if premium.is_none() {
            let (zh, en) =
                ("保险费须写到分，如 \"1188.00\"", "The premium is written to the fen, such as \"1188.00\"");
            self.add("/quote/premium", "not-an-amount", zh, en);
        }
        if premium.is_some_and(|premium| premium.yuan().is_zero()) {
            let (zh, en) = (
                "保险费为 0.00 元，不能投保：请返回测算，核对填写的数额",
                "The premium is 0.00 yuan, and nothing is insured for that: please go back and look at the figures of the estimate",
            );
            self.add("/quote/premium", "no-premium", zh, en);
        }
        premium
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Insured, Site};

    fn draft() -> Draft {
        serde_json::from_value(serde_json::json!({
            "enterprise": {"name": "示例加油站", "uscc": "91370100000000000R", "district": "370102",
                           "legal_representative": "李四", "industry": "F5265"},
            "terms": {"dispute": "arbitration", "arbitration_commission": "示例仲裁委员会", "previous_end": "2026/11/30"},
            "contact": {"name": "张三", "phone": "0531-66600000"},
            "declarations": {"clauses_read": true, "true_and_complete": true, "changes_reported": true,
                             "paid_on_time": true, "not_charged_to_staff": true, "personal_information": true},
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
        assert_eq!(application.terms.previous_end, "2026-11-30");
        assert_eq!(application.insured, None);
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
            "/declarations/personal_information",
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
    fn an_insured_that_is_another_is_named_whole() {
        let mut draft = draft();
        draft.insured = Some(Insured::default());
        let told = |draft: &Draft| -> Vec<String> {
            check(draft, today()).err().into_iter().flatten().map(|p| p.pointer + " " + &p.code).collect()
        };
        let missing = ["/insured/name missing", "/insured/uscc missing", "/insured/address missing"];
        assert_eq!(told(&draft), missing);
        let uscc = "91370100000000000r".to_owned();
        draft.insured = Some(Insured { name: "示例分店".into(), uscc, address: "示例路1号".into() });
        assert_eq!(told(&draft), ["/insured/uscc same"], "an enterprise that insures itself is not another");
        draft.insured.as_mut().unwrap().uscc = " ９１３７０１０２０００００００１９ｋ".into();
        assert_eq!(check(&draft, today()).unwrap().insured.unwrap().uscc, "91370102000000019K");
    }

    #[test]
    fn no_commission_is_named_where_a_court_decides() {
        let mut draft = draft();
        draft.terms.dispute = "litigation".into();
        assert_eq!(check(&draft, today()).unwrap().terms.arbitration_commission, "");
    }

    #[test]
    fn line_breaks_of_a_copied_scope_are_spaces() {
        let mut draft = draft();
        draft.enterprise.business_scope = "许可项目：\r\n 成品油零售。\n".into();
        assert_eq!(check(&draft, today()).unwrap().enterprise.business_scope, "许可项目： 成品油零售。");
    }

    #[test]
    fn each_wrong_field_has_its_own_code() {
        let long = "长".repeat(LONGEST + 1);
        let cases: [(&str, &str, &str); 29] = [
            ("/quote/premium", "0.00", "no-premium"),
            ("/quote/premium", "1188", "not-an-amount"),
            ("/quote/digest", "a", "not-a-digest"),
            ("/quote/tariff", &long, "too-long"),
            ("/enterprise/name", &long, "too-long"),
            ("/enterprise/name", "示例\0加油站", "wrong-character"),
            ("/enterprise/name", "示例\u{202e}加油站", "wrong-character"),
            ("/enterprise/name", "\u{200b}", "wrong-character"),
            ("/contact/name", "\u{3164}", "wrong-character"),
            ("/contact/email", "nobody\u{202e}@example.com", "not-an-email"),
            ("/enterprise/licence", "安\u{202e}证", "wrong-character"),
            ("/risk/inception", "2026-11-22", "too-early"),
            ("/risk/inception", "2027-11-24", "too-late"),
            ("/enterprise/uscc", "91370100000000000I", "wrong-character"),
            ("/enterprise/uscc", "91370100000000001R", "wrong-check"),
            ("/enterprise/district", "370125", "not-a-choice"),
            ("/contact/phone", "12345", "not-a-phone"),
            ("/contact/email", "nobody", "not-an-email"),
            ("/contact/name", "", "missing"),
            ("/enterprise/address", "\u{7}", "wrong-character"),
            ("/enterprise/industry", "加油站", "not-a-code"),
            ("/terms/previous_end", "2026-12-01", "overlaps"),
            ("/terms/previous_end", "no day", "not-a-date"),
            ("/terms/dispute", "duel", "not-a-choice"),
            ("/terms/arbitration_commission", " ", "missing"),
            ("/enterprise/size", "huge", "not-a-choice"),
            ("/enterprise/licence", "办理中", "no-figure"),
            ("/enterprise/licence", "安许证字〔1999〕1", "wrong-year"),
            ("/enterprise/business_scope", "\u{0}", "wrong-character"),
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
            assert_eq!(problems.iter().filter(|p| p.pointer == pointer).count(), 1, "{value}: told once");
        }
    }
}
