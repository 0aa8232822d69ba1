//! Many enterprises at once: a table goes in, premiums come out, and nothing leaves the device.

use gloo::file::Blob as Content;
use rust_decimal::Decimal;
use web_sys::Event;
use yew::{Callback, Html};

use crate::app::Here;
use crate::components::chart::{Bar, chart};
use crate::components::part::{Own, slow_button};
use crate::components::reading::{Found, drop, under_way};
use crate::components::table::{mistaken, pages, table};
use crate::element::{Element, button, el, group, title};
use crate::page::{self, chosen_in, typed_in};
use crate::sheets::{self, Said};
use crate::state::link::Link;
use crate::state::many::{Export, Many, Order, ROWS_A_PAGE, Row, Shown, Step, Summary, Told};
use crate::state::roster::{MISTAKES_A_PAGE, Reading};
use crate::state::workbook::MEDIA_TYPE;
use crate::state::{Action, Screen};
use crate::words::many as m;
use crate::words::quote::yuan;
use crate::words::{self as w, Lang, Words};

/// As many rows as are rated at once.
const MOST_ROWS: &str = "100,000";

const FILE: &str = "many-file";
const INCEPTION: &str = "many-inception";
const PRIVACY: &str = "many-privacy";

/// What has come of it; takes the focus, since what had it is gone.
const STANDS: &str = "many-stands";

/// The screen.
pub fn many(here: &Here) -> Element {
    let lang = here.lang();
    let many = &here.state().many;
    let reading = matches!(many.reading, Reading::UnderWay { .. });
    let found = many.found.as_ref().map(|found| (found, many));
    el("div.batch")
        .child(title(lang.say(m::MANY)))
        .child(introduction(here))
        .child((!reading).then(|| choose(here)))
        .child(el("div").attr("id", STANDS).attr("role", "status").attr("tabindex", "-1").child(stands(here)))
        .child(found.map(|(found, many)| results(here, found, many)))
}

fn introduction(here: &Here) -> Element {
    let lang = here.lang();
    el("div")
        .child(el("p").child(lang.fill(m::MANY_HELP, &[("n", MOST_ROWS)])))
        .child(el("p.help").child(lang.say(m::MANY_DEFAULTS)))
        .child(el("p.privacy").attr("id", PRIVACY).child(lang.say(m::MANY_PRIVACY)))
        .child(template(here))
}

/// The table to be filled in, of the tariff that is in force at the inception.
fn template(here: &Here) -> Html {
    let (lang, today) = (here.lang(), here.state().today);
    let day = here.state().many.day(today);
    slow_button("template", lang, (m::MANY_TEMPLATE, m::MANY_TEMPLATE_UNDER_WAY), move |own| {
        let own = own.clone();
        Callback::from(move |_: Event| {
            let Some(inception) = day else { return own.set(Own::Said(false, w::BAD_DATE)) };
            own.set(Own::UnderWay);
            let own = own.clone();
            sheets::list_template(inception, today, lang == Lang::En, move |said| {
                let done = saved(&said, &format!("{}.xlsx", lang.say(m::MANY_TEMPLATE_FILE)));
                own.set(Own::Said(done, if done { m::MANY_TEMPLATE_DONE } else { m::MANY_FAILED }));
            });
        })
    })
}

/// Gives the bytes that a worker made to whoever is there; says whether there are any.
fn saved(said: &Said, name: &str) -> bool {
    match said {
        Said::Done(_, bytes) if !bytes.is_empty() => {
            page::save(name, Content::new_with_options(bytes.as_slice(), Some(MEDIA_TYPE)));
            true
        }
        _ => false,
    }
}

/// The day that rows without one take, and a place to drop the list on.
fn choose(here: &Here) -> Element {
    let (lang, state) = (here.lang(), here.state());
    let day = state.many.day(state.today);
    let value = state.many.inception.clone().or_else(|| day.map(|day| day.to_string())).unwrap_or_default();
    let store = here.store.dispatcher();
    let on_input =
        Callback::from(move |event: Event| store.dispatch(Action::Many(Step::Inception(typed_in(&event)))));
    let help = format!("{INCEPTION}-help");
    let error = || el("p.error").child(lang.say(w::BAD_DATE));
    let inception = el("div.field")
        .wrong_if(day.is_none())
        .child(el("label").attr("for", INCEPTION).child(lang.say(w::INCEPTION)))
        .child(
            el("p.help")
                .attr("id", &help)
                .child(lang.say(m::MANY_INCEPTION_HELP))
                .child(day.is_none().then(error)),
        )
        .child(
            el("input")
                .attr("type", "date")
                .attr("id", INCEPTION)
                .attr("aria-describedby", &help)
                .maybe("aria-invalid", day.is_none().then_some("true"))
                .value(&value)
                .on_input(on_input),
        );
    group().child(inception).child(drop(FILE, lang.say(m::MANY_FILE), PRIVACY, |found| begin(here, found)))
}

