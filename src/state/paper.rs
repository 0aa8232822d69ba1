//! The proposal form as HTML: what the browser prints, and what a person sees of a saved file. Whatever was typed is
//! escaped; there is no script in it and no style but that of `static/paper.css`.

use application::Draft;
use application::proposal::{Body, DAY, Pair, TITLE, sections, tick};
use rating::verify::Paper;
use rating::{Quote, Tariff};

use super::code::code;

/// How the form is laid out.
pub const STYLE: &str = include_str!("../../static/paper.css");

/// A form to be shown.
pub struct Shown<'a> {
    pub draft: &'a Draft,
    /// Where it is known or can be rated again.
    pub quote: Option<&'a Quote>,
    pub tariff: Option<&'a Tariff>,
    /// Names and values at the head, such as the receipt number.
    pub head: Vec<(&'static str, String)>,
    /// Whether it is yet to be sent.
    pub is_draft: bool,
    /// Where the page is: what the code opens.
    pub origin: &'a str,
}

/// Text between tags or in an attribute.
pub fn escape(text: &str) -> String {
    let escaped = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(escaped).collect()
}

impl Shown<'_> {
    /// The whole form.
    pub fn html(&self) -> String {
        let mut html = format!("<header><h1>{TITLE}</h1>");
        if self.is_draft {
            html += "<p class=\"stamp\">草稿，未提交</p>";
        }
        html += "<div class=\"head\"><dl>";
        for (name, value) in &self.head {
            html += &format!("<div><dt>{name}</dt><dd>{}</dd></div>", escape(value));
        }
        html += &format!("</dl>{}</div></header>", self.proof());
        for section in sections(self.draft, self.quote, self.tariff) {
            html += &format!("<section><h2>{}</h2>{}</section>", section.title, body(&section.body));
        }
        html + "<footer>本单由测算结果生成，不是保险单；保险条款和最终保险费以承保人出具的为准。</footer>"
    }

    /// The code by which anybody rates the premium again.
    fn proof(&self) -> String {
        let text = self.quote.and_then(|quote| Paper::new(&self.draft.risk, quote).write());
        let Some(text) = text else { return String::new() };
        let link = format!("{}/#{text}", self.origin);
        match code(&link) {
            Some((side, path)) => format!(
                "<figure><svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"核对码\">\
                 <path d=\"{path}\"/></svg><figcaption>扫码核对保险费</figcaption></figure>"
            ),
            // Too many units for a code.
            None => format!("<p class=\"link\">核对保险费：{}</p>", escape(&link)),
        }
    }
}

fn body(body: &Body) -> String {
    match body {
        Body::Pairs(rows) => table("", rows.iter().map(|row| pairs(row))),
        Body::Table(heads, rows) => {
            let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
            let cells =
                |row: &[String; 3]| row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
            table(&format!("<thead><tr>{heads}</tr></thead>"), rows.iter().map(cells))
        }
        Body::Declared(declared) => {
            let line = |(words, made): &(&str, bool)| format!("<li>{} {words}</li>", tick(*made));
            format!("<ul>{}</ul>", declared.iter().map(line).collect::<String>())
        }
        Body::Places(places) => {
            let place = |words: &&str| format!("<div><b>{words}</b><span>{DAY}</span></div>");
            format!("<div class=\"places\">{}</div>", places.iter().map(place).collect::<String>())
        }
    }
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.map(|row| format!("<tr>{row}</tr>")).collect();
    format!("<table>{head}<tbody>{rows}</tbody></table>")
}

/// One pair takes the whole row, two share it.
fn pairs(row: &[Pair]) -> String {
    let span = if row.len() > 1 { "" } else { " colspan=\"3\"" };
    let cell = |(name, value): &Pair| {
        format!("<th scope=\"row\">{}</th><td{span}>{}</td>", escape(name), escape(value))
    };
    row.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_text_and_nothing_else() {
        let hostile = "</td><script>alert(1)</script><img src=x onerror='a'>\"&";
        let mut draft = Draft::default();
        for field in [&mut draft.enterprise.name, &mut draft.contact.email, &mut draft.terms.dispute] {
            *field = hostile.to_owned();
        }
        draft.quote.premium = hostile.to_owned();
        let head = vec![("受理编号", hostile.to_owned())];
        let shown = Shown { draft: &draft, quote: None, tariff: None, head, is_draft: true, origin: hostile };
        let html = shown.html();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("\"&\""), "{html}");
        assert_eq!(html.matches("&lt;/td&gt;&lt;script&gt;").count(), 5, "{html}");
    }
}
