//! A link that carries the answers: `#v1.` and base64url of JSON. The fragment never reaches a server.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rating::tariff::MOST_UNITS;
use serde::{Deserialize, Serialize};

use super::rated::Rated;
use super::scenario::Scenario;
use super::{MOST_SCENARIOS, Screen, State};

const VERSION: &str = "v1.";

/// Longer ones are no links of ours.
const LONGEST: usize = 64 * 1024;

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    #[serde(rename = "s")]
    pub scenarios: Vec<Scenario>,
    #[serde(rename = "c", default)]
    pub current: usize,
    #[serde(rename = "p", default)]
    pub screen: Screen,
}

impl Link {
    /// What is on the screen, without anything personal.
    pub fn of(state: &State) -> Self {
        let screen = if state.screen == Screen::Compare { Screen::Compare } else { Screen::Estimate };
        Self { scenarios: state.scenarios.clone(), current: state.current, screen }
    }

    /// One estimate, as it was understood: nothing else that was typed is in it.
    pub fn of_rated(rated: &Rated) -> Self {
        let inception = rated.scenario.inception.as_ref().map(|_| rated.inception.to_string());
        let answers = rated.risk.answers.clone();
        let units = rated.risk.units.iter().map(|unit| unit.answers.clone()).collect();
        Self { scenarios: vec![Scenario { inception, answers, units }], current: 0, screen: Screen::Estimate }
    }

    /// The fragment, without `#`.
    pub fn write(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(json))
    }

    /// From a fragment without `#`; nothing if it is none or holds nothing usable.
    pub fn read(fragment: &str) -> Option<Self> {
        let encoded = fragment.strip_prefix(VERSION).filter(|encoded| encoded.len() <= LONGEST)?;
        let json = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let mut link: Self = serde_json::from_str(std::str::from_utf8(&json).ok()?).ok()?;
        link.scenarios.truncate(MOST_SCENARIOS);
        for scenario in &mut link.scenarios {
            scenario.units.truncate(MOST_UNITS);
            if scenario.units.is_empty() {
                scenario.add_unit();
            }
        }
        (!link.scenarios.is_empty()).then_some(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_has_more_units_than_any_tariff_rates() {
        let mut link = Link { scenarios: vec![Scenario::default()], current: 0, screen: Screen::Estimate };
        link.scenarios[0].units.resize_with(MOST_UNITS + 1, Default::default);
        assert_eq!(Link::read(&link.write()).unwrap().scenarios[0].units.len(), MOST_UNITS);
    }

    #[test]
    fn a_link_opens_what_it_was_made_of() {
        let mut scenario = Scenario::default();
        scenario.answer(Some(0), "sector", Some("mining".into()));
        let link = Link { scenarios: vec![scenario], current: 0, screen: Screen::Compare };
        assert_eq!(Link::read(&link.write()), Some(link));
    }

    #[test]
    fn what_is_no_link_opens_nothing() {
        for fragment in ["", "estimate", "v1.", "v1.e30", "v1.%%%", "v2.e30", "v1.eyJzIjpbXX0"] {
            assert_eq!(Link::read(fragment), None, "{fragment}");
        }
    }

    /// Written by the first release: must open for ever.
    #[test]
    fn old_links_keep_working() {
        let old = "v1.eyJzIjpbeyJ1IjpbeyJzZWN0b3IiOiJtaW5pbmcifV19XX0";
        let link = Link::read(old).unwrap();
        assert_eq!(link.scenarios[0].units[0]["sector"], "mining");
    }
}
