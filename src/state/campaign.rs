//! The campaign by whose link somebody came, as the platform knows it.

use application::campaign::Tag;
use rating::Text;
use serde::Deserialize;

use super::State;
use super::scenario::Scenario;

/// What the platform says of a campaign.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Campaign {
    pub name: Text,
    pub sectors: Vec<String>,
    pub standing: String,
}

impl Campaign {
    /// Whether it goes on: only then is it counted.
    pub fn is_open(&self) -> bool {
        self.standing == "open"
    }
}

impl State {
    /// The campaign that counts this visit. A word for people is none, and from a page that is a file by itself nothing can be told.
    pub fn tag(&self) -> Option<Tag> {
        Tag::read_marked(&self.campaign).filter(|_| !self.alone)
    }

    /// Somebody comes by a campaign, or by none.
    pub fn come_by(&mut self, campaign: String) {
        (self.came, self.told) = (!campaign.is_empty(), None);
        self.campaign = campaign;
    }

    /// One that is for a single sector chooses it, where nothing is answered yet.
    pub(super) fn told(&mut self, campaign: Box<Campaign>) {
        if let ([sector], true) = (campaign.sectors.as_slice(), self.scenario() == Scenario::default()) {
            self.answer_for([(&"sector".to_owned(), sector)]);
        }
        self.told = Some(campaign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Action;
    use crate::words::Lang;

    fn told(sectors: &[&str]) -> Action {
        let sectors = sectors.iter().copied().map(str::to_owned).collect();
        let name = Text::new("安全生产月", "Safety month");
        Action::Told(Box::new(Campaign { name, sectors, standing: "open".into() }))
    }

    fn state() -> State {
        State::new("2026-11-23".parse().unwrap(), Lang::Zh, "key".into())
    }

    fn sector(state: &State) -> Option<String> {
        state.scenario().units[0].get("sector").cloned()
    }

    #[test]
    fn the_only_sector_is_chosen_where_nothing_is_answered_yet() {
        assert_eq!(sector(&state().reduce(told(&["mining"]))), Some("mining".into()));
        assert_eq!(sector(&state().reduce(told(&["mining", "fishery"]))), None);
        let text = Some("construction".to_owned());
        let answered =
            state().reduce(Action::Answer { scenario: 0, unit: Some(0), key: "sector".into(), text });
        assert_eq!(sector(&answered.reduce(told(&["mining"]))), Some("construction".into()));
    }

    #[test]
    fn an_application_says_by_which_campaign_it_came_and_a_correction_does_not() {
        let mut state = state();
        let said = |state: &State| {
            let rated =
                crate::state::rated::Rated::new(std::sync::Arc::default(), state.scenario(), state.today);
            state.draft(&rated).campaign
        };
        state.come_by("c1.safety-month.370102".into());
        assert_eq!(said(&state), "safety-month.370102");
        state.correcting =
            Some(crate::route::Follow { receipt: "JN".into(), secret: "s".into(), ..<_>::default() });
        assert_eq!(said(&state), "");
        state.correcting = None;
        state.come_by("试点".into());
        assert_eq!(said(&state), "", "a word is for people");
        state.come_by("c1.safety-month".into());
        state.alone = true;
        assert_eq!(said(&state), "", "nothing is sent from a file by itself");
    }
}
