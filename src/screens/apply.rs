//! The proposal form: who applies, the declarations, one press.

use std::rc::Rc;

use application::{Problem, district};
use rating::Quote;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::components::errors::{Entry, summary};
use crate::components::premium::yuan;
use crate::components::text_field::{Field, control_id, line, list};
use crate::components::{mark, premium};
use crate::state::rated::Rated;
use crate::state::sending::{Sending, Theirs, Trouble};
use crate::state::{Action, Screen};
use crate::words::{self as w, Lang, Words};
use crate::{page, platform};

const ENTERPRISE_NAME: Field = Field {
    pointer: "/enterprise/name",
    label: w::NAME,
    help: None,
    required: true,
    autocomplete: "organization",
    kind: "text",
};
const USCC: Field = Field {
    pointer: "/enterprise/uscc",
    label: w::USCC,
    help: Some(w::USCC_HELP),
    required: true,
    autocomplete: "off",
    kind: "text",
};
const DISTRICT: Field = Field {
    pointer: "/enterprise/district",
    label: w::DISTRICT,
    help: None,
    required: true,
    autocomplete: "off",
    kind: "",
};
const ADDRESS: Field = Field {
    pointer: "/enterprise/address",
    label: w::ADDRESS,
    help: None,
    required: false,
    autocomplete: "street-address",
    kind: "text",
};
const CONTACT_NAME: Field = Field {
    pointer: "/contact/name",
    label: w::CONTACT_NAME,
    help: None,
    required: true,
    autocomplete: "name",
    kind: "text",
};
const PHONE: Field = Field {
    pointer: "/contact/phone",
    label: w::PHONE,
    help: Some(w::PHONE_HELP),
    required: true,
    autocomplete: "tel",
    kind: "tel",
};
const EMAIL: Field = Field {
    pointer: "/contact/email",
    label: w::EMAIL,
    help: None,
    required: false,
    autocomplete: "email",
    kind: "email",
};

const DECLARATIONS: [(&str, Words); 5] = [
    ("/declarations/clauses_read", w::D_CLAUSES),
    ("/declarations/true_and_complete", w::D_TRUE),
    ("/declarations/changes_reported", w::D_CHANGES),
    ("/declarations/paid_on_time", w::D_PAID),
    ("/declarations/not_charged_to_staff", w::D_STAFF),
];

/// The screen.
pub fn apply(here: &Here) -> Html {
    let lang = here.lang();
    let Some(rated) = here.current().cloned() else { return Html::default() };
    let Some(quote) = rated.quote() else { return no_quote(here) };
    let problems = problems(here, &rated);
    let send = send(here, &rated);
    let under_way = here.state().sending == Sending::UnderWay;
    let onsubmit = {
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    html! {
        <>
            <h1 id="title" tabindex="-1">{ lang.say(w::APPLY) }</h1>
            <p class="help">{ lang.say(w::APPLY_HELP) }</p>
            { problem_list(&problems, lang) }
            <form class="apply" novalidate=true {onsubmit}>
                { seen(here, quote) }
                <fieldset class="group">
                    <legend>{ lang.say(w::ENTERPRISE) }</legend>
                    { line(here, &ENTERPRISE_NAME, error(&problems, &ENTERPRISE_NAME, lang)) }
                    { line(here, &USCC, error(&problems, &USCC, lang)) }
                    { list(here, &DISTRICT, &districts(&rated, lang), error(&problems, &DISTRICT, lang)) }
                    { line(here, &ADDRESS, error(&problems, &ADDRESS, lang)) }
                </fieldset>
                <fieldset class="group">
                    <legend>{ lang.say(w::CONTACT) }</legend>
                    { line(here, &CONTACT_NAME, error(&problems, &CONTACT_NAME, lang)) }
                    { line(here, &PHONE, error(&problems, &PHONE, lang)) }
                    { line(here, &EMAIL, error(&problems, &EMAIL, lang)) }
                </fieldset>
                <fieldset class="group">
                    <legend>{ lang.say(w::DECLARATIONS) }</legend>
                    { for DECLARATIONS.iter().map(|(pointer, words)| declare(here, pointer, *words, &problems)) }
                </fieldset>
                <div class="press">
                    // Before the button, so that it is read first; there before it is filled, so that it is read at all.
                    <div role="alert">{ trouble(here) }</div>
                    <button type="submit" class="primary large" disabled={under_way}>
                        { lang.say(if under_way { w::SENDING } else { w::SEND }) }
                    </button>
                    <p class="help">{ lang.say(w::PRIVACY) }</p>
                    <button type="button" class="link" onclick={here.on(|| Action::Forget { key: page::random_key() })}>
                        { lang.say(w::CLEAR) }
                    </button>
                </div>
            </form>
        </>
    }
}

fn no_quote(here: &Here) -> Html {
    let lang = here.lang();
    html! {
        <>
            <h1 id="title" tabindex="-1">{ lang.say(w::APPLY) }</h1>
            <p>{ lang.say(w::NO_QUOTE_YET) }</p>
            <button type="button" class="primary" onclick={here.on(|| Action::Go(Screen::Estimate))}>
                { lang.say(w::BACK_TO_ESTIMATE) }
            </button>
        </>
    }
}

/// What we find wrong, once somebody pressed, and what the platform found wrong.
fn problems(here: &Here, rated: &Rated) -> Vec<Problem> {
    let mut problems = if here.state().pressed { here.state().problems(rated) } else { Vec::new() };
    if let Sending::Stopped(Trouble::Invalid(theirs)) = &here.state().sending {
        let new =
            theirs.iter().filter(|problem| !problems.iter().any(|ours| ours.pointer == problem.pointer));
        let new: Vec<Problem> = new.cloned().collect();
        problems.extend(new);
    }
    problems
}

fn error<'a>(problems: &'a [Problem], field: &Field, lang: Lang) -> Option<&'a str> {
    problems
        .iter()
        .find(|problem| problem.pointer == field.pointer)
        .map(|problem| lang.text(&problem.message))
}

