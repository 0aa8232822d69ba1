//! The `anze` command, as a shell runs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

mod run;

mod invite;
mod pipe;
mod poster;
mod published;
mod quote;
mod tariff;
mod verify;
