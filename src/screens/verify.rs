//! Paper that proves itself: what the code on it says, checked on this device.

use std::rc::Rc;

use application::Uscc;
use application::proposal::in_words;
use application::signed::{NotGenuine, Parts, Statement};
use rating::verify::Verdict;
use rating::{Catalogue, Tariff};
use web_sys::Event;
use yew::platform::spawn_local;
use yew::{Callback, Html};

use crate::app::Here;
use crate::components::part::{Own, Owned, part};
use crate::element::{Element, button, el, group, title};
use crate::page::typed_in;
use crate::route::SIGNED;
use crate::state::proof::{Proof, answers, step_label};
use crate::state::{Action, Screen};
use crate::words::quote::yuan;
use crate::words::{self as w, Lang, Words};
use crate::{crypto, platform};

/// The screen.
pub fn verify(here: &Here, text: &str) -> Element {
    let lang = here.lang();
    let body = match text.strip_prefix(SIGNED) {
        Some(signed) => group().child(self::signed(here, signed.to_owned())),
        None => match here.current() {
            Some(rated) => quote(here, rated.catalogue(), text),
            None => group(),
        },
    };
    let new = button("button.quiet", lang.say(w::NEW_ESTIMATE), here.on(Action::Go(Screen::Estimate)));
    el("div.receipt").child(title(lang.say(w::VERIFY))).child(body).child(new)
}

/// A verdict in a glance: its sign, its words, and whether all is well.
fn headline(well: bool, words: &str) -> Element {
    let sign = el("span").attr("aria-hidden", "true").child(if well { "✓ " } else { "! " });
    el("p.received").wrong_if(!well).child(sign).child(words)
}

fn facts(rows: Vec<(&str, String)>) -> Element {
    let row =
        |(name, value): (&str, String)| group().child(el("dt").child(name)).child(el("dd").child(value));
    el("dl.two").children(rows.into_iter().map(row))
}

fn damaged(lang: Lang) -> Element {
    el("p").attr("role", "alert").child(lang.say(w::CODE_DAMAGED))
}

fn quote(here: &Here, catalogue: &Catalogue, text: &str) -> Element {
    let lang = here.lang();
    let Ok(proof) = Proof::read(text, catalogue, here.state().today) else { return damaged(lang) };
    let tariff = proof.tariff(catalogue);
    let (words, help) = match proof.verdict {
        Verdict::Agrees => (w::AGREES, w::AGREES_HELP),
        Verdict::OtherTariff { .. } => (w::OTHER_TARIFF, w::OTHER_TARIFF_HELP),
        Verdict::DiffersAt { .. } | Verdict::Faults { .. } => (w::DIFFERS_AT, w::DIFFERS_AT_HELP),
    };
    let verdict = el("section.panel")
        .attr("role", "status")
        .child(headline(proof.verdict == Verdict::Agrees, lang.say(words)))
        .child(on_paper(&proof, tariff, lang))
        .child(tariff.map(|tariff| difference(&proof, tariff, lang)))
        .child(el("p.help").child(lang.say(help)));
    group().child(verdict).child(tariff.map(|tariff| answered(here, &proof, tariff)))
}

/// What the paper says.
fn on_paper(proof: &Proof, tariff: Option<&Tariff>, lang: Lang) -> Element {
    let paper = &proof.paper;
    let day = |day: Option<rating::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let named = tariff.filter(|tariff| tariff.id() == paper.tariff);
    let rules = named.map_or(paper.tariff.as_str(), |tariff| lang.text(tariff.title()));
    facts(vec![
        (lang.say(w::PREMIUM_ON_PAPER), yuan(&paper.premium.to_string(), lang)),
        (lang.say(w::RULES), rules.to_owned()),
        (lang.say(w::DIGEST), paper.digest.get(..16).unwrap_or_default().to_owned()),
        (lang.say(w::INCEPTION), day(paper.risk.inception)),
        (lang.say(w::RATED_ON), day(paper.risk.as_of)),
    ])
}

