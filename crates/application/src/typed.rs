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

/// What nobody sees and still makes two texts differ: control characters, those without width, fillers, line breaks; those that turn
/// the order of letters round (`gnp.exe` may look like `exe.png`); and what a wrong encoding leaves.
pub fn is_hidden(c: char) -> bool {
    let hidden = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fffd}' | '\u{e0000}'..='\u{e007f}'
    );
    c.is_control() || hidden
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

    #[test]
    fn what_nobody_sees_is_told_from_what_is_rare() {
        for hidden in "\0\u{7f}\u{ad}\u{61c}\u{115f}\u{200b}\u{200d}\u{2028}\u{2029}\u{202e}\u{2060}\u{2069}\u{2800}\u{3164}\u{feff}\u{fffd}\u{e0041}".chars() {
            assert!(is_hidden(hidden), "{hidden:?}");
        }
        // Names are written with characters in private use, and with others that choose a form of the one before.
        for seen in "示例·ａé\u{301}\u{e000}\u{20000}\u{fe00}\u{e0100}\u{3000} ".chars() {
            assert!(!is_hidden(seen), "{seen:?}");
        }
    }
}
