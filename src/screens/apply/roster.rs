//! The roster part of the form: a file is dropped, chosen or pasted, read beside the page, and what is wrong with it told row
//! by row.

use std::cmp::Ordering;

use application::Attachment;
use application::attachment::Kind;
use application::roster::declared;
use web_sys::{Blob, Event};
use yew::Callback;
use yew::platform::spawn_local;

use super::fields::Asking;
use crate::app::Here;
use crate::components::reading::{Found, drop, under_way};
use crate::components::table::{mistaken, pages, row, table};
use crate::element::{Element, button, el, group};
use crate::sheets::{self, Said};
use crate::state::Action;
use crate::state::evidence::Change;
use crate::state::roster::{MISTAKES_A_PAGE, Reading, Roster, Step, Summary, told};
use crate::storage;
use crate::words::{self as w, Lang};

/// The control that takes a file, and the one that is pasted into.
const FILE: &str = "f-roster";
const PASTED: &str = "f-roster-pasted";

/// What has come of it; takes the focus, since what had it is gone.
const STANDS: &str = "roster-stands";

/// The whole part.
pub fn roster(asking: &Asking<'_>) -> Option<Element> {
    let here = asking.here;
    if !here.state().takes_files() {
        return None;
    }
    let lang = here.lang();
    let reading = matches!(here.state().reading, Reading::UnderWay { .. });
    let body = group()
        .child(introduction(lang))
        .child((!reading).then(|| choose(here)))
        .child(
            el("div").attr("id", STANDS).attr("role", "status").attr("tabindex", "-1").child(stands(asking)),
        )
        .child(content(here));
    Some(body)
}

fn introduction(lang: Lang) -> Element {
    let template =
        el("a").attr("href", &sheets::template()).attr("download", lang.say(w::ROSTER_TEMPLATE_FILE));
    el("div")
        .child(el("p").child(lang.say(w::ROSTER_HELP)))
        .child(el("p.help").attr("id", "roster-privacy").child(lang.say(w::ROSTER_PRIVACY)))
        .child(template.child(lang.say(w::ROSTER_TEMPLATE)))
}

/// A place to drop a file on, with the button that chooses one, and a field for what was copied.
fn choose(here: &Here) -> Element {
    let lang = here.lang();
    let field = drop(FILE, lang.say(w::ROSTER_FILE), "roster-privacy", |found| {
        begin(here, move |_, event| found(event))
    });
    let pasted = el("details")
        .child(el("summary").child(lang.say(w::ROSTER_PASTE)))
        .child(el("label").attr("for", PASTED).child(lang.say(w::ROSTER_PASTE_HELP)))
        .child(el("textarea").attr("id", PASTED).attr("rows", "5").attr("autocomplete", "off"))
        .child(button("button.quiet", lang.say(w::ROSTER_PASTE_READ), begin(here, pasted)));
    group().child(field).child(pasted)
}

fn pasted(here: &Here, _: &Event) -> Found {
    let text = here.place.text_in(PASTED)?;
    Some((String::new(), Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into())).ok()?))
}

/// Begins to read what an event brought.
fn begin(here: &Here, found: impl Fn(&Here, &Event) -> Found + 'static) -> Callback<Event> {
    let (here, today) = (here.clone(), here.state().today);
    Callback::from(move |event: Event| {
        let Some((file, content)) = found(&here, &event) else { return };
        let (store, place) = (here.store.dispatcher(), here.place.clone());
        let step = move |step| store.dispatch(Action::Roster(step));
        step(Step::Begin);
        place.focus_soon(STANDS);
        sheets::read(&content, today, move |said| match said {
            Said::Progress(done, of) => step(Step::Progress(done, of)),
            Said::Failed => step(Step::Done(Err(None))),
            Said::Done(report, bytes) => {
                let (step, told, place) = (step.clone(), told(&file, &report), place.clone());
                spawn_local(async move {
                    if let Ok(read) = &told {
                        storage::put_file(&read.summary.sha256, &bytes).await;
                    }
                    step(Step::Done(told));
                    place.focus_soon(STANDS);
                });
            }
        });
    })
}

