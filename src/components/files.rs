//! Files: the application saved for a person, a machine and this calculator, and opened again.

use std::rc::Rc;

use application::attachment::Kind;
use application::proposal::sections;
use gloo::file::Blob;
use gloo::file::futures::read_as_text;
use rating::{Date, Quote, Tariff};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};
use yew::platform::spawn_local;
use yew::{Callback, Html};

use crate::app::Here;
use crate::components::part::{Own, Owned, part, slow_button};
use crate::element::{Element, button, el, group};
use crate::place::Place;
use crate::screens::paper;
use crate::sheets::{self, Said};
use crate::state::file::{self, Content, LARGEST, Misfit, NotAFile, Opened, misfits, to_check};
use crate::state::opening::Opening;
use crate::state::paper::Shown;
use crate::state::rated::Rated;
use crate::state::{Action, workbook};
use crate::words::quote::yuan;
use crate::words::{self as w, Lang, Words};
use crate::{page, storage};

/// What is saved, made when somebody presses; nothing while there is nothing to save.
pub type Save = Callback<(), Option<Saved>>;

/// How a file's name ends, and what it is.
type Form = (&'static str, &'static str);

/// For a person, a machine and this calculator alike.
pub const HTML: Form = ("html", "text/html");

/// Saves what is shown.
pub fn saving(make: impl Fn() -> Option<Saved> + 'static) -> Save {
    Callback::from(move |()| make())
}

/// What goes into a file.
pub struct Saved {
    pub draft: application::Draft,
    pub rated: Option<Rc<Rated>>,
    pub filed: Option<file::Filed>,
    pub head: Vec<(&'static str, String)>,
}

impl Saved {
    /// What the platform does not have yet.
    pub fn unfiled(here: &Here, draft: application::Draft, rated: Rc<Rated>) -> Option<Self> {
        let tariff = rated.tariff()?;
        let head = paper::head(&tariff.title().zh, tariff.digest(), here);
        Some(Self { draft, rated: Some(rated), filed: None, head })
    }

    fn quote(&self) -> Option<&Quote> {
        self.rated.as_ref().and_then(|rated| rated.quote())
    }

    fn tariff(&self) -> Option<&Tariff> {
        self.rated.as_ref().and_then(|rated| rated.tariff())
    }

    /// As HTML, or as JSON.
    fn text(&self, html: bool, today: Date) -> String {
        let expiry = self.quote().map(|quote| quote.period.expiry);
        let content = Content::new(&self.draft, today, expiry, self.filed.clone());
        if !html {
            return content.json();
        }
        let (quote, tariff, head) = (self.quote(), self.tariff(), self.head.clone());
        let (is_draft, origin) = (self.filed.is_none(), page::site());
        content.html(&Shown { draft: &self.draft, quote, tariff, head, is_draft, origin: &origin })
    }

