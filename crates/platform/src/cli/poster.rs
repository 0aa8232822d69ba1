//! `anze poster`: what is hung up, handed out and carried in a pocket, each with a code that opens the calculator.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::campaign::{Link, Tag};
use application::invitation::Invitation;
use clap::{Args, ValueEnum};
use platform::campaigns::Campaign;
use platform::clock::Clock;
use platform::paper::{Card, Fonts, Poster, Size};
use platform::tariffs::load_folder;
use rating::Date;
use words::Lang;

use super::database::Database;
use super::language::Language;
use super::output::in_file;
use super::sectors::known;
use super::site::site;
use super::{Outcome, campaign};

#[derive(Clone, Copy, ValueEnum)]
enum Paper {
    A3,
    A4,
    A5,
    /// 85 × 54 mm.
    Card,
    /// Ten cards on A4, with marks to cut at.
    Cards,
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
    /// Code of a campaign: the code on the poster is its link, see `anze campaign`.
    #[arg(long)]
    campaign: Option<String>,
    /// Where the poster will hang: code of a district, of a campaign of the whole city.
    #[arg(long, requires = "campaign")]
    district: Option<String>,
    #[command(flatten)]
    database: Database,
    /// Whose card it is. Printed, and kept nowhere.
    #[arg(long, required_if_eq_any([("size", "card"), ("size", "cards")]))]
    name: Option<String>,
    /// The day whose tariff is used; today where left out.
    #[arg(long)]
    today: Option<Date>,
    /// Where to.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
pub async fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let today = arguments.today.unwrap_or_else(|| Clock::default().today());
    let campaign = campaign::linked(&arguments.database, arguments.campaign.as_deref(), today).await?;
    let pdf = pdf(tariffs, arguments, campaign, today)?;
    fs::write(&arguments.out, pdf).map_err(in_file(&arguments.out))?;
    Ok(ExitCode::SUCCESS)
}

fn pdf(
    tariffs: &Path,
    arguments: &Arguments,
    campaign: Option<Campaign>,
    today: Date,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let site = site(&arguments.site)?;
    let catalogue = load_folder(tariffs)?;
    let inception = today.add_days(1).unwrap_or(today);
    let tariff = catalogue.pick(inception, today).ok_or("no tariff applies today: see anze tariff list")?;
    if let Some(sector) = arguments.sector.as_deref() {
        known(tariff, sector)?;
    }
    let tag = campaign.as_ref().map(|campaign| tag(campaign, arguments, today)).transpose()?;
    let link = link(site, arguments, tag);
    let fonts = Fonts::load()?;
    let lang = Lang::from(arguments.lang);
    let size = match arguments.size {
        Paper::A3 => Size::A3,
        Paper::A4 => Size::A4,
        Paper::A5 => Size::A5,
        cards @ (Paper::Card | Paper::Cards) => {
            let name = arguments.name.as_deref().unwrap_or_default();
            let card = Card { name, lang, link: &link, site };
            let pdf = if matches!(cards, Paper::Cards) { card.sheet(&fonts) } else { card.pdf(&fonts) };
            return pdf.ok_or_else(|| "the address is too long for a code".into());
        }
    };
    let sector = arguments.sector.as_deref().ok_or("a poster is for a sector: give --sector")?;
    let campaign = campaign.as_ref().map(|campaign| lang.text(&campaign.name));
    let poster = Poster { tariff, sector, lang, link: &link, site, campaign, today };
    poster.pdf(&fonts, size).ok_or_else(|| format!("there is no example to print for {sector}").into())
}

/// What the code opens: the calculator, with the sector chosen where one is given. All of it is in the fragment.
fn link(site: &str, arguments: &Arguments, tag: Option<Tag>) -> String {
    let sector = arguments.sector.clone().unwrap_or_default();
    match tag {
        Some(tag) => format!("{site}/#{}", Link { tag, sector }.write()),
        None if sector.is_empty() => format!("{site}/"),
        None => {
            let answers = BTreeMap::from([("sector".to_owned(), sector)]);
            format!("{site}/#{}", Invitation { answers, ..Invitation::default() }.write())
        }
    }
}

/// What its links say; a sector or a district that is none of its own is told.
fn tag(campaign: &Campaign, arguments: &Arguments, today: Date) -> Result<Tag, String> {
    let code = campaign.code.clone();
    if let Some(sector) = &arguments.sector
        && !campaign.is_for(sector)
    {
        return Err(format!("campaign {code} is for {}, not for {sector}", campaign.sectors.join(", ")));
    }
    let district = arguments.district.clone().unwrap_or_default();
    if !district.is_empty() && campaign.place(&district, today) != district {
        return Err(format!("campaign {code} is not of a district {district}"));
    }
    Ok(Tag { code, district })
}
