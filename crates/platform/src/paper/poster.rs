//! Posters, leaflets and cards. A poster is read from three metres (who must), from one (how much), and from a hand's breadth (on
//! what assumptions); drawn for A4, and scaled to A3 and A5.

use application::shown::grouped;
use rating::quote::{Obligation, Status};
use rating::{Date, Mark, Tariff, Text};
use words::article::article;
use words::quote::{mark, obliged};
use words::{self as w, Lang};

use super::canvas::{Canvas, Colour, Style};
use super::examples::{Example, assumptions, examples};
use super::fonts::Fonts;

/// Paper of the A series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 297 × 420 mm.
    A3,
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
}

impl Size {
    /// Width and height.
    fn points(self) -> (f32, f32) {
        match self {
            Self::A3 => (841.89, 1190.55),
            Self::A4 => (WIDTH, HEIGHT),
            Self::A5 => (419.53, 595.28),
        }
    }
}

/// What a poster is made from.
pub struct Poster<'a> {
    /// The tariff of the day.
    pub tariff: &'a Tariff,
    /// Key of the sector.
    pub sector: &'a str,
    /// In which language.
    pub lang: Lang,
    /// The address that its code opens.
    pub link: &'a str,
    /// The address as people read it.
    pub site: &'a str,
    /// The name of the campaign that it is printed for.
    pub campaign: Option<&'a str>,
    /// The day of the figures.
    pub today: Date,
}

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 44.0;
const ACROSS: f32 = WIDTH - 2.0 * MARGIN;
const RIGHT: f32 = WIDTH - MARGIN;
/// Where the coloured head ends, and where the coloured foot begins.
const HEAD: f32 = 238.0;
const FOOT: f32 = 638.0;
const CODE: f32 = 152.0;
/// The examples share this height.
const PRICES: f32 = 166.0;
const HIGHEST_ROW: f32 = 46.0;

const ACCENT: Colour = (11, 93, 87);
const PALE: Colour = (227, 240, 237);
const BRIGHT: Colour = (255, 209, 102);
const WHITE: Colour = (255, 255, 255);
const INK: Colour = (27, 35, 40);
const SOFT: Colour = (85, 98, 106);
const LINE: Colour = (217, 220, 216);
const WARN: Colour = (122, 75, 0);
const WARN_GROUND: Colour = (251, 240, 218);

const fn plain(size: f32, colour: Colour) -> Style {
    Style { size, bold: false, colour }
}

const fn bold(size: f32, colour: Colour) -> Style {
    Style { size, bold: true, colour }
}

