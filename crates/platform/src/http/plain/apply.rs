//! The proposal form in plain fields: the widget's questions, the same checks, everything typed kept.

use application::industry::{self, Class};
use application::{Problem, check, district};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use words::form::{self as asked, DECLARATIONS, Field, PRIVACY};
use words::quote::{period, yuan};
use words::rated::Rated;
use words::{self as w, Lang};

use super::page::{self, Entry, form, summary};
use super::result::badge;
use super::visit::{ANOTHER, FILL, Visit, button, is_form_field};
use super::{MOST_HITS, PLAIN, rate};
use crate::http::Platform;

/// What stands in the way of sending, beside fields that are wrong.
pub(super) struct Trouble {
    pub words: Markup,
    /// The button that sends, where it is another than usual.
    pub send: Option<Markup>,
}

/// What the platform found, beside what the form's own checks find.
#[derive(Default)]
pub(super) struct Refused {
    pub problems: Vec<Problem>,
    pub trouble: Option<Trouble>,
}

/// What the fields are drawn from.
struct Asking<'a> {
    visit: &'a Visit,
    rated: &'a Rated,
    problems: &'a [Problem],
}

/// What the control of a field says of itself.
struct Control<'a> {
    id: &'a str,
    invalid: Option<&'static str>,
    described: Option<&'a str>,
}

/// The page of the application.
pub(super) fn page(
    platform: &Platform,
    visit: &mut Visit,
    status: StatusCode,
    refused: Option<Refused>,
) -> Response {
    let lang = visit.look.lang;
    if visit.key.is_empty() {
        let Some(key) = new_key() else {
            return page::told(StatusCode::SERVICE_UNAVAILABLE, w::T_BUSY_READING);
        };
        visit.key = key;
    }
    let rated = rate(platform, visit);
    let Refused { problems, trouble } = refused.unwrap_or_default();
    let mut all = if visit.pressed { open(visit, &rated, platform) } else { Vec::new() };
    let is_new = |problem: &Problem| all.iter().all(|known| known.pointer != problem.pointer);
    let new: Vec<Problem> = problems.into_iter().filter(is_new).collect();
    all.extend(new);
    fill_district(visit, &rated);
    // From now on what is wrong is told.
    let hidden_visit = Visit { pressed: true, ..visit.clone() };
    let asking = Asking { visit, rated: &rated, problems: &all };
    let hidden = hidden_visit.hidden(&|name| asking.shows(name));
    let body = html! {
        @if let Some(problems) = asking.problem_list() { (problems) }
        @if let Some(trouble) = &trouble { div.trouble role="alert" { (trouble.words) } }
        (seen(visit, &rated))
        (asking.sections())
        (press(lang, trouble.and_then(|trouble| trouble.send)))
    };
    let body = html! {
        p.help { (lang.say(w::PLAIN_NOTICE)) }
        p.help { (lang.say(w::APPLY_HELP_PLAIN)) }
        (form(visit.look, PLAIN, "look", &hidden, &body))
    };
    page::page(status, visit.look, lang.say(w::APPLY), &body)
}

/// A key that nobody can guess: the secret follows from it.
pub(super) fn new_key() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(application::hex(&bytes))
}

/// Everything wrong with the form.
fn open(visit: &Visit, rated: &Rated, platform: &Platform) -> Vec<Problem> {
    check(&visit.draft(rated), platform.clock.today()).err().unwrap_or_default()
}

/// A whole code also tells the district, unless one was chosen; to be compared before it is sent.
fn fill_district(visit: &mut Visit, rated: &Rated) {
    if visit.text(asked::DISTRICT.pointer).is_empty()
        && let Some(found) = district::of_code(visit.text(asked::USCC.pointer), rated.inception)
    {
        visit.form.insert(asked::DISTRICT.pointer.to_owned(), found.code.to_owned());
    }
}

