//! The proposal form: who applies, the declarations, one press.

mod declarations;
mod evidence;
mod fields;
mod industry;
mod roster;
mod sections;

use std::rc::Rc;

use application::Problem;
use application::shown::in_jinan;
use rating::Quote;
use web_sys::Event;
use yew::Callback;

use declarations::declarations;
use fields::Asking;
use sections::{SEEN, Section, is_of_quote, overview, undo, way};

use crate::app::Here;
use crate::components::bars::as_file;
use crate::components::errors::{Entry, summary};
use crate::components::files::{self, Saved};
use crate::components::forget::forget;
use crate::components::invited::invited;
use crate::components::mark;
use crate::element::{Element, button, el, group, title};
use crate::page;
use crate::state::form::Part;
use crate::state::outbox::Step;
use crate::state::queue::Waiting;
use crate::state::rated::Rated;
use crate::state::sending::{Earlier, Sending, Theirs, Trouble};
use crate::state::{Action, Screen};
use crate::words::form::DECLARATIONS;
use crate::words::quote::{period, short, yuan};
use crate::words::{self as w, Lang, standing};

/// The form from top to bottom. One more section is one more line.
const SECTIONS: &[Section] = &[
    Section::new(w::ENTERPRISE, "/enterprise", fields::enterprise).clears(Part::Enterprise),
    Section::new(w::INSURED, "/insured", fields::insured).clears(Part::Insured),
    Section::new(w::SITES, "/sites", fields::sites).clears(Part::Sites),
    Section::new(w::CONTACT, "/contact", fields::contact).clears(Part::Contact),
    Section::new(w::TERMS, "/terms", fields::terms).clears(Part::Terms),
    Section::new(w::ROSTER, "/roster", roster::roster),
    Section::new(w::EVIDENCE, "/attachments", evidence::evidence),
    Section::new(w::DECLARATIONS, "/declarations", declarations).clears(Part::Declarations),
];

/// The screen.
pub fn apply(here: &Here) -> Element {
    let lang = here.lang();
    let Some(rated) = here.current().cloned() else { return group() };
    let Some(quote) = rated.quote() else { return no_quote(here) };
    let open = here.state().problems(&rated);
    let problems = problems(here, &open);
    let error = |pointer: &str| error(&problems, pointer, lang);
    let asking = Asking { here, rated: &rated, error: &error };
    let sections: Vec<(&Section, Element)> =
        SECTIONS.iter().filter_map(|section| Some((section, section.draw(&asking)?))).collect();
    // What is being sent is not changed.
    let whole = el("fieldset.whole")
        .flag("disabled", here.state().is_locked())
        .child(seen(here, quote, &problems))
        .child(overview(here, sections.iter().map(|(section, _)| *section), &open))
        .children(sections.into_iter().map(|(_, drawn)| drawn))
        .child(if here.state().alone { press_alone(here, &rated) } else { press(here, &rated) });
    let form = el("form.apply")
        .flag("novalidate", true)
        .on_submit(Callback::from(|event: Event| event.prevent_default()))
        .child(whole);
    let keeps_nothing = here.state().kiosk || here.state().refused.is_some();
    let help = if keeps_nothing { w::APPLY_HELP_PLAIN } else { w::APPLY_HELP };
    // Answers of the estimate are marked there.
    let is_filled_in = here.state().prefilled.iter().any(|mark| mark.starts_with('/'));
    group()
        .child(title(lang.say(w::APPLY)))
        .child(el("p.help").child(lang.say(help)))
        .child(correcting(here))
        .child(is_filled_in.then(|| invited(here)).flatten())
        .child(files::opened(here))
        .child(problem_list(here, &problems))
        .child(form)
        .child((!here.state().kiosk).then(|| on_paper(here, &rated)))
}

/// The application as a file and on paper, without the platform.
fn on_paper(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let save = saving(here, rated);
    // What is being sent is not replaced.
    let open = (!here.state().is_locked()).then(|| group().child(files::open(here)));
    let print = button("button.quiet", lang.say(w::PRINT_FORM), here.on(Action::Go(Screen::Paper)));
    el("section.panel.on-paper")
        .attr("aria-labelledby", "files")
        .child(el("h2").attr("id", "files").child(lang.say(w::FILES)))
        .child(el("p.help").child(lang.say(w::FILES_HELP)))
        .child(el("div.share").child(print).child(files::save(here, &save)).child(open))
}

/// What is on the screen, as a file.
fn saving(here: &Here, rated: &Rc<Rated>) -> files::Save {
    let (of, rated) = (here.clone(), rated.clone());
    files::saving(move || Saved::unfiled(&of, of.state().draft(&rated), rated.clone()))
}

