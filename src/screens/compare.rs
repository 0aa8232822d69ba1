//! Up to four scenarios side by side, each answer editable in its cell, whatever differs marked.

use application::shown::grouped;
use std::rc::Rc;

use rating::money;
use rating::questions::Question;
use rating::quote::{LegalBound, StepTrace};

use crate::app::Here;
use crate::components::field::{self, Asked};
use crate::components::mark;
use crate::components::questions::on_inception;
use crate::components::share::share;
use crate::element::{Element, button, el, group, title};
use crate::state::account::sum;
use crate::state::rated::Rated;
use crate::state::scenario::Scenario;
use crate::state::{Action, MOST_SCENARIOS};
use crate::words::quote::{limits, short, under, yuan};
use crate::words::{self as w, Lang, Words};

/// A row: its heading, a cell for each scenario, and the text by which cells are told apart.
struct Row {
    heading: String,
    cells: Vec<(Element, String)>,
}

/// The screen.
pub fn compare(here: &Here) -> Element {
    let lang = here.lang();
    let all: &[Rc<Rated>] = &here.rated;
    let columns = (0..all.len()).map(|index| column(here, index));
    let corner = el("th").attr("scope", "col").child(lang.say(w::ITEM));
    let table = el("table.compare")
        .child(el("thead").child(el("tr").child(corner).children(columns)))
        .child(body(lang.say(w::PREMIUM), results(all, lang), lang))
        .child(body(lang.say(w::ANSWERS), answers(here), lang))
        .child(body(lang.say(w::CALCULATION_STEPS), steps(all, lang), lang))
        .child(body(lang.say(w::LIMITS), covers(all, lang), lang))
        .child(body(lang.say(w::LEGAL_BOUNDS), legal(all, lang), lang));
    // A table wider than the screen scrolls by itself, with the keyboard too.
    let scroll = el("div.scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", lang.say(w::COMPARE))
        .child(table);
    group()
        .child(title(lang.say(w::COMPARE)))
        .child(el("p.help").child(lang.say(w::COMPARE_HELP)))
        .child(add(here))
        .child(scroll)
        .child(share(here))
}

/// New columns: a copy, or the same under other rules.
fn add(here: &Here) -> Element {
    let lang = here.lang();
    let state = here.state();
    if state.scenarios.len() >= MOST_SCENARIOS {
        return el("p.help").child(lang.say(w::FOUR_AT_MOST));
    }
    let restore = || {
        let undo = button("button.link", lang.say(w::UNDO), here.on(Action::Restore));
        group().child(lang.say(w::REMOVED)).child(" ").child(undo)
    };
    let Some(rated) = here.current() else { return group() };
    let copy = rated.scenario.clone();
    let id = rated.tariff().map(|tariff| tariff.id().to_owned());
    let others = rated.catalogue().iter().filter(|tariff| Some(tariff.id()) != id.as_deref());
    let under_others = others.filter_map(|tariff| {
        let day = rated.catalogue().day_for(tariff.id(), rated.inception, here.state().today)?;
        let scenario = Scenario { inception: Some(day.to_string()), ..rated.scenario.clone() };
        let words = lang.fill(w::UNDER_OTHER_RULES, &[("title", lang.text(tariff.title()))]);
        Some(button("button.quiet", &words, here.on(Action::Add(scenario))))
    });
    el("p.add-column")
        .child(lang.say(w::ADD_COLUMN))
        .child(button("button.quiet", lang.say(w::COPY), here.on(Action::Add(copy))))
        .children(under_others)
        .child(el("span").attr("role", "status").child(state.removed.is_some().then(restore)))
}

fn column(here: &Here, index: usize) -> Element {
    let lang = here.lang();
    let number = (index + 1).to_string();
    let values = [("n", number.as_str())];
    let act =
        |words: Words, action: Action| button("button.link", &lang.fill(words, &values), here.on(action));
    let remove = || act(w::REMOVE, Action::Remove(index));
    let actions = el("span.column-actions")
        .child(act(w::EDIT, Action::Edit(index)))
        .child((here.state().scenarios.len() > 1).then(remove));
    el("th").attr("scope", "col").child(lang.fill(w::SCENARIO, &values)).child(actions)
}