impl Poster<'_> {
    /// The poster as PDF. Nothing where the tariff knows no such sector, or has no example of it.
    pub fn pdf(&self, fonts: &Fonts, size: Size) -> Option<Vec<u8>> {
        let examples = examples(self.tariff, self.sector, self.today, self.lang);
        let obligation = examples.first()?.quote.obligations.first()?;
        let mut canvas = Canvas::new(fonts);
        self.head(&mut canvas, obligation);
        let y = self.prices(&mut canvas, &examples);
        self.covers(&mut canvas, y, &examples);
        self.foot(&mut canvas, obligation)?;
        let paper = size.points();
        canvas.finish(paper, paper.0 / WIDTH, self.lang.say(w::PRODUCT), self.lang.tag())
    }

    /// Who must, in letters that are read across a street, and by which article.
    fn head(&self, canvas: &mut Canvas<'_>, obligation: &Obligation) {
        let lang = self.lang;
        canvas.fill(0.0, 0.0, WIDTH, HEAD, ACCENT);
        let (style, product) = (bold(15.0, PALE), lang.say(w::POSTER_PRODUCT));
        canvas.text(MARGIN, 50.0, style, product);
        if let Some(campaign) = self.campaign {
            let room = ACROSS - canvas.width(style, product) - 24.0;
            canvas.text_to(RIGHT, 50.0, canvas.fitted(bold(15.0, WHITE), room, campaign), campaign);
        }
        let sector = lang.text(&obligation.label);
        let style = canvas.fitted(bold(66.0, WHITE), ACROSS, sector);
        canvas.text(MARGIN, 122.0, style, sector);
        let (word, says, _) = obliged(obligation, lang);
        let word = match obligation.status {
            Status::Compulsory => lang.say(w::POSTER_COMPULSORY),
            Status::Promoted | Status::Encouraged => word,
        };
        let style = canvas.fitted(bold(44.0, BRIGHT), ACROSS, word);
        canvas.text(MARGIN, 174.0, style, word);
        let style = canvas.fitted(plain(14.0, WHITE), ACROSS, &says);
        canvas.text(MARGIN, 203.0, style, &says);
        if let Some(source) = self.tariff.sources().get(obligation.source) {
            let article = article(&obligation.article, lang);
            let cited = format!("{} · {article}", source.number.as_deref().unwrap_or_default());
            let cited = cited.trim_start_matches(" · ");
            canvas.text(MARGIN, 222.0, plain(11.0, PALE), cited);
        }
    }

    /// Examples; below them what they assume, and how official their figures are.
    fn prices(&self, canvas: &mut Canvas<'_>, examples: &[Example]) -> f32 {
        let lang = self.lang;
        let mut y = HEAD + 36.0;
        let title = bold(21.0, INK);
        canvas.text(MARGIN, y, title, lang.say(w::POSTER_PRICES));
        let weakest = examples.iter().map(|example| example.quote.mark).max().unwrap_or(Mark::Illustrative);
        badge(canvas, y, weakest, lang);
        y += 10.0;
        let row = (PRICES / examples.len().max(1) as f32).min(HIGHEST_ROW);
        let size = row * 0.64;
        for example in examples {
            canvas.fill(MARGIN, y, ACROSS, 0.8, LINE);
            let baseline = y + row / 2.0 + size * 0.36;
            let premium = format!("{} {}", grouped(&example.quote.premium.to_string()), lang.say(w::YUAN));
            let figure = bold(size, ACCENT);
            canvas.text_to(RIGHT, baseline, figure, &premium);
            let room = ACROSS - canvas.width(figure, &premium) - 16.0;
            let style = canvas.fitted(plain(size * 0.76, INK), room, &example.what);
            canvas.text(MARGIN, baseline, style, &example.what);
            y += row;
        }
        canvas.fill(MARGIN, y, ACROSS, 0.8, LINE);
        let day = self.today.to_string();
        let assumed = assumptions(self.tariff, self.sector, self.today, lang);
        let words = lang.fill(w::POSTER_ASSUMED, &[("day", &day), ("assumed", &assumed)]);
        let words = format!("{}{}{words}", lang.say(mark(weakest).0), lang.of(("", " ")));
        canvas.lines(MARGIN, y + 16.0, ACROSS, plain(9.8, SOFT), &words) + 16.0
    }

    /// What is paid for, in two columns.
    fn covers(&self, canvas: &mut Canvas<'_>, y: f32, examples: &[Example]) {
        let title = bold(21.0, INK);
        canvas.text(MARGIN, y + 6.0, title, self.lang.say(w::POSTER_COVERS));
        let covers = examples.first().map(|example| example.quote.covers.as_slice()).unwrap_or_default();
        let labels: Vec<&Text> =
            covers.iter().filter(|cover| cover.extension.is_none()).map(|cover| &cover.label).collect();
        let half = labels.len().div_ceil(2).max(1);
        let step = ((FOOT - y - 24.0) / half as f32).min(23.0);
        for (number, label) in labels.into_iter().enumerate() {
            let left = if number < half { MARGIN } else { MARGIN + ACROSS / 2.0 };
            let baseline = y + 6.0 + ((number % half) as f32 + 1.0) * step + 2.0;
            canvas.fill(left, baseline - 8.5, 7.0, 7.0, ACCENT);
            let style = canvas.fitted(plain(14.0, INK), ACROSS / 2.0 - 24.0, self.lang.text(label));
            canvas.text(left + 16.0, baseline, style, self.lang.text(label));
        }
    }

    /// What to do: the code, large enough for an arm's length; who oversees it, and what this paper is not.
    fn foot(&self, canvas: &mut Canvas<'_>, obligation: &Obligation) -> Option<()> {
        let lang = self.lang;
        canvas.fill(0.0, FOOT, WIDTH, HEIGHT - FOOT, PALE);
        canvas.code(MARGIN, FOOT + 18.0, CODE, self.link)?;
        let (left, room) = (MARGIN + CODE + 24.0, ACROSS - CODE - 24.0);
        let call = lang.say(w::POSTER_SCAN);
        let style = canvas.fitted(bold(30.0, ACCENT), room, call);
        canvas.text(left, FOOT + 52.0, style, call);
        let y = canvas.lines(left, FOOT + 76.0, room, plain(12.5, INK), lang.say(w::POSTER_SCAN_HELP));
        let style = canvas.fitted(bold(12.5, INK), room, self.site);
        canvas.text(left, y + 3.0, style, self.site);
        let department = lang.fill(w::DEPARTMENT, &[("department", lang.text(&obligation.department))]);
        let known = lang.of(obligation.department_mark.words());
        let department = lang.of((format!("{department}（{known}）"), format!("{department} ({known})")));
        canvas.lines(left, y + 25.0, room, plain(11.0, INK), &department);
        let note = format!("{} {}", lang.say(w::NOT_OFFICIAL), lang.text(self.tariff.title()));
        let style = canvas.fitted(plain(9.0, SOFT), ACROSS, &note);
        canvas.text(MARGIN, HEIGHT - 12.0, style, &note);
        Some(())
    }
}

