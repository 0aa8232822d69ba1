//! The insurance in plain words, each sentence with its source: to be read, and printed.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use words::Lang;
use words::explained::{EXPLAINED, EXPLAINED_HELP, TOPICS};

use super::page::{at, page};
use super::{EXPLAINED_AT, PLAIN, lang};

pub(super) async fn show(RawQuery(query): RawQuery) -> Response {
    let lang = lang(query.as_deref());
    let other = lang.of((Lang::En, Lang::Zh));
    let of = |(zh, en): (&'static str, &'static str)| lang.of((zh, en));
    let body = html! {
        p.help { (lang.say(EXPLAINED_HELP)) }
        p.language { a href=(at(EXPLAINED_AT, other)) lang=(other.tag()) { (lang.say(words::OTHER_LANGUAGE)) } }
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
        p { a href=(at(PLAIN, lang)) { (lang.say(words::ESTIMATE)) } }
    };
    page(StatusCode::OK, lang, lang.say(EXPLAINED), &body)
}
