//! What all plain pages have in common: the shell, buttons, lists of what is wrong.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use words::{self as w, Lang, Words};

use super::look::Look;
use super::{EXPLAINED_AT, PLAIN, RECEIPT};

/// A page that a browser may show again when one goes back: nothing is lost by the back button.
pub(super) fn page(status: StatusCode, look: Look, title: &str, body: &Markup) -> Response {
    let caching = [(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))];
    (status, caching, Html(shell(look, title, body).into_string())).into_response()
}

fn shell(look: Look, title: &str, body: &Markup) -> Markup {
    let lang = look.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) class=[look.elder.then_some("elder")] {
            head {
                meta charset="utf-8";
                title { (title) " · " (lang.say(w::PRODUCT)) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="format-detection" content="telephone=no";
                link rel="icon" href="icon.svg";
                link rel="stylesheet" href="plain.css";
            }
            body {
                a.skip href="#title" { (lang.say(w::SKIP)) }
                div.top role="banner" {
                    p {
                        strong { (lang.say(w::PRODUCT)) } " " span.chip { (lang.say(w::PLAIN_TITLE)) }
                    }
                    p.ways {
                        a href=(look.at(PLAIN)) { (lang.say(w::ESTIMATE)) } " "
                        a href=(look.at(RECEIPT)) { (lang.say(w::FOLLOW)) } " "
                        a href=(look.at(EXPLAINED_AT)) { (lang.say(w::explained::EXPLAINED)) } " "
                        a href="./" { (lang.say(w::FULL_VERSION)) }
                    }
                }
                div.main role="main" {
                    h1 id="title" tabindex="-1" { (title) }
                    (body)
                }
                div.foot role="contentinfo" { p { (lang.say(w::NOT_OFFICIAL)) } }
            }
        }
    }
}

/// A form of ours. Enter presses the first button of a form, wherever one is: this one, which does no harm. `accept-charset` is for
/// browsers that would answer in the charset of their country.
pub(super) fn form(look: Look, to: &str, enter: &str, hidden: &Markup, body: &Markup) -> Markup {
    html! {
        form method="post" action=(to) accept-charset="utf-8" novalidate {
            button.default name="do" value=(enter) tabindex="-1" { (look.lang.say(w::ON)) }
            input type="hidden" name="at" value=(enter);
            (hidden)
            (look.fields())
            (body)
        }
    }
}

/// The words, and the `id` of the control to go to.
pub(super) type Entry = (String, Option<String>);

/// What is wrong, in one list, each entry a way to its field; nothing where nothing is.
pub(super) fn summary(title: &str, entries: &[Entry], class: &str) -> Option<Markup> {
    (!entries.is_empty()).then(|| {
        html! {
            div class={ "summary " (class) } {
                h2 { (title) }
                ul {
                    @for (words, control) in entries {
                        li {
                            @if let Some(control) = control { a href={ "#" (control) } { (words) } } @else { (words) }
                        }
                    }
                }
            }
        }
    })
}

/// A page of a few words and a way on.
pub(super) fn told(status: StatusCode, said: Words) -> Response {
    // Whoever could not be read has told no language.
    let (zh, en) = (Lang::Zh, Lang::En);
    let english = Look { lang: en, elder: false };
    let body = html! {
        p { (zh.say(said)) }
        p lang="en" { (en.say(said)) }
        p { a href=(PLAIN) { (zh.say(w::NEW_ESTIMATE)) } " · " a lang="en" href=(english.at(PLAIN)) { (en.say(w::NEW_ESTIMATE)) } }
    };
    page(status, Look::default(), zh.say(w::PLAIN_TITLE), &body)
}
