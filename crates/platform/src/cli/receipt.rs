//! `anze receipt`: signed receipts, checked without asking the platform, and the keys for that.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::Uscc;
use application::signed::{ReceiptKeys, verify};
use clap::{Args, Subcommand};
use platform::clock::Clock;

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
    /// Is a signed receipt genuine, and what does it state?
    Verify {
        /// The signed receipt: three parts with full stops between them.
        signed: String,
        /// File with the keys, as the platform gives them at /.well-known/anze-receipt-keys.json; without it, those in
        /// the database.
        #[arg(long)]
        keys: Option<PathBuf>,
        /// Unified social credit code of the enterprise that shows it: is the receipt theirs?
        #[arg(long)]
        uscc: Option<String>,
    },
    /// Write the keys that receipts are checked with.
    Keys,
    /// No longer believe what a key signed: it got into other hands.
    Distrust {
        /// Name of the key.
        key: String,
    },
}

#[tokio::main]
pub async fn run(arguments: &Arguments) -> Outcome {
    let Arguments { database, command } = arguments;
    match command {
        Command::Verify { signed, keys: Some(file), uscc } => check(signed, &read(file)?, uscc.as_deref()),
        Command::Verify { signed, keys: None, uscc } => {
            check(signed, &database.open().await?.receipt_keys().await?, uscc.as_deref())
        }
        Command::Keys => {
            let keys = database.open().await?.receipt_keys().await?;
            output::line(serde_json::to_string_pretty(&keys)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Distrust { key } => {
            if database.open().await?.distrust(key, &Clock::default().now()).await? {
                output::line(format_args!("{key}: what it signed is no longer believed"))?;
                return Ok(ExitCode::SUCCESS);
            }
            output::note(format_args!("{key}: there is no such key, or it was distrusted before"));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(file: &Path) -> Result<ReceiptKeys, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(file).map_err(output::in_file(file))?;
    Ok(serde_json::from_slice(&bytes).map_err(output::in_file(file))?)
}

fn check(signed: &str, keys: &ReceiptKeys, uscc: Option<&str>) -> Outcome {
    let uscc = match uscc.map(Uscc::parse).transpose() {
        Ok(uscc) => uscc,
        Err(_) => {
            return Err("--uscc: no unified social credit code: compare it character by character".into());
        }
    };
    let statement = match verify(signed, keys) {
        Ok(statement) => statement,
        Err(why) => {
            output::line(format_args!("not genuine: {why}"))?;
            return Ok(ExitCode::FAILURE);
        }
    };
    if uscc.is_some_and(|uscc| !statement.is_of(uscc.as_str())) {
        output::line("genuine, but of another enterprise")?;
        return Ok(ExitCode::FAILURE);
    }
    output::line("genuine")?;
    for (label, value) in [
        ("receipt", &statement.receipt),
        ("received", &statement.received.to_string()),
        ("tariff", &statement.tariff),
        ("digest", &statement.digest),
        ("premium", &statement.premium.to_string()),
        ("sector", &statement.sector),
    ] {
        output::line(format_args!("{label}: {value}"))?;
    }
    output::line("It states what was received. How the application stands today only the platform knows.")?;
    Ok(ExitCode::SUCCESS)
}
