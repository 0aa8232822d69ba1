//! Sources and the figures that have names.

use super::Compiler;
use super::names::Name;
use crate::date::Date;
use crate::quote::SourceNote;
use crate::tariff::Figure;
use crate::tariff::finding::{Code, Located};

impl Compiler<'_> {
    pub(super) fn sources(&mut self) {
        for Located { place, entry } in &self.merged.source {
            if self.tariff.sources.iter().any(|s| s.id == entry.id) {
                self.add(
                    *place,
                    "source",
                    Code::Duplicate,
                    format!("a second source \"{}\"", entry.id),
                    "rename one",
                );
            }
            if !is_document_date(&entry.date) {
                let what = format!("\"{}\" is no date", entry.date);
                let help = "write 2018-01-30, 2018-01 or 2018, or \"\" where it is not known";
                self.add(*place, "source", Code::BadDate, what, help);
            }
            if let Some(url) = entry.url.as_ref().filter(|url| !is_address(url)) {
                let (key, what) =
                    (format!("source {}, url", entry.id), format!("\"{url}\" is no address of a page"));
                self.add(
                    *place,
                    &key,
                    Code::BadParameter,
                    what,
                    "begin with https:// or http://, or leave it out",
                );
            }
            self.tariff.sources.push(SourceNote {
                id: entry.id.clone(),
                title: entry.title.clone(),
                issuer: entry.issuer.clone(),
                number: entry.number.clone(),
                date: entry.date.clone(),
                mark: entry.mark,
                url: entry.url.clone(),
            });
        }
    }

    pub(super) fn figures(&mut self) {
        for Located { place, entry } in &self.merged.figure {
            let key = format!("figure {}", entry.key);
            let value = self.scaled(*place, &key, &entry.value, entry.unit);
            let source = self.source(*place, &key, &entry.source);
            let index = u16::try_from(self.tariff.figures.len()).unwrap_or(u16::MAX);
            self.name(*place, &key, &entry.key, Name::Figure(index));
            self.tariff.figures.push(Figure {
                key: entry.key.clone(),
                label: entry.label.clone(),
                value,
                source,
            });
        }
    }
}

/// What may become a link.
fn is_address(url: &str) -> bool {
    let page = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    page.is_some_and(|page| !page.is_empty() && !page.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// A document's date as far as it is known: a day, a month, a year, or nothing.
fn is_document_date(text: &str) -> bool {
    let day = match text.len() {
        0 => return true,
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.parse::<Date>().is_ok()
}