/// How official the figures are, at the right of their title.
fn badge(canvas: &mut Canvas<'_>, baseline: f32, mark: Mark, lang: Lang) {
    let is_official = mark <= Mark::Published;
    let (ink, ground) = if is_official { (ACCENT, PALE) } else { (WARN, WARN_GROUND) };
    let (style, words) = (bold(12.0, ink), lang.of(mark.words()));
    let width = canvas.width(style, words) + 16.0;
    canvas.fill(RIGHT - width, baseline - 16.0, width, 21.0, ground);
    canvas.text(RIGHT - width + 8.0, baseline - 1.5, style, words);
}

/// A card for a member of staff: 85 × 54 mm.
pub struct Card<'a> {
    /// Whose card it is.
    pub name: &'a str,
    /// In which language.
    pub lang: Lang,
    /// The address that its code opens.
    pub link: &'a str,
    /// The address as people read it.
    pub site: &'a str,
}

/// 85 × 54 mm.
const CARD: (f32, f32) = (240.94, 153.07);
/// How many cards are side by side on A4, and how many below each other.
const COLUMNS: u8 = 2;
const ROWS: u8 = 5;
/// Of a mark to cut at.
const MARK: f32 = 14.0;

impl Card<'_> {
    /// The card as PDF.
    pub fn pdf(&self, fonts: &Fonts) -> Option<Vec<u8>> {
        let mut canvas = Canvas::new(fonts);
        self.draw(&mut canvas)?;
        canvas.finish(CARD, 1.0, self.lang.say(w::PRODUCT), self.lang.tag())
    }

    /// Ten of them on A4, to be cut along the marks at its edges.
    pub fn sheet(&self, fonts: &Fonts) -> Option<Vec<u8>> {
        let (columns, rows) = (f32::from(COLUMNS), f32::from(ROWS));
        let (left, top) = ((WIDTH - columns * CARD.0) / 2.0, (HEIGHT - rows * CARD.1) / 2.0);
        let mut canvas = Canvas::new(fonts);
        for x in (0..=COLUMNS).map(|column| left + f32::from(column) * CARD.0) {
            canvas.fill(x, top - MARK - 2.0, 0.5, MARK, SOFT);
            canvas.fill(x, HEIGHT - top + 2.0, 0.5, MARK, SOFT);
        }
        for y in (0..=ROWS).map(|row| top + f32::from(row) * CARD.1) {
            canvas.fill(left - MARK - 2.0, y, MARK, 0.5, SOFT);
            canvas.fill(WIDTH - left + 2.0, y, MARK, 0.5, SOFT);
        }
        for (column, row) in (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (column, row))) {
            canvas.begin_at(left + f32::from(column) * CARD.0, top + f32::from(row) * CARD.1);
            self.draw(&mut canvas)?;
        }
        canvas.finish((WIDTH, HEIGHT), 1.0, self.lang.say(w::PRODUCT), self.lang.tag())
    }

    fn draw(&self, canvas: &mut Canvas<'_>) -> Option<()> {
        let (width, height) = CARD;
        let (margin, code) = (16.0, 104.0);
        let (lang, room) = (self.lang, width - code - 3.0 * margin + 8.0);
        canvas.fill(0.0, 0.0, width, height, WHITE);
        canvas.fill(0.0, 0.0, 6.0, height, ACCENT);
        let left = margin + 4.0;
        let product = lang.say(w::PRODUCT);
        let style = canvas.fitted(bold(12.0, ACCENT), width - left - margin, product);
        canvas.text(left, 26.0, style, product);
        let style = canvas.fitted(bold(20.0, INK), room, self.name);
        canvas.text(left, 72.0, style, self.name);
        canvas.lines(left, 94.0, room, plain(8.5, SOFT), lang.say(w::CARD_SCAN));
        let style = canvas.fitted(plain(7.5, SOFT), room, self.site);
        canvas.text(left, height - margin, style, self.site);
        canvas.code(width - code - 10.0, height - code - 8.0, code, self.link)
    }
}
