//! The city platform: takes applications, rates them again with the engine of the widget, stores them and gives
//! receipts. The `anze` command is built on the same modules.

pub mod answer;
pub mod campaigns;
pub mod clock;
pub mod http;
pub mod intake;
pub mod keys;
pub mod paper;
pub mod reading;
pub mod rosters;
pub mod schemas;
pub mod signing;
pub mod store;
pub mod tariffs;
pub mod uploads;
pub mod vault;
