//! The insurance in plain words, each sentence with its source: to be read, and printed.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use words::explained::{EXPLAINED, EXPLAINED_HELP, TOPICS};

use super::look::Look;
use super::page::page;
use super::{EXPLAINED_AT, PLAIN};

pub(super) async fn show(RawQuery(query): RawQuery) -> Response {
    let look = Look::asked(query.as_deref());
    let (lang, other) = (look.lang, look.other());
    let of = |(zh, en): (&'static str, &'static str)| lang.of((zh, en));
    let body = html! {
        p.help { (lang.say(EXPLAINED_HELP)) }
        p.language { a href=(other.at(EXPLAINED_AT)) lang=(other.lang.tag()) { (lang.say(words::OTHER_LANGUAGE)) } }
        ul { @for topic in TOPICS { li { a href={ "#" (topic.key) } { (lang.say(topic.asks)) } } } }
        @for topic in TOPICS {
            div.panel {
                h2 id=(topic.key) { (lang.say(topic.asks)) }
                @for said in topic.says {
                    p {
                        (lang.say(said.words)) br;
                        span.help { (lang.say(said.source)) " " span.mark { (of(said.mark.words())) } }
                    }
                }
            }
        }
        p { a href=(look.at(PLAIN)) { (lang.say(words::ESTIMATE)) } }
    };
    page(StatusCode::OK, look, lang.say(EXPLAINED), &body)
}
