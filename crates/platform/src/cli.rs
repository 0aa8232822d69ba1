//! The command line. Each command is a file.

mod application;
mod campaign;
mod database;
mod invite;
mod language;
mod output;
mod poster;
mod quote;
mod receipt;
mod risks;
mod schema;
mod sectors;
mod serve;
mod site;
mod tariff;
mod upload;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Work-safety liability insurance: rates, checks and serves.
#[derive(Parser)]
#[command(name = "anze", version)]
struct Arguments {
    /// Folder of the tariffs.
    #[arg(long, env = "ANZE_TARIFFS", default_value = "tariffs", global = true)]
    tariffs: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the calculator and the platform.
    Serve(serve::Arguments),
    /// Rate risks: one JSON object a line in, one a line out.
    Quote(quote::Arguments),
    /// Check, list, test and pack tariffs.
    #[command(subcommand)]
    Tariff(tariff::Command),
    /// List and show applications, and move them on.
    Application(application::Arguments),
    /// Campaigns: add and end them, print their links, and see what came of them.
    Campaign(campaign::Arguments),
    /// Change the key that applications are sealed with.
    Database(database::Arguments),
    /// From a register of enterprises, links that fill in the form for each: CSV in, CSV out.
    Invite(invite::Arguments),
    /// Posters, leaflets and cards as PDF, with a code that opens the calculator.
    Poster(poster::Arguments),
    /// Check signed receipts, and keep the keys for that.
    Receipt(receipt::Arguments),
    /// Write the description of the API and the JSON Schemas.
    Schema(schema::Arguments),
    /// Delete content that no application has claimed.
    Upload(upload::Arguments),
    /// Rate a saved quote again: does it still stand?
    Verify(verify::Arguments),
}

/// What a command ends with, beside success: the reason in words.
type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

/// Runs the command; its reason goes to standard error.
pub fn run() -> ExitCode {
    let Arguments { tariffs, command } = Arguments::parse();
    let outcome = match command {
        Command::Serve(arguments) => serve::run(&tariffs, arguments),
        Command::Quote(arguments) => quote::run(&tariffs, &arguments),
        Command::Tariff(command) => tariff::run(&tariffs, command),
        Command::Application(arguments) => application::run(&tariffs, &arguments),
        Command::Campaign(arguments) => campaign::run(&tariffs, &arguments),
        Command::Database(arguments) => database::run(&arguments),
        Command::Invite(arguments) => invite::run(&tariffs, &arguments),
        Command::Poster(arguments) => poster::run(&tariffs, &arguments),
        Command::Receipt(arguments) => receipt::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Upload(arguments) => upload::run(&arguments),
        Command::Verify(arguments) => verify::run(&tariffs, &arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if output::has_gone(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            output::note(format_args!("anze: {error}"));
            ExitCode::from(2)
        }
    }
}
