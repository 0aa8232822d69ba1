//! Tables: rows become cells of a grid.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Compiler;
use super::names::Name;
use crate::attribute::{Choice, Kind, Measure, Scope};
use crate::tariff::file::{self, Amount};
use crate::tariff::finding::{Code, Located, Place};
use crate::tariff::table::{Dimension, Edge};
use crate::tariff::{Row, Table};

impl Compiler<'_> {
    pub(super) fn tables(&mut self) {
        let mut keys = BTreeSet::new();
        for Located { place, entry } in &self.merged.table {
            let key = format!("table {}", entry.key);
            if !keys.insert(entry.key.as_str()) {
                self.add(*place, &key, Code::Duplicate, "a second table of this name".into(), "rename one");
            }
            let table = TableBuilder { compiler: self, table: entry, key, place: *place }.build();
            self.tariff.tables.push(table);
        }
    }
}

/// The keys of a row beside those in `by`.
const OF_ROWS: [&str; 2] = ["value", "source"];

struct TableBuilder<'c, 'a> {
    compiler: &'c mut Compiler<'a>,
    table: &'c file::Table,
    key: String,
    place: Place,
}

/// A side of a band: the number, and whether it belongs to the lower band.
type Bound = Option<Edge>;

/// What a row says of one key.
enum Span {
    Choices(Vec<usize>),
    /// Above the first edge, up to the second.
    Between(Bound, Bound),
}

impl TableBuilder<'_, '_> {
    fn add(&mut self, place: Place, key: &str, code: Code, what: String, help: &str) {
        self.compiler.add(place, key, code, what, help);
    }

    fn build(mut self) -> Table {
        if !(1..=4).contains(&self.table.by.len()) {
            self.add(
                self.place,
                &self.key.clone(),
                Code::BadParameter,
                "`by` takes one to four keys".into(),
                "split it",
            );
        }
        if self.table.by.iter().collect::<BTreeSet<_>>().len() < self.table.by.len() {
            let what = "`by` names a key twice".into();
            self.add(self.place, &self.key.clone(), Code::Duplicate, what, "keep one of them");
        }
        let rows = if self.has_own_names() { self.rows() } else { Vec::new() };
        let dimensions = self.dimensions(&rows);
        let cells = self.cells(&dimensions, &rows);
        Table {
            key: self.table.key.clone(),
            label: self.table.label.clone(),
            unit: self.table.unit,
            dimensions,
            cells,
            rows: rows.into_iter().map(|(row, _)| row).collect(),
        }
    }

    /// Whether rows can say which is which: `value` and `source` are what every row has.
    fn has_own_names(&mut self) -> bool {
        let Some(name) = self.table.by.iter().find(|name| OF_ROWS.contains(&name.as_str())) else {
            return true;
        };
        let what = format!("`by` names \"{name}\", which every row has of its own");
        self.add(
            self.place,
            &self.key.clone(),
            Code::BadParameter,
            what,
            "give the attribute or step another key",
        );
        false
    }

    fn place_of(&self, row: &toml::Spanned<BTreeMap<String, file::Cell>>) -> Place {
        Place { file: self.place.file, offset: row.span().start }
    }

    fn rows(&mut self) -> Vec<(Row, Vec<Span>)> {
        let table = self.table;
        let mut rows = Vec::new();
        for (number, row) in table.rows.iter().enumerate() {
            let place = self.place_of(row);
            let key = format!("{}, row {}", self.key, number + 1);
            let cells = row.get_ref();
            for name in cells.keys() {
                if !OF_ROWS.contains(&name.as_str()) && !table.by.contains(name) {
                    let help = "a row has value, source, and the keys in `by`";
                    self.add(
                        place,
                        &key,
                        Code::UnknownName,
                        format!("\"{name}\" is no key of the table"),
                        help,
                    );
                }
            }
            let value = self.row_value(place, &key, cells.get("value"));
            let source = self.row_source(place, &key, cells.get("source"));
            let spans = table.by.iter().map(|by| self.span(place, &key, by, cells.get(by))).collect();
            let keys = table.by.iter().map(|by| show(cells.get(by))).collect();
            rows.push((Row { value, keys, source }, spans));
        }
        rows
    }

