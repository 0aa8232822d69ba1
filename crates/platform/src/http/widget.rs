//! The widget's files: precompressed, hashed names kept for ever, pages with a strict content security policy.

use std::fs;
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;

use super::problem::{Kind, Problem};
use super::security::{FROM_FRAMES, OPENER_POLICY};

/// The calculator for frames.
const FRAME: &str = "embed/v1/frame.html";
/// Where integrators put their snippet together.
const CONFIGURE: &str = "embed/v1/configure.html";

/// The calculator as one file: kept, not opened, since its policy is that of a file.
const SINGLE: &str = "/anze-single.html";

/// No file of ours has a longer address, and no file system a longer name.
const LONGEST_PATH: usize = 255;

/// Serves the bundle in `folder` beside the routes there are. The page that is made for frames, and the calculator, may be
/// framed by those in `frame_ancestors`; receipts by nobody.
pub(super) fn serve(router: Router, folder: &Path, frame_ancestors: &str) -> std::io::Result<Router> {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let framed = format!("frame-ancestors {frame_ancestors}");
    let calculator = Page::new(&page, &framed).linked_to();
    let receipt = Page::new(&page, "frame-ancestors 'none'");
    let frame = Page::new(&fs::read_to_string(folder.join(FRAME))?, &framed);
    // The only page with a frame in it: the preview.
    let configure =
        Page::new(&fs::read_to_string(folder.join(CONFIGURE))?, "frame-src 'self'; frame-ancestors 'self'");
    let lost = calculator.clone();
    let not_found =
        get(move |uri: Uri, headers: HeaderMap| async move { lost.not_found(uri.path(), &headers) });
    let files =
        ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let files = files.fallback(not_found);
    let with_caching = Router::new().fallback_service(files).layer(from_fn(caching));
    Ok(router
        .route("/", calculator.route())
        .route("/index.html", calculator.route())
        .route("/r/{receipt}", receipt.route())
        .route(&format!("/{FRAME}"), frame.route())
        .route(&format!("/{CONFIGURE}"), configure.route())
        .fallback_service(with_caching))
}

/// Names with a hash in them never change; all others are asked for again. Scripts of workers have a policy of their own.
async fn caching(request: Request, next: Next) -> Response {
    if request.uri().path().len() > LONGEST_PATH {
        return Problem::from(Kind::NotFound).into_response();
    }
    let hashed = is_hashed(request.uri().path());
    let policy = worker_policy(request.uri().path(), request.headers());
    let is_to_carry = request.uri().path() == SINGLE;
    let mut response = next.run(request).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = [(header::ALLOW, HeaderValue::from_static("GET,HEAD"))];
        return (allowed, Problem::from(Kind::MethodNotAllowed)).into_response();
    }
    // Browsers write the headers of "not modified" over those that they kept: they are the same.
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let value = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
        // Any site may embed them: they are the same for everybody.
        let everyone = HeaderValue::from_static("cross-origin");
        response.headers_mut().insert("cross-origin-resource-policy", everyone);
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        if is_to_carry {
            let attachment = HeaderValue::from_static("attachment");
            response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
        }
        if let Some(policy) = policy {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}

/// `name-0123456789abcdef.js`, `name-0123456789abcdef_bg.wasm`, `all.0123456789abcdef.tariffs`. What names the widget's own files
/// leaves out zeros at the beginning.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash = |part: &str| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(['-', '.', '_']).any(is_hash)
}

/// What runs beside the page: what keeps it on the device fetches from here, what reads and writes spreadsheets also runs the
/// WebAssembly that it fetches. Neither does anything else.
fn worker_policy(path: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let policy = match path {
        "/sw.js" => "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
        _ if !(path.starts_with("/sheets/") && path.ends_with(".js")) => return None,
        _ if is_old_chromium(headers) => {
            "default-src 'none'; script-src 'unsafe-eval'; connect-src 'self'; frame-ancestors 'none'"
        }
        _ => "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
    };
    Some(HeaderValue::from_static(policy))
}