/// The quote that is applied for.
fn seen(visit: &Visit, rated: &Rated) -> Markup {
    let lang = visit.look.lang;
    html! {
        div.seen {
            h2 { (lang.say(w::YOUR_QUOTE)) }
            @if let Some(quote) = rated.quote() {
                p.amount { strong.figure { (yuan(&visit.seen.premium, lang)) } " " (badge(quote.mark, lang)) }
                p { (period(&quote.period, lang)) }
                p.help { (lang.text(&quote.tariff.title)) }
            } @else {
                p.error { (lang.say(w::PLAIN_RISK_WRONG)) }
            }
            p { button.quiet name="do" value="rate" { (lang.say(w::BACK_TO_ESTIMATE)) } }
        }
    }
}

fn press(lang: Lang, send: Option<Markup>) -> Markup {
    html! {
        p.help { (lang.say(w::PLAIN_FILES)) }
        p.actions {
            @match send {
                Some(send) => (send),
                None => { button.primary name="do" value="send" { (lang.say(w::SEND)) } },
            }
            " " button.quiet name="do" value="look" { (lang.say(w::LOOK_THROUGH)) }
        }
    }
}

/// The `id` of the control for a pointer, as on the widget's page.
fn control_id(pointer: &str) -> String {
    format!("f{}", pointer.replace('/', "-"))
}

