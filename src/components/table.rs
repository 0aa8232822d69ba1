//! Tables of plain cells, and a way through long ones.

use web_sys::Event;
use yew::Callback;

use crate::element::{Element, button, el};
use crate::state::roster::Mistake;
use crate::words::{self as w, Lang, Words};

/// A table under a caption.
pub fn table(
    lang: Lang,
    caption: Words,
    heads: &[Words],
    rows: impl IntoIterator<Item = Element>,
) -> Element {
    let heads = heads.iter().map(|head| el("th").attr("scope", "col").child(lang.say(*head)));
    el("table.people")
        .child(el("caption").child(lang.say(caption)))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows))
}

/// One of its rows.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> Element {
    el("tr").children(cells.into_iter().map(|cell| el("td").child(cell)))
}

/// Rows with something wrong: which, in which column, and why.
pub fn mistaken<'a>(lang: Lang, caption: Words, all: impl Iterator<Item = &'a Mistake>) -> Element {
    let rows = all.map(|Mistake { row: number, column, why }| {
        row([number.to_string().as_str(), lang.text(column), lang.text(why)])
    });
    table(lang, caption, &[w::ROSTER_ROW, w::ROSTER_COLUMN, w::ROSTER_WHY], rows)
}

/// Which of how many are shown, and the ways to those before and after, by the first of them; nothing where all are.
pub fn pages(
    lang: Lang,
    words: Words,
    (first, a_page, of): (usize, usize, usize),
    turn: impl Fn(usize) -> Callback<Event>,
) -> Option<Element> {
    let last = (first + a_page).min(of);
    let way = |words: Words, to: Option<usize>| {
        button("button.quiet", lang.say(words), turn(to.unwrap_or(first))).flag("disabled", to.is_none())
    };
    let numbers = [first + 1, last, of].map(|number| number.to_string());
    let [from, to, all] = &numbers;
    let told = lang.fill(words, &[("from", from), ("to", to), ("of", all)]);
    (of > a_page).then(|| {
        el("div.pages")
            .child(way(w::ROSTER_BACK, (first > 0).then(|| first.saturating_sub(a_page))))
            .child(el("span").attr("role", "status").child(told))
            .child(way(w::ROSTER_ON, (last < of).then_some(first + a_page)))
    })
}
