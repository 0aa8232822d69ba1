//! Sending an application from a plain form: the intake that the API uses, and words for every way in which it can be refused.

use application::receipt::masked;
use application::shown::in_jinan;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rating::Quote;
use words::quote::yuan;
use words::{self as w, Lang, standing};

use super::apply::{self, Refused, Trouble, new_key};
use super::visit::Visit;
use super::{rate, receipt};
use crate::http::Platform;
use crate::http::applications::problem;
use crate::intake::Refusal;
use crate::store::Earlier;

/// Sends it. The answer is the receipt itself: an address to be sent on to would have to hold its secret. Loading the page again
/// sends the same under the same key, which gives the same receipt.
pub(super) async fn send(platform: &Platform, mut visit: Visit) -> Response {
    visit.pressed = true;
    if visit.key.is_empty() {
        visit.key = new_key().unwrap_or_default();
    }
    let draft = visit.draft(&rate(platform, &visit));
    match platform.intake().submit(&visit.key, &draft).await {
        Ok(given) => receipt::given(platform, visit.look, &given),
        Err(refusal) => refused(platform, &mut visit, refusal),
    }
}

fn refused(platform: &Platform, visit: &mut Visit, refusal: Refusal) -> Response {
    let lang = visit.look.lang;
    let words = |said| html! { p { (lang.say(said)) } };
    let trouble = |words: Markup, send: Option<Markup>| Refused {
        trouble: Some(Trouble { words, send }),
        ..Refused::default()
    };
    let (status, refused) = match refusal {
        Refusal::Problems(problems) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Refused { problems, ..Refused::default() })
        }
        Refusal::QuoteDiffers(quote, _) => {
            let words = differs(visit, &quote);
            // What is sent next is what the applicant has now seen.
            visit.saw(&quote);
            (StatusCode::CONFLICT, trouble(words, Some(primary(lang, "send", w::AGREE))))
        }
        Refusal::KeyReused | Refusal::Withdrawn => {
            let ways = html! {
                p { (lang.say(w::T_KEY_REUSED)) }
                p.actions {
                    button.primary name="do" value="earlier" { (lang.say(w::OPEN_EARLIER)) } " "
                    button.quiet name="do" value="anew" { (lang.say(w::ANEW)) }
                }
            };
            (StatusCode::CONFLICT, trouble(ways, None))
        }
        Refusal::Duplicate(earlier) => {
            metrics::counter!("anze_duplicates_refused_total").increment(1);
            (StatusCode::CONFLICT, trouble(duplicate(lang, &earlier), None))
        }
        // Nothing of this is the applicant's doing: to try again later is all there is.
        other => {
            let retry = problem(other);
            tracing::debug!(?retry, "a plain form has to wait");
            (StatusCode::SERVICE_UNAVAILABLE, trouble(words(w::PLAIN_BUSY), None))
        }
    };
    apply::page(platform, visit, status, Some(refused))
}

fn primary(lang: Lang, ask: &str, words: w::Words) -> Markup {
    html! { button.primary name="do" value=(ask) { (lang.say(words)) } }
}

/// Both premiums, or that only the tariff is another.
fn differs(visit: &Visit, quote: &Quote) -> Markup {
    let lang = visit.look.lang;
    let same = visit.seen.premium == quote.premium.to_string();
    html! {
        p { (lang.say(if same { w::T_SAME_PREMIUM } else { w::T_DIFFERS })) }
        dl.two {
            dt { (lang.say(w::SEEN)) }
            dd { (yuan(&visit.seen.premium, lang)) }
            dt { (lang.say(w::NOW)) }
            dd { strong { (yuan(&quote.premium.to_string(), lang)) } }
        }
        p { (lang.text(&quote.tariff.title)) }
    }
}

/// The same was applied for before: to replace it, to add to it, or to go back and look.
fn duplicate(lang: Lang, earlier: &[Earlier]) -> Markup {
    html! {
        p { (lang.say(w::T_DUPLICATE)) }
        ul {
            @for one in earlier {
                li {
                    strong { (masked(&one.receipt)) } " " (in_jinan(&one.received_at)) " " (lang.say(standing::name(one.state)))
                }
            }
        }
        p.help { (lang.say(w::REPLACE_HELP)) }
        p.actions {
            (primary(lang, "replacement", w::REPLACE)) " "
            button.quiet name="do" value="addition" { (lang.say(w::ADD_TO)) }
        }
    }
}
