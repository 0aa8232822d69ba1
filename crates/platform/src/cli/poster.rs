//! `anze poster`: what is hung up, handed out and carried in a pocket, each with a code that opens the calculator.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::invitation::Invitation;
use clap::{Args, ValueEnum};
use platform::clock::Clock;
use platform::paper::{Card, Fonts, Poster, Size};
use platform::tariffs::load_folder;
use rating::attribute::Attribute;
use rating::{Date, Tariff};
use words::Lang;

use super::Outcome;
use super::output::in_file;

#[derive(Clone, Copy, ValueEnum)]
enum Paper {
    A3,
    A4,
    A5,
    /// 85 × 54 mm.
    Card,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

#[derive(Args)]
pub struct Arguments {
    /// Address of the calculator that the code opens, such as https://platform.example.
    #[arg(long, env = "ANZE_PUBLIC_URL")]
    site: String,
    /// Paper, or a card for staff.
    #[arg(long, ignore_case = true, default_value = "a4")]
    size: Paper,
    #[arg(long, default_value = "zh")]
    lang: Language,
    /// Key of the sector: the code opens the calculator with it chosen. A card may go without.
    #[arg(long, required_unless_present = "name")]
    sector: Option<String>,
    /// A word for the campaign; whoever scans the code sees it.
    #[arg(long, default_value = "")]
    campaign: String,
    /// Whose card it is. Printed, and kept nowhere.
    #[arg(long, required_if_eq("size", "card"))]
    name: Option<String>,
    /// The day whose tariff is used; today where left out.
    #[arg(long)]
    today: Option<Date>,
    /// Where to.
    #[arg(long)]
    out: PathBuf,
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let pdf = pdf(tariffs, arguments)?;
    fs::write(&arguments.out, pdf).map_err(in_file(&arguments.out))?;
    Ok(ExitCode::SUCCESS)
}

fn pdf(tariffs: &Path, arguments: &Arguments) -> Result<Vec<u8>, Box<dyn Error>> {
    let site = arguments.site.trim_end_matches('/');
    if !site.starts_with("http") || site.contains(['#', '?', ' ']) {
        return Err(format!("{site} is no address such as https://platform.example").into());
    }
    let today = arguments.today.unwrap_or_else(|| Clock::default().today());
    let catalogue = load_folder(tariffs)?;
    let inception = today.add_days(1).unwrap_or(today);
    let tariff = catalogue.pick(inception, today).ok_or("no tariff applies today: see anze tariff list")?;
    if let Some(sector) = arguments.sector.as_deref() {
        known(tariff, sector)?;
    }
    let link = link(site, arguments);
    let fonts = Fonts::load()?;
    let lang = match arguments.lang {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    };
    let size = match arguments.size {
        Paper::A3 => Size::A3,
        Paper::A4 => Size::A4,
        Paper::A5 => Size::A5,
        Paper::Card => {
            let name = arguments.name.as_deref().unwrap_or_default();
            let card = Card { name, lang, link: &link, site };
            return card.pdf(&fonts).ok_or_else(|| "the address is too long for a code".into());
        }
    };
    let sector = arguments.sector.as_deref().ok_or("a poster is for a sector: give --sector")?;
    let poster = Poster { tariff, sector, lang, link: &link, site, today };
    poster.pdf(&fonts, size).ok_or_else(|| format!("there is no example to print for {sector}").into())
}

/// What the code opens: the calculator, with the sector chosen where one is given. All of it is in the fragment.
fn link(site: &str, arguments: &Arguments) -> String {
    let Some(sector) = &arguments.sector else { return format!("{site}/") };
    let answers = BTreeMap::from([("sector".to_owned(), sector.clone())]);
    let campaign = arguments.campaign.trim().to_owned();
    format!("{site}/#{}", Invitation { answers, campaign, ..Invitation::default() }.write())
}

/// Sectors are those of the tariff.
fn known(tariff: &Tariff, sector: &str) -> Result<(), String> {
    let sectors = tariff.attribute("sector").map(Attribute::choices).unwrap_or_default();
    let keys: Vec<&str> = sectors.iter().map(|sector| sector.key.as_str()).collect();
    if keys.contains(&sector) {
        return Ok(());
    }
    Err(format!("there is no sector {sector}; those of {} are {}", tariff.id(), keys.join(", ")))
}