/// Begins to rate what an event brought.
fn begin(here: &Here, found: fn(&Event) -> Found) -> Callback<Event> {
    let here = here.clone();
    Callback::from(move |event: Event| {
        let Some((file, content)) = found(&event) else { return };
        let today = here.state().today;
        let Some(inception) = here.state().many.day(today) else { return here.place.focus(INCEPTION) };
        let (store, place, lang) = (here.store.dispatcher(), here.place.clone(), here.lang());
        let step = move |step| store.dispatch(Action::Many(step));
        step(Step::Begin(file));
        place.focus_soon(STANDS);
        sheets::rate(&content, inception, today, move |said| match &said {
            Said::Progress(done, of) => step(Step::Progress(*done, *of)),
            Said::Failed => step(Step::Failed),
            Said::Done(report, _) => match serde_json::from_str(report) {
                Ok(Told::Workbook) => {
                    let name = format!("{}-{today}.xlsx", lang.say(m::MANY_EXPORT_FILE));
                    step(if saved(&said, &name) { Step::Told(Told::Workbook) } else { Step::Failed });
                }
                Ok(told) => {
                    let is_new = !matches!(told, Told::Rows(_));
                    if matches!(told, Told::Found(_)) {
                        sheets::ask_rows(Shown::default(), ROWS_A_PAGE);
                    }
                    step(Step::Told(told));
                    if is_new {
                        place.focus_soon(STANDS);
                    }
                }
                Err(_) => step(Step::Failed),
            },
        });
    })
}

/// What has come of it.
fn stands(here: &Here) -> Element {
    let (lang, many) = (here.lang(), &here.state().many);
    match &many.reading {
        Reading::Idle => group().child(many.found.as_ref().map(|found| counts(found, &many.file, lang))),
        Reading::UnderWay { done, of } => {
            under_way(lang, m::MANY_READING, (*done, *of), end(here, Step::Cancel))
        }
        Reading::Refused(why) => {
            el("p.error").child(why.as_ref().map_or(lang.say(m::MANY_FAILED), |why| lang.text(why)))
        }
    }
}

/// Gives up the list: its worker ends with it (`crate::background`).
fn end(here: &Here, step: Step) -> Callback<Event> {
    let (act, place) = (here.on(Action::Many(step)), here.place.clone());
    Callback::from(move |event: Event| {
        act.emit(event);
        place.focus_soon(FILE);
    })
}

fn counts(found: &Summary, file: &str, lang: Lang) -> Element {
    let (rated, wrong) = (found.rated.to_string(), found.wrong_rows.to_string());
    let words = if found.wrong_rows == 0 { m::MANY_IN_ORDER } else { m::MANY_PROBLEMS };
    let from: Vec<&str> = [file, &found.sheet].into_iter().filter(|part| !part.is_empty()).collect();
    group()
        .child(el("p").child(el("strong").child(lang.fill(words, &[("n", &rated), ("m", &wrong)]))))
        .child((!from.is_empty()).then(|| el("p.help").child(from.join(" · "))))
}

fn results(here: &Here, found: &Summary, many: &Many) -> Element {
    let lang = here.lang();
    let some = found.rated > 0;
    group()
        .child(some.then(|| totals(found, lang)))
        .child(notes(found, lang))
        .child(ways(here, many))
        .child(some.then(|| charts(found, lang)))
        .child((found.mistakes > 0).then(|| wrong(here, found, many)))
        .child(some.then(|| rows(here, found, many)))
}

