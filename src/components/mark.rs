//! How official a figure is, and where it comes from.

use rating::Mark;
use rating::Tariff;
use rating::quote::RowRef;

use crate::element::{Element, el, group};
use crate::words::article::article as article_in;
use crate::words::quote::{cite, mark as words_of};
use crate::words::{self as w, Lang};

/// The badge.
pub fn badge(mark: Mark, lang: Lang) -> Element {
    el("span.mark").class(words_of(mark).1).child(lang.of(mark.words()))
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
    let article = (!article.is_empty()).then(|| group().child(" · ").child(article_in(article, lang)));
    let row = row.zip(row.and_then(|row| tariff.table(&row.table))).map(|(row, table)| {
        let values = [("table", lang.text(&table.label)), ("row", &row.row.to_string())];
        group().child(el("br")).child(lang.fill(w::TABLE_ROW, &values))
    });
    el("p.source").child(badge(source.mark, lang)).child(" ").child(cited).child(article).child(row)
}
