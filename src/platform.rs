//! The only requests: the tariffs when the page opens, an application when it is sent, a receipt when it is followed, keys when a
//! signed receipt is checked; and what a campaign is called and counts, for who came by a link of one.

use std::cell::RefCell;

use application::campaign::Tag;
use application::signed::ReceiptKeys;
use application::standing::{Event, State};
use application::{Application, Attachment};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gloo::file::Blob;
use gloo::net::http::{Request, RequestBuilder, Response};
use js_sys::Uint8Array;
use rating::{Catalogue, Mark};
use serde::Deserialize;

use crate::route::Follow;
use crate::state::campaign::Campaign;
use crate::state::sending::{Earlier, Later, Receipt, Sending, Trouble, understand};
use crate::{clock, page};

const APPLICATIONS: &str = "/api/v1/applications";
const RECEIPT_KEYS: &str = "/.well-known/anze-receipt-keys.json";
const CAMPAIGNS: &str = "/api/v1/campaigns";
const UPLOADS: &str = "/api/v1/uploads";

/// A piece of a file: what a poor network carries before patience runs out.
const PIECE: usize = 128 * 1024;
/// A piece is tried so many times more, after twice this, four times this and so on.
const MOST_TRIES: u32 = 4;
const PAUSE_MILLISECONDS: u32 = 500;

/// A request without an answer by then is given up.
const PATIENCE_MILLISECONDS: u32 = 20_000;

thread_local! {
    /// The tariffs as they came, for workers that rate too: by the very same.
    static PACKED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The tariffs of the page as they came.
pub fn packed_tariffs() -> Uint8Array {
    PACKED.with_borrow(|packed| Uint8Array::from(packed.as_slice()))
}

/// All tariffs of the site: `tariffs/manifest.json` names their file.
pub async fn tariffs() -> Option<Catalogue> {
    let manifest = Request::get(&page::file("tariffs/manifest.json")).send().await.ok()?;
    if let Some(date) = manifest.headers().get("date") {
        clock::compare(&date);
    }
    if let Some(date) = manifest.headers().get("anze-kept") {
        clock::fetched(&date);
    }
    // The browser's own reader: the first premium needs no other JSON.
    let manifest = js_sys::JSON::parse(&manifest.text().await.ok()?).ok()?;
    let file = js_sys::Reflect::get(&manifest, &"file".into()).ok()?.as_string()?;
    let answer =
        Request::get(&page::file(&format!("tariffs/{file}"))).send().await.ok().filter(Response::ok)?;
    let packed = answer.binary().await.ok()?;
    let catalogue = Catalogue::unpack(&packed).ok();
    PACKED.set(packed);
    catalogue
}

/// Sends an application, a draft as JSON, or a new version of one. Whatever happens, sending it again under the same key is safe.
pub async fn send(key: &str, body: &str, correcting: Option<&Follow>) -> Sending {
    let request = match correcting {
        None => Request::post(&at(APPLICATIONS)),
        Some(of) => {
            let request = authorised(Request::put(&place(of)), of);
            match of.seen {
                0 => request,
                // What was corrected elsewhere meanwhile is not written over unasked.
                seen => request.header("if-match", &format!("\"{seen}\"")),
            }
        }
    };
    let request = request.header("idempotency-key", key).header("content-type", "application/json");
    let Ok(request) = request.body(body) else {
        return Sending::Waiting(Trouble::NoAnswer, None);
    };
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move {
        let response = request.send().await.ok()?;
        let asked = response.headers().get("retry-after").and_then(|seconds| seconds.parse().ok());
        Some((response.status(), response.text().await.ok()?, asked))
    });
    match answer.await {
        Some((status, body, asked)) => match (understand(status, &body, asked), correcting) {
            // Its page stays where it is.
            (Sending::Sent(receipt), Some(of)) => Sending::Sent(Receipt { link: of.link(), ..receipt }),
            (other, _) => other,
        },
        None => Sending::Waiting(Trouble::NoAnswer, None),
    }
}