fn problem_list(problems: &[Problem], lang: Lang) -> Html {
    let is_field = |pointer: &str| {
        ["/enterprise/", "/contact/", "/declarations/"].iter().any(|of| pointer.starts_with(of))
    };
    let entry = |problem: &Problem| Entry {
        words: match DECLARATIONS.iter().find(|(pointer, _)| *pointer == problem.pointer) {
            Some((_, declaration)) => format!("{}: {}", lang.text(&problem.message), lang.say(*declaration)),
            None => lang.text(&problem.message).to_owned(),
        },
        control: is_field(&problem.pointer).then(|| control_id(&problem.pointer)),
    };
    let title = lang.fill(w::N_PROBLEMS, &[("n", &problems.len().to_string())]);
    summary("problems", &title, problems.iter().map(entry).collect(), "errors")
}

/// The quote that is applied for.
fn seen(here: &Here, quote: &Quote) -> Html {
    let lang = here.lang();
    let agreed =
        here.state().agreed.as_ref().map_or_else(|| quote.premium.to_string(), |seen| seen.premium.clone());
    let period = &quote.period;
    let (from, to, days) = (period.inception.to_string(), period.expiry.to_string(), period.days.to_string());
    html! {
        <section class="panel seen" aria-labelledby="seen">
            <h2 id="seen">{ lang.say(w::YOUR_QUOTE) }</h2>
            <p class="amount"><span class="figure">{ yuan(&agreed, lang) }</span>{ " " }{ mark::badge(quote.mark, lang) }</p>
            <p>{ lang.fill(w::WHOLE_PERIOD, &[("from", &from), ("to", &to), ("days", &days)]) }</p>
            <p class="help">{ lang.text(&quote.tariff.title) }</p>
            <button type="button" class="link" onclick={here.on(|| Action::Go(Screen::Estimate))}>
                { lang.say(w::BACK_TO_ESTIMATE) }
            </button>
        </section>
    }
}

/// The districts that there are on the day of inception.
fn districts(rated: &Rated, lang: Lang) -> Vec<(&'static str, &'static str)> {
    district::all(rated.inception).map(|d| (d.code, if lang == Lang::Zh { d.zh } else { d.en })).collect()
}

