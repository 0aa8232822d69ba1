//! What is to be rated: the answers as given.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// The answer that leaves a question open; the result is then a range.
pub const NOT_SURE: &str = "?";

/// A risk as it crosses a wire: every answer is text, whatever the kind of its attribute.
///
/// `{"inception":"2026-12-01","as_of":"2026-11-23","answers":{"months":"12"},
///   "units":[{"answers":{"sector":"hazardous-chemicals","activity":"filling-station","headcount":"12"}}]}`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// First day of cover, `YYYY-MM-DD`; picks the tariff.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inception: Option<Date>,
    /// The day whose knowledge counts: a tariff made known later is not used. The shell fills in today.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Answers about the enterprise and the policy, by attribute key. `"?"` is "not sure".
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Plants, sites, fleets: each with its own class and exposure.
    #[serde(default)]
    pub units: Vec<Unit>,
}

/// One plant, site or fleet of a risk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Answers about this unit, by attribute key.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}
