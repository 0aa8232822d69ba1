//! Words that people read stand in both languages, or not at all.

use super::Compiler;
use crate::tariff::file::Attribute;
use crate::tariff::finding::{Code, Located, Place};
use crate::text::Text;

impl Compiler<'_> {
    pub(super) fn words(&mut self) {
        let merged = self.merged;
        for Located { place, entry } in &merged.tariff {
            self.both(*place, "tariff, title", &entry.title);
        }
        for Located { place, entry } in &merged.units {
            self.both(*place, "units, label", &entry.label);
        }
        for Located { place, entry } in &merged.source {
            self.both(*place, &format!("source {}, title", entry.id), &entry.title);
        }
        for Located { place, entry } in &merged.attribute {
            self.words_of_attribute(*place, entry);
        }
        for Located { place, entry } in &merged.figure {
            self.where_given(*place, &format!("figure {}, label", entry.key), entry.label.as_ref());
        }
        for Located { place, entry } in &merged.table {
            self.both(*place, &format!("table {}, label", entry.key), &entry.label);
        }
        for Located { place, entry } in &merged.step {
            self.both(*place, &format!("step {}, label", entry.key), &entry.label);
        }
        for Located { place, entry } in &merged.cover {
            self.both(*place, &format!("cover {}, label", entry.key), &entry.label);
            self.help(*place, &format!("cover {}, help", entry.key), &entry.help);
        }
        for Located { place, entry } in &merged.line {
            self.both(*place, &format!("line {}, label", entry.of), &entry.label);
        }
        for Located { place, entry } in &merged.law {
            self.both(*place, &format!("law {}, label", entry.key), &entry.label);
            self.where_given(*place, &format!("law {}, message", entry.key), entry.message.as_ref());
        }
        for Located { place, entry } in &merged.prevention_fund {
            entry.uses.iter().for_each(|one| self.both(*place, "prevention_fund, uses", one));
        }
        for Located { place, entry } in &merged.obligation {
            for row in &entry.rows {
                self.both(*place, &format!("obligation, {}, department", row.is), &row.department);
            }
        }
    }

    fn words_of_attribute(&mut self, place: Place, attribute: &Attribute) {
        let key = format!("attribute {}", attribute.key);
        self.both(place, &format!("{key}, label"), &attribute.label);
        self.help(place, &format!("{key}, help"), &attribute.help);
        self.where_given(place, &format!("{key}, improve_with"), attribute.improve_with.as_ref());
        self.where_given(place, &format!("{key}, unit"), attribute.unit.as_ref());
        for choice in &attribute.choices {
            let key = format!("{key}, choice {}", choice.key);
            self.both(place, &format!("{key}, label"), &choice.label);
            self.help(place, &format!("{key}, help"), &choice.help);
        }
    }

    fn both(&mut self, place: Place, key: &str, text: &Text) {
        let missing = match (text.zh.trim().is_empty(), text.en.trim().is_empty()) {
            (true, true) => "it says nothing",
            (true, false) => "it says nothing in Chinese",
            (false, true) => "it says nothing in English",
            (false, false) => return,
        };
        let help = "write { zh = \"…\", en = \"…\" } with words in both";
        self.add(place, key, Code::NoWords, missing.into(), help);
    }

    fn where_given(&mut self, place: Place, key: &str, text: Option<&Text>) {
        text.into_iter().for_each(|text| self.both(place, key, text));
    }

    /// Help may be left out.
    fn help(&mut self, place: Place, key: &str, text: &Text) {
        self.where_given(place, key, Some(text).filter(|text| **text != Text::default()));
    }
}
