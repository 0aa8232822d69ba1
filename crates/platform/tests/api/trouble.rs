//! When the database is held by another, or broken: nothing is acknowledged, the applicant is told to press again, and
//! pressing again is safe.

use std::time::Duration;

use sqlx::sqlite::SqliteConnection;

use crate::draft::{NAME, PHONE, USCC, good, key, with};
use crate::server::{Server, Setup};

async fn execute(database: &mut SqliteConnection, sql: &'static str) {
    sqlx::query(sql).execute(database).await.unwrap();
}

#[tokio::test]
async fn a_database_held_by_another_is_told_and_the_next_press_goes_through() {
    let server = Server::start();
    let draft = good(&server).await;
    let mut other = server.beside().await;
    execute(&mut other, "BEGIN IMMEDIATE").await;
    let answer = server.press(&key(1), &draft).await;
    answer.is_problem(409, "under-way");
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(server.get("/healthz").await.status, 200, "reading goes on");
    execute(&mut other, "ROLLBACK").await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    assert_eq!(server.rows().await, 1);
}

#[tokio::test]
async fn a_broken_database_is_told_without_a_word_of_the_applicant() {
    let server = Server::start();
    let draft = good(&server).await;
    let receipt = server.press(&key(1), &draft).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    let mut other = server.beside().await;
    execute(&mut other, "ALTER TABLE applications RENAME TO elsewhere").await;
    for answer in [server.press(&key(2), &draft).await, server.follow(&number, &secret).await] {
        answer.is_problem(503, "unavailable");
        assert_eq!(answer.header("retry-after"), "5");
        assert!(!String::from_utf8_lossy(&answer.body).contains("SQL"), "what is inside stays inside");
    }
    let said = server.heard("the store failed").await;
    assert!(said.contains("the store failed"), "operators are told: {said}");
    for personal in [NAME, PHONE, USCC, &secret, &key(2)] {
        assert!(!said.contains(personal), "{personal} was written");
    }
    execute(&mut other, "ALTER TABLE elsewhere RENAME TO applications").await;
    assert_eq!(server.press(&key(2), &draft).await.status, 201);
    assert_eq!(server.rows().await, 2);
}

#[tokio::test]
async fn once_there_is_room_on_the_disk_again_applications_are_taken_again() {
    let server = Server::with(Setup { may_fill: true, ..Setup::default() });
    let draft = good(&server).await;
    let receipt = server.received(&key(1), &draft).await;
    server.disk(false);
    let another = with(&draft, "/relation", "addition");
    for number in 2..20 {
        server.press(&key(number), &another).await.is_problem(503, "unavailable");
    }
    server.get("/healthz").await.is_problem(503, "unavailable");
    assert_eq!(server.follow(&receipt.0, &receipt.1).await.status, 200, "reading goes on");
    server.disk(true);
    for number in 2..20 {
        assert_eq!(server.press(&key(number), &another).await.status, 201);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(server.get("/healthz").await.status, 200);
    assert_eq!(server.rows().await, 19);
}

#[tokio::test]
async fn where_nothing_can_be_logged_everything_else_goes_on() {
    let mut server = Server::with(Setup { may_fill: true, log_is_full: true, ..Setup::default() });
    let draft = good(&server).await;
    server.disk(false);
    server.press(&key(1), &draft).await.is_problem(503, "unavailable");
    server.disk(true);
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    assert!(server.stop(), "its end is an orderly one");
}
