//! `anze campaign`: adds and ends campaigns, prints their links, and says what came of them.

mod links;
mod report;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::campaign::is_code;
use application::district;
use application::typed::is_hidden;
use clap::{Args, Subcommand};
use platform::campaigns::{Campaign, Standing};
use platform::clock::Clock;
use platform::store::Store;
use platform::tariffs::load_folder;
use rating::{Date, Text};

use super::database::Database;
use super::language::Language;
use super::sectors::known;
use super::{Outcome, output};

/// Names stand in one line, on telephones too.
const LONGEST_NAME: usize = 40;

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add one.
    Add(New),
    /// List them, the newest first: code, standing, days, district, name.
    List,
    /// Print their links as CSV: of the whole and of each district and sector.
    Links {
        /// Its code.
        code: String,
        /// Address of the calculator that the links open, such as https://platform.example.
        #[arg(long, env = "ANZE_PUBLIC_URL")]
        site: String,
    },
    /// End one before its last day: nothing more is counted. Its links go on opening the calculator.
    Close {
        /// Its code.
        code: String,
    },
    /// Say how often links were opened, led to a premium and to an application.
    Report {
        /// Of one campaign; of all where left out.
        code: Option<String>,
        /// As JSON, by day too.
        #[arg(long)]
        json: bool,
        /// Also a picture by district: an SVG file.
        #[arg(long)]
        picture: Option<PathBuf>,
        /// Language of the picture.
        #[arg(long, default_value = "zh")]
        lang: Language,
    },
}

/// A campaign that is to be.
#[derive(Args)]
struct New {
    /// Small letters, digits and hyphens, a letter first; it stands in links and cannot be changed.
    code: String,
    /// What people call it, in Chinese.
    #[arg(long)]
    name: String,
    /// And in English.
    #[arg(long)]
    name_en: String,
    /// Code of its district; the whole city where left out.
    #[arg(long, default_value = "")]
    district: String,
    /// Key of a sector that it is for; once for each, all where left out.
    #[arg(long = "sector")]
    sectors: Vec<String>,
    /// First day, YYYY-MM-DD.
    #[arg(long)]
    from: Date,
    /// Last day.
    #[arg(long)]
    until: Date,
}

#[tokio::main]
pub async fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let today = Clock::default().today();
    match &arguments.command {
        Command::Add(new) => {
            let campaign = new.checked(tariffs)?;
            // The first may come before the platform has ever been started.
            if !arguments.database.make().await?.add_campaign(&campaign).await? {
                return Err(format!("there is a campaign {} already", campaign.code).into());
            }
        }
        Command::List => {
            for campaign in arguments.database.open().await?.campaigns().await? {
                let standing = campaign.standing(today).name();
                let Campaign { code, name, district, from, until, .. } = campaign;
                let district = if district.is_empty() { "-" } else { &district };
                output::line(format_args!("{code} {standing} {from} {until} {district} {}", name.zh))?;
            }
        }
        Command::Links { code, site } => {
            let campaign = found(&arguments.database.open().await?, code).await?;
            links::print(tariffs, &campaign, super::site::site(site)?)?;
        }
        Command::Close { code } => {
            let store = arguments.database.open().await?;
            found(&store, code).await?;
            if !store.close_campaign(code, &Clock::default().now()).await? {
                return Err(format!("{code} is closed already").into());
            }
        }
        Command::Report { code, json, picture, lang } => {
            let store = arguments.database.open().await?;
            let campaigns = match code {
                Some(code) => vec![found(&store, code).await?],
                None => store.campaigns().await?,
            };
            let report = platform::campaigns::Report::new(campaigns, &store.counts().await?, today);
            report::print(&report, *json)?;
            if let Some(file) = picture {
                std::fs::write(file, report.picture((*lang).into())).map_err(output::in_file(file))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A campaign whose links are to be printed or sent, where one is asked for. They are about for months: one that is over is refused.
pub async fn linked(
    database: &Database,
    code: Option<&str>,
    today: Date,
) -> Result<Option<Campaign>, Box<dyn Error>> {
    let Some(code) = code else { return Ok(None) };
    let campaign = found(&database.open().await?, code).await?;
    match campaign.standing(today) {
        Standing::Coming | Standing::Open => Ok(Some(campaign)),
        ended => Err(format!("campaign {code} is {}", ended.name()).into()),
    }
}

/// The campaign with this code, or what to say where there is none.
async fn found(store: &Store, code: &str) -> Result<Campaign, Box<dyn Error>> {
    let found = store.campaign(code).await?;
    Ok(found.ok_or_else(|| format!("there is no campaign {code}: see anze campaign list"))?)
}

impl New {
    /// As it may be stored.
    fn checked(&self, tariffs: &Path) -> Result<Campaign, Box<dyn Error>> {
        let Self { code, name, name_en, district, sectors, from, until } = self;
        if !is_code(code) {
            return Err(format!(
                "{code} is no code: small letters, digits and hyphens, a letter first, 32 at most"
            )
            .into());
        }
        for name in [name, name_en] {
            let (long, broken) = (name.chars().count() > LONGEST_NAME, name.chars().any(is_hidden));
            if name.trim().is_empty() || long || broken {
                return Err(
                    format!("“{name}” is no name: one line of {LONGEST_NAME} characters at most").into()
                );
            }
        }
        if until < from {
            return Err(format!("its last day, {until}, is before its first, {from}").into());
        }
        if !district.is_empty() && district::find(district, *from).is_none() {
            let all: Vec<String> =
                district::all(*from).map(|one| format!("{} {}", one.code, one.zh)).collect();
            return Err(format!("there is no district {district}; there are {}", all.join(", ")).into());
        }
        let catalogue = load_folder(tariffs)?;
        let tariff =
            catalogue.pick(*from, Clock::default().today()).ok_or("no tariff applies on its first day")?;
        sectors.iter().try_for_each(|sector| known(tariff, sector))?;
        Ok(Campaign {
            code: code.clone(),
            name: Text::new(name.trim(), name_en.trim()),
            district: district.clone(),
            sectors: sectors.clone(),
            from: *from,
            until: *until,
            closed_at: None,
        })
    }
}
