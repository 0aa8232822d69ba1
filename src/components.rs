//! Parts of screens.

pub mod account;
pub mod aloud;
pub mod bars;
pub mod campaign;
pub mod chart;
pub mod code;
pub mod covers;
pub mod errors;
pub mod field;
pub mod files;
pub mod frame;
pub mod invited;
pub mod kiosk;
pub mod law;
pub mod mark;
pub mod part;
pub mod picker;
pub mod premium;
pub mod questions;
pub mod reading;
pub mod share;
pub mod table;
pub mod tariffs;
pub mod text_field;
pub mod waterfall;
pub mod what_ifs;