/// Nothing is sent from a file: the application is checked and saved, to be opened on the platform's page.
fn press_alone(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let save = {
        let (here, rated, save) = (here.clone(), rated.clone(), saving(here, rated));
        Callback::from(move |_: Event| {
            here.act(Action::Press);
            if here.state().problems(&rated).is_empty() {
                files::give(&save, here.state().today, files::HTML);
            } else {
                here.place.focus_soon("problems");
            }
        })
    };
    let site = page::site();
    let link = (!site.is_empty()).then(|| el("a").attr("href", &site).child(site.as_str()));
    el("div.press")
        .child(button("button.primary.large", lang.say(w::ALONE_SAVE), save))
        .child(el("p.help").child(lang.say(w::ALONE_HELP)).child(" ").child(link))
        .child(clear(here))
}

/// No button that submits: Enter in a field, which also ends an input method's word, must not send the form.
fn press(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let words = lang.say(match here.state().sending {
        Sending::Waiting(..) => w::TO_BE_SENT,
        _ if here.state().is_locked() => w::SENDING,
        _ => w::SEND,
    });
    let send = button("button.primary.large", words, send(here, rated));
    // Trouble before the button, so that it is read first; there before it is filled, so that it is read at all.
    el("div.press")
        .child(el("div").attr("role", "alert").child(trouble(here)))
        .child(el("div.help").attr("role", "status").child(evidence::under_way(here)))
        .child(send)
        .child(el("p.help").child(lang.say(w::PRIVACY)))
        .child(clear(here))
}

/// Clearing the form can be taken back; forgetting everything cannot, that is what it is for.
fn clear(here: &Here) -> Element {
    let lang = here.lang();
    let act = |action: fn(String) -> Action| {
        let store = here.store.dispatcher();
        Callback::from(move |_: Event| store.dispatch(action(page::random_key())))
    };
    let cleared = here.state().cleared.as_ref().is_some_and(|cleared| cleared.part.is_none());
    el("div.clear")
        .child(el("div.undo").attr("role", "status").child(cleared.then(|| undo(here))))
        .child(button("button.link", lang.say(w::CLEAR), act(|key| Action::Clear { key })))
        .child((!here.state().kiosk).then(|| forget_all(here)))
}

fn forget_all(here: &Here) -> Element {
    let of = here.clone();
    button("button.link", here.lang().say(w::FORGET_ALL), Callback::from(move |_: Event| forget(&of, false)))
}

fn no_quote(here: &Here) -> Element {
    let lang = here.lang();
    let why = here.current().map_or(w::NO_QUOTE_YET, |rated| rated.no_quote());
    let back = button("button.primary", lang.say(w::BACK_TO_ESTIMATE), here.on(Action::Go(Screen::Estimate)));
    group()
        .child(title(lang.say(w::APPLY)))
        .child(files::opened(here))
        .child(el("p").child(lang.say(why)))
        .child(el("div.share").child(back).child(files::open(here)))
}

/// What we find wrong, once somebody pressed, and what the platform found wrong.
fn problems(here: &Here, open: &[Problem]) -> Vec<Problem> {
    let mut problems = if here.state().pressed { open.to_vec() } else { Vec::new() };
    if let Sending::Stopped(Trouble::Invalid(theirs)) = &here.state().sending {
        let new =
            theirs.iter().filter(|problem| !problems.iter().any(|ours| ours.pointer == problem.pointer));
        let new: Vec<Problem> = new.cloned().collect();
        problems.extend(new);
    }
    problems
}

fn error(problems: &[Problem], pointer: &str, lang: Lang) -> Option<String> {
    let found = problems.iter().find(|problem| problem.pointer == pointer);
    found.map(|problem| lang.text(&problem.message).to_owned())
}

fn problem_list(here: &Here, problems: &[Problem]) -> Option<Element> {
    let lang = here.lang();
    let entry = |problem: &Problem| Entry {
        words: match DECLARATIONS.iter().find(|(pointer, _)| *pointer == problem.pointer) {
            Some((_, declaration)) => {
                [lang.text(&problem.message), lang.say(w::COLON), lang.say(*declaration)].concat()
            }
            None => lang.text(&problem.message).to_owned(),
        },
        way: way(here, SECTIONS, &problem.pointer),
    };
    let title = lang.fill(w::N_PROBLEMS, &[("n", &problems.len().to_string())]);
    summary("problems", &title, problems.iter().map(entry).collect(), "errors")
}

