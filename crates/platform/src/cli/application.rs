//! `anze application`: what departments do with applications while they have no console. What it shows of persons is
//! masked; a list shows nothing of them.

mod form;
mod show;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::receipt;
use application::standing::State;
use clap::{Args, Subcommand};
use platform::clock::Clock;
use platform::store::Moved;

use super::database::Database;
use super::site::site;
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
    /// List applications, the newest first: receipt, state, received, district, sector, premium.
    List {
        /// Only those in this state.
        #[arg(long)]
        state: Option<State>,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show one, with its history and what it belongs to; the person to call is masked.
    Show {
        /// Receipt number.
        receipt: String,
        /// With what each correction changed.
        #[arg(long)]
        versions: bool,
    },
    /// Save the whole form, with everything in it that is masked elsewhere: PDF, or JSON where the file is called `.json`.
    Form {
        /// Receipt number.
        receipt: String,
        /// Where to; nothing is written over.
        #[arg(long)]
        out: PathBuf,
        /// Where people reach the platform: the code on the form leads there.
        #[arg(long, env = "ANZE_PUBLIC_URL")]
        site: String,
    },
    /// Save an attachment; `show` lists them.
    Attachment {
        /// Receipt number.
        receipt: String,
        /// SHA-256 of its content.
        sha256: String,
        /// Where to; nothing is written over.
        #[arg(long)]
        out: PathBuf,
    },
    /// Move one on: checked, passed-to-insurer, policy-issued, returned with reasons, or withdrawn: then what it held is deleted.
    Move {
        /// Receipt number.
        receipt: String,
        /// What it becomes.
        state: State,
        /// What the applicant has to correct, in words that they will read; once for each.
        #[arg(long = "reason")]
        reasons: Vec<String>,
    },
}

#[tokio::main]
pub async fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let store = arguments.database.open().await?;
    match &arguments.command {
        Command::List { state, limit } => {
            for one in store.list(*state, *limit).await? {
                let platform::store::Listed { receipt, state, received_at, district, sector, premium } = one;
                output::line(format_args!("{receipt} {state} {received_at} {district} {sector} {premium}"))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Show { receipt, versions } => {
            let number = number(receipt)?;
            let Some((filed, history)) = store.standing(&number).await? else { return not_there(&number) };
            show::standing(&filed, &history, &store.links(&number).await?)?;
            if *versions {
                show::versions(&store.versions(&number).await?)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Form { receipt, out, site: address } => {
            let (number, address) = (number(receipt)?, site(address)?);
            let Some((filed, _)) = store.standing(&number).await? else { return not_there(&number) };
            let Some(form) = form::whole(tariffs, &filed, address, out)? else {
                output::note(format_args!("{number}: it was withdrawn: what it held is deleted"));
                return Ok(ExitCode::FAILURE);
            };
            save(out, &form).map_err(output::in_file(out))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Attachment { receipt, sha256, out } => {
            let number = number(receipt)?;
            let Some(content) = store.attachment(&number, sha256).await? else {
                output::note(format_args!("{number}: there is no such attachment"));
                return Ok(ExitCode::FAILURE);
            };
            save(out, &content).map_err(output::in_file(out))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Move { receipt, state, reasons } => {
            let number = number(receipt)?;
            match store.move_to(&number, *state, reasons, &Clock::default().now()).await? {
                Moved::From(before) => {
                    output::line(format_args!("{number}: {before} -> {state}"))?;
                    Ok(ExitCode::SUCCESS)
                }
                Moved::NotThere => not_there(&number),
                Moved::Unlawful(why) => {
                    output::note(format_args!("{number}: {why}"));
                    Ok(ExitCode::FAILURE)
                }
            }
        }
    }
}

/// For its owner only: it is of an enterprise or a person.
fn save(path: &Path, content: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(content)
}

fn number(text: &str) -> Result<String, String> {
    receipt::normalise(text).ok_or_else(|| {
        format!("{text} is no receipt number: compare it, the last character checks the others")
    })
}

fn not_there(number: &str) -> Outcome {
    output::note(format_args!("{number}: there is no such application"));
    Ok(ExitCode::FAILURE)
}