/// What has come of it.
fn stands(asking: &Asking<'_>) -> Element {
    let (here, lang) = (asking.here, asking.here.lang());
    match &here.state().reading {
        Reading::Idle => match (&here.state().form.roster, here.state().filed_roster()) {
            (Some(read), filed) => summary(asking, read, filed),
            (None, Some(filed)) => of_filed(asking, filed),
            (None, None) => group(),
        },
        Reading::UnderWay { done, of } => under_way(lang, w::ROSTER_READING, (*done, *of), cancel(here)),
        Reading::Refused(why) => {
            let words = why.as_ref().map_or(lang.say(w::ROSTER_FAILED), |why| lang.text(why));
            let without = {
                let (cancel, place) = (here.on(Action::Roster(Step::Cancel)), here.place.clone());
                Callback::from(move |event: Event| {
                    cancel.emit(event);
                    place.focus_soon(FILE);
                })
            };
            group().child(el("p.error").child(words)).child(open(asking)).child(button(
                "button.quiet",
                lang.say(w::ROSTER_WITHOUT),
                without,
            ))
        }
    }
}

/// That it would stay behind, once somebody pressed.
fn open(asking: &Asking<'_>) -> Option<Element> {
    (asking.error)("/roster").map(|error| el("p.error").child(error))
}

/// The roster that was filed, which a correction sends again.
fn of_filed(asking: &Asking<'_>, filed: &Attachment) -> Element {
    let (here, lang) = (asking.here, asking.here.lang());
    let remove = {
        let remove = here.on(Action::Evidence(Change::Remove(filed.sha256.clone())));
        let place = here.place.clone();
        Callback::from(move |event: Event| {
            remove.emit(event);
            place.focus_soon(FILE);
        })
    };
    el("div")
        .child(el("p").child(lang.fill(w::ROSTER_FILED, &[("name", &filed.name)])))
        .child(refused(asking))
        .child(button("button.link", lang.say(w::ROSTER_REMOVE), remove))
}

fn cancel(here: &Here) -> Callback<Event> {
    let (cancel, place) = (here.on(Action::Roster(Step::Cancel)), here.place.clone());
    Callback::from(move |event: Event| {
        sheets::stop();
        cancel.emit(event);
        place.focus_soon(FILE);
    })
}

fn summary(asking: &Asking<'_>, read: &Roster, filed: Option<&Attachment>) -> Element {
    let (here, lang) = (asking.here, asking.here.lang());
    let Summary { people, wrong_rows, sheet, others, passed_over, .. } = &*read.summary;
    let (people, wrong_rows) = (people.to_string(), wrong_rows.to_string());
    let from =
        [read.file.as_str(), sheet].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    let counts = if read.summary.wrong_rows == 0 { w::ROSTER_IN_ORDER } else { w::ROSTER_PROBLEMS };
    let counts = lang.fill(counts, &[("n", &people), ("m", &wrong_rows)]);
    el("div")
        .child(el("p").child(el("strong").child(counts)).child(compared(asking, read.summary.people)))
        .child((!from.is_empty()).then(|| el("p.help").child(from.join(" · "))))
        .child((!passed_over.is_empty()).then(|| {
            let rows: Vec<String> = passed_over.iter().map(u32::to_string).collect();
            let rows = rows.join(lang.of(("、", ", ")));
            el("p.help").child(lang.fill(w::ROSTER_PASSED_OVER, &[("rows", &rows)]))
        }))
        .child((!others.is_empty()).then(|| {
            let sheets = others.join(lang.of(("、", ", ")));
            el("p.warn").child(lang.fill(w::ROSTER_OTHERS, &[("sheets", &sheets)]))
        }))
        .child(refused(asking))
        .child(open(asking))
        .child((!read.taken).then(|| leave_out(here, read)))
        .child(read.taken.then(|| taken(lang, &people, filed)))
}