fn body(heading: &str, rows: Vec<Row>, lang: Lang) -> Element {
    if rows.is_empty() {
        return group();
    }
    let columns = rows.first().map_or(0, |row| row.cells.len());
    let heading = el("th")
        .attr("scope", "rowgroup")
        .attr("colspan", &(columns + 1).to_string())
        .child(el("span").child(heading));
    el("tbody")
        .child(el("tr.title").child(heading))
        .children(rows.into_iter().enumerate().map(|row| draw(row, lang)))
}

fn draw((number, row): (usize, Row), lang: Lang) -> Element {
    // Two rules may have one heading.
    let key = format!("{number} {}", row.heading);
    let first = row.cells.first().map(|(_, text)| text.clone());
    let cells = row.cells.into_iter().map(|(cell, text)| {
        let sign = el("span.sign").attr("aria-hidden", "true").child("≠ ");
        if Some(&text) == first.as_ref() {
            return el("td").child(None).child(cell);
        }
        let said = el("span.hidden").child(lang.say(w::DIFFERS)).child(" ");
        el("td.differs").child(group().child(sign).child(said)).child(cell)
    });
    let heading = el("th").attr("scope", "row").child(row.heading.as_str());
    el("tr").key(&key).child(heading).children(cells)
}

/// A row of plain text.
fn plain(heading: String, texts: Vec<String>) -> Row {
    Row { heading, cells: texts.into_iter().map(|text| (group().child(text.as_str()), text)).collect() }
}

fn results(all: &[Rc<Rated>], lang: Lang) -> Vec<Row> {
    let not_rated = || lang.say(w::NOT_RATED).to_owned();
    let of_quote = |read: &dyn Fn(&rating::Quote) -> Option<String>| {
        let text = |rated: &Rc<Rated>| {
            rated.quote().and_then(read).unwrap_or_else(|| lang.say(w::NOT_APPLICABLE).to_owned())
        };
        all.iter().map(text).collect::<Vec<_>>()
    };
    let premium = Row {
        heading: lang.say(w::PREMIUM).to_owned(),
        cells: all
            .iter()
            .map(|rated| {
                let text = short(rated, lang).unwrap_or_else(not_rated);
                let amount = el("strong.cell-premium").child(text.as_str());
                (group().child(amount).child(why_not(rated, lang)), text)
            })
            .collect(),
    };
    let title = |rated: &Rc<Rated>| {
        rated.tariff().map_or_else(not_rated, |tariff| lang.text(tariff.title()).to_owned())
    };
    let official = Row {
        heading: lang.say(w::HOW_OFFICIAL).to_owned(),
        cells: all
            .iter()
            .map(|rated| match rated.quote() {
                Some(quote) => (mark::badge(quote.mark, lang), format!("{:?}", quote.mark)),
                None => (group(), String::new()),
            })
            .collect(),
    };
    let fund =
        of_quote(&|quote| {
            let fund = quote.prevention_fund.as_ref()?;
            let least = grouped(&fund.least.to_string());
            Some(fund.most.map_or_else(
                || format!("≥ {least}"),
                |most| format!("{least} – {}", grouped(&most.to_string())),
            ))
        });
    vec![
        premium,
        plain(lang.say(w::DIFFERENCE).to_owned(), differences(all, lang)),
        plain(
            lang.say(w::PER_PERSON).to_owned(),
            of_quote(&|quote| Some(yuan(&quote.premium_per_person?.to_string(), lang))),
        ),
        plain(lang.say(w::RULES).to_owned(), all.iter().map(title).collect()),
        official,
        plain(lang.say(w::FUND).to_owned(), fund),
    ]
}

/// In words, why there is no premium.
fn why_not(rated: &Rated, lang: Lang) -> Element {
    group().children(rated.wrong().map(|fault| el("p.error").child(lang.text(&fault.message))))
}