fn declare(here: &Here, pointer: &'static str, words: Words, problems: &[Problem]) -> Html {
    let lang = here.lang();
    let agreed = here.state().form.declared(pointer);
    let id = control_id(pointer);
    let error =
        problems.iter().find(|problem| problem.pointer == pointer).map(|problem| lang.text(&problem.message));
    let onchange = here.on(move || Action::Declare { pointer: pointer.to_owned(), agreed: !agreed });
    html! {
        <div class={classes!("declaration", error.map(|_| "wrong"))}>
            if let Some(error) = error { <p class="error" id={format!("{id}-error")}>{ error.to_owned() }</p> }
            <label class="tick">
                <input type="checkbox" id={id.clone()} checked={agreed} {onchange} required=true
                    aria-invalid={error.map(|_| "true")} aria-describedby={error.map(|_| format!("{id}-error"))} />
                <span>{ lang.say(words) }</span>
            </label>
        </div>
    }
}

/// Checks, and sends if nothing is wrong.
fn send(here: &Here, rated: &Rc<Rated>) -> Callback<()> {
    let (here, rated) = (here.clone(), rated.clone());
    Callback::from(move |()| {
        here.act(Action::Press);
        if !here.state().problems(&rated).is_empty() {
            page::focus_soon("problems");
            return;
        }
        deliver(&here, &here.state().key, here.state().draft(&rated));
    })
}

fn deliver(here: &Here, key: &str, draft: application::Draft) {
    let (store, key) = (here.store.dispatcher(), key.to_owned());
    store.dispatch(Action::Sending(Sending::UnderWay));
    spawn_local(async move {
        match platform::send(&key, &draft).await {
            Sending::Sent(receipt) => {
                page::push(&receipt.link);
                store.dispatch(Action::Sent { receipt, next_key: page::random_key() });
            }
            other => store.dispatch(Action::Sending(other)),
        }
    });
}

/// Why it did not go through, and what to do.
fn trouble(here: &Here) -> Html {
    let lang = here.lang();
    let Sending::Stopped(trouble) = &here.state().sending else { return Html::default() };
    match trouble {
        Trouble::NoAnswer => html! { <p class="trouble">{ lang.say(w::T_NO_ANSWER) }</p> },
        Trouble::Busy => html! { <p class="trouble">{ lang.say(w::T_BUSY) }</p> },
        Trouble::Other(zh, en) => {
            let words = if lang == Lang::Zh { zh } else { en };
            html! { <p class="trouble">{ words.clone() }</p> }
        }
        Trouble::Invalid(problems) if problems.is_empty() => Html::default(),
        Trouble::Invalid(problems) => html! {
            <div class="trouble">
                <p>{ lang.say(w::T_INVALID) }</p>
                <ul>{ for problems.iter().map(|problem| html! { <li>{ lang.text(&problem.message) }</li> }) }</ul>
            </div>
        },
        Trouble::Differs(quote) => differs(here, quote),
        Trouble::KeyReused => anew(here),
    }
}

fn differs(here: &Here, quote: &Theirs) -> Html {
    let lang = here.lang();
    let before = here.current().and_then(|rated| premium::short(rated, lang)).unwrap_or_default();
    let agree = {
        let (here, quote) = (here.clone(), quote.clone());
        Callback::from(move |_: MouseEvent| {
            here.act(Action::Agree(quote.clone()));
            let Some(rated) = here.current() else { return };
            // The state that is on the screen does not know of the agreement yet.
            let agreed = here.state().clone().reduce(Action::Agree(quote.clone()));
            deliver(&here, &agreed.key, agreed.draft(rated));
        })
    };
    html! {
        <div class="trouble">
            <p>{ lang.say(w::T_DIFFERS) }</p>
            <dl class="two">
                <dt>{ lang.say(w::SEEN) }</dt><dd>{ before }</dd>
                <dt>{ lang.say(w::NOW) }</dt><dd><strong>{ yuan(&quote.premium.to_string(), lang) }</strong></dd>
            </dl>
            <p>{ lang.text(&quote.tariff.title) }</p>
            <button type="button" class="primary" onclick={agree}>{ lang.say(w::AGREE) }</button>
        </div>
    }
}

fn anew(here: &Here) -> Html {
    let lang = here.lang();
    let again = {
        let here = here.clone();
        Callback::from(move |_: MouseEvent| {
            let key = page::random_key();
            here.act(Action::Anew { key: key.clone() });
            if let Some(rated) = here.current() {
                deliver(&here, &key, here.state().draft(rated));
            }
        })
    };
    html! {
        <div class="trouble">
            <p>{ lang.say(w::T_KEY_REUSED) }</p>
            <button type="button" class="primary" onclick={again}>{ lang.say(w::ANEW) }</button>
        </div>
    }
}
