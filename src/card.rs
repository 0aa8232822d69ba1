//! An estimate as a picture, to be passed on: drawn on a canvas, always in the same light colours. Knows the browser.

mod pen;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Uint8Array};
use rating::Mark;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlCanvasElement};

use crate::state::code::code;
use crate::words::card::Card;
use pen::{Pen, Style};

/// Pixels; messengers show a picture of this width without making it smaller.
pub const WIDTH: f64 = 1080.0;
/// It is higher where more stands on it.
const LEAST_HEIGHT: f64 = 1440.0;
const MARGIN: f64 = 64.0;
const ACROSS: f64 = WIDTH - 2.0 * MARGIN;
const FOOT: f64 = 400.0;
/// Codes of longer texts have squares that a telephone does not make out on another's screen.
pub const LONGEST: usize = 500;
/// The most that a code takes, with the white around it.
const CODE: f64 = 330.0;

const MEDIA_TYPE: &str = "image/png";

const ACCENT: &str = "#0b5d57";
const PALE: &str = "#e3f0ed";
const WHITE: &str = "#fff";
const INK: &str = "#1b2328";
const SOFT: &str = "#55626a";
const LINE: &str = "#d9dcd8";
const WARN: &str = "#7a4b00";
const WARN_GROUND: &str = "#fbf0da";
const BAD: &str = "#a3261d";
const BAD_GROUND: &str = "#fbeae7";
const GOOD: &str = "#1c6433";
const GOOD_GROUND: &str = "#e5f2e7";

/// As the icon of the site draws them, 32 squares wide.
const SHIELD: &str = "M16 1.5 28 6v9.5c0 7.4-5 12.6-12 15-7-2.4-12-7.6-12-15V6z";
const TICK: &str = "M8.9 17.6l5.5 5.5 9.2-10.1-2.2-2-7.1 7.8-3.3-3.3z";

/// A picture, drawn.
#[derive(PartialEq)]
pub struct Picture {
    /// As a data URL: the shells of messengers save no other.
    pub url: String,
    /// Everything that is on it.
    pub alt: String,
    bytes: Vec<u8>,
}

impl Picture {
    /// Draws a card with the code that `opens` something of `site`. Nothing where the browser cannot.
    pub fn of(card: &Card, opens: &str, site: &str) -> Option<Self> {
        let (_, address) = site.split_once("://").unwrap_or(("", site));
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas = canvas.dyn_into::<HtmlCanvasElement>().ok()?;
        // How high it becomes is known once it is drawn.
        let height = draw(&canvas, card, address, opens)?;
        canvas.set_width(WIDTH as u32);
        canvas.set_height(height as u32);
        draw(&canvas, card, address, opens)?;
        let url = canvas.to_data_url_with_type(MEDIA_TYPE).ok()?;
        let bytes = STANDARD.decode(url.strip_prefix("data:image/png;base64,")?).ok()?;
        Some(Self { url, alt: card.text(address), bytes })
    }

    /// To be kept.
    pub fn blob(&self) -> Option<Blob> {
        let options = BlobPropertyBag::new();
        options.set_type(MEDIA_TYPE);
        Blob::new_with_u8_array_sequence_and_options(&self.parts(), &options).ok()
    }

    /// To be handed to the system.
    pub fn file(&self, name: &str) -> Option<File> {
        let options = FilePropertyBag::new();
        options.set_type(MEDIA_TYPE);
        File::new_with_u8_array_sequence_and_options(&self.parts(), name, &options).ok()
    }

    fn parts(&self) -> Array {
        Array::of1(&Uint8Array::from(self.bytes.as_slice()))
    }
}

/// Draws all of it and gives its height.
fn draw(canvas: &HtmlCanvasElement, card: &Card, address: &str, opens: &str) -> Option<f64> {
    let mut pen = Pen::new(canvas)?;
    pen.rectangle(0.0, 0.0, WIDTH, f64::from(canvas.height()), WHITE);
    head(&mut pen, card);
    pen.y += 44.0;
    for unit in &card.units {
        pen.text(unit, Style::bold(36.0, INK), MARGIN, ACROSS);
    }
    for (word, sentence) in &card.obligations {
        pen.y += 20.0;
        pen.panel(WARN_GROUND, |pen, x, across| {
            pen.text(word, Style::bold(42.0, WARN), x, across);
            pen.text(sentence, Style::plain(30.0, WARN), x, across);
        });
    }
    premium(&mut pen, card);
    covers(&mut pen, card);
    foot(&mut pen, card, address, opens)?;
    Some(pen.y.max(LEAST_HEIGHT).floor())
}

