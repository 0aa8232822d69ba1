//! What surrounds the premium: header, covers, lines, law, prevention fund, obligation.

use rust_decimal::Decimal;

use super::Compiler;
use super::names::{Name, is_key};
use crate::attribute::{Kind, Measure, Number, Scope};
use crate::tariff::file::{self, Amount};
use crate::tariff::finding::{Code, Located, Place};
use crate::tariff::table::{Dimension, Unit};
use crate::tariff::{
    Cover, FundRow, FundRule, Instruction, Law, LimitRule, LineRule, ObligationRow, ObligationRule, Op, Ref,
};

impl Compiler<'_> {
    pub(super) fn header(&mut self, header: &Located<file::Header>) {
        let Located { place, entry } = header;
        self.identity(*place, entry);
        if entry.inception_to.is_some_and(|to| to < entry.inception_from) {
            self.add(
                *place,
                "tariff",
                Code::BadBounds,
                "inception_to is before inception_from".into(),
                "swap them",
            );
        }
        match self.reference(*place, "tariff, premium", &entry.premium, Scope::Policy) {
            Some(Ref::Register(Scope::Policy, index)) => self.tariff.header.premium = index,
            Some(_) => {
                let help = "name the register that the last step writes";
                self.add(*place, "tariff, premium", Code::BadParameter, "not a register".into(), help);
            }
            None => {}
        }
        let per_person = entry.per_person.as_ref();
        self.tariff.header.per_person =
            per_person.and_then(|name| self.reference(*place, "tariff, per_person", name, Scope::Policy));
        self.tariff.header.per_person_when =
            self.conditions(*place, "tariff, per_person_when", &entry.per_person_when);
        if entry.per_person.is_none() && !entry.per_person_when.is_empty() {
            let what = "`per_person_when` without `per_person`".into();
            let help = "name in `per_person` what the premium is divided by, or remove it";
            self.add(*place, "tariff, per_person_when", Code::BadParameter, what, help);
        }
        for name in entry.months.iter().flat_map(file::OneOrMany::all) {
            match self.names.get(name) {
                Some(Name::Attribute(index)) if self.is_months(*index) => {
                    self.tariff.header.months.push(*index)
                }
                _ => self.unknown(
                    *place,
                    "tariff, months",
                    name,
                    "a count of the policy from 1 to at most 120",
                ),
            }
        }
    }

    fn is_months(&self, attribute: usize) -> bool {
        self.tariff.attributes.get(attribute).is_some_and(|a| {
            let fits = |n: &Number| {
                n.measure == Measure::Count
                    && n.digits == 0
                    && n.least >= Decimal::ONE
                    && n.most <= Decimal::from(120)
            };
            a.scope == Scope::Policy && matches!(&a.kind, Kind::Number(n) if fits(n))
        })
    }

    /// What stands in files, lists and addresses, and what amounts are in.
    fn identity(&mut self, place: Place, header: &file::Header) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_edition = !header.edition.is_empty() && header.edition.chars().all(plain);
        if !is_key(&header.id) {
            let (what, help) =
                (format!("\"{}\" is no id", header.id), "write it as a key, such as \"jinan-2025\"");
            self.add(place, "tariff, id", Code::BadKey, what, help);
        }
        if !is_edition {
            let what = format!("\"{}\" is no edition", header.edition);
            self.add(place, "tariff, edition", Code::BadKey, what, "number it, such as \"1\" or \"2026.1\"");
        }
        if header.region.trim().is_empty() {
            let what = "it names no region".into();
            let help = "write the code of where the tariff holds, such as \"370100\"";
            self.add(place, "tariff, region", Code::BadParameter, what, help);
        }
        if header.currency != "CNY" {
            let what = format!("\"{}\" is not the yuan", header.currency);
            let help = "write \"CNY\": screens and papers show every amount in yuan";
            self.add(place, "tariff, currency", Code::BadParameter, what, help);
        }
    }

    pub(super) fn covers(&mut self) {
        for Located { place, entry } in &self.merged.cover {
            let key = format!("cover {}", entry.key);
            if self.tariff.covers.iter().any(|cover| cover.key == entry.key) {
                self.add(*place, &key, Code::Duplicate, "a second cover of this name".into(), "rename one");
            }
            let source = self.source(*place, &key, &entry.source);
            let extension = match entry.extension.as_ref().map(|name| (name, self.names.get(name).copied())) {
                None => None,
                Some((_, Some(Name::Attribute(i))))
                    if self.tariff.attributes.get(i).is_some_and(|a| a.extension) =>
                {
                    Some(i)
                }
                Some((name, _)) => {
                    self.unknown(*place, &key, name, "an extension");
                    None
                }
            };
            let when = self.conditions(*place, &key, &entry.when);
            let mut limits = Vec::new();
            for limit in &entry.limits {
                let Some(amount) = self.counted(*place, &key, &limit.amount, Unit::Yuan) else { continue };
                let source = limit.source.as_ref().map_or(source, |id| self.source(*place, &key, id));
                limits.push(LimitRule { per: limit.per, amount, source });
            }
            let mut taken = |name: &Option<String>, unit| self.counted(*place, &key, name.as_ref()?, unit);
            let deductible = taken(&entry.deductible, Unit::Yuan);
            let deductible_share = taken(&entry.deductible_share, Unit::Percent);
            self.tariff.covers.push(Cover {
                key: entry.key.clone(),
                label: entry.label.clone(),
                help: entry.help.clone(),
                article: entry.article.clone(),
                source,
                extension,
                when,
                limits,
                deductible,
                deductible_share,
            });
        }
    }

    pub(super) fn lines(&mut self) {
        for Located { place, entry } in &self.merged.line {
            let key = format!("line {}", entry.of);
            let Some(of) = self.reference(*place, &key, &entry.of, Scope::Unit) else { continue };
            let when = self.conditions(*place, &key, &entry.when);
            if self.tariff.lines.iter().any(|line| line.of == of && line.when == when) {
                let what = "a second line of this, under the same `when`".into();
                self.add(*place, &key, Code::Duplicate, what, "keep one of them");
            }
            self.tariff.lines.push(LineRule { of, key: entry.of.clone(), label: entry.label.clone(), when });
        }
    }

    pub(super) fn laws(&mut self) {
        for Located { place, entry } in &self.merged.law {
            let key = format!("law {}", entry.key);
            let source = self.source(*place, &key, &entry.source);
            let bound = |compiler: &mut Self, a: &Option<Amount>| {
                a.as_ref().map(|a| compiler.amount(*place, &key, a))
            };
            let (least, most) = (bound(self, &entry.least), bound(self, &entry.most));
            let of = entry.of.as_ref().and_then(|name| self.reference(*place, &key, name, Scope::Policy));
            if of.is_some() && ((least.is_none() && most.is_none()) || entry.message.is_none()) {
                let help = "give least or most, and the message for whom is outside";
                self.add(
                    *place,
                    &key,
                    Code::BadParameter,
                    "holds against nothing, or says nothing".into(),
                    help,
                );
            }
            if entry.of.is_none() && entry.message.is_some() {
                let what = "a `message` that nobody is told: nothing is held against this law".into();
                self.add(
                    *place,
                    &key,
                    Code::BadParameter,
                    what,
                    "name in `of` what is, or remove the message",
                );
            }
            let crossed = least.zip(most).is_some_and(|(least, most)| least > most);
            if crossed || entry.to.is_some_and(|to| to < entry.from) {
                let what = "least is over most, or `to` before `from`".into();
                self.add(*place, &key, Code::BadBounds, what, "swap them");
            }
            self.tariff.laws.push(Law {
                key: entry.key.clone(),
                label: entry.label.clone(),
                of,
                blame: of.and_then(|of| self.blame(of)),
                least,
                most,
                from: entry.from,
                to: entry.to,
                article: entry.article.clone(),
                source,
                message: entry.message.clone(),
            });
        }
    }

    /// The attribute whose answer decides a value: itself, or the key of the table that the register is looked up in.
    fn blame(&self, of: Ref) -> Option<usize> {
        let register = match of {
            Ref::Figure(_) => return None,
            Ref::Number(scope, slot) => {
                return (0..self.tariff.attributes.len()).find(|i| {
                    let attribute = self.tariff.attributes.get(*i);
                    attribute.is_some_and(|a| a.scope == scope && matches!(a.kind, Kind::Number(_)))
                        && self.tariff.slots.get(*i) == Some(&slot)
                });
            }
            Ref::Register(scope, index) => (scope, index),
        };
        let writes = |i: &&Instruction| (i.scope, i.to) == register;
        match &self.tariff.program.iter().find(writes)?.op {
            Op::LookUp(table) => match self.tariff.tables.get(usize::from(*table))?.dimensions.first()? {
                Dimension::Choice { attribute, .. } => Some(*attribute),
                Dimension::Band { of, .. } => self.blame(*of),
            },
            Op::Copy(of) | Op::Round { of, .. } | Op::Clamp { of, .. } => self.blame(*of),
            _ => None,
        }
    }

    pub(super) fn fund(&mut self) {
        let Some(Located { place, entry }) = self.merged.prevention_fund.last() else { return };
        let mut rows: Vec<FundRow> = Vec::new();
        for row in &entry.rows {
            let key = format!("prevention_fund, from {}", row.from);
            if rows.last().is_some_and(|before| before.from >= row.from) {
                self.add(*place, &key, Code::Order, "rows are not in order of `from`".into(), "sort them");
            }
            let least = self.amount(*place, &key, &row.least);
            let most = row.most.as_ref().map(|most| self.amount(*place, &key, most));
            if most.is_some_and(|most| most < least) || least.is_sign_negative() || least > Decimal::ONE {
                self.add(
                    *place,
                    &key,
                    Code::BadBounds,
                    "not a share, or most under least".into(),
                    "0.15 is 15 %",
                );
            }
            let source = self.source(*place, &key, &row.source);
            rows.push(FundRow { from: row.from, least, most, source });
        }
        self.tariff.fund = Some(FundRule { uses: entry.uses.clone(), rows });
    }

    pub(super) fn obligation(&mut self) {
        let Some(Located { place, entry }) = self.merged.obligation.last() else { return };
        let key = "obligation";
        let index = match self.names.get(&entry.attribute) {
            Some(Name::Attribute(index)) => *index,
            _ => return self.unknown(*place, key, &entry.attribute, "a choice"),
        };
        let Some(Kind::Choice(choices)) = self.tariff.attributes.get(index).map(|a| a.kind.clone()) else {
            return self.unknown(*place, key, &entry.attribute, "a choice");
        };
        let mut rows = Vec::new();
        for row in &entry.rows {
            let source = self.source(*place, key, &row.source);
            let department_source = self.source(*place, key, &row.department_source);
            let position = choices.iter().position(|c| c.key == row.is).and_then(|p| u16::try_from(p).ok());
            let Some(choice) = position else {
                let what = format!("\"{}\" has no choice \"{}\"", entry.attribute, row.is);
                self.add(*place, key, Code::BadCondition, what, "name one of its choices");
                continue;
            };
            rows.push(ObligationRow {
                choice,
                status: row.status,
                article: row.article.clone(),
                source,
                department: row.department.clone(),
                department_source,
            });
        }
        for choice in &choices {
            let position =
                choices.iter().position(|c| c.key == choice.key).and_then(|p| u16::try_from(p).ok());
            if rows.iter().filter(|r| Some(r.choice) == position).count() != 1 {
                let what = format!("\"{}\" has no row, or two", choice.key);
                self.add(*place, key, Code::Hole, what, "give every choice one row");
            }
        }
        self.tariff.obligation = Some(ObligationRule { attribute: index, rows });
    }
}
