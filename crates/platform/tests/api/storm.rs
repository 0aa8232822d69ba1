//! The process is killed while applicants send, correct and withdraw, again and again. Each applicant remembers what was
//! sent and what was acknowledged; after every kill all of it is held against what is there. What would be wrong:
//! - something acknowledged that is gone, or another answer for the same key;
//! - a key with two versions, or a version that nobody sent;
//! - a withdrawn application of which anything is left, or which comes back;
//! - a state that is not the last of its history.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use sqlx::Row;

use crate::crash::Draws;
use crate::draft::{good, key, with};
use crate::server::{Answer, Receipt, Server, try_to_ask};

const ROUNDS: usize = 10;
const APPLICANTS: usize = 6;

/// Whether something was sent, and what came of it.
#[derive(Clone, Debug, Default)]
enum Sent {
    #[default]
    Not,
    Unheard,
    Heard(Answer),
}

/// What an applicant knows of one application.
#[derive(Clone, Debug, Default)]
struct Known {
    number: u64,
    application: Sent,
    correction: Sent,
    withdrawal: Sent,
}

/// What all applicants of a round share.
struct Round {
    server: Requests,
    next: AtomicU64,
    heard: AtomicUsize,
}

/// Requests for a platform that may be gone: the platform itself is the test's, to kill.
struct Requests {
    application: RequestBuilder,
    host: String,
    draft: Value,
    corrected: Value,
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_acknowledged_stands_after_every_kill() {
    let mut draws = Draws::new();
    let mut server = Server::start();
    let draft = good(&server).await;
    let corrected = with(&draft, "/contact/phone", "053166600001");
    let (mut all, mut unheard) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let known = storm(&mut server, (&draft, &corrected), all.len() as u64, &mut draws).await;
        server.restart();
        unheard += known.iter().filter(|known| known.has_unheard()).count();
        for known in known {
            all.push(go_on(&server, known, (&draft, &corrected)).await);
        }
        is_whole(&server, all.len()).await;
    }
    println!("{} applications, {unheard} kills in the middle of something", all.len());
    assert!(all.len() > ROUNDS && unheard > 0, "the kills came at no telling moment");
    for known in &all {
        stands(&server, known).await;
    }
}