/// A page with its policy, for browsers of today and for those that do not know `'wasm-unsafe-eval'`.
#[derive(Clone)]
struct Page {
    html: String,
    policy: HeaderValue,
    old_policy: HeaderValue,
    /// Who shares a window with it, where frames link to it; what holds for every answer otherwise.
    opener: Option<HeaderValue>,
}

impl Page {
    /// `more` is what its policy says beside that.
    fn new(html: &str, more: &str) -> Self {
        let scripts = inline_script_hashes(html);
        let policy = |wasm: &str| {
            let text = format!(
                "default-src 'none'; script-src 'self' {wasm}{scripts}; style-src 'self'; img-src 'self' blob: data:; \
                 connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; {more}"
            );
            HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
        };
        Self {
            html: html.to_owned(),
            policy: policy("'wasm-unsafe-eval'"),
            old_policy: policy("'unsafe-eval'"),
            opener: None,
        }
    }

    /// Opens from the calculator in a frame too.
    fn linked_to(self) -> Self {
        Self { opener: Some(FROM_FRAMES), ..self }
    }

    fn route(&self) -> axum::routing::MethodRouter {
        let page = self.clone();
        get(move |uri: Uri, headers: HeaderMap| async move { page.answer(uri.path(), &headers) })
    }

    /// For people the calculator, which says that there is no such page and goes on; for programs a problem document.
    fn not_found(self, path: &str, headers: &HeaderMap) -> Response {
        let accepted =
            headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        if !accepted.contains("text/html") {
            return Problem::from(Kind::NotFound).into_response();
        }
        (StatusCode::NOT_FOUND, self.answer(path, headers)).into_response()
    }

    /// Its files are named from the folder of the bundle: from deeper down that many steps up.
    fn answer(self, path: &str, headers: &HeaderMap) -> Response {
        let up = "../".repeat(path.matches('/').count().saturating_sub(1));
        let html = if up.is_empty() { self.html } else { self.html.replace("\"./", &format!("\"./{up}")) };
        let policy = if is_old_chromium(headers) { self.old_policy } else { self.policy };
        let headers = [
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        let mut response = (headers, Html(html)).into_response();
        response.headers_mut().extend(self.opener.map(|opener| (OPENER_POLICY, opener)));
        response
    }
}

/// Chromium knows `'wasm-unsafe-eval'` from 97 on; before, only `'unsafe-eval'` lets WebAssembly run.
fn is_old_chromium(headers: &HeaderMap) -> bool {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let version = agent.split("Chrome/").nth(1).and_then(|rest| rest.split('.').next()?.parse::<u32>().ok());
    version.is_some_and(|version| version < 97)
}

/// The sources of a policy that allow the inline scripts of a page, and no others.
fn inline_script_hashes(html: &str) -> String {
    let mut sources = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        rest = rest.get(start..).unwrap_or_default();
        let Some((tag, after)) = rest.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script>") else { break };
        if !tag.contains(" src=") {
            sources.push_str(&format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
        }
        rest = after;
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_scripts() {
        let html = "<script src=\"a.js\"></script><script type=\"module\">alert('Hello, world.');</script>";
        // The example of the CSP specification.
        assert_eq!(inline_script_hashes(html), " 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in [
            "/anze-0123456789abcdef.js",
            "/anze-0123456789abcdef_bg.wasm",
            "/tariffs/all.0123456789abcdef.tariffs",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["/index.html", "/tariffs/manifest.json", "/style.css", "/jinan-2025.tariffs"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn old_chromiums_are_known_by_their_version() {
        let is_old_chromium = |agent| {
            is_old_chromium(&HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(agent))]))
        };
        assert!(is_old_chromium(
            "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.0 Safari/537.36"
        ));
        assert!(!is_old_chromium("Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36"));
        assert!(!is_old_chromium("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"));
    }
}