/// Sends what is missing of an attachment's content, as tus 1.0 has it; `told` learns how many bytes are there. A piece that
/// did not arrive is tried again a few times.
pub async fn upload(key: &str, one: &Attachment, bytes: &[u8], told: impl Fn(u32)) -> Result<(), Trouble> {
    let mut failed = 0;
    let mut at = None;
    while at != Some(one.size) {
        let answer = match at {
            None => announce(key, one).await,
            Some(from) => put(key, one, bytes, from).await,
        };
        match answer {
            Ok(offset) => {
                failed = 0;
                at = Some(offset);
                told(offset);
            }
            Err(Trouble::NoAnswer | Trouble::Busy) if failed < MOST_TRIES => {
                failed += 1;
                // It may have arrived: where it stands is asked anew.
                at = None;
                clock::pause(PAUSE_MILLISECONDS << failed).await;
            }
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(())
}

/// Says what will come, and learns how much of it is there.
async fn announce(key: &str, one: &Attachment) -> Result<u32, Trouble> {
    let metadata = format!(
        "sha256 {},filetype {}",
        STANDARD.encode(&one.sha256),
        STANDARD.encode(one.media_type.name())
    );
    let request = tus(Request::post(&at(UPLOADS)), key)
        .header("upload-length", &one.size.to_string())
        .header("upload-metadata", &metadata);
    offset(request.build()).await
}

async fn put(key: &str, one: &Attachment, bytes: &[u8], from: u32) -> Result<u32, Trouble> {
    let rest = bytes.get(from as usize..).unwrap_or_default();
    let piece = rest.get(..PIECE).unwrap_or(rest);
    let request = tus(Request::patch(&at(&format!("{UPLOADS}/{}", one.sha256))), key)
        .header("upload-offset", &from.to_string())
        .header("content-type", "application/offset+octet-stream");
    offset(request.body(Uint8Array::from(piece))).await
}

/// Forgets what has arrived of a file that is not wanted any more. Where that does not work, it is forgotten in some days.
pub async fn abandon(key: &str, sha256: &str) {
    let request = tus(Request::delete(&at(&format!("{UPLOADS}/{sha256}"))), key);
    drop(offset(request.build()).await);
}

fn tus(request: RequestBuilder, key: &str) -> RequestBuilder {
    request.header("tus-resumable", "1.0.0").header("idempotency-key", key)
}

/// Where the upload stands by the answer; also where that is elsewhere than was thought.
async fn offset(request: Result<Request, gloo::net::Error>) -> Result<u32, Trouble> {
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move {
        let response = request.ok()?.send().await.ok()?;
        let offset = response.headers().get("upload-offset");
        Some((response.status(), offset, response.text().await.ok()?))
    });
    match answer.await {
        Some((201 | 204 | 409, Some(offset), _)) => offset.parse().map_err(|_| Trouble::Busy),
        Some((status, _, body)) => match understand(status, &body, None) {
            Sending::Stopped(trouble) | Sending::Waiting(trouble, _) => Err(trouble),
            _ => Err(Trouble::Busy),
        },
        None => Err(Trouble::NoAnswer),
    }
}

/// How an application stands.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Status {
    pub receipt: String,
    pub state: State,
    pub history: Vec<Event>,
    pub received_at: String,
    pub premium: String,
    /// How official the premium is; nothing where it was withdrawn.
    pub mark: Option<Mark>,
    pub inception: String,
    pub signed: Option<String>,
    #[serde(default)]
    pub version: u32,
    #[serde(default)]
    pub correctable: bool,
    #[serde(default)]
    pub withdrawable: bool,
    /// What it is to the earlier ones: `replacement`, `addition`, or empty.
    #[serde(default)]
    pub relation: String,
    #[serde(default)]
    pub earlier: Vec<Earlier>,
    /// Those that replace it or add to it.
    #[serde(default)]
    pub later: Vec<Later>,
    /// Nothing where it was withdrawn: it is deleted.
    pub application: Option<Application>,
}

/// Asks how an application stands: nothing where it is unknown or the secret is wrong.
pub async fn follow(of: &Follow) -> Result<Option<Status>, Trouble> {
    let request = authorised(Request::get(&place(of)), of);
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move {
        let response = request.send().await.ok()?;
        Some((response.status(), response.text().await.ok()?))
    });
    match answer.await {
        Some((200, body)) => serde_json::from_str(&body).map(Some).map_err(|_| Trouble::Busy),
        Some((404, _)) => Ok(None),
        Some(_) => Err(Trouble::Busy),
        None => Err(Trouble::NoAnswer),
    }
}

/// The form of an application as PDF.
pub async fn form(of: &Follow) -> Option<Blob> {
    let request = authorised(Request::get(&format!("{}/form.pdf", place(of))), of);
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move {
        let response = request.send().await.ok().filter(Response::ok)?;
        response.binary().await.ok()
    });
    let bytes = answer.await?;
    Some(Blob::new_with_options(bytes.as_slice(), Some("application/pdf")))
}

/// The keys that signed receipts are checked with.
pub async fn receipt_keys() -> Option<ReceiptKeys> {
    let answer =
        clock::in_time(PATIENCE_MILLISECONDS, async { Request::get(&at(RECEIPT_KEYS)).send().await.ok() });
    answer.await.filter(Response::ok)?.json().await.ok()
}

/// What is counted here; an application is counted as it is filed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    Visit,
    Estimate,
}

/// Asks which campaign this is. An answer may be that there is none.
pub async fn campaign(code: &str) -> Option<Option<Campaign>> {
    let request = Request::get(&at(&format!("{CAMPAIGNS}/{code}"))).send();
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move { request.await.ok() }).await?;
    if answer.status() == 404 {
        return Some(None);
    }
    Some(answer).filter(Response::ok)?.json().await.ok().map(Some)
}

/// Adds one to what is counted of a campaign; whether that works does not matter here.
pub async fn count(tag: &Tag, happened: Happened) {
    let kind = match happened {
        Happened::Visit => "visit",
        Happened::Estimate => "estimate",
    };
    let body = serde_json::json!({ "kind": kind, "district": tag.district });
    let request = Request::post(&at(&format!("{CAMPAIGNS}/{}/events", tag.code))).json(&body);
    if let Ok(request) = request {
        drop(request.send().await);
    }
}

/// What came of withdrawing.
pub enum Withdrawal {
    Done(Box<Status>),
    /// It is too late.
    Refused,
    NoAnswer,
}

/// Withdraws an application: what it holds of persons is deleted. Doing it again is safe.
pub async fn withdraw(of: &Follow) -> Withdrawal {
    let request = authorised(Request::delete(&place(of)), of);
    let answer = clock::in_time(PATIENCE_MILLISECONDS, async move {
        let response = request.send().await.ok()?;
        Some((response.status(), response.text().await.ok()?))
    });
    match answer.await {
        Some((200, body)) => serde_json::from_str(&body).map_or(Withdrawal::NoAnswer, Withdrawal::Done),
        Some((409, _)) => Withdrawal::Refused,
        _ => Withdrawal::NoAnswer,
    }
}

fn place(of: &Follow) -> String {
    at(&format!("{APPLICATIONS}/{}", of.receipt))
}

/// The whole address of a path on the platform.
fn at(path: &str) -> String {
    format!("{}{path}", page::site())
}

fn authorised(request: RequestBuilder, of: &Follow) -> RequestBuilder {
    request.header("authorization", &format!("Bearer {}", of.secret))
}
