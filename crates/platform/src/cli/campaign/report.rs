//! What came of campaigns, as a table or as JSON.

use std::io;

use platform::campaigns::{Funnel, Part, Report, place, share};

use crate::cli::output;

/// One line of the table.
type Line = [String; 7];

const HEADS: [&str; 7] =
    ["campaign", "district", "visits", "estimates", "of visits", "applications", "of visits"];

/// Prints it.
pub fn print(report: &Report, json: bool) -> io::Result<()> {
    if json {
        return output::line(serde_json::to_string_pretty(report).map_err(io::Error::from)?);
    }
    let mut lines: Vec<Line> = vec![HEADS.map(str::to_owned)];
    for one in &report.campaigns {
        lines.push(line(&one.campaign.code, "", one.total));
        lines.extend(one.by_district.iter().map(of_district));
    }
    if report.campaigns.len() > 1 {
        lines.push(line("all", "", report.total));
        lines.extend(report.by_district.iter().map(of_district));
    }
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|at| lines.iter().filter_map(|line| line.get(at)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    for line in &lines {
        let cells =
            line.iter().zip(&widths).enumerate().map(|(at, (cell, width))| padded(cell, *width, at < 2));
        output::line(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn of_district(part: &Part) -> Line {
    line("", &format!("{} {}", part.key, place(&part.key).zh), part.funnel)
}

fn line(campaign: &str, district: &str, funnel: Funnel) -> Line {
    let Funnel { visits, estimates, applications } = funnel;
    [
        campaign.to_owned(),
        district.trim().to_owned(),
        visits.to_string(),
        estimates.to_string(),
        share(estimates, visits),
        applications.to_string(),
        share(applications, visits),
    ]
}

/// Columns that a text takes in a terminal: Chinese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}

fn padded(text: &str, to: usize, left: bool) -> String {
    let room = " ".repeat(to.saturating_sub(width(text)));
    if left { format!("{text}{room}") } else { format!("{room}{text}") }
}
