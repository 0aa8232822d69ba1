//! What is written down but never used is a mistake, or a lie to the reader.

use std::collections::BTreeSet;

use super::Compiler;
use crate::tariff::file;
use crate::tariff::finding::{Code, Located};

impl Compiler<'_> {
    /// What is written down but never used is a mistake, or a lie to the reader.
    pub(super) fn unused(&mut self) {
        let merged = self.merged;
        let used_tables: BTreeSet<&str> =
            merged.step.iter().filter_map(|s| s.entry.table.as_deref()).collect();
        for Located { place, entry } in &merged.table {
            if !used_tables.contains(entry.key.as_str()) {
                let key = format!("table {}", entry.key);
                self.add(*place, &key, Code::Unused, "no step looks it up".into(), "use it or remove it");
            }
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for Located { entry, .. } in &merged.step {
            used.extend(entry.of.iter().chain(&entry.least).chain(&entry.most).map(String::as_str));
            used.extend(entry.when.keys().map(String::as_str));
        }
        used.extend(merged.table.iter().flat_map(|t| t.entry.by.iter().map(String::as_str)));
        for Located { entry, .. } in &merged.attribute {
            used.extend(entry.when.keys().map(String::as_str));
            used.extend(entry.choices.iter().flat_map(|c| c.when.keys().map(String::as_str)));
            used.extend(entry.requires.iter().map(String::as_str));
        }
        for Located { entry, .. } in &merged.cover {
            used.extend(entry.limits.iter().map(|l| l.amount.as_str()));
            used.extend(entry.deductible.as_deref());
            used.extend(entry.extension.as_deref());
            used.extend(entry.when.keys().map(String::as_str));
        }
        used.extend(merged.must.iter().filter_map(|must| must.entry.bound()));
        used.extend(merged.law.iter().filter_map(|l| l.entry.of.as_deref()));
        used.extend(merged.line.iter().map(|l| l.entry.of.as_str()));
        used.extend(merged.obligation.iter().map(|o| o.entry.attribute.as_str()));
        if let Some(Located { entry, .. }) = merged.tariff.last() {
            used.insert(&entry.premium);
            used.extend(entry.per_person.as_deref());
            used.extend(entry.months.iter().flat_map(file::OneOrMany::all).map(String::as_str));
        }
        for Located { place, entry } in &merged.attribute {
            if !used.contains(entry.key.as_str()) {
                let key = format!("attribute {}", entry.key);
                self.add(
                    *place,
                    &key,
                    Code::Unused,
                    "asked, but nothing uses the answer".into(),
                    "use it or remove it",
                );
            }
        }
        for Located { place, entry } in &merged.figure {
            if !used.contains(entry.key.as_str()) {
                let key = format!("figure {}", entry.key);
                self.add(
                    *place,
                    &key,
                    Code::Unused,
                    "no step, cover or law uses it".into(),
                    "use it or remove it",
                );
            }
        }
        for Located { place, entry } in &merged.step {
            let name = entry.to.as_ref().unwrap_or(&entry.key);
            if !used.contains(name.as_str()) {
                let key = format!("step {}", entry.key);
                self.add(
                    *place,
                    &key,
                    Code::Unused,
                    "nothing reads its result".into(),
                    "use it or remove it",
                );
            }
        }
    }
}
