//! A roster as anybody may send it to the platform: only the canonical form is read, and it is its own.
#![no_main]

use application::roster::{read, told, write};
use libfuzzer_sys::{Corpus, fuzz_target};
use rating::Date;

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some(today) = Date::new(2026, 11, 24) else { return Corpus::Reject };
    match read(data, today) {
        Ok(people) => assert_eq!(write(&people).as_bytes(), data),
        Err(wrong) => assert!(!wrong.is_empty() && !told(&wrong).zh.is_empty()),
    }
    Corpus::Keep
});