impl Asking<'_> {
    fn lang(&self) -> Lang {
        self.visit.look.lang
    }

    fn units(&self) -> usize {
        self.rated.risk.units.len()
    }

    fn arbitrated(&self) -> bool {
        self.visit.text(asked::DISPUTE.pointer) == "arbitration"
    }

    /// Whether a field of the form is on the page; answers of the estimate are not.
    fn shows(&self, name: &str) -> bool {
        let site =
            name.strip_prefix("/sites/").and_then(|rest| rest.split_once('/')?.0.parse::<usize>().ok());
        if let Some(unit) = site {
            return self.units() > 1 && unit < self.units();
        }
        let of_another = name.starts_with("/insured/");
        is_form_field(name)
            && (!of_another || self.visit.ticked(ANOTHER))
            && (name != asked::COMMISSION.pointer || self.arbitrated())
    }

    fn error(&self, pointer: &str) -> Option<&str> {
        let found = self.problems.iter().find(|problem| problem.pointer == pointer)?;
        Some(self.lang().text(&found.message))
    }

    /// What is wrong, each a way to its field.
    fn problem_list(&self) -> Option<Markup> {
        let lang = self.lang();
        let entry = |problem: &Problem| -> Entry {
            let message = lang.text(&problem.message);
            let declaration = DECLARATIONS.iter().find(|(pointer, _)| *pointer == problem.pointer);
            let words = match declaration {
                Some((_, declaration)) => format!("{message}: {}", lang.say(*declaration)),
                None => message.to_owned(),
            };
            (words, self.shows(&problem.pointer).then(|| control_id(&problem.pointer)))
        };
        let title = lang.fill(w::N_PROBLEMS, &[("n", &self.problems.len().to_string())]);
        let of_risk = self.problems.iter().any(|problem| problem.pointer.starts_with("/risk"));
        let entries: Vec<Entry> = self.problems.iter().map(entry).collect();
        let list = summary(&title, &entries, "errors")?;
        Some(html! {
            div id="problems" tabindex="-1" {
                (list)
                @if of_risk { p.error { (lang.say(w::PLAIN_RISK_WRONG)) } }
            }
        })
    }

    fn sections(&self) -> Markup {
        let lang = self.lang();
        html! {
            fieldset.group { legend { (lang.say(w::ENTERPRISE)) } (self.enterprise()) }
            fieldset.group { legend { (lang.say(w::INSURED)) } (self.insured()) }
            @if self.units() > 1 {
                fieldset.group {
                    legend { (lang.say(w::SITES)) }
                    @for unit in 0..self.units() { (self.site(unit)) }
                }
            }
            fieldset.group {
                legend { (lang.say(w::CONTACT)) }
                (self.line(&asked::CONTACT_NAME)) (self.line(&asked::PHONE)) (self.line(&asked::EMAIL))
            }
            fieldset.group { legend { (lang.say(w::TERMS)) } (self.terms()) }
            fieldset.group {
                legend { (lang.say(w::DECLARATIONS)) }
                @for (pointer, words) in DECLARATIONS { (self.declaration(pointer, lang.say(words))) }
                (privacy(lang))
            }
        }
    }

    fn enterprise(&self) -> Markup {
        let lang = self.lang();
        let districts: Vec<_> =
            district::all(self.rated.inception).map(|d| (d.code, lang.of((d.zh, d.en)))).collect();
        let sizes = asked::SIZES.map(|(key, words)| (key, lang.say(words)));
        html! {
            (self.line(&asked::NAME))
            (self.line(&asked::USCC))
            (self.list(&asked::DISTRICT, &districts))
            (self.line(&asked::ADDRESS))
            (self.line(&asked::REPRESENTATIVE))
            (self.line(&asked::INDUSTRY))
            (self.industry())
            (self.area(&asked::SCOPE))
            (self.list(&asked::SIZE, &sizes))
            (self.line(&asked::LICENCE))
        }
    }

    fn insured(&self) -> Markup {
        let lang = self.lang();
        html! {
            p.tick {
                label {
                    input type="checkbox" id=(control_id(ANOTHER)) name=(ANOTHER) value="1" checked[self.visit.ticked(ANOTHER)];
                    " " (lang.say(w::INSURES_ANOTHER))
                }
            }
            @if self.visit.ticked(ANOTHER) {
                (self.line(&asked::INSURED_NAME)) (self.line(&asked::INSURED_USCC)) (self.line(&asked::INSURED_ADDRESS))
            } @else {
                p.help { (lang.say(w::PLAIN_THEN_CHECK)) }
            }
        }
    }

    /// Where a unit is; what it is, beside it.
    fn site(&self, unit: usize) -> Markup {
        let lang = self.lang();
        let (address, licence) = (format!("/sites/{unit}/address"), format!("/sites/{unit}/licence"));
        html! {
            fieldset.site {
                legend { (lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())])) }
                p.help { (self.rated.unit_in_words(unit, lang)) }
                (self.line(&Field::line(&address, w::ADDRESS).required()))
                (self.line(&Field::line(&licence, w::LICENCE)))
            }
        }
    }

    fn terms(&self) -> Markup {
        let lang = self.lang();
        let disputes = asked::DISPUTES.map(|(key, words)| (key, lang.say(words)));
        html! {
            (self.line(&asked::PREVIOUS_POLICY))
            (self.line(&asked::PREVIOUS_END))
            (self.list(&asked::DISPUTE, &disputes))
            @if self.arbitrated() { (self.line(&asked::COMMISSION)) } @else { p.help { (lang.say(w::PLAIN_COMMISSION)) } }
            (self.line(&asked::INVOICE_TITLE))
        }
    }

    /// The field around its control.
    fn around(&self, field: &Field<'_>, control: &dyn Fn(&Control<'_>) -> Markup) -> Markup {
        let lang = self.lang();
        let id = control_id(field.pointer);
        let error = self.error(field.pointer);
        let help = field.help.map(|_| format!("{id}-help"));
        let described: Vec<String> = help.into_iter().chain(error.map(|_| format!("{id}-error"))).collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        html! {
            div.field.wrong[error.is_some()] {
                label for=(id) {
                    (lang.say(field.label)) @if field.required { " *" } @else { " " span.chip { (lang.say(w::OPTIONAL)) } }
                }
                @if let Some(help) = field.help { p.help id=(format!("{id}-help")) { (lang.say(help)) } }
                @if let Some(error) = error { p.error id=(format!("{id}-error")) { (error) } }
                (control(&Control { id: &id, invalid: error.map(|_| "true"), described: described.as_deref() }))
            }
        }
    }

    fn line(&self, field: &Field<'_>) -> Markup {
        self.around(field, &|Control { id, invalid, described }| {
            html! {
                input id=(id) type=(field.kind) name=(field.pointer) value=(self.visit.text(field.pointer))
                    autocomplete=(field.autocomplete) aria-invalid=[*invalid] aria-describedby=[*described];
            }
        })
    }

    fn area(&self, field: &Field<'_>) -> Markup {
        self.around(field, &|Control { id, invalid, described }| {
            html! {
                // A line break after the tag is no part of the text: one of its own goes before it.
                textarea id=(id) rows="3" cols="40" name=(field.pointer) aria-invalid=[*invalid] aria-describedby=[*described] {
                    "\n" (self.visit.text(field.pointer))
                }
            }
        })
    }

    fn list(&self, field: &Field<'_>, choices: &[(&str, &str)]) -> Markup {
        let value = self.visit.text(field.pointer);
        self.around(field, &|Control { id, invalid, described }| {
            html! {
                select id=(id) name=(field.pointer) aria-invalid=[*invalid] aria-describedby=[*described] {
                    option value="" { (self.lang().say(w::CHOOSE)) }
                    @for (key, words) in choices { option value=(key) selected[*key == value] { (words) } }
                }
            }
        })
    }

    fn declaration(&self, pointer: &str, words: &str) -> Markup {
        let id = control_id(pointer);
        let error = self.error(pointer);
        let error_id = format!("{id}-error");
        html! {
            div.declaration.wrong[error.is_some()] {
                @if let Some(error) = error { p.error id=(error_id) { (error) } }
                label {
                    input type="checkbox" id=(id) name=(pointer) value="1" checked[self.visit.ticked(pointer)]
                        aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| &error_id)];
                    " " (words)
                }
            }
        }
    }

    /// Classes to choose from until a whole code is there, and what it says of the sector: a hint, never a decision.
    fn industry(&self) -> Markup {
        let lang = self.lang();
        let typed = self.visit.text(asked::INDUSTRY.pointer).trim();
        let code = industry::normalise(typed);
        let is_whole = code.as_ref().is_some_and(|code| code.len() == 4);
        let hits: Vec<Class> =
            if typed.is_empty() || is_whole { Vec::new() } else { industry::search(typed) };
        html! {
            @if !typed.is_empty() && !is_whole && hits.is_empty() {
                p.help { (lang.fill(w::NOTHING_FOUND, &[("typed", typed)])) }
            }
            @if !hits.is_empty() {
                ul.hits {
                    @for class in hits.iter().take(MOST_HITS) {
                        li {
                            button.quiet name="do" value=(button(FILL, [(asked::INDUSTRY.pointer, class.code)])) {
                                (class.code) " " (class.name)
                            }
                        }
                    }
                }
            }
            @if let Some(hint) = code.and_then(|code| self.sector_hint(&code)) { (hint) }
        }
    }

    fn sector_hint(&self, code: &str) -> Option<Markup> {
        let lang = self.lang();
        let known = industry::find(code)?;
        let sector = lang.text(&self.rated.tariff()?.attribute("sector")?.choice(known.sector)?.label);
        let name = lang.of((known.zh, known.en));
        let units = &self.rated.risk.units;
        let same = units.iter().any(|unit| unit.answers.get("sector").is_some_and(|own| own == known.sector));
        Some(html! {
            p.help { (lang.fill(w::INDUSTRY_HINTS, &[("code", known.code), ("name", name), ("sector", sector)])) }
            @if !same { p.warning { (lang.fill(w::SECTOR_DIFFERS, &[("sector", sector)])) } }
        })
    }
}

/// In plain words, before anything is sent.
fn privacy(lang: Lang) -> Markup {
    html! {
        details.privacy {
            summary { (lang.say(w::PRIVACY_NOTE)) }
            dl {
                @for (question, answer) in PRIVACY { dt { (lang.say(question)) } dd { (lang.say(answer)) } }
            }
        }
    }
}
