//! What the contract needs beside the risk.

use rating::Date;

use super::Problems;
use crate::{Enterprise, Terms};

/// How disputes may be settled.
const DISPUTES: [&str; 2] = ["litigation", "arbitration"];

impl Problems {
    pub(super) fn terms(&mut self, typed: &Terms, enterprise: &Enterprise, inception: Date) -> Terms {
        let previous_policy = self.text("/terms/previous_policy", &typed.previous_policy);
        let previous_end = self.previous_end(&typed.previous_end, inception);
        if !DISPUTES.contains(&typed.dispute.as_str()) {
            let (zh, en) = ("请选择争议处理方式", "Choose how disputes are settled");
            self.add("/terms/dispute", "not-a-choice", zh, en);
        }
        let arbitration_commission = self.arbitration_commission(typed);
        let mut invoice_title = self.text("/terms/invoice_title", &typed.invoice_title);
        if invoice_title.is_empty() {
            invoice_title.clone_from(&enterprise.name);
        }
        let dispute = typed.dispute.clone();
        Terms { previous_policy, previous_end, dispute, arbitration_commission, invoice_title }
    }

    /// An agreement to arbitrate needs a commission. We name none: which one is for the parties to say.
    fn arbitration_commission(&mut self, typed: &Terms) -> String {
        if typed.dispute != "arbitration" {
            return String::new();
        }
        self.required(
            "/terms/arbitration_commission",
            &typed.arbitration_commission,
            "请填写仲裁委员会的全称；没有约定的，请选择诉讼",
            "Name the arbitration commission in full, or choose the court",
        )
    }
}