    fn name(&self, today: Date, ending: &str) -> String {
        file::name(&self.draft.enterprise.name, today, ending)
    }
}

/// Buttons that save.
pub fn save(here: &Here, what: &Save) -> Element {
    // What writes it is no part of the single file.
    let table = (!here.state().alone).then(|| table(here.lang(), here.state().today, what));
    group()
        .child(save_as_html(here, w::SAVE_FILE, what))
        .child(save_as(here, w::SAVE_JSON, what, ("json", "application/json")))
        .child(table.unwrap_or_default())
}

/// A button that saves for a person, a machine and this calculator alike.
pub fn save_as_html(here: &Here, words: Words, what: &Save) -> Element {
    save_as(here, words, what, HTML)
}

fn save_as(here: &Here, words: Words, what: &Save, form: Form) -> Element {
    let (what, today) = (what.clone(), here.state().today);
    let save = Callback::from(move |_: Event| give(&what, today, form));
    button("button.quiet", here.lang().say(words), save)
}

/// Gives the file to whoever is there.
pub fn give(what: &Save, today: Date, (ending, kind): Form) {
    let Some(saved) = what.emit(()) else { return };
    let text = saved.text(ending == "html", today);
    let content = Blob::new_with_options(text.as_str(), Some(kind));
    page::save(&saved.name(today, ending), content);
}

/// A button that saves a spreadsheet, which is written beside the page.
fn table(lang: Lang, today: Date, what: &Save) -> Html {
    let what = what.clone();
    let words = (w::SAVE_TABLE, w::TABLE_UNDER_WAY);
    slow_button("table", lang, words, move |own| write_on_press(&what, today, own))
}

fn write_on_press(what: &Save, today: Date, own: &Owned) -> Callback<Event> {
    let (what, own) = (what.clone(), own.clone());
    Callback::from(move |_: Event| {
        let Some(saved) = what.emit(()) else { return };
        own.set(Own::UnderWay);
        let own = own.clone();
        spawn_local(write(saved, today, move |done| {
            own.set(Own::Said(done, if done { w::TABLE_DONE } else { w::TABLE_FAILED }));
        }));
    })
}

/// Writes it, gives it to whoever is there, and says whether that went well.
async fn write(saved: Saved, today: Date, done: impl Fn(bool) + 'static) {
    let (quote, tariff) = (saved.quote(), saved.tariff());
    let head = (saved.head.as_slice(), saved.filed.is_none());
    let tables = workbook::tables(head, &sections(&saved.draft, quote, tariff), quote.zip(tariff));
    let name = saved.name(today, "xlsx");
    // Once the application is sent the roster is no longer on the device.
    let roster = match saved.draft.attachments.iter().find(|one| one.kind == Kind::Roster) {
        Some(roster) => storage::file(&roster.sha256).await.unwrap_or_default(),
        None => Vec::new(),
    };
    sheets::write(&tables, &roster, move |said| match said {
        Said::Progress(..) => {}
        Said::Done(_, bytes) if !bytes.is_empty() => {
            page::save(&name, Blob::new_with_options(bytes.as_slice(), Some(workbook::MEDIA_TYPE)));
            done(true);
        }
        Said::Done(..) | Said::Failed => done(false),
    });
}

/// A way to open a file; it asks before anything is replaced.
pub fn open(here: &Here) -> Html {
    let here = here.clone();
    part("open", None, move |own| {
        let lang = here.lang();
        let field = el("input.hidden")
            .attr("type", "file")
            .attr("accept", ".html,.htm,.json,text/html,application/json")
            .on_change(chosen(&here.place, own));
        let said = match &**own {
            Own::NotAFile(why) => failed(*why, lang),
            Own::Opened(opened) => ask(&here, opened, own),
            _ => group(),
        };
        group()
            .child(el("label.quiet.file").child(field).child(el("span").child(lang.say(w::OPEN_FILE))))
            .child(el("div.copied").child(said))
            .html()
    })
}

/// Reads the file that was chosen.
fn chosen(place: &Place, own: &Owned) -> Callback<Event> {
    let (place, own) = (place.clone(), own.clone());
    Callback::from(move |event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return };
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        let (place, own) = (place.clone(), own.clone());
        spawn_local(async move {
            own.set(match read(Blob::from(file)).await {
                Ok(opened) => Own::Opened(Rc::new(opened)),
                Err(why) => Own::NotAFile(why),
            });
            // The same file can be chosen again.
            field.set_value("");
            place.focus_soon("opening");
        });
    })
}

async fn read(blob: Blob) -> Result<Opened, NotAFile> {
    if blob.size() > LARGEST as u64 {
        return Err(NotAFile::TooLarge);
    }
    file::read(&read_as_text(&blob).await.map_err(|_| NotAFile::Damaged)?)
}

fn failed(why: NotAFile, lang: Lang) -> Element {
    let words = match why {
        NotAFile::TooLarge | NotAFile::Strange => w::FILE_STRANGE,
        NotAFile::Damaged => w::FILE_DAMAGED,
        NotAFile::Newer => w::FILE_NEWER,
    };
    el("p.trouble").attr("id", "opening").attr("tabindex", "-1").attr("role", "alert").child(lang.say(words))
}

/// What the file is, and what may be done with it.
fn ask(here: &Here, opened: &Rc<Opened>, own: &Owned) -> Element {
    let lang = here.lang();
    let act = |renewed: bool| {
        let (here, opened, own) = (here.clone(), opened.clone(), own.clone());
        Callback::from(move |_: Event| {
            put(&here, &opened, renewed);
            own.set(Own::Nothing);
        })
    };
    let saved = opened.saved.map(|day| day.to_string()).unwrap_or_default();
    let name = opened.form.enterprise.name.as_str();
    let is = match &opened.filed {
        Some(filed) => lang.fill(w::FILE_FILED, &[("name", name), ("receipt", &filed.receipt)]),
        None => lang.fill(w::FILE_DRAFT, &[("name", name), ("day", &saved)]),
    };
    let renew = opened.filed.is_some().then(|| button("button.primary", lang.say(w::RENEW), act(true)));
    let other = if renew.is_some() { "button.quiet" } else { "button.primary" };
    let cancel = {
        let own = own.clone();
        Callback::from(move |_: Event| own.set(Own::Nothing))
    };
    let happens = if here.state().would_wait() { w::OPENING_WAITS } else { w::OPENING_REPLACES };
    let ways = el("div.share")
        .child(renew)
        .child(button(other, lang.say(w::OPEN_AND_REPLACE), act(false)))
        .child(button("button.quiet", lang.say(w::CANCEL), cancel));
    el("div.panel")
        .attr("id", "opening")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", lang.say(w::OPEN_FILE))
        .child(el("p").child(is))
        .child(el("p.help").child(lang.say(happens)))
        .child(ways)
}

