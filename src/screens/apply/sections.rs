//! The parts of the form, what each still lacks, and clearing one of them.

use application::Problem;
use web_sys::Event;
use yew::Callback;

use super::fields::Asking;
use crate::app::Here;
use crate::components::errors::to;
use crate::components::field::control_id as question_id;
use crate::components::text_field::control_id;
use crate::element::{Element, button, el};
use crate::state::form::Part;
use crate::state::{Action, Screen};
use crate::words::{self as w, Lang, Words};

/// A part of the form.
pub struct Section {
    title: Words,
    /// What the pointers of its problems begin with.
    of: &'static str,
    /// The fields; nothing where it is not asked.
    body: fn(&Asking<'_>) -> Option<Element>,
    /// What "clear this part" empties.
    clears: Option<Part>,
}

impl Section {
    pub const fn new(title: Words, of: &'static str, body: fn(&Asking<'_>) -> Option<Element>) -> Self {
        Self { title, of, body, clears: None }
    }

    pub const fn clears(self, part: Part) -> Self {
        Self { clears: Some(part), ..self }
    }

    fn id(&self) -> String {
        format!("s{}", self.of.replace('/', "-"))
    }

    /// The section with its fields under its name, if it is asked.
    pub fn draw(&self, asking: &Asking<'_>) -> Option<Element> {
        let body = (self.body)(asking)?;
        let legend = el("legend").child(asking.here.lang().say(self.title));
        let section = el("fieldset.group").attr("id", &self.id()).attr("tabindex", "-1");
        Some(section.child(legend).child(body).child(self.clears.map(|part| clear(asking.here, self, part))))
    }
}

/// The heading of the quote that is applied for.
pub const SEEN: &str = "seen";

/// Whether a problem is one of what was answered for the estimate.
pub fn is_of_quote(pointer: &str) -> bool {
    ["/risk", "/quote"].iter().any(|of| pointer.starts_with(of))
}

/// The way to what a problem is of: its field on this screen, or its question of the estimate.
pub fn way(here: &Here, sections: &[Section], pointer: &str) -> Option<(String, Callback<Event>)> {
    if is_of_quote(pointer) {
        return Some(to_question(here, pointer));
    }
    let is_field = sections.iter().any(|section| pointer.starts_with(section.of));
    is_field.then(|| (control_id(pointer), to(&here.place, control_id(pointer))))
}

/// The way to a question of the estimate, by its pointer in the draft.
pub fn to_question(here: &Here, pointer: &str) -> (String, Callback<Event>) {
    let id = question_id(here.state().current, pointer.strip_prefix("/risk").unwrap_or(pointer));
    let (store, place, control) = (here.store.dispatcher(), here.place.clone(), id.clone());
    let go = Callback::from(move |event: Event| {
        event.prevent_default();
        place.arrive_at(&control);
        store.dispatch(Action::Go(Screen::Estimate));
    });
    (id, go)
}

/// What is complete and what is still open, each a way there. How much is open is said quietly when it changes.
pub fn overview<'a>(
    here: &Here,
    sections: impl Iterator<Item = &'a Section>,
    problems: &[Problem],
) -> Element {
    let lang = here.lang();
    let open = if problems.is_empty() {
        lang.say(w::ALL_COMPLETE).to_owned()
    } else {
        lang.fill(w::N_OPEN_IN_ALL, &[("n", &problems.len().to_string())])
    };
    el("nav.panel.overview")
        .attr("aria-label", lang.say(w::OVERVIEW))
        .child(
            el("ul").child(of_quote(here, problems)).children(sections.map(|one| entry(here, one, problems))),
        )
        .child(el("p.help").attr("role", "status").child(open))
}

/// What was answered for the estimate, which may be too old by now.
fn of_quote(here: &Here, problems: &[Problem]) -> Element {
    let open: Vec<&Problem> = problems.iter().filter(|problem| is_of_quote(&problem.pointer)).collect();
    let way = match open.first() {
        None => (SEEN.to_owned(), to(&here.place, SEEN.to_owned())),
        Some(first) => to_question(here, &first.pointer),
    };
    line(here.lang(), w::YOUR_QUOTE, way, open.len())
}

fn entry(here: &Here, section: &Section, problems: &[Problem]) -> Element {
    let open: Vec<&Problem> =
        problems.iter().filter(|problem| problem.pointer.starts_with(section.of)).collect();
    let target = open.first().map_or_else(|| section.id(), |problem| control_id(&problem.pointer));
    line(here.lang(), section.title, (target.clone(), to(&here.place, target)), open.len())
}

fn line(lang: Lang, title: Words, (target, go): (String, Callback<Event>), open: usize) -> Element {
    let state = if open == 0 {
        el("span.complete").child(lang.say(w::COMPLETE))
    } else {
        el("span.open-fields").child(lang.fill(w::N_OPEN, &[("n", &open.to_string())]))
    };
    let link = el("a").attr("href", &format!("#{target}")).on_click(go);
    el("li").child(link.child(lang.say(title)).child(" ").child(state))
}

/// Clearing can be taken back, here where it was done.
fn clear(here: &Here, section: &Section, part: Part) -> Element {
    let lang = here.lang();
    let of_what = el("span.hidden").child(format!(" {}", lang.say(section.title)));
    let cleared = here.state().cleared.as_ref().is_some_and(|cleared| cleared.part == Some(part));
    el("div.clear-part")
        .child(
            button("button.link", lang.say(w::CLEAR_PART), here.on(Action::ClearPart(part))).child(of_what),
        )
        .child(el("div.undo").attr("role", "status").child(cleared.then(|| undo(here))))
}

/// Says that something was cleared, with a way back.
pub fn undo(here: &Here) -> Element {
    let lang = here.lang();
    el("span").child(lang.say(w::CLEARED)).child(" ").child(button(
        "button.link",
        lang.say(w::UNDO),
        here.on(Action::Unclear),
    ))
}
