//! `anze invite`: from a register of enterprises, a link for each that fills in the form. What is in a link is what a public
//! register knows; rows that cannot be right are listed with their problem instead of a link.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{Read, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::campaign::Tag;
use application::invitation::Invitation;
use application::{Draft, Enterprise, check, district};
use clap::Args;
use platform::campaigns::Campaign;
use platform::clock::Clock;
use platform::tariffs::load_folder;
use rating::attribute::{Attribute, Choice, Kind};
use rating::{Date, Tariff};

use super::database::Database;
use super::output::{in_file, note};
use super::site::site;
use super::{Outcome, campaign};

/// Columns that are read, each by either name; others are not used.
const COLUMNS: [(&str, &str); 5] = [
    ("uscc", "统一社会信用代码"),
    ("name", "企业名称"),
    ("district", "区县"),
    ("sector", "行业领域"),
    ("activity", "具体业务"),
];

/// What of the form a row gives, checked as the form is.
const CHECKED: [&str; 3] = ["/enterprise/name", "/enterprise/uscc", "/enterprise/district"];

#[derive(Args)]
pub struct Arguments {
    /// Address of the calculator that the links open, such as https://platform.example.
    #[arg(long)]
    site: String,
    /// Code of a campaign: what comes of the links is counted, by the district of the enterprise. See `anze campaign`.
    #[arg(long)]
    campaign: Option<String>,
    #[command(flatten)]
    database: Database,
    /// CSV in UTF-8 whose first line names its columns (uscc, name, district, sector, activity); standard input where left
    /// out.
    file: Option<PathBuf>,
}

/// One enterprise, as the register has it.
struct Row<'a> {
    cells: [&'a str; COLUMNS.len()],
}

#[tokio::main]
pub async fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let site = site(&arguments.site)?;
    let text = read(arguments.file.as_deref())?;
    let today = Clock::default().today();
    let catalogue = load_folder(tariffs)?;
    let tariff = catalogue.pick(today, today).ok_or("no tariff applies today: see anze tariff list")?;
    let campaign = campaign::linked(&arguments.database, arguments.campaign.as_deref(), today).await?;
    let inviting = Inviting { site, campaign, tariff, today };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let places = places(reader.headers()?)?;
    let mut writer = csv::Writer::from_writer(stdout().lock());
    writer.write_record(COLUMNS.map(|(name, _)| name).into_iter().chain(["link", "problem"]))?;
    let (mut seen, mut links, mut wrong) = (HashMap::new(), 0_usize, 0_usize);
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { cells: places.map(|place| place.and_then(|at| record.get(at)).unwrap_or("").trim()) };
        let mut answer = inviting.link(&row);
        if let (Ok((uscc, _)), true) = (&answer, answer.is_ok())
            && let Some(first) = seen.insert(uscc.clone(), line)
        {
            answer = Err(format!("与第 {first} 行的统一社会信用代码重复"));
        }
        let (link, problem) = match answer {
            Ok((_, link)) => (link, String::new()),
            Err(problem) => (String::new(), problem),
        };
        if problem.is_empty() {
            links += 1
        } else {
            wrong += 1
        }
        writer.write_record(row.cells.into_iter().chain([link.as_str(), problem.as_str()]))?;
    }
    writer.flush()?;
    note(format_args!("{links} links, {wrong} rows to correct"));
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(file: Option<&Path>) -> Result<String, Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    match file {
        Some(path) => bytes = fs::read(path).map_err(in_file(path))?,
        None => drop(stdin().read_to_end(&mut bytes)?),
    }
    let text = String::from_utf8(bytes).map_err(
        |_| "the register is not UTF-8: in a spreadsheet, save it as \"CSV UTF-8\"（另存为“CSV UTF-8”）",
    )?;
    // A spreadsheet puts a mark before the first column's name.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Where each column is. Without code and name there is nothing to fill in.
fn places(heads: &csv::StringRecord) -> Result<[Option<usize>; COLUMNS.len()], String> {
    let is_head = |head: &str, (name, zh): (&str, &str)| head.eq_ignore_ascii_case(name) || head == zh;
    let places = COLUMNS.map(|column| heads.iter().position(|head| is_head(head.trim(), column)));
    for head in heads.iter().filter(|head| !COLUMNS.iter().any(|column| is_head(head.trim(), *column))) {
        note(format_args!("column {head} is not used"));
    }
    for ((name, zh), place) in COLUMNS.iter().zip(places).take(2) {
        place.ok_or_else(|| format!("the register has no column {name} ({zh})"))?;
    }
    Ok(places)
}

