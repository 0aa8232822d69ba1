//! A quote on paper: a text short enough for a QR code that holds what was rated and what came out, so that anybody rates
//! it again without asking whoever printed it. Written `q1.` and base64url.
//!
//! It proves no origin: whoever prints another premium prints another text. It proves the sum: the premium is what this
//! tariff gives for these answers, or it is not, and then at which step.

use core::fmt;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Verdict, again, differs, other_tariff};
use crate::date::Date;
use crate::money::{self, Money};
use crate::quote::Quote;
use crate::risk::{Risk, Unit};
use crate::tariff::Tariff;

/// The first characters of every text: another form gets another number.
const FORM: &str = "q1.";
/// Longer texts are not even decoded.
const LONGEST: usize = 64 * 1024;
/// So many bytes of a tariff's digest tell it from every other.
const DIGEST: usize = 16;

/// What stands on paper of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What was rated, with the day whose knowledge counted.
    pub risk: Risk,
    /// Identifier of the tariff.
    pub tariff: String,
    /// The first half of its digest, lower-case hex.
    pub digest: String,
    /// The premium in yuan.
    pub premium: Money,
    /// What each step gave that the premium depends on, in their order.
    pub results: Vec<String>,
}

/// The text is none, or was cut off or mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPaper;

impl fmt::Display for NotPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a quote on paper: it may be cut off or mistyped")
    }
}

impl core::error::Error for NotPaper {}

impl Paper {
    /// Of a quote and the risk that it is for.
    pub fn new(risk: &Risk, quote: &Quote) -> Self {
        let dated =
            Risk { inception: Some(quote.period.inception), as_of: Some(quote.as_of), ..risk.clone() };
        let counted = quote.steps.iter().filter(|step| step.counts);
        Self {
            risk: dated,
            tariff: quote.tariff.id.clone(),
            digest: quote.tariff.digest.chars().take(2 * DIGEST).collect(),
            premium: quote.premium,
            results: counted.map(|step| step.result.clone()).collect(),
        }
    }

    /// The one text of it; nothing if it is too large for one, or holds what no quote has.
    pub fn write(&self) -> Option<String> {
        let bytes = postcard::to_allocvec(&Packed::of(self)?).ok()?;
        Some(format!("{FORM}{}", URL_SAFE_NO_PAD.encode(bytes))).filter(|text| text.len() <= LONGEST)
    }

    /// Whether a text says that it is one.
    pub fn is_one(text: &str) -> bool {
        text.starts_with(FORM)
    }

    /// Reads a text; another than the one text of what it holds is none.
    pub fn read(text: &str) -> Result<Self, NotPaper> {
        let text = text.trim();
        let encoded = text.strip_prefix(FORM).filter(|_| text.len() <= LONGEST).ok_or(NotPaper)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| NotPaper)?;
        let packed: Packed = postcard::from_bytes(&bytes).map_err(|_| NotPaper)?;
        let paper = packed.unpack().ok_or(NotPaper)?;
        if paper.write().as_deref() == Some(text) { Ok(paper) } else { Err(NotPaper) }
    }

    /// Rates it again and compares.
    pub fn verify(&self, tariff: &Tariff) -> Verdict {
        if self.tariff != tariff.id() || !tariff.digest().starts_with(&self.digest) {
            return other_tariff(&self.digest, tariff);
        }
        match again(tariff, &self.risk, self.premium) {
            Ok(right) => self.compare(&right),
            Err(verdict) => verdict,
        }
    }

    fn compare(&self, right: &Quote) -> Verdict {
        let counted: Vec<_> = right.steps.iter().filter(|step| step.counts).collect();
        for (saved, right) in self.results.iter().zip(&counted) {
            if *saved != right.result {
                return differs(&right.step, saved, &right.result);
            }
        }
        if self.results.len() != counted.len() {
            return differs("steps", &self.results.len(), counted.len());
        }
        if self.premium != right.premium {
            return differs("premium", &self.premium, right.premium);
        }
        Verdict::Agrees
    }
}

/// Keys and answers by their places among the words.
type Answers = Vec<(u16, u16)>;

/// As it is packed. Words stand once, since units answer the same questions.
#[derive(Serialize, Deserialize)]
struct Packed {
    tariff: String,
    digest: [u8; DIGEST],
    /// Days from 1970-01-01.
    inception: i32,
    /// Days from the inception, seldom many.
    as_of: i32,
    words: Vec<String>,
    answers: Answers,
    units: Vec<Answers>,
    premium: Figure,
    results: Vec<Figure>,
}

/// A decimal: its digits, and how many of them stand after the point.
#[derive(Serialize, Deserialize)]
struct Figure(i128, u8);

impl Figure {
    fn of(value: Decimal) -> Option<Self> {
        Some(Self(value.mantissa(), u8::try_from(value.scale()).ok()?))
    }

    fn value(&self) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.0, u32::from(self.1)).ok()
    }
}

