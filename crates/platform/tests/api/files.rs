//! The widget's files, from a bundle in miniature: types, compressed forms, caching, policy, and nothing outside of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use platform::tariffs::{load_folder, pack};
use reqwest::Method;
use tempfile::TempDir;

use crate::server::{Answer, Server, Setup, TARIFFS, ask};

const PAGE: &str = "<!doctype html><script>1</script><script src=\"./start.js\"></script>";
const FRAME: &str = "<!doctype html><script src=\"../../embed/v1/frame.js\"></script>";
const SCRIPT: &str = "/anze-0123456789abcdef.js";
const WORKER: &str = "/sheets/roster-reader-0123456789abcdef.js";
const TEMPLATE: &str = "/sheets/roster-template-0123456789abcdef.xlsx";

/// A bundle, with a file beside it that is nobody's business.
fn bundle() -> (TempDir, Server) {
    bundle_with(Setup::default())
}

/// The same, served as a test wants it.
fn bundle_with(setup: Setup) -> (TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    let write = |name: &str, content: &str| write(&dist, name, content);
    write("index.html", PAGE);
    write(SCRIPT.trim_start_matches('/'), "plain");
    write("anze-0123456789abcdef.js.br", "brotli");
    write("anze-0123456789abcdef.js.gz", "gzip");
    write("anze-0123456789abcdef_bg.wasm", "wasm");
    write("anze-123456789abcde_bg.wasm", "wasm");
    write("style.css", "css");
    write("sw.js", "keeper");
    write("embed/v1/frame.html", FRAME);
    write("embed/v1/embed.js", "loader");
    write("embed/v1/configure.html", FRAME);
    pack(&load_folder(TARIFFS.as_ref()).unwrap(), &dist.join("tariffs")).unwrap();
    write("tariffs/all.0123456789abcdef.tariffs", "packed");
    write(WORKER.trim_start_matches('/'), "worker");
    write(TEMPLATE.trim_start_matches('/'), "template");
    write("../secret.txt", "secret");
    let server = Server::with(Setup { bundle: Some(dist), ..setup });
    (folder, server)
}

fn write(dist: &Path, name: &str, content: &str) {
    let path = dist.join(name);
    std::fs::create_dir_all(dist).unwrap();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = server.request(Method::GET, path);
    ask(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn files_have_their_types() {
    let (_folder, server) = bundle();
    for (path, kind) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/r/JN20261123-48271930-K", "text/html"),
        (SCRIPT, "text/javascript"),
        ("/anze-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/style.css", "text/css"),
        (WORKER, "text/javascript"),
        (TEMPLATE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/tariffs/manifest.json", "application/json"),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type").split(';').next(), Some(kind), "{path}");
    }
}

#[tokio::test]
async fn the_smallest_form_that_is_understood_is_sent() {
    let (_folder, server) = bundle();
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip", "gzip", "gzip"),
        ("identity", "", "plain"),
        ("", "", "plain"),
    ] {
        let answer = get(&server, SCRIPT, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(answer.body, body.as_bytes(), "{accepted}");
        assert_eq!(answer.header("content-type").split(';').next(), Some("text/javascript"), "{accepted}");
        assert_eq!(answer.header("vary"), "accept-encoding", "caches on the way must tell them apart");
    }
    let answer = get(&server, "/style.css", &[("accept-encoding", "br")]).await;
    assert_eq!((answer.header("content-encoding"), answer.body.as_slice()), ("", b"css".as_slice()));
}