/// How much more or less than the first.
fn differences(all: &[Rc<Rated>], lang: Lang) -> Vec<String> {
    let premium = |rated: &Rc<Rated>| rated.quote().map(|quote| quote.premium.yuan());
    let first = all.first().and_then(premium);
    let difference = |rated: &Rc<Rated>| {
        let change = money::minus(premium(rated)?, first?)?;
        let sign = if change.is_sign_positive() && !change.is_zero() { "+" } else { "" };
        Some(format!("{sign}{}", yuan(&format!("{change:.2}"), lang)))
    };
    all.iter()
        .map(|rated| difference(rated).unwrap_or_else(|| lang.say(w::NOT_APPLICABLE).to_owned()))
        .collect()
}

/// Every answer that any of them is asked, editable in place.
fn answers(here: &Here) -> Vec<Row> {
    let lang = here.lang();
    let all = &here.rated;
    let mut rows = vec![Row {
        heading: lang.say(w::INCEPTION).to_owned(),
        cells: all.iter().enumerate().map(|(index, rated)| inception(here, rated, index)).collect(),
    }];
    let most_units = all.iter().map(|rated| rated.questions.units.len()).max().unwrap_or_default();
    for unit in (0..most_units).map(Some).chain([None]) {
        for (key, heading) in asked_of(all, unit, lang) {
            let prefix = unit.filter(|_| most_units > 1);
            let prefix = prefix.map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]) + " · ");
            let cell = |(index, rated): (usize, &Rc<Rated>)| answer(here, rated, index, unit, &key);
            let cells = all.iter().enumerate().map(cell).collect();
            rows.push(Row { heading: prefix.unwrap_or_default() + &heading, cells });
        }
    }
    rows
}

fn questions_of(rated: &Rated, unit: Option<usize>) -> &[Question] {
    match unit {
        None => &rated.questions.policy,
        Some(unit) => rated.questions.units.get(unit).map(Vec::as_slice).unwrap_or_default(),
    }
}

/// Key and label of every question that any of them is asked, in the order of asking.
fn asked_of(all: &[Rc<Rated>], unit: Option<usize>, lang: Lang) -> Vec<(String, String)> {
    let mut asked: Vec<(usize, String, String)> = Vec::new();
    for rated in all {
        for question in questions_of(rated, unit) {
            let Some(attribute) = rated.attribute(question) else { continue };
            if !asked.iter().any(|(_, key, _)| *key == attribute.key) {
                asked.push((
                    question.attribute,
                    attribute.key.clone(),
                    lang.text(&attribute.label).to_owned(),
                ));
            }
        }
    }
    asked.sort_by_key(|(index, ..)| *index);
    asked.into_iter().map(|(_, key, label)| (key, label)).collect()
}

fn answer(here: &Here, rated: &Rc<Rated>, index: usize, unit: Option<usize>, key: &str) -> (Element, String) {
    let of_key =
        |question: &&Question| rated.attribute(question).is_some_and(|attribute| attribute.key == key);
    let Some(question) = questions_of(rated, unit).iter().find(of_key) else {
        let none = here.lang().say(w::NOT_APPLICABLE);
        return (group().child(none), none.to_owned());
    };
    let given = rated.scenario.of(unit).and_then(|answers| answers.get(key)).cloned();
    let default = rated.attribute(question).and_then(|attribute| attribute.default.clone());
    let asked = Asked::new(here, rated, index, unit, question);
    (asked.map_or_else(group, |asked| field::cell(&asked)), given.or(default).unwrap_or_default())
}

fn inception(here: &Here, rated: &Rated, index: usize) -> (Element, String) {
    let value = rated.scenario.inception.clone().unwrap_or_else(|| rated.inception.to_string());
    let label = here.lang().say(w::INCEPTION);
    let field = el("input")
        .attr("type", "date")
        .attr("aria-label", label)
        .value(&value)
        .on_input(on_inception(here, index));
    (group().child(field).child(el("span.printed").child(value.as_str())), value)
}