fn put(here: &Here, opened: &Opened, renewed: bool) {
    let Some(rated) = here.current() else { return };
    let today = here.state().today;
    let rate = |file: &Opened| Rated::new(rated.catalogue_shared(), file.scenario.clone(), today);
    let mut file = if renewed { opened.clone().renewed(today) } else { opened.clone() };
    if renewed {
        let first = rate(&file);
        file.insured(&first);
    }
    let again = rate(&file);
    let misfits = misfits(&file, &again);
    let check = if renewed { to_check(&again) } else { Vec::new() };
    let opening = Opening { file, misfits, check, renewed, key: page::random_key() };
    here.act(Action::OpenFile(Box::new(opening)));
    here.place.focus_soon("opened");
}

/// What was opened, what changed, and what found no place; with a way back.
pub fn opened(here: &Here) -> Option<Element> {
    let lang = here.lang();
    let opening = &here.state().opened.as_ref()?.0;
    let title = if opening.renewed { w::RENEWED } else { w::FILE_OPENED };
    let list = |words: Words, entries: Vec<String>| {
        let list = || {
            let entries = entries.iter().map(|entry| el("li").child(entry.as_str()));
            group().child(el("p").child(lang.say(words))).child(el("ul.reasons").children(entries))
        };
        (!entries.is_empty()).then(list)
    };
    let ways = el("div.share")
        .child(button("button.quiet", lang.say(w::UNDO), here.on(Action::CloseFile)))
        .child(button("button.quiet", lang.say(w::FILE_READ), here.on(Action::FileRead)));
    Some(
        el("section.panel.opened")
            .attr("id", "opened")
            .attr("tabindex", "-1")
            .attr("aria-labelledby", "opened-title")
            .child(el("h2").attr("id", "opened-title").child(lang.say(title)))
            .child(list(w::CHANGED, changed(here, opening)))
            .child(list(w::NO_LONGER_FITS, unfit(opening, lang)))
            .child(list(w::ATTACH_AGAIN, opening.file.attachments.clone()))
            .child(ways),
    )
}

/// What is another than in the file.
fn changed(here: &Here, opening: &Opening) -> Vec<String> {
    let lang = here.lang();
    let mut changed = Vec::new();
    let mut tell =
        |words: Words, what: &str| changed.push([lang.say(words), lang.say(w::COLON), what].concat());
    if opening.renewed {
        let form = &opening.file.form;
        let inception = here.current().map(|rated| rated.inception.to_string()).unwrap_or_default();
        tell(w::INCEPTION, &inception);
        tell(w::PREVIOUS_END, &form.terms.previous_end);
        tell(w::PREVIOUS_POLICY, lang.say(w::TO_BE_FILLED_IN));
        tell(w::DECLARATIONS, lang.say(w::TO_BE_MADE_ANEW));
    }
    let now = here.current().and_then(|rated| rated.quote().map(|quote| quote.premium.to_string()));
    if let Some(now) = now.filter(|now| *now != opening.file.premium && !opening.file.premium.is_empty()) {
        tell(w::PREMIUM, &format!("{} → {}", yuan(&opening.file.premium, lang), yuan(&now, lang)));
    }
    let of_a_year = opening.check.iter().map(|one| {
        let answer = lang.text(&one.answer);
        let to_do = lang.say(w::TO_BE_FILLED_IN).to_owned();
        let told = if answer.is_empty() { to_do } else { lang.fill(w::TO_BE_CHECKED, &[("answer", answer)]) };
        [&question(one, lang), lang.say(w::COLON), &told].concat()
    });
    changed.into_iter().chain(of_a_year).collect()
}

fn unfit(opening: &Opening, lang: Lang) -> Vec<String> {
    let told = |what: &str, value: &str| [what, lang.say(w::COLON), value].concat();
    let misfit = |misfit: &Misfit| told(&question(misfit, lang), lang.text(&misfit.answer));
    let strange = opening.file.strange.iter().map(|(pointer, value)| told(&place(pointer, lang), value));
    opening.misfits.iter().map(misfit).chain(strange).collect()
}

/// What was asked, and of which unit.
fn question(of: &Misfit, lang: Lang) -> String {
    let unit = of.unit.map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
    let unit = unit.map(|unit| format!("{unit} · ")).unwrap_or_default();
    format!("{unit}{}", lang.text(&of.asked))
}

/// Where something stood that nobody knows any more: the part of the form in words, and what the file called it.
fn place(pointer: &str, lang: Lang) -> String {
    let mut parts = pointer.split('/').skip(1);
    let of = match parts.next() {
        Some("enterprise") => w::ENTERPRISE,
        Some("insured") => w::INSURED,
        Some("sites") => w::SITES,
        Some("contact") => w::CONTACT,
        Some("terms") => w::TERMS,
        Some("declarations") => w::DECLARATIONS,
        Some("attachments") => w::EVIDENCE,
        Some("risk" | "quote") => w::YOUR_QUOTE,
        _ => w::STRANGE_ELSEWHERE,
    };
    // Places in a list are counted from nothing there.
    let counted = |part: &str| part.parse::<usize>().map_or(part.to_owned(), |at| (at + 1).to_string());
    let rest = parts.map(counted);
    [lang.say(of).to_owned()].into_iter().chain(rest).collect::<Vec<_>>().join(" · ")
}
