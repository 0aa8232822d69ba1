//! Rosters that came as attachments: read and checked again, whatever the page said of them. Knows neither HTTP nor SQL.

use application::Problem;
use application::roster::{read, told};
use rating::Date;

/// What is wrong with a roster, which is the attachment with this number; nothing where it is right.
pub fn wrong(number: usize, content: &[u8], today: Date) -> Option<Problem> {
    let wrong = read(content, today).err()?;
    let pointer = format!("/attachments/{number}");
    Some(Problem { pointer, code: "wrong-roster".into(), message: told(&wrong) })
}