/// What all links have in common.
struct Inviting<'a> {
    site: &'a str,
    campaign: Option<Campaign>,
    tariff: &'a Tariff,
    today: Date,
}

impl Inviting<'_> {
    /// The code and the link of a row, or what is wrong with it.
    fn link(&self, row: &Row<'_>) -> Result<(String, String), String> {
        let [uscc, name, area, sector, activity] = row.cells;
        let district = self.district(area).unwrap_or(area).to_owned();
        let enterprise =
            Enterprise { name: name.into(), uscc: uscc.into(), district, ..Enterprise::default() };
        let draft = Draft { enterprise, ..Draft::default() };
        let asked = |pointer: &str| {
            CHECKED.contains(&pointer) && (pointer != "/enterprise/district" || !area.is_empty())
        };
        let problems = check(&draft, self.today).err().unwrap_or_default();
        let mut problems: Vec<String> = problems
            .into_iter()
            .filter(|problem| asked(&problem.pointer))
            .map(|problem| problem.message.zh)
            .collect();
        let answers = self.answers(sector, activity).unwrap_or_else(|problem| {
            problems.push(problem);
            BTreeMap::new()
        });
        if !problems.is_empty() {
            return Err(problems.join("；"));
        }
        let uscc = application::Uscc::parse(uscc).map(|code| code.to_string()).unwrap_or_default();
        let invitation = Invitation {
            name: name.to_owned(),
            uscc: uscc.clone(),
            campaign: self.tag(&draft.enterprise.district),
            district: draft.enterprise.district,
            answers,
        };
        Ok((uscc, format!("{}/#{}", self.site, invitation.write())))
    }

    /// What a link says of the campaign: one of the whole city is counted in the district of the enterprise that was invited.
    fn tag(&self, district: &str) -> String {
        let tag = |campaign: &Campaign| {
            let of_all = campaign.district.is_empty();
            let district = if of_all { district.to_owned() } else { String::new() };
            Tag { code: campaign.code.clone(), district }.marked()
        };
        self.campaign.as_ref().map(tag).unwrap_or_default()
    }

    /// The code of a district by its code or its name, `区` or `县` left out or not.
    fn district(&self, text: &str) -> Option<&'static str> {
        let named = |zh: &str| zh == text || zh.trim_end_matches(['区', '县']) == text;
        district::all(self.today).find(|area| area.code == text || named(area.zh)).map(|area| area.code)
    }

    fn answers(&self, sector: &str, activity: &str) -> Result<BTreeMap<String, String>, String> {
        let mut answers = BTreeMap::new();
        let mut above = None;
        for (key, text) in [("sector", sector), ("activity", activity)] {
            let asked = self.tariff.attributes().iter().position(|attribute| attribute.key == key);
            if text.is_empty() {
                break;
            }
            let choice =
                asked.and_then(|at| Some((at, choice(self.tariff.attributes().get(at)?, text, above)?)));
            let (at, (index, choice)) = choice.ok_or_else(|| format!("没有“{text}”这一项（{key}）"))?;
            answers.insert(key.to_owned(), choice.key.clone());
            above = Some((at, index));
        }
        Ok(answers)
    }
}

/// The choice with this key or name, among those that are offered under the choice above.
fn choice<'a>(
    attribute: &'a Attribute,
    text: &str,
    above: Option<(usize, usize)>,
) -> Option<(usize, &'a Choice)> {
    let Kind::Choice(choices) = &attribute.kind else { return None };
    let offered = |choice: &Choice| {
        choice.when.iter().all(|condition| {
            above.is_some_and(|(attribute, index)| {
                condition.attribute == attribute
                    && condition.any_of.iter().any(|choice| usize::from(*choice) == index)
            })
        })
    };
    let mut named =
        choices.iter().enumerate().filter(|(_, choice)| choice.key == text || choice.label.zh == text);
    named.find(|(_, choice)| offered(choice))
}
