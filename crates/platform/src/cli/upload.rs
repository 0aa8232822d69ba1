//! `anze upload`: content that was sent before its application.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use platform::clock::Clock;
use platform::uploads::DAYS_KEPT;

use super::database::Database;
use super::{Outcome, output};

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Delete what no application has claimed for some days. `anze serve` does so every hour.
    Purge {
        /// Days since it was announced.
        #[arg(long, default_value_t = DAYS_KEPT)]
        days: i32,
    },
}

#[tokio::main]
pub async fn run(arguments: &Arguments) -> Outcome {
    let Command::Purge { days } = arguments.command;
    let store = arguments.database.open().await?;
    let gone = store.purge_uploads(&Clock::default().days_ago(days)).await?;
    output::line(format_args!("{gone} deleted"))?;
    Ok(ExitCode::SUCCESS)
}
