//! Every link of a campaign: where it was given out and the sector that it opens are in the link.

use std::error::Error;
use std::io::stdout;
use std::iter::once;
use std::path::Path;

use application::campaign::{Link, Tag};
use application::district;
use platform::campaigns::{Campaign, place};
use platform::clock::Clock;
use platform::tariffs::load_folder;
use words::Lang;
use words::campaign::WHOLE_CITY;

use crate::cli::sectors::sectors;

/// CSV: codes and names, then the link.
pub fn print(tariffs: &Path, campaign: &Campaign, site: &str) -> Result<(), Box<dyn Error>> {
    let (catalogue, today) = (load_folder(tariffs)?, Clock::default().today());
    let day = campaign.from.max(today);
    let tariff = catalogue.pick(day, today).ok_or("no tariff applies: see anze tariff list")?;
    let own = sectors(tariff).iter().filter(|sector| campaign.is_for(&sector.key));
    let own: Vec<(&str, &str)> =
        once(("", "")).chain(own.map(|one| (one.key.as_str(), one.label.zh.as_str()))).collect();
    // A campaign of one district is of no other: its links need not say so.
    let others = district::all(day).map(|district| district.code).filter(|_| campaign.district.is_empty());
    let mut writer = csv::Writer::from_writer(stdout().lock());
    writer.write_record(["district", "district_name", "sector", "sector_name", "link"])?;
    for said in once("").chain(others) {
        let code = if said.is_empty() { campaign.district.as_str() } else { said };
        let name = if code.is_empty() { Lang::Zh.say(WHOLE_CITY).to_owned() } else { place(code).zh };
        for (sector, sector_name) in &own {
            let tag = Tag { code: campaign.code.clone(), district: said.to_owned() };
            let link = Link { tag, sector: (*sector).to_owned() };
            writer.write_record([code, &name, sector, sector_name, &format!("{site}/#{}", link.write())])?;
        }
    }
    Ok(writer.flush()?)
}