/// Step by step, as each of them reckons it.
fn steps(all: &[Rc<Rated>], lang: Lang) -> Vec<Row> {
    let mut order: Vec<(String, Option<usize>, String)> = Vec::new();
    let of = |rated: &Rc<Rated>| rated.quote().map(|quote| quote.steps.clone()).unwrap_or_default();
    for step in all.iter().flat_map(of).filter(|step| step.counts) {
        if !order.iter().any(|(key, unit, _)| *key == step.step && *unit == step.unit) {
            order.push((step.step, step.unit, lang.text(&step.label).to_owned()));
        }
    }
    let cell = |rated: &Rc<Rated>, key: &str, unit: Option<usize>| {
        let same = |step: &&StepTrace| step.step == key && step.unit == unit;
        let step = rated.quote().and_then(|quote| quote.steps.iter().find(same));
        let shown = rated.tariff().zip(step).map(|(tariff, step)| sum(tariff, step, lang));
        shown.unwrap_or_else(|| lang.say(w::NOT_APPLICABLE).to_owned())
    };
    let several = order.iter().any(|(_, unit, _)| unit.is_some_and(|unit| unit > 0));
    let heading = |unit: Option<usize>, label: String| match unit.filter(|_| several) {
        Some(unit) => format!("{} · {label}", lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())])),
        None => label,
    };
    order
        .into_iter()
        .map(|(key, unit, label)| {
            plain(heading(unit, label), all.iter().map(|rated| cell(rated, &key, unit)).collect())
        })
        .collect()
}

fn covers(all: &[Rc<Rated>], lang: Lang) -> Vec<Row> {
    let mut order: Vec<(String, String)> = Vec::new();
    for cover in all.iter().filter_map(|rated| rated.quote()).flat_map(|quote| &quote.covers) {
        if !order.iter().any(|(key, _)| *key == cover.key) {
            order.push((cover.key.clone(), lang.text(&cover.label).to_owned()));
        }
    }
    let cell = |rated: &Rc<Rated>, key: &str| {
        let cover = rated.quote().and_then(|quote| quote.covers.iter().find(|cover| cover.key == key));
        cover.map_or_else(|| lang.say(w::NOT_APPLICABLE).to_owned(), |cover| limits(cover, lang))
    };
    order
        .into_iter()
        .map(|(key, label)| plain(label, all.iter().map(|rated| cell(rated, &key)).collect()))
        .collect()
}

/// Every legal rule that any of them is under, with the article that makes the difference.
fn legal(all: &[Rc<Rated>], lang: Lang) -> Vec<Row> {
    let mut order: Vec<(String, &str)> = Vec::new();
    for rule in all.iter().filter_map(|rated| rated.quote()).flat_map(|quote| &quote.legal) {
        let label = lang.text(&rule.label);
        match order.iter_mut().find(|(key, _)| *key == rule.key) {
            // One rule with two figures in it: each column says its own.
            Some((_, heading)) if *heading != label => *heading = lang.say(w::LEGAL_BOUND),
            Some(_) => {}
            None => order.push((rule.key.clone(), label)),
        }
    }
    let find = |rated: &Rated, key: &str| -> Option<LegalBound> {
        rated.quote().and_then(|quote| quote.legal.iter().find(|rule| rule.key == key)).cloned()
    };
    let cell = |rated: &Rc<Rated>, key: &str, heading: &str| {
        let Some((rule, tariff)) = find(rated, key).zip(rated.tariff()) else {
            let none = lang.say(w::ABSENT).to_owned();
            return (group().child(none.as_str()), none);
        };
        let (label, article) = (lang.text(&rule.label), under(tariff, &rule, lang));
        let text = format!("{label} {article}");
        let own = (label != heading).then(|| el("p").child(label));
        (group().child(own).child(article).child(" ").child(mark::badge(rule.mark, lang)), text)
    };
    let row = |(key, heading): (String, &str)| Row {
        cells: all.iter().map(|rated| cell(rated, &key, heading)).collect(),
        heading: heading.to_owned(),
    };
    order.into_iter().map(row).collect()
}