    fn row_value(&mut self, place: Place, key: &str, cell: Option<&file::Cell>) -> Decimal {
        let amount = match cell {
            Some(file::Cell::Text(text)) => Amount(text.clone()),
            Some(file::Cell::Whole(whole)) => Amount(whole.to_string()),
            Some(file::Cell::Float(_)) => {
                self.add(place, key, Code::Float, "the value is a TOML float".into(), "write it in quotes");
                return Decimal::ZERO;
            }
            _ => {
                self.add(place, key, Code::BadAmount, "the row has no value".into(), "add value = \"…\"");
                return Decimal::ZERO;
            }
        };
        self.compiler.scaled(place, key, &amount, self.table.unit)
    }

    /// A row's own source, or that of its table.
    fn row_source(&mut self, place: Place, key: &str, cell: Option<&file::Cell>) -> usize {
        match (cell, &self.table.source) {
            (Some(file::Cell::Text(id)), _) | (None, Some(id)) => self.compiler.source(place, key, id),
            _ => {
                let help = "give the row or the table a source";
                self.add(place, key, Code::NoSource, "a figure without a source".into(), help);
                0
            }
        }
    }

    fn choices(&self, by: &str) -> Option<(usize, &[Choice])> {
        let Some(Name::Attribute(index)) = self.compiler.names.get(by) else { return None };
        match &self.compiler.tariff.attributes.get(*index)?.kind {
            Kind::Choice(choices) => Some((*index, choices)),
            Kind::Number(_) => None,
        }
    }

    fn span(&mut self, place: Place, key: &str, by: &str, cell: Option<&file::Cell>) -> Span {
        let Some((_, choices)) = self.choices(by) else { return self.band(place, key, by, cell) };
        let wanted = match cell {
            Some(file::Cell::Text(one)) => vec![one.clone()],
            Some(file::Cell::Many(many)) => many.clone(),
            _ => Vec::new(),
        };
        if wanted.iter().any(|w| w == "*") {
            return Span::Choices((0..choices.len()).collect());
        }
        let positions = |w: &String| choices.iter().position(|c| c.key == *w).ok_or(w.clone());
        let found: Vec<Result<usize, String>> = wanted.iter().map(positions).collect();
        if found.is_empty() {
            self.add(
                place,
                key,
                Code::BadRow,
                format!("no choice for \"{by}\""),
                "name one, a list, or \"*\"",
            );
        }
        for missing in found.iter().filter_map(|f| f.as_ref().err()) {
            let what = format!("\"{by}\" has no choice \"{missing}\"");
            self.add(place, key, Code::BadRow, what, "name one of its choices");
        }
        Span::Choices(found.into_iter().flatten().collect())
    }

    fn band(&mut self, place: Place, key: &str, by: &str, cell: Option<&file::Cell>) -> Span {
        let band = match cell {
            Some(file::Cell::Band(band)) => band.clone(),
            Some(file::Cell::Text(all)) if all == "*" => file::Band::default(),
            _ => {
                let help = "write { up_to = \"…\" }, { over = \"…\", up_to = \"…\" }, or \"*\"";
                self.add(place, key, Code::BadRow, format!("no band for \"{by}\""), help);
                file::Band::default()
            }
        };
        let both = |a: &Option<Amount>, b: &Option<Amount>| a.is_some() && b.is_some();
        if both(&band.over, &band.from) || both(&band.up_to, &band.below) {
            let help = "a band has one lower and one upper end: over or from, up_to or below";
            self.add(place, key, Code::BadRow, format!("two ends on one side for \"{by}\""), help);
        }
        let is_day = self.compiler.measure(by) == Some(Measure::Date);
        let edge = |builder: &mut Self, closed: &Option<Amount>, open: &Option<Amount>| {
            let (amount, closed) = match (closed, open) {
                (Some(amount), _) => (amount, true),
                (None, Some(amount)) => (amount, false),
                (None, None) => return None,
            };
            Some(Edge { at: builder.compiler.end(place, key, amount, is_day), closed })
        };
        let lower = edge(self, &band.over, &band.from);
        let upper = edge(self, &band.up_to, &band.below);
        if let (Some(lower), Some(upper)) = (&lower, &upper)
            && order(lower) >= order(upper)
        {
            self.add(
                place,
                key,
                Code::BadRow,
                format!("the band for \"{by}\" holds nothing"),
                "swap its ends",
            );
        }
        Span::Between(lower, upper)
    }

