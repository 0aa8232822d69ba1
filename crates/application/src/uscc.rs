//! The unified social credit code of an enterprise, GB 32100-2015.

use core::fmt;

use crate::typed::half_width;

/// Characters in the order of their values: I, O, S, V and Z are not used.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A code whose check character is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uscc(String);

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAUscc {
    /// Not 18 characters.
    Length,
    /// A character that codes do not use, such as I, O, S, V or Z.
    Character(char),
    /// The check character does not fit: a typing error.
    Check,
}

impl Uscc {
    /// Reads a code: full-width characters, lower case and spaces anywhere are accepted, as in groups of four.
    pub fn parse(text: &str) -> Result<Self, NotAUscc> {
        let typed = text.chars().filter(|c| !c.is_whitespace()).map(half_width);
        let code: String = typed.map(|c| c.to_ascii_uppercase()).collect();
        let values: Vec<u32> =
            code.chars().map(value).collect::<Result<_, _>>().map_err(NotAUscc::Character)?;
        let Some((check, body)) = values.split_last().filter(|(_, body)| body.len() == 17) else {
            return Err(NotAUscc::Length);
        };
        if *check == check_value(body) { Ok(Self(code)) } else { Err(NotAUscc::Check) }
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the district where it was registered.
    pub fn district(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn value(c: char) -> Result<u32, char> {
    let position = ALPHABET.iter().position(|a| char::from(*a) == c);
    position.and_then(|p| u32::try_from(p).ok()).ok_or(c)
}

/// Weights are the powers of 3 modulo 31.
fn check_value(body: &[u32]) -> u32 {
    let mut weight = 1;
    let mut sum = 0;
    for value in body {
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    (31 - sum) % 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_of_the_standard_and_made_up_ones_pass() {
        for code in ["91350100M000100Y43", "91370100000000000R", "91370102000000019K", "91370112000000027X"] {
            assert_eq!(Uscc::parse(code).unwrap().as_str(), code);
        }
        for typed in [
            " ９１３７０１００００００００００0r ",
            "9137 0100 0000 0000 0R",
            "９１３７　０１００\t0000\u{a0}0000 0r",
        ] {
            assert_eq!(Uscc::parse(typed).unwrap().as_str(), "91370100000000000R", "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(Uscc::parse("91370100000000000"), Err(NotAUscc::Length));
        assert_eq!(Uscc::parse("9137010000000000OR"), Err(NotAUscc::Character('O')));
        assert_eq!(Uscc::parse("91370100000000001R"), Err(NotAUscc::Check));
        assert_eq!(Uscc::parse(""), Err(NotAUscc::Length));
    }

    fn body() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0..31u32, 17)
    }

    fn text(values: &[u32]) -> String {
        values.iter().map(|v| char::from(ALPHABET[*v as usize])).collect()
    }

    proptest! {
        #[test]
        fn any_single_wrong_character_is_noticed(body in body(), at in 0..18usize, by in 1..31u32) {
            let mut code = body.clone();
            code.push(check_value(&body));
            prop_assert!(Uscc::parse(&text(&code)).is_ok());
            code[at] = (code[at] + by) % 31;
            prop_assert_eq!(Uscc::parse(&text(&code)), Err(NotAUscc::Check));
        }

        #[test]
        fn two_neighbours_swapped_are_noticed(body in body(), at in 0..17usize) {
            let mut code = body.clone();
            code.push(check_value(&body));
            prop_assume!(code[at] != code[at + 1]);
            code.swap(at, at + 1);
            prop_assert_eq!(Uscc::parse(&text(&code)), Err(NotAUscc::Check));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Uscc::parse(&text);
        }
    }
}
