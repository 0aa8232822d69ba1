//! The only requests: the tariffs when the page opens, an application when it is sent, a receipt when it is followed, keys when a
//! signed receipt is checked.

use application::signed::ReceiptKeys;
use application::standing::{Event, State};
use application::{Application, Draft};
use gloo::file::Blob;
use gloo::net::http::{Request, Response};
use rating::Catalogue;
use serde::Deserialize;

use crate::clock;
use crate::route::Follow;
use crate::state::sending::{Sending, Trouble, understand};

const APPLICATIONS: &str = "/api/v1/applications";
const RECEIPT_KEYS: &str = "/.well-known/anze-receipt-keys.json";

/// A request without an answer by then is given up.
const PATIENCE_MILLISECONDS: u32 = 20_000;

/// `tariffs/manifest.json`.
#[derive(Deserialize)]
struct Manifest {
    file: String,
}

/// All tariffs of the site.
pub async fn tariffs() -> Option<Catalogue> {
    let manifest = Request::get("/tariffs/manifest.json").send().await.ok()?;
    let Manifest { file } = manifest.json().await.ok()?;
    let answer = Request::get(&format!("/tariffs/{file}")).send().await.ok().filter(Response::ok)?;
    Catalogue::unpack(&answer.binary().await.ok()?).ok()
}

/// Sends an application. Whatever happens, sending it again under the same key is safe.
pub async fn send(key: &str, draft: &Draft) -> Sending {
    let request = Request::post(APPLICATIONS).header("idempotency-key", key).json(draft);
    let answer = match request {
        Ok(request) => clock::in_time(PATIENCE_MILLISECONDS, async move {
            let response = request.send().await.ok()?;
            Some((response.status(), response.text().await.ok()?))
        }),
        Err(_) => return Sending::Stopped(Trouble::NoAnswer),
    };
    match answer.await {
        Some((status, body)) => understand(status, &body),
        None => Sending::Stopped(Trouble::NoAnswer),
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
    pub inception: String,
    pub signed: Option<String>,
    pub application: Application,
}

/// Asks how an application stands: nothing where it is unknown or the secret is wrong.
pub async fn follow(of: &Follow) -> Result<Option<Status>, Trouble> {
    let request = Request::get(&format!("{APPLICATIONS}/{}", of.receipt));
    let request = request.header("authorization", &format!("Bearer {}", of.secret));
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
    let request = Request::get(&format!("{APPLICATIONS}/{}/form.pdf", of.receipt));
    let request = request.header("authorization", &format!("Bearer {}", of.secret));
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
        clock::in_time(PATIENCE_MILLISECONDS, async { Request::get(RECEIPT_KEYS).send().await.ok() });
    answer.await.filter(Response::ok)?.json().await.ok()
}
