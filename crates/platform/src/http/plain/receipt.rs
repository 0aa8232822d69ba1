//! The receipt of an application, and how it stands: by number and secret, which come in a form and never in an address.

use application::receipt::masked;
use application::shown::in_jinan;
use application::standing::{Event, State as Stands};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};
use words::quote::yuan;
use words::{self as w, Lang, Words, standing};

use super::guard::policy;
use super::look::Look;
use super::page::{self, form};
use super::result::badge;
use super::{RECEIPT, read};
use crate::http::Platform;
use crate::http::applications::{opened_with, unavailable};
use crate::http::paper;
use crate::http::problem::{Kind, Problem};
use crate::http::withdrawals::withdraw;
use crate::intake::{Receipt, hash, secret};
use crate::store::{Earlier, Filed, Links};

/// What a form of these pages holds.
#[derive(Default)]
struct Asked {
    look: Look,
    number: String,
    secret: String,
    ask: String,
}

impl Asked {
    fn read(fields: &[(String, String)]) -> Self {
        let mut asked = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "lang" | "large" => asked.look.read(name, value),
                "number" => value.trim().clone_into(&mut asked.number),
                "secret" => value.trim().clone_into(&mut asked.secret),
                "do" => asked.ask.clone_from(value),
                _ => {}
            }
        }
        // The whole link was pasted: `https://…/r/NUMBER#SECRET`.
        if let Some((link, secret)) = asked.number.clone().split_once('#') {
            link.rsplit('/').next().unwrap_or_default().clone_into(&mut asked.number);
            secret.clone_into(&mut asked.secret);
        }
        asked
    }

    fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="number" value=(self.number);
            input type="hidden" name="secret" value=(self.secret);
        }
    }
}

impl Asked {
    /// A page of an application, on which every button goes on with its number and secret.
    fn page(&self, title: Words, body: &Markup) -> Response {
        let form = form(self.look, RECEIPT, "show", &self.hidden(), body);
        private(page::page(StatusCode::OK, self.look, self.look.lang.say(title), &form))
    }
}

/// Asks for number and secret.
pub(super) async fn ask(RawQuery(query): RawQuery) -> Response {
    let asked = Asked { look: Look::asked(query.as_deref()), ..Asked::default() };
    asking(&asked, StatusCode::OK)
}

fn asking(asked: &Asked, status: StatusCode) -> Response {
    let lang = asked.look.lang;
    let is_wrong = status != StatusCode::OK;
    let body = html! {
        @if is_wrong { div.trouble role="alert" { p { (lang.say(w::NOT_FOUND)) } } }
        p.help { (lang.say(w::FOLLOW_HELP)) }
        div.field {
            label for="number" { (lang.say(w::RECEIPT_NUMBER)) }
            input id="number" type="text" name="number" value=(asked.number) autocomplete="off";
        }
        div.field {
            label for="secret" { (lang.say(w::SECRET)) }
            p.help id="secret-help" { (lang.say(w::SECRET_HELP)) }
            // It is no password of theirs: they compare it with paper, and a browser should not keep it.
            input id="secret" type="text" name="secret" value=(asked.secret) autocomplete="off" aria-describedby="secret-help";
        }
        p.actions { button.primary name="do" value="show" { (lang.say(w::LOOK_UP)) } }
    };
    private(page::page(
        status,
        asked.look,
        lang.say(w::FOLLOW),
        &form(asked.look, RECEIPT, "show", &html! {}, &body),
    ))
}

/// Shows how an application stands, gives its form as PDF, or withdraws it.
pub(super) async fn show(
    State(platform): State<Platform>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let asked = Asked::read(&read(&headers, body)?);
    if asked.number.is_empty() && asked.secret.is_empty() {
        return Ok(asking(&asked, StatusCode::OK));
    }
    let (filed, history) = match opened_with(&platform, &asked.number, &asked.secret).await {
        Err(problem) if problem.is(Kind::NotFound) => return Ok(asking(&asked, StatusCode::NOT_FOUND)),
        found => found?,
    };
    match asked.ask.as_str() {
        "pdf" => paper::form(platform, filed).await,
        "withdraw" => Ok(withdrawing(&asked)),
        "withdraw-it" => match withdraw(&platform, &filed).await {
            Err(problem) if problem.is(Kind::NotWithdrawable) => {
                standing_of(&platform, &asked, &filed, &history).await
            }
            withdrawn => {
                let (filed, history) = withdrawn?;
                standing_of(&platform, &asked, &filed, &history).await
            }
        },
        _ => standing_of(&platform, &asked, &filed, &history).await,
    }
}

/// What was applied for under the key of a form.
pub(super) async fn earlier(platform: &Platform, visit: &super::Visit) -> Result<Response, Problem> {
    let used =
        platform.store.by_key(&hash(visit.key.as_bytes())).await.map_err(|trouble| unavailable(&trouble))?;
    let number = used.ok_or(Kind::NotFound)?.receipt;
    let asked = Asked { look: visit.look, number, secret: secret(&visit.key), ask: String::new() };
    let (filed, history) = opened_with(platform, &asked.number, &asked.secret).await?;
    standing_of(platform, &asked, &filed, &history).await
}