    fn dimensions(&mut self, rows: &[(Row, Vec<Span>)]) -> Vec<Dimension> {
        let mut dimensions = Vec::new();
        for (position, by) in self.table.by.iter().enumerate() {
            if let Some((attribute, choices)) = self.choices(by) {
                let size = u16::try_from(choices.len()).unwrap_or(u16::MAX);
                let scope = self.compiler.tariff.attributes.get(attribute).map_or(Scope::Policy, |a| a.scope);
                let slot = self.compiler.tariff.slots.get(attribute).copied().unwrap_or(u16::MAX);
                dimensions.push(Dimension::Choice { scope, slot, attribute, size });
                continue;
            }
            let Some(of) = self.compiler.reference(self.place, &self.key, by, Scope::Unit) else { continue };
            let mut edges: Vec<Edge> = Vec::new();
            for (_, spans) in rows {
                if let Some(Span::Between(lower, upper)) = spans.get(position) {
                    edges.extend(lower.iter().chain(upper).cloned());
                }
            }
            edges.sort_by_key(order);
            edges.dedup();
            dimensions.push(Dimension::Band { of, edges });
        }
        dimensions
    }

    /// Writes each row into the cells it covers. Two rows in one cell overlap; holes are the proof's business, since
    /// only what can be asked must be there.
    fn cells(&mut self, dimensions: &[Dimension], rows: &[(Row, Vec<Span>)]) -> Vec<u16> {
        let size = dimensions.iter().map(Dimension::size).fold(1, usize::saturating_mul);
        if size > 1_000_000 || rows.len() >= usize::from(u16::MAX) {
            let help = "split it: a table has at most 1,000,000 cells and 65,534 rows";
            self.add(self.place, &self.key.clone(), Code::TooLarge, format!("{size} cells"), help);
            return Vec::new();
        }
        let mut cells = vec![0; size];
        for (number, (_, spans)) in rows.iter().enumerate() {
            let positions: Vec<Vec<usize>> =
                spans.iter().zip(dimensions).map(|(s, d)| covered(s, d)).collect();
            let mut clash = None;
            for cell in product(&positions, dimensions) {
                match cells.get_mut(cell) {
                    Some(empty @ 0) => *empty = u16::try_from(number + 1).unwrap_or(0),
                    Some(other) => clash = Some(*other),
                    None => {}
                }
            }
            if let Some(other) = clash {
                let place = self.table.rows.get(number).map_or(self.place, |row| self.place_of(row));
                let key = format!("{}, row {}", self.key, number + 1);
                let what = format!("row {other} answers for the same keys");
                self.add(place, &key, Code::Overlap, what, "let every set of keys meet one row");
            }
        }
        cells
    }
}

/// Position of an edge on the line: a closed edge at 10 lies just above 10, an open one just below.
fn order(edge: &Edge) -> (Decimal, bool) {
    (edge.at, edge.closed)
}

fn covered(span: &Span, dimension: &Dimension) -> Vec<usize> {
    match (span, dimension) {
        (Span::Choices(choices), _) => choices.clone(),
        (Span::Between(lower, upper), Dimension::Band { edges, .. }) => {
            let find = |edge: &Edge| edges.binary_search_by_key(&order(edge), order).ok();
            let from = lower.as_ref().and_then(find).map_or(0, |p| p + 1);
            let to = upper.as_ref().and_then(find).unwrap_or(edges.len());
            (from..=to).collect()
        }
        (Span::Between(..), Dimension::Choice { .. }) => Vec::new(),
    }
}

/// Cell numbers of every combination of positions.
fn product(positions: &[Vec<usize>], dimensions: &[Dimension]) -> Vec<usize> {
    let mut cells = vec![0];
    for (choices, dimension) in positions.iter().zip(dimensions) {
        let size = dimension.size();
        cells = cells.iter().flat_map(|cell| choices.iter().map(move |c| cell * size + c)).collect();
    }
    cells
}

fn show(cell: Option<&file::Cell>) -> String {
    let end = |word: &str, amount: &Option<Amount>| amount.as_ref().map(|a| format!("{word} {}", a.0));
    match cell {
        Some(file::Cell::Text(text)) => text.clone(),
        Some(file::Cell::Many(many)) => many.join(", "),
        Some(file::Cell::Band(band)) => {
            let ends =
                [end(">", &band.over), end("≥", &band.from), end("≤", &band.up_to), end("<", &band.below)];
            ends.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
