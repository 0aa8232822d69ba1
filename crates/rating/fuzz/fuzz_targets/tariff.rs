//! A tariff file with anything in it: loading reports, and what it accepts can be rated. After a NUL byte come the
//! answers.
#![no_main]

#[path = "../../tests/help/risks.rs"]
#[allow(dead_code, reason = "each user of the helper uses its part")]
mod risks;

use libfuzzer_sys::{Corpus, fuzz_target};
use rating::tariff::read::load;
use rating::{Catalogue, Code, Outcome, Tariff, Workspace, rate, what_if};

const SHEET: &str = include_str!("../../tests/structures/shared/sheet.toml");

fuzz_target!(|data: &[u8]| -> Corpus {
    let (text, picks) = match data.iter().position(|byte| *byte == 0) {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &[][..]),
    };
    let Ok(text) = std::str::from_utf8(text) else { return Corpus::Reject };
    let open = |path: &str| match path {
        "t.toml" => Ok(text.to_owned()),
        path if path.ends_with("sheet.toml") => Ok(SHEET.to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    match load("t.toml", &open) {
        Ok(tariff) => accepted(&tariff, picks),
        Err(findings) => assert!(!findings.is_empty()),
    }
    Corpus::Keep
});

/// What loading proved must hold: nothing is out of range, the premium is in fen and never negative.
fn accepted(tariff: &Tariff, bytes: &[u8]) {
    let catalogue = Catalogue::new(vec![tariff.clone()]);
    assert_eq!(Catalogue::unpack(&catalogue.pack()), Ok(catalogue));
    let pairs = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    let rule = tariff.unit_rule();
    let units = rule.most.min(rule.least.max(usize::from(bytes.len() > 40)));
    if units > 100 {
        return;
    }
    let unsure = bytes.first().is_some_and(|byte| byte % 2 == 1);
    let risk = risks::risk(tariff, risks::Picks::new(pairs.collect()), units, unsure);
    match rate(tariff, &risk) {
        Ok(Outcome::Quote(quote)) => {
            let answers = tariff.check(&risk).unwrap();
            let fast = tariff.premium(&answers, &mut Workspace::default()).unwrap();
            assert_eq!(fast, quote.premium.yuan());
            assert!(fast >= 0.into());
        }
        Ok(Outcome::Range(range)) => assert!(range.low <= range.high),
        Err(faults) => assert!(faults.iter().all(|fault| fault.code != Code::OutOfRange), "{faults:?}"),
    }
    let _ = what_if(tariff, &risk);
}
