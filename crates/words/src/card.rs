//! An estimate on a card, to be passed on as a picture: what stands on it, from top to bottom. Whose estimate it is does not.

use application::shown::grouped;
use rating::quote::{CoverLimit, Obligation};
use rating::{Mark, Outcome, Quote, Tariff};

use crate::quote::{limits, mark, obliged, period, without_limits, yuan};
use crate::rated::Rated;
use crate::{self as w, Lang};

/// Everything in words: who draws it adds nothing, and who cannot see it is told [`Card::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Name of the site.
    pub title: &'static str,
    /// What it is.
    pub subtitle: &'static str,
    /// What each unit is and what it is rated by.
    pub units: Vec<String>,
    /// Whether one must buy: the word and the sentence, for each sector.
    pub obligations: Vec<(&'static str, String)>,
    /// What the figure is.
    pub premium_label: &'static str,
    /// The figure, without its unit.
    pub premium: String,
    /// Its unit.
    pub unit: &'static str,
    /// The premium per person, where there is one, and the period.
    pub shares: Vec<String>,
    /// How official it is.
    pub mark: &'static str,
    /// What that means.
    pub mark_help: &'static str,
    /// Heading of both.
    pub mark_label: &'static str,
    /// For the colour of the mark.
    pub official: Mark,
    /// Heading of the covers.
    pub covers_label: &'static str,
    /// Covers with their limits, where it is one premium.
    pub covers: Vec<(String, String)>,
    /// Covers of which no source gives a limit.
    pub unlimited: Option<String>,
    /// Tariff with its edition, day of the estimate, that it is no policy.
    pub notes: Vec<String>,
    /// What the code is for.
    pub scan: &'static str,
    /// Day of the estimate.
    pub day: String,
}

/// The card of an estimate; nothing while there is no premium.
pub fn card(rated: &Rated, lang: Lang) -> Option<Card> {
    let (tariff, outcome) = (rated.tariff()?, rated.result.as_ref().ok()?);
    let of_one = |quote: &Quote| (grouped(&quote.premium.to_string()), quote.mark);
    let (premium, official) = match outcome {
        Outcome::Quote(quote) => of_one(quote),
        Outcome::Range(range) => {
            let (low, high) = (range.low.to_string(), range.high.to_string());
            (format!("{} – {}", grouped(&low), grouped(&high)), range.mark)
        }
    };
    let obligation = |one: &Obligation| {
        let (word, sentence, _) = obliged(one, lang);
        (word, sentence)
    };
    let day = rated.risk.as_of.map(|day| day.to_string()).unwrap_or_default();
    let covers = rated.quote().map(|quote| quote.covers.as_slice()).unwrap_or_default();
    Some(Card {
        title: lang.say(w::PRODUCT),
        subtitle: lang.say(w::CARD_SUBTITLE),
        units: (0..rated.risk.units.len()).map(|unit| rated.unit_in_words(unit, lang)).collect(),
        obligations: rated.obligations.iter().map(obligation).collect(),
        premium_label: lang.say(w::PREMIUM),
        premium,
        unit: lang.say(w::YUAN),
        shares: rated.quote().map(|quote| shares(quote, lang)).unwrap_or_default(),
        mark: lang.of(official.words()),
        mark_help: lang.say(mark(official).0),
        mark_label: lang.say(w::HOW_OFFICIAL),
        official,
        covers_label: lang.say(w::COVERS),
        covers: covers.iter().filter(|cover| has_limit(cover)).map(|cover| line(cover, lang)).collect(),
        unlimited: without_limits(covers, lang).map(|covers| lang.fill(w::CARD_ALSO, &[("covers", &covers)])),
        notes: notes(tariff, &day, lang),
        scan: lang.say(w::CARD_OPENS),
        day,
    })
}

fn shares(quote: &Quote, lang: Lang) -> Vec<String> {
    let each = quote.premium_per_person.map(|each| yuan(&each.to_string(), lang));
    let each = each.map(|each| format!("{} {each}", lang.say(w::PER_PERSON)));
    each.into_iter().chain([period(&quote.period, lang)]).collect()
}

fn has_limit(cover: &CoverLimit) -> bool {
    !cover.limits.is_empty()
}

fn line(cover: &CoverLimit, lang: Lang) -> (String, String) {
    (lang.text(&cover.label).to_owned(), limits(cover, lang))
}

fn notes(tariff: &Tariff, day: &str, lang: Lang) -> Vec<String> {
    let named = [("title", lang.text(tariff.title())), ("edition", tariff.edition()), ("day", day)];
    vec![lang.fill(w::CARD_TARIFF, &named), lang.say(w::NOT_OFFICIAL).to_owned()]
}

impl Card {
    /// The figure and how official it is, to stand beside a link.
    pub fn sentence(&self, lang: Lang) -> String {
        let premium = format!("{} {}", self.premium, self.unit);
        lang.fill(w::PASS_ON_TEXT, &[("title", self.subtitle), ("premium", &premium), ("mark", self.mark)])
    }

    /// All of it, for whoever does not see the picture; `site` is the address on it.
    pub fn text(&self, site: &str) -> String {
        let mut lines = vec![self.title.to_owned(), self.subtitle.to_owned()];
        lines.extend(self.units.iter().cloned());
        lines.extend(self.obligations.iter().map(|(word, sentence)| format!("{word} {sentence}")));
        lines.push(format!("{} {} {}", self.premium_label, self.premium, self.unit));
        lines.extend(self.shares.iter().cloned());
        lines.extend([self.mark_label, self.mark, self.mark_help].map(str::to_owned));
        if !self.covers.is_empty() {
            lines.push(self.covers_label.to_owned());
        }
        lines.extend(self.covers.iter().map(|(label, limits)| format!("{label} {limits}")));
        lines.extend(self.unlimited.clone());
        lines.extend(self.notes.iter().cloned());
        lines.extend([self.scan.to_owned(), site.to_owned()]);
        lines.join("\n")
    }
}