fn head(pen: &mut Pen, card: &Card) {
    pen.rectangle(0.0, 0.0, WIDTH, 176.0, ACCENT);
    pen.path(SHIELD, MARGIN - 8.0, 40.0, 3.0, WHITE);
    pen.path(TICK, MARGIN - 8.0, 40.0, 3.0, ACCENT);
    pen.y = 38.0;
    let (x, across) = (MARGIN + 116.0, ACROSS - 116.0);
    pen.text(card.title, Style::bold(44.0, WHITE), x, across);
    pen.text(card.subtitle, Style::plain(30.0, PALE), x, across);
    pen.y = 176.0;
}

fn premium(pen: &mut Pen, card: &Card) {
    pen.y += 36.0;
    pen.text(card.premium_label, Style::plain(32.0, SOFT), MARGIN, ACROSS);
    // A range is two figures.
    let size = if card.premium.len() > 12 { 72.0 } else { 108.0 };
    pen.figure(&card.premium, Style::bold(size, ACCENT), card.unit, Style::plain(40.0, INK));
    for share in &card.shares {
        pen.text(share, Style::plain(32.0, INK), MARGIN, ACROSS);
    }
    pen.y += 20.0;
    let (ink, ground) = match card.official {
        Mark::Notice | Mark::Published => (GOOD, GOOD_GROUND),
        Mark::Elsewhere | Mark::Recalled => (WARN, WARN_GROUND),
        Mark::Illustrative => (BAD, BAD_GROUND),
    };
    pen.panel(ground, |pen, x, across| {
        pen.text(card.mark_label, Style::plain(26.0, ink), x, across);
        pen.text(card.mark, Style::bold(36.0, ink), x, across);
        pen.text(card.mark_help, Style::plain(30.0, ink), x, across);
    });
}

fn covers(pen: &mut Pen, card: &Card) {
    if card.covers.is_empty() {
        return;
    }
    pen.y += 36.0;
    pen.text(card.covers_label, Style::bold(34.0, INK), MARGIN, ACROSS);
    for (label, limits) in &card.covers {
        pen.y += 8.0;
        pen.rectangle(MARGIN, pen.y, ACROSS, 2.0, LINE);
        pen.y += 8.0;
        pen.pair(label, Style::plain(30.0, INK), limits, Style::bold(30.0, ACCENT));
    }
    if let Some(unlimited) = &card.unlimited {
        pen.y += 12.0;
        pen.text(unlimited, Style::plain(27.0, SOFT), MARGIN, ACROSS);
    }
}

/// At the lower edge, the code on the right.
fn foot(pen: &mut Pen, card: &Card, address: &str, opens: &str) -> Option<()> {
    // Squares begin and end with pixels.
    let top = (pen.y + 40.0).max(LEAST_HEIGHT - FOOT).floor();
    pen.rectangle(0.0, top, WIDTH, FOOT.max(LEAST_HEIGHT - top), PALE);
    let (side, path) = code(opens)?;
    let square = (CODE / f64::from(side)).floor().max(1.0);
    let across = square * f64::from(side);
    let (x, y) = (WIDTH - MARGIN - across, top + 36.0);
    pen.rectangle(x, y, across, across, WHITE);
    pen.path(&path, x, y, square, "#000");
    pen.y = top + 36.0;
    let width = ACROSS - across - 36.0;
    pen.text(card.scan, Style::bold(34.0, ACCENT), MARGIN, width);
    pen.text(address, Style::plain(28.0, INK), MARGIN, width);
    pen.y += 12.0;
    for note in &card.notes {
        pen.text(note, Style::plain(25.0, SOFT), MARGIN, width);
    }
    pen.y = (pen.y + 36.0).max(top + FOOT);
    Some(())
}
