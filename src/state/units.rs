//! Units that go, and come back: what the form says of each, and what a link filled in for it, goes with it. Otherwise the next
//! one would have its address.

use application::Site;

use super::scenario::{Scenario, place};
use super::{State, invited};

/// What can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// Index of the scenario.
    pub scenario: usize,
    pub before: Scenario,
    /// The unit that was removed, and what the form said of it.
    removed: Option<(usize, Site)>,
}

impl Undo {
    /// The scenario that is being worked on, as it is now.
    pub(super) fn of(state: &State) -> Self {
        Self { scenario: state.current, before: state.scenario(), removed: None }
    }
}

impl State {
    pub(super) fn remove_unit(&mut self, unit: usize) {
        let undo = Undo::of(self);
        if undo.before.units.len() < 2 || unit >= undo.before.units.len() {
            return;
        }
        self.change(self.current, |scenario| scenario.remove_unit(unit));
        let sites = &mut self.form.sites;
        let site = if unit < sites.len() { sites.remove(unit) } else { Site::default() };
        self.undo = Some(Undo { removed: Some((unit, site)), ..undo });
        self.renumber(|known| (known != unit).then_some(if known > unit { known - 1 } else { known }));
    }

    pub(super) fn undo(&mut self) {
        let Some(Undo { scenario: index, before, removed }) = self.undo.take() else { return };
        let units = before.units.len();
        self.change(index, |scenario| *scenario = before);
        let Some((unit, site)) = removed else { return };
        let sites = &mut self.form.sites;
        if unit < sites.len() || site != Site::default() {
            sites.resize(sites.len().max(unit), Site::default());
            sites.insert(unit, site);
        }
        // Units that were added since are not there any more.
        sites.truncate(units);
        self.renumber(|known| Some(if known >= unit { known + 1 } else { known }).filter(|to| *to < units));
    }

    /// Units of the scenario at hand have other numbers now, or are not there any more.
    fn renumber(&mut self, to: impl Fn(usize) -> Option<usize>) {
        // What was cleared is of units as they were, and could only come back to others.
        self.cleared = self
            .cleared
            .take()
            .filter(|cleared| cleared.belonged.is_some() || cleared.before.sites.is_empty());
        let at_hand = self.current.to_string();
        let marks = core::mem::take(&mut self.prefilled);
        let renumbered =
            marks.into_iter().filter_map(|mark| match mark.strip_prefix(&at_hand).and_then(place) {
                Some((Some(unit), key)) => Some(invited::mark(self.current, Some(to(unit)?), key)),
                _ => Some(mark),
            });
        self.prefilled = renumbered.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Action;
    use crate::state::form::Part;
    use crate::words::Lang;

    /// Units with a headcount and an address by which they are known.
    fn with(units: &[&str]) -> State {
        let state = State::new("2026-12-01".parse().unwrap(), Lang::Zh, "key".into());
        let state = (1..units.len()).fold(state, |state, _| state.reduce(Action::AddUnit));
        units.iter().enumerate().fold(state, |state, (unit, name)| named(state, unit, name))
    }

    fn named(state: State, unit: usize, name: &str) -> State {
        let text = Some(name.to_owned());
        let state =
            state.reduce(Action::Answer { scenario: 0, unit: Some(unit), key: "headcount".into(), text });
        state.reduce(Action::Fill { pointer: format!("/sites/{unit}/address"), text: name.into() })
    }

    /// Each unit has the address that was typed for it.
    fn fits(state: &State) -> bool {
        let units: Vec<_> = state.scenario().units.iter().map(|unit| unit["headcount"].clone()).collect();
        let sites: Vec<_> = state.form.sites.iter().map(|site| site.address.clone()).collect();
        units == sites
    }

    #[test]
    fn an_address_goes_with_its_unit_and_comes_back_with_it() {
        let removed = with(&["mine", "smelter"]).reduce(Action::RemoveUnit(0));
        assert_eq!(removed.form.sites[0].address, "smelter");
        let another = named(removed.clone().reduce(Action::AddUnit), 1, "shop");
        assert!(fits(&removed) && fits(&another));
        for state in [removed, another] {
            let back = state.reduce(Action::Undo);
            assert!(fits(&back));
            assert_eq!(back.form.sites, with(&["mine", "smelter"]).form.sites);
        }
        let last = with(&["only"]).reduce(Action::RemoveUnit(0));
        assert_eq!(last, with(&["only"]), "the last one stays");
        let no_address = State::new("2026-12-01".parse().unwrap(), Lang::Zh, "key".into());
        let no_address =
            no_address.reduce(Action::AddUnit).reduce(Action::RemoveUnit(1)).reduce(Action::Undo);
        assert!(no_address.form.sites.is_empty(), "nothing was typed");
    }

    #[test]
    fn what_was_cleared_does_not_come_back_to_another_unit() {
        for clear in [Action::ClearPart(Part::Sites), Action::Clear { key: "next".into() }] {
            let cleared = with(&["mine", "smelter"]).reduce(clear.clone());
            let state = cleared.reduce(Action::RemoveUnit(0)).reduce(Action::Unclear);
            assert!(state.form.sites.is_empty(), "{clear:?}");
        }
        let contact = Action::Fill { pointer: "/contact/name".into(), text: "某某".into() };
        let state = with(&["mine", "smelter"]).reduce(contact).reduce(Action::ClearPart(Part::Contact));
        let state = state.reduce(Action::RemoveUnit(0)).reduce(Action::Unclear);
        assert_eq!(state.form.contact.name, "某某", "other parts do");
    }

    #[test]
    fn what_a_link_filled_in_is_marked_on_its_own_unit() {
        let mut state = with(&["mine", "smelter", "shop"]);
        let marks = |units: &[usize]| -> Vec<String> {
            let of = units.iter().map(|unit| invited::mark(0, Some(*unit), "sector"));
            of.chain(["/enterprise/name".into(), "1/units/2/answers/sector".into()]).collect()
        };
        state.prefilled = marks(&[0, 1, 2]);
        let removed = state.reduce(Action::RemoveUnit(1));
        assert_eq!(removed.prefilled, marks(&[0, 1]));
        assert_eq!(removed.reduce(Action::Undo).prefilled, marks(&[0, 2]));
    }
}