/// The quote that is applied for.
fn seen(here: &Here, quote: &Quote, problems: &[Problem]) -> Element {
    let lang = here.lang();
    let agreed =
        here.state().agreed.as_ref().map_or_else(|| quote.premium.to_string(), |seen| seen.premium.clone());
    let amount = el("p.amount")
        .child(el("span.figure").child(yuan(&agreed, lang)))
        .child(" ")
        .child(mark::badge(quote.mark, lang));
    let wrong = problems.iter().filter(|problem| is_of_quote(&problem.pointer));
    let wrong = wrong.map(|problem| el("p.error").child(lang.text(&problem.message)));
    el("section.panel.seen")
        .attr("aria-labelledby", SEEN)
        .child(el("h2").attr("id", SEEN).attr("tabindex", "-1").child(lang.say(w::YOUR_QUOTE)))
        .child(amount)
        .child(el("p").child(period(&quote.period, lang)))
        .child(el("p.help").child(lang.text(&quote.tariff.title)))
        .children(wrong)
        .child(button("button.link", lang.say(w::BACK_TO_ESTIMATE), here.on(Action::Go(Screen::Estimate))))
}

/// Checks, and sends if nothing is wrong.
fn send(here: &Here, rated: &Rc<Rated>) -> Callback<Event> {
    let (here, rated) = (here.clone(), rated.clone());
    Callback::from(move |_: Event| {
        here.act(Action::Press);
        if !here.state().problems(&rated).is_empty() {
            here.place.focus_soon("problems");
            return;
        }
        seal(&here, here.state().draft(&rated));
    })
}

/// From here on it is sent by itself.
fn seal(here: &Here, draft: application::Draft) {
    let body = serde_json::to_string(&draft).unwrap_or_default();
    let premium = draft.quote.premium;
    here.act(Action::Outbox(Step::Seal { body, premium }));
}

/// Which application this is a new version of, and a way out.
fn correcting(here: &Here) -> Option<Element> {
    let lang = here.lang();
    let follow = here.state().correcting.as_ref()?;
    let store = here.store.dispatcher();
    let leave = Callback::from(move |_: Event| {
        store.dispatch(Action::LeaveAsFiled { key: page::random_key() });
    });
    let words = lang.fill(w::CORRECTING, &[("receipt", &follow.receipt)]);
    // What is being sent is taken back first.
    let leave =
        (!here.state().is_locked()).then(|| button("button.link", lang.say(w::LEAVE_AS_FILED), leave));
    let behind = here.state().queue.iter().any(Waiting::is_begun);
    let behind = behind.then(|| el("p").child(lang.say(w::CORRECTING_BEHIND)));
    // The words of whoever returned it.
    let reasons = || {
        let reasons = follow.reasons.iter().map(|reason| el("li").child(reason.as_str()));
        group()
            .child(el("p").child(lang.say(w::CORRECTING_REASONS)))
            .child(el("ul.reasons").children(reasons))
    };
    let reasons = (!follow.reasons.is_empty()).then(reasons);
    let first = el("p").child(words).child(" ").child(leave);
    Some(el("div.invited").child(first).child(reasons).child(behind))
}

/// Why it did not go through, and what to do.
fn trouble(here: &Here) -> Element {
    let lang = here.lang();
    let Sending::Stopped(trouble) = &here.state().sending else { return group() };
    match trouble {
        // These are tried again by themselves, and files that are missing are sent.
        Trouble::NoAnswer | Trouble::Busy | Trouble::OtherTab | Trouble::NotUploaded(_) => group(),
        Trouble::TooLarge => carried(here, lang.say(w::T_TOO_LARGE)),
        Trouble::Blocked(status) => {
            carried(here, &lang.fill(w::T_BLOCKED, &[("status", &status.to_string())]))
        }
        Trouble::Other(zh, en) => carried(here, if lang == Lang::Zh { zh } else { en }),
        Trouble::NotCorrectable => el("p.trouble").child(lang.say(w::T_NOT_CORRECTABLE)),
        Trouble::VersionDiffers => version_differs(here),
        Trouble::Duplicate(earlier) => duplicate(here, earlier),
        Trouble::Invalid(problems) if problems.is_empty() => group(),
        Trouble::Invalid(problems) => {
            let list = problems.iter().map(|problem| el("li").child(lang.text(&problem.message)));
            el("div.trouble").child(el("p").child(lang.say(w::T_INVALID))).child(el("ul").children(list))
        }
        Trouble::Differs(quote, same) => differs(here, quote, *same),
        Trouble::KeyReused => anew(here),
    }
}

