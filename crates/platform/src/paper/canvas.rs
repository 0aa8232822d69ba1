//! One page on which everything has its place: posters and cards. Lengths are points of the drawing, which is scaled to the paper.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use qrcodegen::{QrCode, QrCodeEcc};

use super::fonts::Fonts;

/// Red, green and blue.
pub type Colour = (u8, u8, u8);

/// Around a code, in its squares: what ISO/IEC 18004 asks for.
const QUIET: f32 = 4.0;
const BLACK: Colour = (0, 0, 0);
const WHITE: Colour = (255, 255, 255);

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub bold: bool,
    pub colour: Colour,
}

enum Item {
    Text(f32, f32, Style, String),
    /// Left, top, width, height.
    Boxes(Vec<(f32, f32, f32, f32)>, Colour),
}

/// The page so far.
pub struct Canvas<'a> {
    fonts: &'a Fonts,
    items: Vec<Item>,
    /// From where lengths are counted.
    origin: (f32, f32),
}

impl<'a> Canvas<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, items: Vec::new(), origin: (0.0, 0.0) }
    }

    /// Counts lengths from here on.
    pub fn begin_at(&mut self, left: f32, top: f32) {
        self.origin = (left, top);
    }

    pub fn fill(&mut self, left: f32, top: f32, width: f32, height: f32, colour: Colour) {
        self.items
            .push(Item::Boxes(vec![(self.origin.0 + left, self.origin.1 + top, width, height)], colour));
    }

    /// A line of text on its baseline.
    pub fn text(&mut self, left: f32, baseline: f32, style: Style, text: &str) {
        let (left, baseline) = (self.origin.0 + left, self.origin.1 + baseline);
        self.items.push(Item::Text(left, baseline, style, text.to_owned()));
    }

    /// A line that ends there.
    pub fn text_to(&mut self, right: f32, baseline: f32, style: Style, text: &str) {
        self.text(right - self.width(style, text), baseline, style, text);
    }

    /// Lines from a first baseline on; the baseline after the last.
    pub fn lines(&mut self, left: f32, first: f32, width: f32, style: Style, text: &str) -> f32 {
        let mut baseline = first;
        for line in self.fonts.wrap(text, width / style.size, style.bold) {
            self.text(left, baseline, style, &line);
            baseline += style.size * 1.4;
        }
        baseline
    }

    pub fn width(&self, style: Style, text: &str) -> f32 {
        self.fonts.run(text, style.bold).width * style.size
    }

    /// As large as it is, or as fits.
    pub fn fitted(&self, style: Style, width: f32, text: &str) -> Style {
        let fits = width / self.fonts.run(text, style.bold).width.max(0.1);
        Style { size: style.size.min(fits), ..style }
    }

    /// A QR code with the white around it that readers need. Posters are hung behind glass, rained on and scratched: a quarter
    /// of it may be lost.
    pub fn code(&mut self, left: f32, top: f32, side: f32, text: &str) -> Option<()> {
        let code = QrCode::encode_text(text, QrCodeEcc::Quartile).ok()?;
        let size = code.size();
        let module = side / (size as f32 + 2.0 * QUIET);
        let at = |from: f32, number: i32| from + (number as f32 + QUIET) * module;
        let (from_left, from_top) = (self.origin.0 + left, self.origin.1 + top);
        let squares = dark(&code).map(|(x, y)| (at(from_left, x), at(from_top, y), module, module)).collect();
        self.fill(left, top, side, side, WHITE);
        self.items.push(Item::Boxes(squares, BLACK));
        Some(())
    }

    /// The document, of one page of this size; the drawing is scaled by so much.
    pub fn finish(self, (width, height): (f32, f32), scale: f32, title: &str, tag: &str) -> Option<Vec<u8>> {
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(title.to_owned()).language(tag.to_owned()));
        let mut page = document.start_page_with(PageSettings::from_wh(width, height)?);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(scale, scale));
        for item in &self.items {
            match item {
                Item::Text(left, baseline, style, text) => {
                    let run = self.fonts.run(text, style.bold);
                    surface.set_fill(Some(paint(style.colour)));
                    let (at, font) = (Point::from_xy(*left, *baseline), self.fonts.font(style.bold));
                    surface.draw_glyphs(at, &run.glyphs, font, &run.text, style.size, false);
                }
                Item::Boxes(boxes, colour) => {
                    let mut path = PathBuilder::new();
                    for (left, top, width, height) in boxes {
                        path.push_rect(Rect::from_xywh(*left, *top, *width, *height)?);
                    }
                    surface.set_fill(Some(paint(*colour)));
                    surface.draw_path(&path.finish()?);
                }
            }
        }
        surface.pop();
        surface.finish();
        page.finish();
        document.finish().ok()
    }
}

/// The dark squares of a code: column and row.
pub fn dark(code: &QrCode) -> impl Iterator<Item = (i32, i32)> {
    let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    all.filter(|(x, y)| code.get_module(*x, *y))
}

fn paint((red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}
