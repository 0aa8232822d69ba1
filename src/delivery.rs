//! Sends an application. The platform says first whether anything is wrong with it, and only then its files are sent: those
//! that are not there, each from where it stands.

use application::{Attachment, Problem};
use rating::Text;
use serde::Deserialize;

use crate::route::Follow;
use crate::state::sending::{Sending, Trouble};
use crate::{platform, storage};

/// What is needed of a sealed draft.
#[derive(Default, Deserialize)]
struct Listed {
    #[serde(default)]
    attachments: Vec<Attachment>,
}

/// Sends a draft, as JSON, or the next version of one that is filed, with its files; `told` learns how many bytes of which are
/// there. Whatever happens, doing it again under the same key is safe, and what has arrived is not sent again.
pub async fn deliver(
    key: &str,
    body: &str,
    correcting: Option<&Follow>,
    told: impl Fn(&str, u32),
) -> Sending {
    let lacking = match platform::send(key, body, correcting).await {
        Sending::Stopped(Trouble::NotUploaded(lacking)) => lacking,
        other => return other,
    };
    let Listed { attachments } = serde_json::from_str(body).unwrap_or_default();
    for number in lacking {
        match upload(key, &attachments, number, &told).await {
            Ok(()) => {}
            Err(trouble @ (Trouble::NoAnswer | Trouble::Busy)) => return Sending::Waiting(trouble, None),
            Err(trouble) => return Sending::Stopped(trouble),
        }
    }
    match platform::send(key, body, correcting).await {
        // They were there a moment ago: somebody else has the same draft open.
        Sending::Stopped(Trouble::NotUploaded(_)) => Sending::Waiting(Trouble::Busy, None),
        other => other,
    }
}

async fn upload(
    key: &str,
    all: &[Attachment],
    number: usize,
    told: &impl Fn(&str, u32),
) -> Result<(), Trouble> {
    let Some(one) = all.get(number) else { return Err(Trouble::Busy) };
    let Some(bytes) = storage::file(&one.sha256).await else { return Err(lost(number)) };
    platform::upload(key, one, &bytes, |sent| told(&one.sha256, sent)).await
}

/// The browser threw it away, or never kept it.
fn lost(number: usize) -> Trouble {
    let message = Text::new(
        "文件没有保存在本机，请移除后重新选择",
        "The file is not on this device any more: remove it and choose it again",
    );
    Trouble::Invalid(vec![Problem {
        pointer: format!("/attachments/{number}"),
        code: "lost".into(),
        message,
    }])
}