#[tokio::test]
async fn names_with_a_hash_are_kept_for_ever_and_all_others_asked_for_again() {
    let (_folder, server) = bundle();
    let short = "/anze-123456789abcde_bg.wasm";
    for path in [SCRIPT, "/anze-0123456789abcdef_bg.wasm", short, "/tariffs/all.0123456789abcdef.tariffs"] {
        assert_eq!(
            server.get(path).await.header("cache-control"),
            "public, max-age=31536000, immutable",
            "{path}"
        );
    }
    for path in ["/", "/index.html", "/r/x", "/style.css", "/tariffs/manifest.json"] {
        assert_eq!(server.get(path).await.header("cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (_folder, server) = bundle();
    for path in [SCRIPT, "/style.css", "/tariffs/manifest.json"] {
        let first = server.get(path).await;
        let tag = first.header("etag");
        assert!(!tag.is_empty(), "{path}");
        let again = get(&server, path, &[("if-none-match", tag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        let changed = get(&server, path, &[("if-none-match", "\"another\"")]).await;
        assert_eq!((changed.status, &changed.body), (200, &first.body), "{path}");
    }
}

#[tokio::test]
async fn the_forms_of_a_file_have_tags_of_their_own() {
    let (_folder, server) = bundle();
    let brotli = get(&server, SCRIPT, &[("accept-encoding", "br")]).await;
    let plain = get(&server, SCRIPT, &[("if-none-match", brotli.header("etag"))]).await;
    assert_eq!(plain.status, 200, "a cache would hand out brotli to whom cannot read it");
}

#[tokio::test]
async fn pages_allow_their_own_scripts_and_nothing_else() {
    let (_folder, server) = bundle();
    let page = server.get("/").await;
    let policy = page.header("content-security-policy").to_owned();
    // SHA-256 of the one inline script, which is `1`.
    let script = "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='";
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval' {script};");
    for part in [
        "default-src 'none';",
        &scripts,
        "connect-src 'self';",
        "worker-src 'self';",
        "base-uri 'none';",
        "form-action 'none';",
    ] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    for never in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(never), "{never} is in {policy}");
    }
    assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
    let receipt = server.get("/r/JN20261123-48271930-K").await;
    assert!(receipt.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn pages_that_a_frame_links_to_open_in_a_window_that_inherits_its_sandbox() {
    let (_folder, server) = bundle();
    for path in ["/", "/index.html", "/explained", "/plain", "/plain-receipt"] {
        assert_eq!(server.get(path).await.header("cross-origin-opener-policy"), "unsafe-none", "{path}");
    }
    for path in ["/r/JN20261123-48271930-K", "/embed/v1/configure.html", "/healthz"] {
        assert_eq!(server.get(path).await.header("cross-origin-opener-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn a_browser_that_does_not_know_the_policy_for_wasm_gets_the_old_one() {
    let (_folder, server) = bundle();
    let old = get(&server, "/", &[("user-agent", "Mozilla/5.0 Chrome/83.0.4103.0 Safari/537.36")]).await;
    assert!(old.header("content-security-policy").contains("script-src 'self' 'unsafe-eval' 'sha256-"));
}

#[tokio::test]
async fn a_worker_may_fetch_and_run_webassembly_and_nothing_else() {
    let (_folder, server) = bundle();
    let policy = |answer: Answer| answer.header("content-security-policy").to_owned();
    let own =
        |wasm| format!("default-src 'none'; script-src {wasm}; connect-src 'self'; frame-ancestors 'none'");
    assert_eq!(policy(server.get(WORKER).await), own("'wasm-unsafe-eval'"));
    let old = get(&server, WORKER, &[("user-agent", "Mozilla/5.0 Chrome/83.0.4103.0 Safari/537.36")]).await;
    assert_eq!(policy(old), own("'unsafe-eval'"));
    assert_eq!(policy(server.get(SCRIPT).await), "default-src 'none'; frame-ancestors 'none'");
}

/// Browsers write the headers of 304 over those that they kept.
#[tokio::test]
async fn what_has_not_changed_keeps_its_policy() {
    let (_folder, server) = bundle();
    for path in ["/sw.js", WORKER, SCRIPT] {
        let first = server.get(path).await;
        let again = get(&server, path, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!(again.status, 304, "{path}");
        for name in ["content-security-policy", "cache-control", "cross-origin-resource-policy"] {
            let kept = ["", first.header(name)].contains(&again.header(name));
            assert!(kept, "{path}: {name} would be {}", again.header(name));
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let (_folder, server) = bundle();
    for path in [
        "/nothing",
        "/nothing.js",
        "/tariffs/",
        "/tariffs",
        "/r/",
        "/r/a/b",
        "/api/v1/nothing",
        "/%FF",
        "/%00",
        &format!("/{}", "a".repeat(300)),
    ] {
        server.get(path).await.is_problem(404, "not-found");
    }
    for path in ["/", "/r/x", "/style.css", "/nothing"] {
        let answer = ask(server.request(Method::POST, path)).await;
        answer.is_problem(405, "method-not-allowed");
        assert!(!answer.header("allow").is_empty(), "{path} does not say what it allows");
    }
}

/// A client that sends the path as it is: others tidy it up before.
fn raw(server: &Server, path: &str) -> String {
    let mut stream = TcpStream::connect(server.host()).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", server.host()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn nothing_outside_of_the_bundle_can_be_had() {
    let (_folder, server) = bundle();
    for path in [
        "/../secret.txt",
        "/tariffs/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/./../secret.txt",
        "/tariffs/%2e%2e/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/../../../../../../etc/hostname",
        "//etc/hostname",
    ] {
        let answer = raw(&server, path);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(["400", "404"].contains(&status), "{path}: {answer}");
        assert!(!answer.ends_with("secret"), "{path}");
    }
    assert!(raw(&server, "/style.css").ends_with("css"), "the same client gets what there is");
}

#[tokio::test]
async fn without_a_bundle_only_the_api_is_served() {
    let server = Server::start();
    for path in ["/", "/index.html", "/r/x"] {
        server.get(path).await.is_problem(404, "not-found");
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    let (_folder, server) = bundle();
    let page = get(&server, "/nowhere", &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]).await;
    assert_eq!(page.status, 404);
    assert_eq!(String::from_utf8(page.body.clone()).unwrap(), PAGE, "the calculator says so, and goes on");
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    for accept in ["application/json", "*/*", ""] {
        get(&server, "/nowhere", &[("accept", accept)]).await.is_problem(404, "not-found");
    }
    get(&server, "/api/v1/nowhere", &[("accept", "text/html")]).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn pages_name_their_files_from_wherever_they_stand() {
    let (_folder, server) = bundle();
    let text = |answer: Answer| String::from_utf8(answer.body).unwrap();
    assert!(text(server.get("/").await).contains("\"./start.js\""));
    assert!(text(server.get("/r/JN20261123-48271930-K").await).contains("\"./../start.js\""));
    let lost = get(&server, "/no/such/page", &[("accept", "text/html")]).await;
    assert!(text(lost).contains("\"./../../start.js\""));
    assert_eq!(text(server.get("/embed/v1/frame.html").await), FRAME);
}

#[tokio::test]
async fn who_may_frame_what() {
    let frame_ancestors = Some("https://www.example.gov.cn");
    let (_folder, server) = bundle_with(Setup { frame_ancestors, ..Setup::default() });
    for path in ["/", "/embed/v1/frame.html"] {
        let policy = server.get(path).await.header("content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors https://www.example.gov.cn"), "{path}: {policy}");
    }
    for path in ["/r/JN20261123-48271930-K", "/api/v1/nowhere"] {
        let policy = server.get(path).await.header("content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn files_are_for_every_site_and_the_api_for_those_that_are_named() {
    let allowed_origins = Some("https://www.example.gov.cn,https://b.example.gov.cn");
    let (_folder, server) = bundle_with(Setup { allowed_origins, ..Setup::default() });
    let from = |origin: &'static str| [("origin", origin)];
    let allowed = |answer: &Answer| answer.header("access-control-allow-origin").to_owned();
    for path in [SCRIPT, "/embed/v1/embed.js", "/tariffs/manifest.json"] {
        assert_eq!(allowed(&get(&server, path, &from("https://anywhere.example")).await), "*", "{path}");
    }
    let api = "/healthz";
    for site in ["https://www.example.gov.cn", "https://b.example.gov.cn"] {
        assert_eq!(allowed(&get(&server, api, &from(site)).await), site);
    }
    for site in ["https://www.example.gov.cn.evil.example", "http://www.example.gov.cn", "null"] {
        assert_eq!(allowed(&get(&server, api, &from(site)).await), "", "{site}");
    }
    let preflight = server.request(Method::OPTIONS, "/api/v1/applications");
    let preflight = preflight.header("origin", "https://www.example.gov.cn");
    let preflight = preflight.header("access-control-request-method", "POST");
    let may = ask(preflight.header("access-control-request-headers", "content-type,idempotency-key")).await;
    assert_eq!((may.status, allowed(&may).as_str()), (200, "https://www.example.gov.cn"));
    // A receipt is for its page alone.
    assert_eq!(allowed(&server.get("/r/x").await), "");
    let closed = Server::start();
    assert_eq!(allowed(&get(&closed, api, &from("https://www.example.gov.cn")).await), "");
}
