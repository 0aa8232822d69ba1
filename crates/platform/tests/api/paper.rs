//! The proposal form on paper: for whom has the secret, and for nobody else.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::draft::{good, key};
use crate::server::{Answer, Server};

async fn form(server: &Server, receipt: &str, secret: &str) -> Answer {
    server.follow(&format!("{receipt}/form.pdf"), secret).await
}

#[tokio::test]
async fn the_form_is_a_pdf_for_whom_has_the_secret() {
    let server = Server::start();
    let receipt = server.press(&key(1), &good(&server).await).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    let answer = form(&server, &number, &secret).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/pdf"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-disposition"), format!("inline; filename=\"{number}.pdf\""));
    assert!(answer.body.starts_with(b"%PDF-") && answer.body.ends_with(b"%%EOF"), "a whole PDF");
    assert!(answer.body.len() < 200_000, "{} bytes: fonts are cut to what is shown", answer.body.len());
}

#[tokio::test]
async fn a_wrong_secret_prints_nothing() {
    let server = Server::start();
    let draft = good(&server).await;
    let (one, other) = (server.press(&key(1), &draft).await, server.press(&key(2), &draft).await);
    for secret in ["", "wrong", other.text("/secret").as_str()] {
        form(&server, &one.text("/receipt"), secret).await.is_problem(404, "not-found");
    }
    form(&server, "JN20261123-00000000-0", &one.text("/secret")).await.is_problem(404, "not-found");
}

/// What the streams of a PDF hold, inflated.
fn streams(pdf: &[u8]) -> String {
    let mut all = String::new();
    let mut rest = pdf;
    let find = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).position(|at| at == words);
    while let Some(start) = find(rest, b"stream\n") {
        rest = &rest[start + b"stream\n".len()..];
        let end = find(rest, b"endstream").unwrap_or(rest.len());
        let mut text = Vec::new();
        // Fonts and the like are no text; whatever comes out of them is not looked for.
        let _ = ZlibDecoder::new(&rest[..end]).read_to_end(&mut text);
        all += &String::from_utf8_lossy(&text);
        rest = &rest[end..];
        rest = &rest[b"endstream".len().min(rest.len())..];
    }
    all
}

#[tokio::test]
async fn what_is_printed_can_be_selected_and_searched() {
    let server = Server::start();
    let receipt = server.press(&key(1), &good(&server).await).await;
    let pdf = form(&server, &receipt.text("/receipt"), &receipt.text("/secret")).await.body;
    let streams = streams(&pdf);
    assert!(streams.contains("begincmap"), "glyphs are mapped to characters");
    for c in "投保单".chars() {
        let mapped = format!("<{:04X}>", u32::from(c));
        assert!(streams.to_uppercase().contains(&mapped), "{c} is not mapped");
    }
}
