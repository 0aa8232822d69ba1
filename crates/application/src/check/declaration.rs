//! What the applicant declares.

use super::Problems;
use crate::Declarations;

impl Problems {
    pub(super) fn declarations(&mut self, made: &Declarations) {
        let each = [
            ("clauses_read", made.clauses_read),
            ("true_and_complete", made.true_and_complete),
            ("changes_reported", made.changes_reported),
            ("paid_on_time", made.paid_on_time),
            ("not_charged_to_staff", made.not_charged_to_staff),
            ("personal_information", made.personal_information),
        ];
        for (key, agreed) in each {
            if !agreed {
                let pointer = format!("/declarations/{key}");
                self.add(&pointer, "not-declared", "请阅读并勾选", "Please read and tick");
            }
        }
    }
}
