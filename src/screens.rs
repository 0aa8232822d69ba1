//! One file for each screen.

pub mod apply;
pub mod compare;
pub mod estimate;
pub mod receipt;
