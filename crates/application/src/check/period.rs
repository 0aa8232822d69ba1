//! When cover begins. How long it lasts, at most a year and for works until their end, the tariff says.

use rating::Date;

use super::Problems;
use crate::{Draft, typed};

impl Problems {
    /// Today or later, at most a year ahead; today where it is missing.
    pub(super) fn inception(&mut self, draft: &Draft) -> Date {
        let today = self.today;
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

    /// The last day of the policy before: cover begins after it.
    pub(super) fn previous_end(&mut self, typed: &str, inception: Date) -> String {
        let end = typed::day(typed);
        match end.parse::<Date>() {
            Ok(end) if inception <= end => self.add(
                "/terms/previous_end",
                "overlaps",
                &format!("起保日期 {inception} 须在上一保险单到期之后，请核对"),
                &format!(
                    "Cover would begin on {inception}: it must be after the last day of the previous policy"
                ),
            ),
            Err(_) if !end.is_empty() => {
                let (zh, en) = ("请填写日期，如 2026-12-01", "Give a day, such as 2026-12-01");
                self.add("/terms/previous_end", "not-a-date", zh, en);
            }
            _ => {}
        }
        end
    }
}
