//! How official a figure is, and where it comes from.

use rating::Mark;
use rating::Tariff;
use rating::quote::{RowRef, SourceNote};

use crate::element::{Element, el, group};
use crate::words::{self as w, Lang, Words};

/// Explanation, and name in the stylesheet.
pub fn help(mark: Mark) -> (Words, &'static str) {
    match mark {
        Mark::Notice => (w::MARK_NOTICE_HELP, "notice"),
        Mark::Published => (w::MARK_PUBLISHED_HELP, "published"),
        Mark::Elsewhere => (w::MARK_ELSEWHERE_HELP, "elsewhere"),
        Mark::Recalled => (w::MARK_RECALLED_HELP, "recalled"),
        Mark::Illustrative => (w::MARK_ILLUSTRATIVE_HELP, "illustrative"),
    }
}

/// The badge.
pub fn badge(mark: Mark, lang: Lang) -> Element {
    el("span.mark").class(help(mark).1).child(lang.of(mark.words()))
}

/// A source in one line: title, issuer, number, date.
pub fn cite(source: &SourceNote, lang: Lang) -> String {
    let number = source.number.as_deref().unwrap_or_default();
    let parts = [lang.text(&source.title), &source.issuer, number, &source.date];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// A source with its badge, and the row of the table where there is one.
pub fn source(tariff: &Tariff, index: usize, article: &str, row: Option<&RowRef>, lang: Lang) -> Element {
    let Some(source) = tariff.sources().get(index) else { return group() };
    let cited = match &source.url {
        Some(url) => el("a")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(cite(source, lang)),
        None => group().child(cite(source, lang)),
    };
    let article = (!article.is_empty()).then(|| group().child(format!(" · {article}")));
    let row = row.zip(row.and_then(|row| tariff.table(&row.table))).map(|(row, table)| {
        let values = [("table", lang.text(&table.label)), ("row", &row.row.to_string())];
        group().child(el("br")).child(lang.fill(w::TABLE_ROW, &values))
    });
    el("p.source").child(badge(source.mark, lang)).child(" ").child(cited).child(article).child(row)
}
