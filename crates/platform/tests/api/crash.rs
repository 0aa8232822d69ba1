//! The process is killed while clients press, again and again. What would be wrong:
//! - an acknowledged receipt that is gone, or another one for the same key;
//! - a key with two applications, or an application whose key was never pressed;
//! - a database that does not open, or a key that can never be pressed again.
//!
//! A kill comes after a drawn number of receipts and a drawn moment, so a slow machine sees as many of them as a fast
//! one. `ANZE_SEED` repeats the draws (not the scheduling of the machine).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::Value;

use crate::draft::{good, key};
use crate::server::{Answer, Server, try_to_ask};

const ROUNDS: usize = 12;
const CLIENTS: usize = 6;

/// Draws of a seed: SplitMix64.
pub struct Draws(u64);

impl Draws {
    /// From `ANZE_SEED`, or a new one; it is printed.
    pub fn new() -> Self {
        let given = std::env::var("ANZE_SEED").ok().map(|seed| seed.parse().expect("ANZE_SEED is a number"));
        let seed = given.unwrap_or_else(|| u64::from(getrandom::u32().unwrap()));
        println!("ANZE_SEED={seed}");
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What the clients know: the receipt of each key pressed, where one came.
type Known = BTreeMap<u64, Option<Value>>;

/// What the clients of one round share.
#[derive(Default)]
struct Round {
    next_key: AtomicU64,
    receipts: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_acknowledged_survives_every_kill() {
    let mut draws = Draws::new();
    let mut server = Server::start();
    let draft = good(&server).await;
    let (mut known, mut lost, mut unheard) = (Known::new(), 0, 0);
    for _ in 0..ROUNDS {
        let pressed = storm(&mut server, &draft, known.len() as u64, &mut draws).await;
        let receipts = pressed.values().flatten().count();
        lost += pressed.len() - receipts;
        server.restart();
        unheard += server.rows().await - (known.len() + receipts) as i64;
        press_again(&server, &draft, &mut known, pressed).await;
        assert_eq!(server.rows().await, known.len() as i64, "applications and keys");
    }
    let acknowledged = known.len() - lost;
    println!("{} keys: {acknowledged} acknowledged, {lost} not, {unheard} of those on disk", known.len());
    assert!(acknowledged >= ROUNDS && lost > 0, "the kills came at no telling moment");
    every_receipt_can_be_followed(&server, &known).await;
}

/// Clients press new keys until the platform is killed under them.
async fn storm(server: &mut Server, draft: &Value, first: u64, draws: &mut Draws) -> Known {
    let round = Arc::new(Round { next_key: AtomicU64::new(first), ..Round::default() });
    let (enough, moment) = (1 + draws.below(25) as usize, Duration::from_micros(draws.below(5_000)));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let request = server.press_request(&key(0), draft);
            tokio::spawn(client(Arc::clone(&round), request))
        })
        .collect();
    while round.receipts.load(Ordering::SeqCst) < enough {
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
    tokio::time::sleep(moment).await;
    server.kill();
    let mut known = Known::new();
    for client in clients {
        known.extend(client.await.unwrap());
    }
    known
}

/// Presses key after key until no answer comes.
async fn client(round: Arc<Round>, request: RequestBuilder) -> Known {
    let mut known = Known::new();
    loop {
        let number = round.next_key.fetch_add(1, Ordering::SeqCst);
        let mut press = request.try_clone().unwrap().build_split();
        let headers = press.1.as_mut().unwrap().headers_mut();
        headers.insert("idempotency-key", key(number).parse().unwrap());
        let answer = try_to_ask(RequestBuilder::from_parts(press.0, press.1.unwrap())).await;
        let Some(answer) = answer else {
            known.insert(number, None);
            return known;
        };
        known.insert(number, Some(receipt(&answer)));
        round.receipts.fetch_add(1, Ordering::SeqCst);
    }
}

fn receipt(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// Every key of the round gives a receipt now; the same as before the kill where one had come.
async fn press_again(server: &Server, draft: &Value, known: &mut Known, pressed: Known) {
    for (number, before) in pressed {
        let now = receipt(&server.press(&key(number), draft).await);
        if let Some(before) = before {
            assert_eq!(now, before, "key {number} has another receipt after the kill");
        }
        known.insert(number, Some(now));
    }
}

async fn every_receipt_can_be_followed(server: &Server, known: &Known) {
    for receipt in known.values().flatten() {
        let text = |name: &str| receipt[name].as_str().unwrap();
        let answer = server.follow(text("receipt"), text("secret")).await;
        assert_eq!(answer.status, 200, "{receipt}");
    }
}