/// Where it differs: what the paper says, and what the tariff gives.
fn difference(proof: &Proof, tariff: &Tariff, lang: Lang) -> Element {
    match &proof.verdict {
        Verdict::Agrees => group(),
        Verdict::OtherTariff { .. } => {
            let now = proof.now.as_ref().map_or_else(
                || lang.say(w::NOT_RATED).to_owned(),
                |quote| yuan(&quote.premium.to_string(), lang),
            );
            facts(vec![(lang.say(w::WITH_PRESENT_TARIFF), now)])
        }
        Verdict::DiffersAt { step, saved, right } => {
            let place = match step.as_str() {
                "premium" => lang.say(w::PREMIUM).to_owned(),
                "steps" => lang.say(w::NUMBER_OF_STEPS).to_owned(),
                key => {
                    let label = step_label(tariff, &proof.paper.risk, key);
                    label.map_or_else(|| key.to_owned(), |label| lang.text(&label).to_owned())
                }
            };
            facts(vec![
                (lang.say(w::STEP), place),
                (lang.say(w::PAPER_SAYS), saved.clone()),
                (lang.say(w::TARIFF_GIVES), right.clone()),
            ])
        }
        Verdict::Faults { faults } => {
            el("ul").children(faults.iter().map(|fault| el("li").child(lang.text(&fault.message))))
        }
    }
}

/// The answers behind the premium, to be held against the paper.
fn answered(here: &Here, proof: &Proof, tariff: &Tariff) -> Element {
    let lang = here.lang();
    let risk = &proof.paper.risk;
    let several = risk.units.len() > 1;
    let rows = answers(tariff, risk).map(|(unit, asked, answer)| {
        let unit = unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
        let name = [unit.as_deref(), Some(lang.text(&asked.label))];
        let name: Vec<&str> = name.into_iter().flatten().collect();
        let words = in_words(asked, answer, |text| lang.text(text));
        group().child(el("dt").child(name.join(" · "))).child(el("dd").child(words))
    });
    let (scenarios, screen) = (vec![proof.scenario()], Screen::Estimate);
    let open = here.on(Action::Open { scenarios, current: 0, screen });
    el("section.panel")
        .attr("aria-labelledby", "answers")
        .child(el("h2").attr("id", "answers").child(lang.say(w::ANSWERS)))
        .child(el("p.help").child(lang.say(w::HOLD_AGAINST_PAPER)))
        .child(el("dl.two").children(rows))
        .child(button("button.primary", lang.say(w::OPEN_IN_CALCULATOR), open))
}

/// A signed receipt, checked as soon as it is shown.
fn signed(here: &Here, signed: String) -> Html {
    let here = here.clone();
    let start = {
        let signed = signed.clone();
        Rc::new(move |own: Owned| {
            look(own, signed.clone());
            None
        })
    };
    part(&signed.clone(), Some(start), move |own| {
        let lang = here.lang();
        let says = |words: Words| el("p").child(lang.say(words));
        let body = match &**own {
            Own::NotGenuine(NotGenuine::Form) => damaged(lang),
            Own::NotGenuine(why) => {
                let help = if *why == NotGenuine::Signature { w::ALTERED } else { w::UNKNOWN_KEY };
                group().child(headline(false, lang.say(w::NOT_GENUINE))).child(says(help))
            }
            Own::Genuine(statement) => genuine(&here, statement),
            // The keys did not come: that can be mended.
            Own::Said(true, words) => {
                let (own, signed) = (own.clone(), signed.clone());
                let again = Callback::from(move |_: Event| look(own.clone(), signed.clone()));
                group().child(says(*words)).child(button("button.primary", lang.say(w::AGAIN), again))
            }
            Own::Said(false, words) => {
                let command = format!("anze receipt verify {signed} --keys anze-receipt-keys.json");
                group().child(says(*words)).child(el("code.signed").child(command))
            }
            _ => says(w::CHECKING),
        };
        // The region is there before it says anything, so that it is read out.
        el("div").attr("role", "status").child(body).html()
    })
}