impl Packed {
    fn of(paper: &Paper) -> Option<Self> {
        let Paper { risk, tariff, digest, premium, results } = paper;
        let (inception, as_of) = (risk.inception?.days(), risk.as_of?.days());
        let mut words = Words::default();
        let answers = words.answers(&risk.answers)?;
        let units = risk.units.iter().map(|unit| words.answers(&unit.answers)).collect::<Option<_>>()?;
        Some(Self {
            tariff: tariff.clone(),
            digest: bytes(digest)?,
            inception,
            as_of: as_of.checked_sub(inception)?,
            words: words.0,
            answers,
            units,
            premium: Figure::of(premium.yuan())?,
            results: results.iter().map(|text| Figure::of(money::parse(text)?)).collect::<Option<_>>()?,
        })
    }

    fn unpack(&self) -> Option<Paper> {
        let word = |at: &u16| self.words.get(usize::from(*at)).cloned();
        let answers = |packed: &Answers| -> Option<BTreeMap<String, String>> {
            packed.iter().map(|(key, answer)| Some((word(key)?, word(answer)?))).collect()
        };
        let unit = |packed: &Answers| Some(Unit { answers: answers(packed)? });
        let day = |days: i32| Date::new(1970, 1, 1)?.add_days(days);
        Some(Paper {
            risk: Risk {
                inception: Some(day(self.inception)?),
                as_of: Some(day(self.inception.checked_add(self.as_of)?)?),
                answers: answers(&self.answers)?,
                units: self.units.iter().map(unit).collect::<Option<_>>()?,
            },
            tariff: self.tariff.clone(),
            digest: self.digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            premium: Money::from_decimal(self.premium.value()?),
            results: self
                .results
                .iter()
                .map(|figure| Some(figure.value()?.to_string()))
                .collect::<Option<_>>()?,
        })
    }
}

/// Words in the order of their first use.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn place(&mut self, word: &str) -> Option<u16> {
        let known = self.0.iter().position(|known| known == word);
        let place = known.unwrap_or_else(|| {
            self.0.push(word.to_owned());
            self.0.len() - 1
        });
        u16::try_from(place).ok()
    }

    fn answers(&mut self, answers: &BTreeMap<String, String>) -> Option<Answers> {
        answers.iter().map(|(key, answer)| Some((self.place(key)?, self.place(answer)?))).collect()
    }
}

/// The bytes of a digest in lower-case hex.
fn bytes(hex: &str) -> Option<[u8; DIGEST]> {
    let byte = |at: usize| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..DIGEST).map(byte).collect::<Option<_>>()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the first release prints: its text must be read for ever.
    fn first() -> Paper {
        let answers = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(key, answer)| ((*key).to_owned(), (*answer).to_owned())).collect()
        };
        let unit = [("activity", "filling-station"), ("headcount", "12"), ("sector", "hazardous-chemicals")];
        let risk = Risk {
            inception: "2026-12-01".parse().ok(),
            as_of: "2026-11-23".parse().ok(),
            answers: answers(&[("months", "12")]),
            units: vec![Unit { answers: answers(&unit) }],
        };
        Paper {
            risk,
            tariff: "jinan-2025".into(),
            digest: "00112233445566778899aabbccddeeff".into(),
            premium: Money::from_decimal(money::parse("1188.00").unwrap()),
            results: ["100", "1200", "-0.1", "0.99", "1188"].map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn old_texts_keep_working() {
        // Put together by hand from the form of postcard.
        let old = "q1.CmppbmFuLTIwMjUAESIzRFVmd4iZqrvM3e7_6MQCDwcGbW9udGhzAjEyCGFjdGl2aXR5D2ZpbGxpbmctc3RhdGlvbgloZWFkY291bnQGc2VjdG9yE2hhemFyZG91cy1jaGVtaWNhbHMBAAEBAwIDBAEFBqDADgIFyAEA4BIAAQHGAQLIEgA";
        assert_eq!(Paper::read(old), Ok(first()));
        assert_eq!(first().write().as_deref(), Some(old));
        assert!(old.len() < 250, "{}", old.len());
    }

    #[test]
    fn what_is_no_text_of_ours_is_told() {
        let good = first().write().unwrap();
        let long = format!("{FORM}{}", "A".repeat(LONGEST));
        let cut = &good[..good.len() - 1];
        for text in ["", "q1.", "q2.AAAA", "q1.%%%", "q1.AAAA", cut, &format!("{good}A"), &long] {
            assert_eq!(Paper::read(text), Err(NotPaper), "{text}");
        }
        assert_eq!(Paper::read(&format!(" {good}\n")), Ok(first()));
    }

    #[test]
    fn what_no_quote_has_is_not_written() {
        let bad = [
            Paper { results: vec!["soon".into()], ..first() },
            Paper { digest: "0".into(), ..first() },
            Paper { risk: Risk::default(), ..first() },
            Paper { tariff: "x".repeat(LONGEST), ..first() },
        ];
        for paper in bad {
            assert_eq!(paper.write(), None, "{paper:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Paper::read(&text);
            let _ = Paper::read(&format!("{FORM}{}", URL_SAFE_NO_PAD.encode(bytes)));
        }

        #[test]
        fn changed_bytes_are_none_or_another_with_a_text_of_its_own(at in any::<prop::sample::Index>(), to in any::<u8>()) {
            let good = first().write().unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(&good[FORM.len()..]).unwrap();
            *at.get_mut(&mut bytes) = to;
            let text = format!("{FORM}{}", URL_SAFE_NO_PAD.encode(bytes));
            if let Ok(read) = Paper::read(&text) {
                prop_assert_eq!(read == first(), text == good);
            }
        }
    }
}
