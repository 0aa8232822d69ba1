//! The platform as those meet it who call it: a real `anze serve`, on a port and a database of its own for each test,
//! asked over HTTP. Every answer is held against the OpenAPI document on its way (`contract.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

mod contract;
mod draft;
mod server;

mod campaigns;
mod conflict;
mod corrections;
mod crash;
mod duplicates;
mod files;
mod limits;
mod logs;
mod once;
mod operation;
mod paper;
mod plain;
mod roster;
mod schemas;
mod sealed;
mod secret;
mod signed;
mod stalled;
mod standing;
mod storm;
mod trouble;
mod uploads;
mod withdrawals;
