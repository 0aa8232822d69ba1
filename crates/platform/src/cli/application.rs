//! `anze application`: what departments do with applications while they have no console. What it shows of persons is
//! masked; a list shows nothing of them.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::standing::State;
use application::{Attachment, receipt};
use clap::{Args, Subcommand};
use platform::clock::Clock;
use platform::store::Moved;

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
    /// List applications, the newest first: receipt, state, received, district, sector, premium.
    List {
        /// Only those in this state.
        #[arg(long)]
        state: Option<State>,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show one, with its history; the person to call is masked.
    Show {
        /// Receipt number.
        receipt: String,
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
    /// Move one on: checked, passed-to-insurer, policy-issued, or returned with reasons.
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
pub async fn run(arguments: &Arguments) -> Outcome {
    let store = arguments.database.open().await?;
    match &arguments.command {
        Command::List { state, limit } => {
            for one in store.list(*state, *limit).await? {
                let platform::store::Listed { receipt, state, received_at, district, sector, premium } = one;
                output::line(format_args!("{receipt} {state} {received_at} {district} {sector} {premium}"))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Show { receipt } => {
            let number = number(receipt)?;
            let Some((filed, history)) = store.standing(&number).await? else { return not_there(&number) };
            let application = &filed.content.application;
            let (enterprise, contact) = (&application.enterprise, &application.contact);
            for (label, value) in [
                ("receipt", filed.receipt.as_str()),
                ("enterprise", &enterprise.name),
                ("uscc", &enterprise.uscc),
                ("district", &enterprise.district),
                ("contact", &masked(&contact.name, 1, 0)),
                ("phone", &masked(&contact.phone, 3, 4)),
                ("inception", &filed.inception),
                ("tariff", &filed.tariff),
                ("premium", &filed.premium),
            ] {
                output::line(format_args!("{label}: {value}"))?;
            }
            // Names of files are the applicant's own words: they may name persons.
            for one in &application.attachments {
                let Attachment { kind, media_type, size, sha256, .. } = one;
                let (kind, media_type) = (kind.name(), media_type.name());
                output::line(format_args!("attachment: {kind} {media_type} {size} {sha256}"))?;
            }
            for event in history {
                output::line(format_args!("{} {}", event.at, event.state))?;
                for reason in event.reasons {
                    output::line(format_args!("    {reason}"))?;
                }
            }
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

/// Only the first and the last so many characters; nothing where those are all there are.
fn masked(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let (first, last) = if first + last < length { (first, last) } else { (0, 0) };
    let hidden = first..length.saturating_sub(last);
    text.chars().enumerate().map(|(at, c)| if hidden.contains(&at) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_left_of_what_is_masked() {
        for (text, first, last, shown) in [
            ("张三", 1, 0, "张*"),
            ("欧阳测试员", 1, 0, "欧****"),
            ("053166600987", 3, 4, "053*****0987"),
            ("13800000000", 3, 4, "138****0000"),
            ("12345", 3, 4, "*****"),
            ("张", 1, 0, "*"),
            ("", 3, 4, ""),
        ] {
            assert_eq!(masked(text, first, last), shown);
        }
    }
}