/// It cannot be sent from here as it is: it can be carried as a file.
fn carried(here: &Here, words: &str) -> Element {
    let file =
        here.state().outbox.sealed.as_ref().map(|sealed| as_file(here, sealed, here.state().scenario()));
    el("div.trouble")
        .child(el("p").child(words))
        .child(el("p").child(here.lang().say(w::T_NOT_SENT)))
        .child(file)
}

fn differs(here: &Here, quote: &Theirs, same: bool) -> Element {
    let lang = here.lang();
    let before = here.current().and_then(|rated| short(rated, lang)).unwrap_or_default();
    let agree = {
        let (here, quote) = (here.clone(), quote.clone());
        Callback::from(move |_: Event| {
            here.act(Action::Agree(quote.clone()));
            let Some(rated) = here.current() else { return };
            // The state that is on the screen does not know of the agreement yet.
            let agreed = here.state().clone().reduce(Action::Agree(quote.clone()));
            seal(&here, agreed.draft(rated));
        })
    };
    let theirs = el("strong").child(yuan(&quote.premium.to_string(), lang));
    let both = el("dl.two")
        .child(el("dt").child(lang.say(w::SEEN)))
        .child(el("dd").child(before))
        .child(el("dt").child(lang.say(w::NOW)))
        .child(el("dd").child(theirs));
    el("div.trouble")
        .child(el("p").child(lang.say(if same { w::T_SAME_PREMIUM } else { w::T_DIFFERS })))
        .child(both)
        .child(el("p").child(lang.text(&quote.tariff.title)))
        .child(button("button.primary", lang.say(w::AGREE), agree))
}

/// Another version was filed since this one was begun: to look at it, or to put this one in its place.
fn version_differs(here: &Here) -> Element {
    let lang = here.lang();
    let look =
        here.state().correcting.as_ref().map(|of| here.place.way(&of.link()).child(lang.say(w::LOOK_AT_IT)));
    let over = button("button.quiet", lang.say(w::WRITE_OVER), here.on(Action::Outbox(Step::WriteOver)));
    el("div.trouble")
        .child(el("p").child(lang.say(w::T_VERSION_DIFFERS)))
        .child(el("div.actions").child(look).child(over))
}

/// The same was applied for before: to replace it, to add to it, or to go back and look.
fn duplicate(here: &Here, earlier: &[Earlier]) -> Element {
    let lang = here.lang();
    let one = |earlier: &Earlier| {
        el("li")
            .child(el("strong").child(earlier.receipt.as_str()))
            .child(" ")
            .child(in_jinan(&earlier.received_at))
            .child(" ")
            .child(lang.say(standing::name(earlier.state)))
    };
    let relate = |relation: &'static str| {
        let here = here.clone();
        Callback::from(move |_: Event| {
            here.act(Action::Relate(relation));
            let Some(rated) = here.current() else { return };
            // The state that is on the screen does not know of the choice yet.
            let related = here.state().clone().reduce(Action::Relate(relation));
            seal(&here, related.draft(rated));
        })
    };
    let back = here.on(Action::Relate(""));
    el("div.trouble")
        .child(el("p").child(lang.say(w::T_DUPLICATE)))
        .child(el("ul").children(earlier.iter().map(one)))
        .child(
            el("div.actions")
                .child(button("button.primary", lang.say(w::REPLACE), relate("replacement")))
                .child(button("button.quiet", lang.say(w::ADD_TO), relate("addition")))
                .child(button("button.link", lang.say(w::LOOK_AGAIN), back)),
        )
        .child(el("p.help").child(lang.say(w::REPLACE_HELP)))
}

fn anew(here: &Here) -> Element {
    let lang = here.lang();
    let again = {
        let here = here.clone();
        Callback::from(move |_: Event| {
            here.act(Action::Anew { key: page::random_key() });
            if let Some(rated) = here.current() {
                seal(&here, here.state().draft(rated));
            }
        })
    };
    let earlier = (!here.state().outbox.earlier.is_empty()).then(|| {
        button("button.primary", lang.say(w::OPEN_EARLIER), here.on(Action::Outbox(Step::AskForEarlier)))
    });
    let words = if here.state().correcting.is_some() { w::ANEW_VERSION } else { w::ANEW };
    let told = if earlier.is_some() { w::T_KEY_REUSED } else { w::T_KEY_USED };
    el("div.trouble").child(el("p").child(lang.say(told))).child(earlier).child(" ").child(button(
        "button.quiet",
        lang.say(words),
        again,
    ))
}