/// The receipt of an application that was sent a moment ago.
pub(super) fn given(platform: &Platform, look: Look, given: &Receipt) -> Response {
    let lang = look.lang;
    let asked =
        Asked { look, number: given.number.clone(), secret: given.secret.clone(), ask: String::new() };
    let link = format!("{}{}", platform.press.address(), given.link());
    let body = html! {
        p.received { (lang.say(w::RECEIVED)) }
        dl.two {
            dt { (lang.say(w::RECEIPT_NUMBER)) } dd { strong { (given.number) } }
            dt { (lang.say(w::SECRET)) } dd { code { (given.secret) } }
            dt { (lang.say(w::RECEIVED_AT)) } dd { (in_jinan(&given.received_at)) }
            dt { (lang.say(w::PREMIUM)) } dd { (yuan(&given.premium, lang)) " " (badge(given.mark, lang)) }
            dt { (lang.say(w::LINK)) } dd { a.long href=(link) { (link) } }
        }
        p { strong { (lang.say(w::KEEP_LINK)) } }
        p.help { (lang.say(w::PLAIN_FILES)) }
        p.actions {
            button.primary name="do" value="show" { (lang.say(w::FOLLOW)) } " "
            button.quiet name="do" value="pdf" { (lang.say(w::FORM_PDF)) }
        }
        @if let Some(signed) = &given.signed { (proof(signed, lang)) }
        h2 { (lang.say(w::NEXT)) }
        p { (lang.say(standing::next(Stands::Received))) }
    };
    asked.page(w::RECEIPT, &body)
}

/// The receipt as a text that proves itself.
fn proof(signed: &str, lang: Lang) -> Markup {
    html! {
        details {
            summary { (lang.say(w::SIGNED)) }
            p.help { (lang.say(w::SIGNED_HELP)) }
            p { code.long { (signed) } }
        }
    }
}

/// How it stands, and what may still be done.
async fn standing_of(
    platform: &Platform,
    asked: &Asked,
    filed: &Filed,
    history: &[Event],
) -> Result<Response, Problem> {
    let links = platform.store.links(&filed.receipt).await.map_err(|trouble| unavailable(&trouble))?;
    let lang = asked.look.lang;
    let is_there = filed.content.is_some();
    let body = html! {
        p.received.wrong[filed.state == Stands::Returned] { (lang.say(standing::name(filed.state))) }
        (facts(filed, &links, lang))
        h2 { (lang.say(w::STATE)) }
        ol.way { @for event in history { (step(event, lang)) } }
        h3 { (lang.say(w::NEXT)) }
        p { (lang.say(standing::next(filed.state))) }
        p.actions {
            @if is_there { button.primary name="do" value="pdf" { (lang.say(w::FORM_PDF)) } " " }
            button.quiet name="do" value="show" { (lang.say(w::LOOK_UP)) }
        }
        @if is_there {
            h2 { (lang.say(w::AFTERWARDS)) }
            p.help { (lang.say(if filed.state.may_be_corrected() { w::PLAIN_CORRECT } else { w::NOT_CORRECTABLE })) }
            @if filed.state.may_be_withdrawn() {
                p { button.quiet name="do" value="withdraw" { (lang.say(w::WITHDRAW)) } }
            } @else { p.help { (lang.say(w::NOT_WITHDRAWABLE)) } }
        }
    };
    Ok(asked.page(w::RECEIPT, &body))
}

/// What withdrawing means, to be confirmed.
fn withdrawing(asked: &Asked) -> Response {
    let lang = asked.look.lang;
    let body = html! {
        p { (lang.say(w::WITHDRAW_DELETES)) }
        p { (lang.say(w::WITHDRAW_KEEPS)) }
        p.actions {
            button.primary name="do" value="withdraw-it" { (lang.say(w::WITHDRAW_CONFIRM)) } " "
            button.quiet name="do" value="show" { (lang.say(w::WITHDRAW_NOT)) }
        }
    };
    asked.page(w::WITHDRAW, &body)
}

fn step(event: &Event, lang: Lang) -> Markup {
    html! {
        li {
            strong { (lang.say(standing::name(event.state))) } " " (in_jinan(&event.at))
            // The words of whoever returned it, in the language in which they wrote.
            @if !event.reasons.is_empty() { ul { @for reason in &event.reasons { li { (reason) } } } }
        }
    }
}

fn facts(filed: &Filed, links: &Links, lang: Lang) -> Markup {
    let enterprise = filed.content.as_ref().map(|content| &content.application.enterprise);
    let version = if filed.version > 1 {
        lang.fill(w::VERSION_N, &[("n", &filed.version.to_string())])
    } else {
        String::new()
    };
    let told = |of: &Earlier| standing::related(&masked(&of.receipt), &of.received_at, of.state, lang);
    let all = |numbers: Vec<String>| numbers.join(lang.say(w::LIST_COMMA));
    let later = |relation: &str| {
        let those = links.later.iter().filter(|later| later.relation == relation);
        all(those.map(|later| told(&later.application)).collect())
    };
    let rows = [
        (w::RECEIPT_NUMBER, filed.receipt.clone()),
        (w::RECEIVED_AT, in_jinan(&filed.received_at)),
        (
            if filed.relation == "replacement" { w::REPLACES } else { w::ADDS_TO },
            all(links.earlier.iter().map(told).collect()),
        ),
        (w::REPLACED_BY, later("replacement")),
        (w::ADDED_TO_BY, later("addition")),
        (w::VERSION, version),
        (w::NAME, enterprise.map(|of| of.name.clone()).unwrap_or_default()),
        (w::USCC, enterprise.map(|of| of.uscc.clone()).unwrap_or_default()),
        (w::INCEPTION, filed.inception.clone()),
    ];
    // A premium is said with its mark, which went with all else where it was withdrawn.
    let mark = filed.content.as_ref().map(|content| content.quote.mark);
    html! {
        dl.two {
            @for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
                dt { (lang.say(*label)) } dd { (value) }
            }
            @if let Some(mark) = mark {
                dt { (lang.say(w::PREMIUM)) } dd { (yuan(&filed.premium, lang)) " " (badge(mark, lang)) }
            }
        }
    }
}

/// Nobody frames a receipt, and nothing keeps it.
fn private(mut page: Response) -> Response {
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy("'none'"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
}