/// The sum, and what it is made of.
fn totals(found: &Summary, lang: Lang) -> Element {
    let money = |amount: &str| yuan(amount, lang);
    let [average, median, least, most] =
        [&found.average, &found.median, &found.least, &found.most].map(|amount| money(amount));
    let figures = [("average", average), ("median", median), ("least", least), ("most", most)];
    let figures: Vec<(&str, &str)> = figures.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (count, amount) = (found.compulsory.count.to_string(), money(&found.compulsory.premium));
    let must = lang.fill(m::MANY_MUST, &[("n", &count), ("amount", &amount)]);
    let marks = found.marks.iter().map(|marked| {
        let values = [("n", marked.count.to_string()), ("mark", lang.text(&marked.mark).to_owned())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        el("li").child(lang.fill(m::MANY_MARK, &values))
    });
    let tariffs = found.tariffs.iter().map(|used| {
        let (digest, count) = (used.digest.get(..16).unwrap_or_default(), used.count.to_string());
        let values = [
            ("title", lang.text(&used.title)),
            ("id", &used.id),
            ("edition", &used.edition),
            ("digest", digest),
            ("n", &count),
        ];
        el("li").child(lang.fill(m::MANY_TARIFF, &values))
    });
    el("section.panel.headline")
        .attr("aria-labelledby", "many-total")
        .child(el("h2").attr("id", "many-total").child(lang.say(m::MANY_TOTAL)))
        .child(el("p.amount").child(el("span.figure").child(money(&found.total))))
        .child(el("p").child(lang.fill(m::MANY_FIGURES, &figures)))
        .child(el("p").child(must))
        .child(el("ul.rests").children(marks.chain(tariffs)))
        .child(el("p.help").child(lang.say(w::NOT_OFFICIAL)))
}

/// What in the table was not used.
fn notes(found: &Summary, lang: Lang) -> Option<Element> {
    let unknown = (!found.unknown.is_empty()).then(|| {
        let list = found.unknown.join(lang.say(w::LIST_COMMA));
        lang.fill(m::MANY_UNKNOWN, &[("list", &list)])
    });
    let ignored = found.ignored.iter().map(|ignored| {
        let count = ignored.count.to_string();
        lang.fill(m::MANY_IGNORED, &[("label", lang.text(&ignored.label)), ("n", &count)])
    });
    let notes: Vec<String> = unknown.into_iter().chain(ignored).collect();
    (!notes.is_empty())
        .then(|| el("ul.reasons").children(notes.iter().map(|note| el("li").child(note.as_str()))))
}

/// The export, and the way to be rid of it all.
fn ways(here: &Here, many: &Many) -> Element {
    let lang = here.lang();
    let under_way = many.export == Export::UnderWay;
    let words = if under_way { m::MANY_EXPORTING } else { m::MANY_EXPORT };
    let export = {
        let (act, name) = (here.on(Action::Many(Step::Export)), many.file.clone());
        Callback::from(move |event: Event| {
            sheets::ask_export(&name, lang == Lang::En);
            act.emit(event);
        })
    };
    let done = (many.export == Export::Done).then(|| el("span.good").child(lang.say(m::MANY_EXPORTED)));
    el("div.share")
        .child(button("button.primary", lang.say(words), export).flag("disabled", under_way))
        .child(button("button.quiet", lang.say(m::MANY_REMOVE), end(here, Step::Remove)))
        .child(el("div.copied").attr("role", "status").child(done))
}

fn charts(found: &Summary, lang: Lang) -> Element {
    let groups = found.groups.iter().map(|group| {
        let (count, amount) = (group.count.to_string(), yuan(&group.premium, lang));
        Bar {
            label: lang.text(&group.label).to_owned(),
            figure: lang.fill(m::MANY_GROUP_SUM, &[("n", &count), ("amount", &amount)]),
            amount: rating::money::parse(&group.premium).unwrap_or_default(),
        }
    });
    let by = lang.fill(m::MANY_BY_GROUP, &[("label", lang.text(&found.group))]);
    let spread = found.spread.iter().map(|bar| {
        let [from, to] =
            [Some(&bar.from), bar.to.as_ref()].map(|edge| edge.map(|edge| application::shown::grouped(edge)));
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        let words = if to.is_empty() { m::MANY_LAST_BIN } else { m::MANY_BIN };
        Bar {
            label: lang.fill(words, &[("from", &from), ("to", &to)]),
            figure: lang.fill(m::MANY_COUNT, &[("n", &bar.count.to_string())]),
            amount: Decimal::from(bar.count),
        }
    });
    el("div.charts").child(panel("many-groups", &by, chart(&by, groups.collect()))).child(panel(
        "many-spread",
        lang.say(m::MANY_SPREAD),
        chart(lang.say(m::MANY_SPREAD), spread.collect()),
    ))
}

fn panel(id: &'static str, words: &str, content: Element) -> Element {
    el("section.panel").attr("aria-labelledby", id).child(el("h2").attr("id", id).child(words)).child(content)
}

fn wrong(here: &Here, found: &Summary, many: &Many) -> Element {
    let lang = here.lang();
    let first = many.wrong_page * MISTAKES_A_PAGE;
    let shown = found.wrong.iter().skip(first).take(MISTAKES_A_PAGE);
    let turn = |first: usize| here.on(Action::Many(Step::WrongPage(first / MISTAKES_A_PAGE)));
    let named = found.wrong.len();
    let more = (named < found.mistakes)
        .then(|| el("p.help").child(lang.fill(m::MANY_FIRST_WRONG, &[("n", &named.to_string())])));
    el("section.panel")
        .child(mistaken(lang, m::MANY_WRONG, shown))
        .child(pages(lang, m::MANY_WRONG_PAGE, (first, MISTAKES_A_PAGE, named), turn))
        .child(more)
}

/// One page of the enterprises.
fn rows(here: &Here, found: &Summary, many: &Many) -> Element {
    let lang = here.lang();
    let heads = [m::MANY_ROW, m::MANY_NAME, m::MANY_PREMIUM];
    let rows = many.rows.iter().map(|row| enterprise(here, row));
    let table = table(lang, m::MANY_RESULTS, &heads, rows).class("enterprises");
    let turn = |first: usize| show(here, Shown { first, ..many.shown });
    el("section.panel").child(order(here, many)).child(table).child(pages(
        lang,
        m::MANY_PAGE,
        (many.shown.first, ROWS_A_PAGE, found.rated),
        turn,
    ))
}

/// Has other rows shown: the worker holds them.
fn show(here: &Here, shown: Shown) -> Callback<Event> {
    let act = here.on(Action::Many(Step::Show(shown)));
    Callback::from(move |event: Event| {
        sheets::ask_rows(shown, ROWS_A_PAGE);
        act.emit(event);
    })
}

fn order(here: &Here, many: &Many) -> Element {
    let lang = here.lang();
    let words = |order: Order| -> Words {
        match order {
            Order::AsGiven => m::MANY_AS_GIVEN,
            Order::Dearest => m::MANY_DEAREST,
            Order::Cheapest => m::MANY_CHEAPEST,
        }
    };
    let options = Order::ALL.iter().map(|order| {
        el("option")
            .attr("value", order.name())
            .selected(*order == many.shown.order)
            .child(lang.say(words(*order)))
    });
    let store = here.store.dispatcher();
    let on_change = Callback::from(move |event: Event| {
        let chosen = chosen_in(&event);
        let Some(order) = Order::ALL.into_iter().find(|order| order.name() == chosen) else { return };
        let shown = Shown { order, first: 0 };
        sheets::ask_rows(shown, ROWS_A_PAGE);
        store.dispatch(Action::Many(Step::Show(shown)));
    });
    el("div.row")
        .child(el("label").attr("for", "many-order").child(lang.say(m::MANY_ORDER)))
        .child(el("select").attr("id", "many-order").on_change(on_change).children(options))
}

fn enterprise(here: &Here, row: &Row) -> Element {
    let lang = here.lang();
    let place = row.row.to_string();
    let name = [&row.name, &row.number, &place].into_iter().find(|name| !name.is_empty());
    let name = name.map_or("", String::as_str);
    let about = lang.text(&row.about);
    let about = if row.number.is_empty() { about.to_owned() } else { format!("{} · {about}", row.number) };
    let link = Link { scenarios: vec![row.scenario.clone()], current: 0, screen: Screen::Estimate };
    let open = el("a")
        .attr("href", &here.place.link(&format!("/#{}", link.write())))
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("aria-label", &lang.fill(m::MANY_OPEN, &[("name", name)]))
        .child(name);
    el("tr")
        .child(el("td").child(place.as_str()))
        .child(el("td").child(open).child(el("span.help").child(about)))
        .child(el("td.sum").child(application::shown::grouped(&row.premium)))
}
