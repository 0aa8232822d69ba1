//! Telephone numbers of China as people write them.

use crate::typed::plain;

/// What stands before an extension.
const EXTENSION: [&str; 5] = ["转", "ext.", "ext", "#", "*"];

/// Digits of a mobile number, a landline with its area code, or a service number (400, 800); an extension after `转`.
/// Nothing where it is none.
pub fn normalise(typed: &str) -> Option<String> {
    let text = plain(typed).to_lowercase();
    let spoken = EXTENSION.iter().find_map(|word| text.split_once(word));
    if let Some((before, extension)) = spoken {
        return extended(before, extension);
    }
    number(&text).or_else(|| text.rsplit_once('-').and_then(|(before, after)| extended(before, after)))
}

fn extended(before: &str, extension: &str) -> Option<String> {
    let extension = extension.trim_matches([' ', '-', ':']);
    let is_one = (1..=6).contains(&extension.len()) && all_digits(extension);
    number(before).filter(|_| is_one).map(|number| format!("{number}转{extension}"))
}

fn number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !" \t-‐–—()".contains(*c)).collect();
    let abroad = ["+86", "0086", "86"].iter().filter_map(|code| digits.strip_prefix(code));
    let mut readings = abroad.chain([digits.as_str()]);
    readings.find(|number| all_digits(number) && is_number(number)).map(str::to_owned)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Area codes: 010 and 02x have three digits and eight after them, all others four and seven or eight.
fn is_number(digits: &str) -> bool {
    let starts = |with: &[&str]| with.iter().any(|start| digits.starts_with(start));
    match digits.len() {
        10 => starts(&["400", "800"]),
        11 => starts(&["13", "14", "15", "16", "17", "18", "19", "010", "02"]) || is_beyond_capitals(digits),
        12 => is_beyond_capitals(digits),
        _ => false,
    }
}

fn is_beyond_capitals(digits: &str) -> bool {
    digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(|second| *second >= b'3')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("13800000000", "13800000000"),
            (" 138 0000 0000 ", "13800000000"),
            ("138-0000-0000", "13800000000"),
            ("+86 13800000000", "13800000000"),
            ("008613800000000", "13800000000"),
            ("8613800000000", "13800000000"),
            ("１３８００００００００", "13800000000"),
            ("0531-66600000", "053166600000"),
            ("0531 66600000", "053166600000"),
            ("（0531）66600000", "053166600000"),
            ("0531—66600000", "053166600000"),
            ("+86 (0531) 66600000", "053166600000"),
            ("010-66600000", "01066600000"),
            ("0633-6660000", "06336660000"),
            ("400-000-0000", "4000000000"),
            ("0531-66600000-801", "053166600000转801"),
            ("0531-66600000转801", "053166600000转801"),
            ("0531-66600000 Ext. 8", "053166600000转8"),
            ("0531-66600000＃801", "053166600000转801"),
        ];
        for (typed, number) in cases {
            assert_eq!(normalise(typed).as_deref(), Some(number), "{typed}");
            assert_eq!(normalise(number).as_deref(), Some(number), "{number} again");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        let cases = [
            "",
            "电话",
            "12345",
            "66600000",
            "1380000000",
            "138000000000",
            "12800000000",
            "0131-66600000",
            "0531-666000000",
            "010-6660000",
            "+1 13800000000",
            "0531-66600000转",
            "0531-66600000转8012345",
            "0531-66600000转前台",
            "13800000000/13900000000",
            "138OOOOOOOO",
        ];
        for typed in cases {
            assert_eq!(normalise(typed), None, "{typed}");
        }
    }
}
