//! The `anze` command: serves the platform, rates risks, checks tariffs.

#![warn(clippy::print_stdout, clippy::print_stderr, reason = "cli::output survives a reader that goes")]

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::run()
}
