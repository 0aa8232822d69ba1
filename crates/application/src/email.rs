//! E-mail addresses. Only what is surely none is refused: whether mail arrives, only mail can tell.

use crate::typed::{is_hidden, plain};

/// No address is longer (RFC 5321).
const LONGEST: usize = 254;

/// The address, full-width characters of an input method as their half-width twins. Nothing where it is none.
pub fn normalise(typed: &str) -> Option<String> {
    let text = plain(typed);
    let (name, host) = text.split_once('@')?;
    let odd = |c: char| c.is_whitespace() || is_hidden(c) || ",;:<>()[]\\\"@、，；".contains(c);
    let plain = !text.replacen('@', "", 1).contains(odd) && text.len() <= LONGEST;
    (plain && is_name(name) && is_host(host)).then_some(text)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.ends_with('.') && !name.contains("..")
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let fits = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        fits && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_domain = last.chars().count() >= 2 && !last.bytes().any(|b| b.is_ascii_digit());
    host.contains('.') && host.split('.').all(label) && (is_domain || last.starts_with("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let cases = [
            ("name@example.com", "name@example.com"),
            (" name@example.com ", "name@example.com"),
            ("ｎａｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "name@example.com"),
            ("name@example。com", "name@example.com"),
            ("first.last+tag@mail.example.com.cn", "first.last+tag@mail.example.com.cn"),
            ("12345678@example.com", "12345678@example.com"),
            ("o'name_-1@ex-ample.com", "o'name_-1@ex-ample.com"),
            ("测试@例子.公司", "测试@例子.公司"),
            ("name@example.xn--55qx5d", "name@example.xn--55qx5d"),
        ];
        for (typed, address) in cases {
            assert_eq!(normalise(typed).as_deref(), Some(address), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        let cases = [
            "",
            "nobody",
            "@example.com",
            "name@",
            "name@example",
            "name@example.",
            "name@.com",
            "name@exam ple.com",
            "na me@example.com",
            "name@@example.com",
            "a@example.com,b@example.com",
            "a@example.com；b@example.com",
            ".name@example.com",
            "na..me@example.com",
            "name@-example.com",
            "name@example.c",
            "name@example.c0m",
            "name@127.0.0.1",
            "<name@example.com>",
            "a\u{202e}b@example.com",
            "a\u{200b}b@example.com",
        ];
        for typed in cases {
            assert_eq!(normalise(typed), None, "{typed}");
        }
        assert_eq!(normalise(&format!("{}@example.com", "n".repeat(LONGEST))), None);
    }
}
