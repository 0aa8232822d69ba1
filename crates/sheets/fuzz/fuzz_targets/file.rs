//! A file as anybody may drop it. What is found in it is written, and read again, as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rating::Date;
use sheets::people;

fuzz_target!(|data: &[u8]| {
    let Some(today) = Date::new(2026, 11, 24) else { return };
    let lossy = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).into_owned());
    let Ok(found) = people(data, today, &lossy, &mut |_, _| {}) else { return };
    if !found.people.is_empty() {
        let text = application::roster::write(&found.people);
        assert_eq!(application::roster::read(text.as_bytes(), today), Ok(found.people));
    }
});
