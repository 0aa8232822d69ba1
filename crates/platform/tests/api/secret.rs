//! An application is read with the secret of its link, and without it nobody learns that it exists.

use reqwest::Method;

use crate::draft::{good, key};
use crate::server::{Answer, Server, TODAY, ask};

/// A number with the right form and check character that nobody was given.
fn unknown() -> String {
    application::receipt::number(TODAY.parse().unwrap(), 12_345_678)
}

/// An answer in all that a stranger can see of it.
fn seen(answer: &Answer) -> (u16, Vec<u8>, Vec<(String, String)>) {
    let shown = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().to_owned())
    };
    let headers = answer.headers.iter().map(shown).filter(|(name, _)| name != "date").collect();
    (answer.status, answer.body.clone(), headers)
}

#[tokio::test]
async fn the_secret_opens_the_application_and_shows_what_was_sent() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    for way in [number.clone(), number.to_lowercase(), number.replace('-', "")] {
        let answer = server.follow(&way, &secret).await;
        assert_eq!(answer.status, 200, "{way}");
        assert_eq!(answer.text("/receipt"), number);
        assert_eq!(answer.header("cache-control"), "no-store");
        let application = &answer.json()["application"];
        for part in ["enterprise", "contact", "declarations", "risk"] {
            assert_eq!(application[part], draft[part], "{part}");
        }
    }
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_receipt_look_the_same() {
    let server = Server::start();
    let draft = good(&server).await;
    let (one, other) = (server.press(&key(1), &draft).await, server.press(&key(2), &draft).await);
    let (number, secret) = (one.text("/receipt"), one.text("/secret"));
    let nothing = server.follow(&unknown(), &secret).await;
    nothing.is_problem(404, "not-found");
    let mut wrong = vec![other.text("/secret"), secret.to_uppercase(), format!("{secret}0"), String::new()];
    wrong.extend([secret[..31].to_owned(), "0".repeat(32), key(1), "é".repeat(16)]);
    for wrong in wrong {
        assert_eq!(seen(&server.follow(&number, &wrong).await), seen(&nothing), "{wrong}");
    }
    let path = format!("/api/v1/applications/{number}");
    for scheme in [format!("Basic {secret}"), secret.clone(), format!("bearer{secret}")] {
        let request = server.request(Method::GET, &path).header("authorization", &scheme);
        assert_eq!(seen(&ask(request).await), seen(&nothing), "{scheme}");
    }
    assert_eq!(seen(&server.get(&path).await), seen(&nothing), "no secret at all");
    for query in ["secret", "access_token"] {
        let answer = server.get(&format!("{path}?{query}={secret}")).await;
        assert_eq!(seen(&answer), seen(&nothing), "a secret in an address would be in logs");
    }
}

#[tokio::test]
async fn what_is_no_receipt_number_is_not_found_either() {
    let server = Server::start();
    let last = unknown().pop().unwrap();
    let misheard = unknown().replace(last, if last == '0' { "1" } else { "0" });
    for number in [misheard.as_str(), "JN", "%00", "%FF%FE", "济南", "JN20261123-12345678-%2e%2e", "a%2Fb"]
    {
        server.follow(number, "0").await.is_problem(404, "not-found");
    }
}

#[tokio::test]
async fn the_platform_keeps_neither_key_nor_secret() {
    let mut server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    let secret = receipt.text("/secret");
    assert!(server.stop());
    let database = server.database_bytes();
    let holds = |text: &str| database.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(&receipt.text("/receipt")), "the application itself is there");
    assert!(!holds(&secret) && !holds(&key(1)));
}
