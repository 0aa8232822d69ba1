//! The `anze` command: serves the platform, rates risks, checks tariffs.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::run()
}
