//! Numbers of work-safety licences (安全生产许可证). Each department numbers its own way, so only what surely is a typing
//! error is told: a character that no number has, brackets without their twin, a year that cannot be.

use crate::typed::plain;

/// The State Council's regulation on these licences (安全生产许可证条例) is of January 2004: none is older.
const FIRST_YEAR: i32 = 2004;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotALicence {
    /// A character that no number has.
    Character(char),
    /// A bracket without its twin.
    Brackets,
    /// No licence is of this year.
    Year(i32),
    /// No figure in it: a name, not a number.
    NoFigure,
}

/// The number as it is printed: letters half-width and upper case, no spaces, round brackets full-width around the
/// province, `〔〕` around the year, however they were typed. An empty text is none and stays empty.
pub fn normalise(typed: &str, this_year: i32) -> Result<String, NotALicence> {
    let number: String = plain(typed).chars().filter(|c| !c.is_whitespace()).map(as_printed).collect();
    if number.is_empty() {
        return Ok(number);
    }
    if let Some(other) = number.chars().find(|c| !c.is_alphanumeric() && !"（）〔〕-/.".contains(*c)) {
        return Err(NotALicence::Character(other));
    }
    let years = in_brackets(&number).ok_or(NotALicence::Brackets)?;
    if let Some(year) = years.into_iter().find(|year| !(FIRST_YEAR..=this_year).contains(year)) {
        return Err(NotALicence::Year(year));
    }
    if number.contains(|c: char| c.is_ascii_digit()) { Ok(number) } else { Err(NotALicence::NoFigure) }
}

fn as_printed(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        '[' | '【' | '［' | '{' => '〔',
        ']' | '】' | '］' | '}' => '〕',
        '–' | '—' | '−' => '-',
        c => c.to_ascii_uppercase(),
    }
}

/// The years in brackets, or nothing where a bracket lacks its twin.
fn in_brackets(number: &str) -> Option<Vec<i32>> {
    let mut years = Vec::new();
    let mut open: Option<(char, String)> = None;
    for c in number.chars() {
        match (c, &mut open) {
            ('（' | '〔', None) => open = Some((if c == '（' { '）' } else { '〕' }, String::new())),
            ('（' | '〔', Some(_)) | ('）' | '〕', None) => return None,
            ('）' | '〕', Some((twin, inside))) => {
                let year: Option<i32> = inside.parse().ok().filter(|_| inside.len() == 4);
                if *twin != c {
                    return None;
                }
                years.extend(year);
                open = None;
            }
            (other, Some((_, inside))) => inside.push(other),
            (_, None) => {}
        }
    }
    open.is_none().then_some(years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let cases = [
            ("", ""),
            ("（鲁）JZ安许证字〔2024〕000000", "（鲁）JZ安许证字〔2024〕000000"),
            ("(鲁)jz安许证字[2024]000000", "（鲁）JZ安许证字〔2024〕000000"),
            ("（鲁） ＪＺ安许证字【２０２４】０００００－０", "（鲁）JZ安许证字〔2024〕00000-0"),
            ("(鲁)WH安许证字［2026］000000号", "（鲁）WH安许证字〔2026〕000000号"),
            ("FM00000000", "FM00000000"),
            ("AB-1", "AB-1"),
            ("（鲁）MK安许证字〔000〕1", "（鲁）MK安许证字〔000〕1"),
        ];
        for (typed, number) in cases {
            assert_eq!(normalise(typed, 2026).as_deref(), Ok(number), "{typed}");
            assert_eq!(normalise(number, 2026).as_deref(), Ok(number), "{number} again");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("（鲁）JZ安许证字《2024》0", NotALicence::Character('《')),
            ("JZ_0", NotALicence::Character('_')),
            ("（鲁JZ安许证字〔2024〕0", NotALicence::Brackets),
            ("鲁）JZ0", NotALicence::Brackets),
            ("（鲁〕JZ0", NotALicence::Brackets),
            ("〔2024", NotALicence::Brackets),
            ("安许证字〔2003〕0", NotALicence::Year(2003)),
            ("安许证字(2027)0", NotALicence::Year(2027)),
            ("办理中", NotALicence::NoFigure),
        ];
        for (typed, wrong) in cases {
            assert_eq!(normalise(typed, 2026), Err(wrong), "{typed}");
        }
    }
}
