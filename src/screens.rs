//! One file for each screen.

pub mod apply;
pub mod compare;
pub mod details;
pub mod estimate;
pub mod many;
pub mod mine;
pub mod paper;
pub mod receipt;
pub mod verify;