fn look(own: Owned, signed: String) {
    own.set(Own::UnderWay);
    spawn_local(async move { own.set(check(&signed).await) });
}

async fn check(signed: &str) -> Own {
    let parts = match Parts::read(signed) {
        Ok(parts) => parts,
        Err(why) => return Own::NotGenuine(why),
    };
    let Some(keys) = platform::receipt_keys().await else { return Own::Said(true, w::NO_KEYS) };
    let unknown = || Own::NotGenuine(NotGenuine::UnknownKey(parts.kid.clone()));
    let Some(key) = keys.keys.iter().find(|key| key.kid == parts.kid) else { return unknown() };
    let Some(bytes) = key.bytes() else { return unknown() };
    let Some(hash) = crypto::sha256(&bytes).await else { return Own::Said(false, w::CANNOT_TELL) };
    if !key.is_named_by(&hash) {
        return unknown();
    }
    match crypto::signed(&bytes, &parts.text, &parts.signature).await {
        None => Own::Said(false, w::CANNOT_TELL),
        Some(false) => Own::NotGenuine(NotGenuine::Signature),
        Some(true) => match parts.statement() {
            Ok(statement) => Own::Genuine(Rc::new(statement)),
            Err(why) => Own::NotGenuine(why),
        },
    }
}

fn genuine(here: &Here, statement: &Rc<Statement>) -> Element {
    let lang = here.lang();
    let Statement { receipt, received, tariff, premium, sector, .. } = &**statement;
    let catalogue = here.current().map(|rated| rated.catalogue());
    let known = catalogue.and_then(|catalogue| catalogue.get(tariff));
    let rules = known.map_or(tariff.as_str(), |tariff| lang.text(tariff.title()));
    let asked = known.and_then(|tariff| tariff.attribute("sector"));
    let sector =
        asked.map_or_else(|| sector.clone(), |asked| in_words(asked, sector, |text| lang.text(text)));
    let rows = vec![
        (lang.say(w::RECEIPT_NUMBER), receipt.clone()),
        (lang.say(w::RECEIVED_ON), received.to_string()),
        (lang.say(w::PREMIUM), yuan(&premium.to_string(), lang)),
        (lang.say(w::SECTOR), sector),
        (lang.say(w::RULES), rules.to_owned()),
    ];
    let stated = el("section.panel")
        .child(headline(true, lang.say(w::GENUINE)))
        .child(facts(rows))
        .child(el("p.help").child(lang.say(w::GENUINE_HELP)));
    group().child(stated).child(whose(lang, statement.clone()))
}

/// Is it of the enterprise that shows it?
fn whose(lang: Lang, statement: Rc<Statement>) -> Html {
    part("whose", None, move |own| {
        let field = el("input").attr("type", "text").attr("id", "whose").attr("autocomplete", "off");
        let said = match **own {
            Own::Said(well, words) => Some(headline(well, lang.say(words))),
            _ => None,
        };
        el("section.panel")
            .child(el("label").attr("for", "whose").child(lang.say(w::WHOSE)))
            .child(field.on_input(compare(&statement, own)))
            .child(el("div").attr("role", "status").child(said))
            .html()
    })
}

fn compare(statement: &Rc<Statement>, own: &Owned) -> Callback<Event> {
    let (own, statement) = (own.clone(), statement.clone());
    Callback::from(move |event: Event| {
        let (own, statement, typed) = (own.clone(), statement.clone(), typed_in(&event));
        let Ok(uscc) = Uscc::parse(&typed) else {
            // Nobody is told that half a code is wrong.
            let whole = typed.chars().filter(|c| !c.is_whitespace()).count() >= 18;
            return own.set(if whole { Own::Said(false, w::NO_USCC) } else { Own::Nothing });
        };
        spawn_local(async move {
            let hash = crypto::sha256(&statement.binding(uscc.as_str())).await.unwrap_or_default();
            let theirs = statement.is_bound_by(&hash);
            own.set(Own::Said(theirs, if theirs { w::IS_THEIRS } else { w::IS_ANOTHERS }));
        });
    })
}