fn taken(lang: Lang, people: &str, filed: Option<&Attachment>) -> Element {
    let replaces = filed.map(|filed| lang.fill(w::ROSTER_REPLACES, &[("name", &filed.name)]));
    let words = lang.fill(w::ROSTER_TAKEN, &[("n", people)]);
    el("p.good").child(words).child(" ").child(replaces.unwrap_or_default())
}

/// What the platform found wrong with it.
fn refused(asking: &Asking<'_>) -> Option<Element> {
    let at = asking.here.state().attached().iter().position(|one| one.kind == Kind::Roster)?;
    (asking.error)(&format!("/attachments/{at}")).map(|error| el("p.error").child(error))
}

/// Against the headcount that the premium was worked out for. A difference is told, and holds nothing up.
fn compared(asking: &Asking<'_>, people: usize) -> Option<Element> {
    let lang = asking.here.lang();
    let declared = declared(&asking.rated.risk)?;
    let (n, m) = (people.to_string(), declared.to_string());
    let note = match (people as u64).cmp(&declared) {
        Ordering::Equal => None,
        Ordering::Less => Some(w::ROSTER_SHORTER),
        Ordering::Greater => Some(w::ROSTER_LONGER),
    };
    let words = el("span").child(lang.fill(w::ROSTER_AGAINST, &[("n", &n), ("m", &m)]));
    Some(group().child(" ").child(words).child(note.map(|note| el("p.warn").child(lang.say(note)))))
}

/// Rows that are wrong are left out only by somebody who read of them.
fn leave_out(here: &Here, read: &Roster) -> Element {
    let lang = here.lang();
    let people = read.summary.people.to_string();
    let take = || {
        let words = lang.fill(w::ROSTER_TAKE, &[("n", &people)]);
        button("button.quiet", &words, here.on(Action::Roster(Step::Take)))
    };
    el("div")
        .child(el("p").child(lang.say(w::ROSTER_CORRECT)))
        .child(el("div.share").child((people != "0").then(take)).child(remove(here, read, "button.quiet")))
}

/// The first people, for one to see that the columns are right, and everything that is wrong.
fn content(here: &Here) -> Option<Element> {
    let read = here.state().form.roster.as_ref()?;
    let lang = here.lang();
    let first = read.summary.first.iter().map(|person| row(person.iter().map(String::as_str)));
    let first = table(lang, w::ROSTER_FIRST, &[w::ROSTER_NAME, w::ROSTER_NUMBER, w::ROSTER_JOB], first);
    Some(
        el("div")
            .child((!read.summary.first.is_empty()).then_some(first))
            .child((!read.summary.wrong.is_empty()).then(|| mistakes(here, read)))
            // Where something is to be decided it stands with the other ways on.
            .child(read.taken.then(|| remove(here, read, "button.link"))),
    )
}

fn remove(here: &Here, read: &Roster, kind: &'static str) -> Element {
    let (remove, sha256) = (here.on(Action::Roster(Step::Remove)), read.summary.sha256.clone());
    let place = here.place.clone();
    let remove = Callback::from(move |event: Event| {
        let sha256 = sha256.clone();
        spawn_local(async move { storage::remove_file(&sha256).await });
        remove.emit(event);
        place.focus_soon(FILE);
    });
    button(kind, here.lang().say(w::ROSTER_REMOVE), remove)
}

fn mistakes(here: &Here, read: &Roster) -> Element {
    let lang = here.lang();
    let all = &read.summary.wrong;
    let first = read.page * MISTAKES_A_PAGE;
    let shown = all.iter().skip(first).take(MISTAKES_A_PAGE);
    let turn = |first: usize| here.on(Action::Roster(Step::Page(first / MISTAKES_A_PAGE)));
    group().child(mistaken(lang, w::ROSTER_MISTAKES, shown)).child(pages(
        lang,
        w::ROSTER_PAGE,
        (first, MISTAKES_A_PAGE, all.len()),
        turn,
    ))
}
