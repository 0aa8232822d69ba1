//! Applications to send.

use serde_json::{Value, json};

use crate::server::{Server, ask};

/// Names and numbers that are nobody's: the texts can be looked for wherever they should not be.
pub const NAME: &str = "示例加油站甲乙丙";
pub const USCC: &str = "91370100000000000R";
pub const PERSON: &str = "某某测试员";
pub const PHONE: &str = "053166600987";
pub const ADDRESS: &str = "示例路一百零九号";
pub const EMAIL: &str = "nobody.at.all@example.com";

/// A risk that the tariff of the day rates.
pub fn risk() -> Value {
    json!({
        "inception": "2026-12-01",
        "answers": {
            "limit": "500000", "months": "12", "accidents": "none", "standardisation": "none",
            "risk_level": "yellow", "dual_prevention": "one", "insured_before": "no"
        },
        "units": [{"answers": {"sector": "hazardous-chemicals", "activity": "filling-station", "headcount": "12"}}]
    })
}

/// An application that is right in every field, with the premium that the platform gives.
pub async fn good(server: &Server) -> Value {
    let answer = ask(server.post("/api/v1/quotes", &risk())).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    json!({
        "enterprise": {"name": NAME, "uscc": USCC, "district": "370102", "address": ADDRESS,
                       "legal_representative": PERSON, "industry": "5265", "business_scope": "", "size": "",
                       "licence": ""},
        "terms": {"dispute": "litigation"},
        "contact": {"name": PERSON, "phone": PHONE, "email": EMAIL},
        "declarations": {"clauses_read": true, "true_and_complete": true, "changes_reported": true,
                         "paid_on_time": true, "not_charged_to_staff": true, "personal_information": true},
        "risk": risk(),
        // Tests send many for one enterprise.
        "relation": "addition",
        "quote": {
            "tariff": answer.text("/tariff/id"),
            "digest": answer.text("/tariff/digest"),
            "premium": answer.text("/premium"),
        }
    })
}

/// The same with another value at a place.
pub fn with(draft: &Value, pointer: &str, value: impl Into<Value>) -> Value {
    let mut draft = draft.clone();
    *draft.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value.into();
    draft
}

/// A key such as the widget makes; every number gives another.
pub fn key(number: u64) -> String {
    format!("a-key-of-the-tests-{number:020}")
}
