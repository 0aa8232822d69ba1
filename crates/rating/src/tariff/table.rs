//! A table: figures looked up by one to four keys, each a choice or a band of a number.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Ref;
use crate::attribute::Scope;
use crate::money;
use crate::text::Text;

/// A grid of rows. Every row is a figure with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Key.
    pub key: String,
    /// Label.
    pub label: Text,
    /// What its figures are: yuan, factor, percent, per-mille, count.
    pub unit: Unit,
    pub(crate) dimensions: Vec<Dimension>,
    /// Row number + 1 by position, last dimension fastest; 0 where there is no row.
    pub(crate) cells: Vec<u16>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 元.
    Yuan,
    /// A plain multiplier.
    #[default]
    Factor,
    /// %, divided by 100 when read.
    Percent,
    /// ‰, divided by 1000 when read.
    PerMille,
    /// Whole things.
    Count,
}

/// One figure of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The value as it is reckoned with: 0.65 ‰ is 0.00065.
    #[serde(with = "money::text")]
    pub value: Decimal,
    /// The keys as the file writes them.
    pub keys: Vec<String>,
    /// Index into the tariff's sources.
    pub source: usize,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Dimension {
    /// The choice made for an attribute.
    Choice { scope: Scope, slot: u16, attribute: usize, size: u16 },
    /// The band in which a number lies.
    Band { of: Ref, edges: Vec<Edge> },
}

/// Where one band ends and the next begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Edge {
    #[serde(with = "money::text")]
    pub at: Decimal,
    /// Whether `at` itself is in the lower band.
    pub closed: bool,
}

impl Dimension {
    /// Number of positions along this key.
    pub fn size(&self) -> usize {
        match self {
            Self::Choice { size, .. } => usize::from(*size),
            Self::Band { edges, .. } => edges.len() + 1,
        }
    }
}

impl Table {
    /// The row at a position, one index a dimension. `None` where the table has no figure.
    #[inline]
    pub(crate) fn row(&self, position: impl Iterator<Item = usize>) -> Option<u16> {
        let mut cell = 0;
        for (dimension, index) in self.dimensions.iter().zip(position) {
            if index >= dimension.size() {
                return None;
            }
            cell = cell * dimension.size() + index;
        }
        self.cells.get(cell)?.checked_sub(1)
    }

    /// The rows that slices use to reach `top`: that of every band from the lowest up.
    pub(crate) fn rows_up_to(&self, top: u16) -> impl Iterator<Item = u16> + '_ {
        let last = self.cells.iter().rposition(|cell| cell.checked_sub(1) == Some(top));
        self.cells.iter().take(last.map_or(0, |last| last + 1)).filter_map(|cell| cell.checked_sub(1))
    }
}
