//! The proposal form on paper: for whom has the secret, and for nobody else.

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
