//! Questions and result on one page; each press gives the same page with what follows from the answers.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rating::Fault;
use words::rated::Rated;
use words::scenario::place;
use words::{self as w, Lang};

use super::page::{self, Entry, form, summary};
use super::questions::{Asking, control_id};
use super::result;
use super::visit::Visit;
use super::{PLAIN, campaign, rate};
use crate::http::Platform;

/// The page of the estimate.
pub(super) fn page(platform: &Platform, visit: &Visit, point_at_missing: bool) -> Response {
    let lang = visit.look.lang;
    let rated = rate(platform, visit);
    let asking = Asking { visit, rated: &rated, point_at_missing };
    let whole = asking.units_are_known();
    // Where the premium is already known, that is what one wants to see after the press.
    let to = if whole { format!("{PLAIN}#result") } else { PLAIN.to_owned() };
    let body = html! {
        div.questions {
            (asking.draw())
            p.actions { button.primary name="do" value="rate" { (lang.say(if whole { w::RATE } else { w::ON })) } }
        }
        @if whole { (outcome(&rated, lang, point_at_missing)) }
    };
    let hidden = visit.hidden(&|name| asking.shows(name));
    let body = html! {
        @if let Some(told) = campaign::told(platform, visit) { (told) }
        p.help { (lang.say(w::PLAIN_NOTICE)) }
        (form(visit.look, &to, "rate", &hidden, &body))
    };
    page::page(StatusCode::OK, visit.look, lang.say(w::ESTIMATE), &body)
}

fn outcome(rated: &Rated, lang: Lang, point_at_missing: bool) -> Markup {
    html! {
        div.result id="result" tabindex="-1" {
            h2 { (lang.say(w::RESULT)) }
            (result::headline(rated, lang))
            (needed(rated, lang, point_at_missing))
            @if rated.result.is_ok() {
                p.actions { button.primary name="do" value="apply" { (lang.say(w::TO_APPLY)) } }
            }
            (result::details(rated, lang))
        }
    }
}

/// What is still open, and what is wrong: each a way to its field.
fn needed(rated: &Rated, lang: Lang, point_at_missing: bool) -> Markup {
    let control = |fault: &Fault| place(&fault.pointer).map(|_| control_id(&fault.pointer));
    let missing = rated.missing().map(|fault| (rated.asked(fault, lang).to_owned(), control(fault)));
    let wrong = rated.wrong().map(|fault| (rated.told(fault, lang), control(fault)));
    let (missing, mut wrong): (Vec<Entry>, Vec<Entry>) = (missing.collect(), wrong.collect());
    if rated.bad_inception {
        wrong.push((
            [w::INCEPTION, w::COLON, w::BAD_DATE].map(|words| lang.say(words)).concat(),
            Some("q0-inception".into()),
        ));
    }
    html! {
        @if point_at_missing && rated.quote().is_none() && wrong.is_empty() && missing.is_empty() {
            p.error { (lang.say(rated.no_quote())) }
        }
        @if let Some(wrong) = summary(lang.say(w::TO_CORRECT), &wrong, "errors") { (wrong) }
        @if let Some(missing) = summary(lang.say(w::STILL_NEEDED), &missing, "missing") { (missing) }
    }
}
