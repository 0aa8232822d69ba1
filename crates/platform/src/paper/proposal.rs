//! The form on the pages: its head with the codes, then the sections.

use application::Draft;
use application::proposal::{Body, DAY, Pair, TITLE, sections, tick};
use rating::verify::Paper;
use rating::{Quote, Tariff};

use super::sheet::{ACROSS, Cell, Code, Sheet, cell, head};

/// What the form is made from.
pub(super) struct Proposal<'a> {
    /// Receipt number.
    pub receipt: &'a str,
    /// When it was received, as people read it.
    pub received: &'a str,
    /// Where people reach the platform: what the codes open.
    pub public_url: &'a str,
    /// What the platform states of it, signed. The secret is in no code, so that the paper can be shown.
    pub signed: Option<&'a str>,
    /// What was accepted.
    pub draft: &'a Draft,
    /// The quote that was stored with it.
    pub quote: &'a Quote,
    /// The tariff of the quote, for the words of the answers.
    pub tariff: Option<&'a Tariff>,
}

/// A code that is read off paper by any telephone: a larger text has finer squares than that.
const LARGEST_CODE: usize = 900;

/// Widths of the columns of a table.
const COLUMNS: [f32; 3] = [185.0, ACROSS - 285.0, 100.0];

impl Proposal<'_> {
    pub(super) fn put_on(&self, sheet: &mut Sheet<'_>) {
        sheet.title(TITLE);
        self.head(sheet);
        for section in sections(self.draft, Some(self.quote), self.tariff) {
            sheet.heading(section.title);
            put(sheet, &section.body);
        }
    }

    /// What the paper is of, and beside it the codes by which anybody checks it.
    fn head(&self, sheet: &mut Sheet<'_>) {
        let digest = self.quote.tariff.digest.get(..16).unwrap_or_default();
        let mut lines = vec![
            format!("受理编号：{}", self.receipt),
            format!("受理时间：{}", self.received),
            format!("适用费率：{}", self.quote.tariff.title.zh),
            format!("费率表摘要：{digest}"),
        ];
        let mut codes = Vec::new();
        if let Some(signed) = self.signed {
            codes.push(Code {
                text: format!("{}/#s1.{signed}", self.public_url),
                caption: "扫码核验受理回执",
            });
        }
        match self.proof() {
            Some(text) => codes.push(Code { text, caption: "扫码核对保险费" }),
            None => lines.push("单位较多，核对码放不下：请凭上面的摘要在平台上核对保险费".to_owned()),
        }
        sheet.head(&lines, &codes);
    }

    /// What the code opens by which the premium is rated again. Nothing if that is too much for a code.
    fn proof(&self) -> Option<String> {
        let text = Paper::new(&self.draft.risk, self.quote).write()?;
        Some(format!("{}/#{text}", self.public_url)).filter(|text| text.len() <= LARGEST_CODE)
    }
}

fn put(sheet: &mut Sheet<'_>, body: &Body) {
    match body {
        Body::Pairs(rows) => sheet.table(&[], &rows.iter().map(|row| pairs(row)).collect::<Vec<_>>()),
        Body::Table(heads, rows) => {
            let [first, second, third] = COLUMNS;
            let heads: Vec<_> = heads.iter().zip(COLUMNS).map(|(words, width)| head(width, words)).collect();
            // Steps end in a figure, covers in words.
            let right = heads.get(1).is_some_and(|head| head.text == "结果");
            let row = |[a, b, c]: &[String; 3]| {
                let middle = Cell { right, ..cell(second, b) };
                vec![cell(first, a), middle, cell(third, c)]
            };
            sheet.table(&heads, &rows.iter().map(row).collect::<Vec<_>>());
        }
        Body::Declared(declared) => {
            for (words, made) in declared {
                sheet.paragraph(&format!("{} {words}", tick(*made)), ACROSS);
            }
        }
        Body::Places(places) => {
            let places: Vec<_> = places.iter().map(|words| format!("{words}\n{DAY}")).collect();
            sheet.boxes(&places, 76.0);
        }
    }
}

/// Room for a name.
const NAME: f32 = 105.0;

fn pairs(row: &[Pair]) -> Vec<Cell> {
    let each = ACROSS / if row.len() > 1 { 2.0 } else { 1.0 };
    row.iter().flat_map(|(name, value)| [head(NAME, name), cell(each - NAME, value)]).collect()
}
