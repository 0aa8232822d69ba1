//! How official a figure is, and where it comes from.

use rating::Mark;
use rating::Tariff;
use rating::quote::{RowRef, SourceNote};
use yew::prelude::*;

use crate::words::{self as w, Lang, Words};

/// Word, explanation, and name in the stylesheet.
pub fn words(mark: Mark) -> (Words, Words, &'static str) {
    match mark {
        Mark::Notice => (w::MARK_NOTICE, w::MARK_NOTICE_HELP, "notice"),
        Mark::Published => (w::MARK_PUBLISHED, w::MARK_PUBLISHED_HELP, "published"),
        Mark::Elsewhere => (w::MARK_ELSEWHERE, w::MARK_ELSEWHERE_HELP, "elsewhere"),
        Mark::Recalled => (w::MARK_RECALLED, w::MARK_RECALLED_HELP, "recalled"),
        Mark::Illustrative => (w::MARK_ILLUSTRATIVE, w::MARK_ILLUSTRATIVE_HELP, "illustrative"),
    }
}

/// The badge.
pub fn badge(mark: Mark, lang: Lang) -> Html {
    let (word, _, class) = words(mark);
    html! { <span class={classes!("mark", class)}>{ lang.say(word) }</span> }
}

/// A source in one line: title, issuer, number, date.
pub fn cite(source: &SourceNote, lang: Lang) -> String {
    let number = source.number.as_deref().unwrap_or_default();
    let parts = [lang.text(&source.title), &source.issuer, number, &source.date];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// A source with its badge, and the row of the table where there is one.
pub fn source(tariff: &Tariff, index: usize, article: &str, row: Option<&RowRef>, lang: Lang) -> Html {
    let Some(source) = tariff.sources().get(index) else { return Html::default() };
    html! {
        <p class="source">
            { badge(source.mark, lang) }{ " " }
            if let Some(url) = &source.url {
                <a href={url.clone()} target="_blank" rel="noopener noreferrer">{ cite(source, lang) }</a>
            } else {
                { cite(source, lang) }
            }
            if !article.is_empty() {
                { format!(" · {article}") }
            }
            if let Some(row) = row {
                if let Some(table) = tariff.table(&row.table) {
                    <br />
                    { lang.fill(w::TABLE_ROW, &[("table", lang.text(&table.label)), ("row", &row.row.to_string())]) }
                }
            }
        </p>
    }
}
