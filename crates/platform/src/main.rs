//! The city platform.

fn main() {}
