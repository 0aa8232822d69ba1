//! What is written down but never used is a mistake, or a lie to the reader.

use std::collections::BTreeSet;

use super::Compiler;
use crate::tariff::file::OneOrMany;
use crate::tariff::finding::{Code, Located, Place};
use crate::tariff::read::Merged;

impl Compiler<'_> {
    pub(super) fn unused(&mut self) {
        let merged = self.merged;
        let used = used_names(merged);
        let tables: BTreeSet<&str> = merged.step.iter().filter_map(|s| s.entry.table.as_deref()).collect();
        for Located { place, entry } in &merged.table {
            self.must_be_used(&tables, *place, "table", &entry.key, &entry.key, "no step looks it up");
        }
        for Located { place, entry } in &merged.attribute {
            let what = "asked, but nothing uses the answer";
            self.must_be_used(&used, *place, "attribute", &entry.key, &entry.key, what);
        }
        for Located { place, entry } in &merged.figure {
            let what = "no step, cover, law or rule uses it";
            self.must_be_used(&used, *place, "figure", &entry.key, &entry.key, what);
        }
        for Located { place, entry } in &merged.step {
            self.must_be_used(&used, *place, "step", &entry.key, entry.writes(), "nothing reads its result");
        }
    }

    fn must_be_used(
        &mut self,
        used: &BTreeSet<&str>,
        place: Place,
        kind: &str,
        entry: &str,
        name: &str,
        what: &str,
    ) {
        if !used.contains(name) {
            let entry = format!("{kind} {entry}");
            self.add(place, &entry, Code::Unused, what.to_owned(), "use it or remove it");
        }
    }
}

/// Every name of an attribute, figure or register that is read anywhere.
fn used_names(merged: &Merged) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for Located { entry, .. } in &merged.step {
        used.extend(entry.of.iter().chain(&entry.least).chain(&entry.most).map(String::as_str));
        used.extend(entry.when.keys().map(String::as_str));
    }
    for Located { entry, .. } in &merged.attribute {
        used.extend(entry.when.keys().map(String::as_str));
        used.extend(entry.choices.iter().flat_map(|c| c.when.keys().map(String::as_str)));
        used.extend(entry.requires.iter().map(String::as_str));
    }
    for Located { entry, .. } in &merged.cover {
        used.extend(entry.limits.iter().map(|l| l.amount.as_str()));
        used.extend(entry.deductible.iter().chain(&entry.deductible_share).map(String::as_str));
        used.extend(entry.extension.as_deref());
        used.extend(entry.when.keys().map(String::as_str));
    }
    for Located { entry, .. } in &merged.tariff {
        used.insert(&entry.premium);
        used.extend(entry.per_person.as_deref());
        used.extend(entry.per_person_when.keys().map(String::as_str));
        used.extend(entry.months.iter().flat_map(OneOrMany::all).map(String::as_str));
    }
    for Located { entry, .. } in &merged.line {
        used.insert(&entry.of);
        used.extend(entry.when.keys().map(String::as_str));
    }
    used.extend(merged.table.iter().flat_map(|t| t.entry.by.iter().map(String::as_str)));
    used.extend(merged.must.iter().filter_map(|must| must.entry.bound()));
    used.extend(merged.law.iter().filter_map(|l| l.entry.of.as_deref()));
    used.extend(merged.obligation.iter().map(|o| o.entry.attribute.as_str()));
    used
}
