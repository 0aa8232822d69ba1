//! The person to call.

use super::Problems;
use crate::{Contact, email, phone};

impl Problems {
    pub(super) fn contact(&mut self, typed: &Contact) -> Contact {
        let name = self.required("/contact/name", &typed.name, "请填写联系人姓名", "Give the contact's name");
        let phone = phone::normalise(&typed.phone).unwrap_or_default();
        if phone.is_empty() {
            self.add(
                "/contact/phone",
                "not-a-phone",
                "请填写11位手机号，或带区号的座机号，如 0531-66600000",
                "Give a mobile number of 11 digits, or a landline with area code, such as 0531-66600000",
            );
        }
        let email = email::normalise(&typed.email).unwrap_or_default();
        if email.is_empty() && !typed.email.trim().is_empty() {
            let (zh, en) =
                ("电子邮箱格式不对，如 name@example.com", "Not an e-mail address, such as name@example.com");
            self.add("/contact/email", "not-an-email", zh, en);
        }
        Contact { name, phone, email }
    }
}
