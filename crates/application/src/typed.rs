//! What people type and what it means, whatever the field: full-width characters, days in their usual forms.

/// A full-width character as its half-width twin.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// A text of figures or letters: half-width, the ideographic full stop as a point, nothing around it.
pub fn plain(text: &str) -> String {
    text.trim().chars().map(half_width).map(|c| if c == '。' { '.' } else { c }).collect()
}

/// `2026/12/1`, `2026年12月1日` and `2026-12-01` are one day. What is none comes back trimmed.
pub fn day(typed: &str) -> String {
    let text = plain(typed);
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => text,
    }
}

/// Control characters, and those that turn the order of letters round: `gnp.exe` may look like `exe.png`.
pub(crate) fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_in_their_usual_forms() {
        for typed in ["2026-12-01", "2026/12/1", "2026年12月1日", "２０２６．１２．０１", "2026。12。1"]
        {
            assert_eq!(day(typed), "2026-12-01", "{typed}");
        }
        assert_eq!(day(" soon "), "soon");
        assert_eq!(day(""), "");
    }
}
