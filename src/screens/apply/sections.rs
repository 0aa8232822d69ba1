//! The parts of the form, what each still lacks, and clearing one of them.

use application::Problem;

use super::fields::Asking;
use crate::app::Here;
use crate::components::errors::to;
use crate::components::text_field::control_id;
use crate::element::{Element, button, el};
use crate::state::Action;
use crate::state::form::Part;
use crate::words::{self as w, Words};

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

/// Whether a problem is one of a field on this screen.
pub fn is_field(sections: &[Section], pointer: &str) -> bool {
    sections.iter().any(|section| pointer.starts_with(section.of))
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
        .child(el("ul").children(sections.map(|section| entry(here, section, problems))))
        .child(el("p.help").attr("role", "status").child(open))
}

fn entry(here: &Here, section: &Section, problems: &[Problem]) -> Element {
    let lang = here.lang();
    let mut open = problems.iter().filter(|problem| problem.pointer.starts_with(section.of));
    let first = open.next();
    let target = first.map_or_else(|| section.id(), |problem| control_id(&problem.pointer));
    let state = match first {
        None => el("span.complete").child(lang.say(w::COMPLETE)),
        Some(_) => {
            el("span.open-fields").child(lang.fill(w::N_OPEN, &[("n", &(1 + open.count()).to_string())]))
        }
    };
    let link = el("a").attr("href", &format!("#{target}")).on_click(to(&here.place, target));
    el("li").child(link.child(lang.say(section.title)).child(" ").child(state))
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