async fn storm(
    server: &mut Server,
    (draft, corrected): (&Value, &Value),
    first: u64,
    draws: &mut Draws,
) -> Vec<Known> {
    let requests = Requests {
        application: server.press_request(&key(0), draft),
        host: server.host().to_owned(),
        draft: draft.clone(),
        corrected: corrected.clone(),
    };
    let round = Arc::new(Round { server: requests, next: first.into(), heard: 0.into() });
    let enough = 1 + draws.below(30) as usize;
    let moment = Duration::from_micros(draws.below(8_000));
    let applicants: Vec<_> = (0..APPLICANTS).map(|_| tokio::spawn(applicant(Arc::clone(&round)))).collect();
    while round.heard.load(Ordering::SeqCst) < enough {
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
    tokio::time::sleep(moment).await;
    server.kill();
    let mut known = Vec::new();
    for applicant in applicants {
        known.extend(applicant.await.unwrap());
    }
    known.sort_by_key(|known: &Known| known.number);
    known
}

/// Sends application after application, corrects two of three, withdraws one of three, until no answer comes.
async fn applicant(round: Arc<Round>) -> Vec<Known> {
    let mut all = Vec::new();
    loop {
        let number = round.next.fetch_add(1, Ordering::SeqCst);
        let mut known = Known { number, ..Known::default() };
        let goes_on = round.one(&mut known).await;
        all.push(known);
        if goes_on.is_none() {
            return all;
        }
    }
}

impl Round {
    async fn one(&self, known: &mut Known) -> Option<()> {
        let number = known.number;
        self.send(&mut known.application, self.request("POST", None, &key(number), &self.server.draft))
            .await?;
        let receipt = known.receipt();
        if !number.is_multiple_of(3) {
            let request =
                self.request("PUT", Some(&receipt), &key(number + 1_000_000), &self.server.corrected);
            self.send(&mut known.correction, request).await?;
        }
        if number % 3 != 1 {
            let request = self.request("DELETE", Some(&receipt), &key(0), &Value::Null);
            self.send(&mut known.withdrawal, request).await?;
        }
        Some(())
    }

    fn request(&self, method: &str, receipt: Option<&Receipt>, key: &str, body: &Value) -> RequestBuilder {
        let (client, _) = self.server.application.try_clone().unwrap().build_split();
        let place = receipt.map(|(number, _)| format!("/{number}")).unwrap_or_default();
        let url = format!("http://{}/api/v1/applications{place}", self.server.host);
        let request = client.request(method.parse().unwrap(), url).header("idempotency-key", key);
        let request = match receipt {
            Some((_, secret)) => request.bearer_auth(secret),
            None => request,
        };
        if body.is_null() { request } else { request.json(body) }
    }

    async fn send(&self, sent: &mut Sent, request: RequestBuilder) -> Option<()> {
        *sent = Sent::Unheard;
        let answer = try_to_ask(request).await?;
        assert!(answer.status < 300, "{}", String::from_utf8_lossy(&answer.body));
        *sent = Sent::Heard(answer);
        self.heard.fetch_add(1, Ordering::SeqCst);
        Some(())
    }
}

impl Known {
    fn receipt(&self) -> Receipt {
        match &self.application {
            Sent::Heard(answer) => (answer.text("/receipt"), answer.text("/secret")),
            other => panic!("no receipt: {other:?}"),
        }
    }

    fn has_unheard(&self) -> bool {
        [&self.application, &self.correction, &self.withdrawal]
            .iter()
            .any(|sent| matches!(sent, Sent::Unheard))
    }

    fn may_be_withdrawn(&self) -> bool {
        !matches!(self.withdrawal, Sent::Not)
    }
}

/// Sends again whatever was not answered, and holds what was against what the platform says now.
async fn go_on(server: &Server, mut known: Known, (draft, corrected): (&Value, &Value)) -> Known {
    let again = server.press(&key(known.number), draft).await;
    match &known.application {
        Sent::Heard(before) if again.status == 201 => assert_eq!(again.body, before.body, "another receipt"),
        Sent::Heard(_) if known.may_be_withdrawn() => drop(again.is_problem(410, "withdrawn")),
        _ => {
            assert_eq!(again.status, 201, "{}", String::from_utf8_lossy(&again.body));
            known.application = Sent::Heard(again);
        }
    }
    let receipt = known.receipt();
    let correction = key(known.number + 1_000_000);
    match &known.correction {
        Sent::Not => {}
        Sent::Heard(_) if known.may_be_withdrawn() => {}
        before => {
            let again = server.correct(&receipt, &correction, corrected).await;
            assert_eq!((again.status, &again.json()["version"]), (200, &json!(2)));
            if let Sent::Heard(before) = before {
                assert_eq!(again.body, before.body, "another answer for the same correction");
            }
            known.correction = Sent::Heard(again);
        }
    }
    if let Sent::Unheard = known.withdrawal {
        known.withdrawal = Sent::Heard(server.withdraw(&receipt).await);
    }
    known
}

/// How it stands is what its applicant was told last.
async fn stands(server: &Server, known: &Known) {
    let (number, secret) = known.receipt();
    let told = server.follow(&number, &secret).await.json();
    match (&known.withdrawal, &known.correction) {
        (Sent::Heard(_), _) => {
            assert_eq!((&told["state"], &told["application"]), (&json!("withdrawn"), &Value::Null));
        }
        (_, Sent::Heard(_)) => assert_eq!(told["application"]["contact"]["phone"], "053166600001"),
        _ => assert_eq!(told["version"], 1),
    }
}

/// The database by itself: as many as were sent, and nothing half.
async fn is_whole(server: &Server, applications: usize) {
    let mut database = server.beside().await;
    for (wrong, sql) in [
        (
            "a state that is not the last of its history",
            "SELECT count(*) FROM applications AS one WHERE state <> (SELECT state FROM events WHERE receipt = \
             one.receipt ORDER BY id DESC LIMIT 1)",
        ),
        (
            "versions and their number",
            "SELECT count(*) FROM applications AS one WHERE version <> (SELECT count(*) FROM versions WHERE receipt = \
             one.receipt)",
        ),
        (
            "withdrawn, and something is left",
            "SELECT count(*) FROM applications JOIN versions USING (receipt) WHERE (state = 'withdrawn') <> \
             (sealed IS NULL) OR (state = 'withdrawn') <> (enterprise IS NULL)",
        ),
    ] {
        let count: i64 = sqlx::query(sql).fetch_one(&mut database).await.unwrap().get(0);
        assert_eq!(count, 0, "{wrong}");
    }
    assert_eq!(server.rows().await, applications as i64);
}
