//! Rosters that came as attachments: read and checked again, whatever the page said of them.

use application::attachment::Kind;
use application::roster::{read, told};
use application::{Application, Problem};
use rating::Date;

use crate::intake::Refusal;
use crate::store::Store;

/// Reads every roster of an application that has arrived under the key of its draft; what has not is somebody else's to tell.
pub async fn check(
    store: &Store,
    key_hash: &str,
    application: &Application,
    today: Date,
) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    for (number, one) in
        application.attachments.iter().enumerate().filter(|(_, one)| one.kind == Kind::Roster)
    {
        let Some(content) = store.uploaded(key_hash, &one.sha256).await? else { continue };
        if let Err(wrong) = read(&content, today) {
            let pointer = format!("/attachments/{number}");
            problems.push(Problem { pointer, code: "wrong-roster".into(), message: told(&wrong) });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Problems(problems)) }
}
