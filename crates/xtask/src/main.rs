//! Set-up, serve, test, bench, size.

fn main() {}
