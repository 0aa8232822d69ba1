//! Pages that fill from the top: headings, lines and tables. A row stands on one page; the head of a table is repeated.
//! Lengths are points, of which an inch has 72.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::canvas::dark;
use super::fonts::Fonts;

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 48.0;
/// Between the lines of a cell and its border.
const PADDING: f32 = 2.0;
/// From one line of text to the next, in ems.
const LEADING: f32 = 1.36;
/// How far the top of a letter lies above its baseline, in ems.
const ASCENT: f32 = 1.05;
/// The size of text.
pub const SIZE: f32 = 9.0;
/// From margin to margin.
pub const ACROSS: f32 = WIDTH - 2.0 * MARGIN;

/// The ground of cells that name: light enough for a copy of a copy.
const SHADE: u8 = 242;
/// The width of a code: finer squares than a third of a millimetre are no longer read off paper.
const CODE: f32 = 104.0;
/// Between one code and the next.
const GAP: f32 = 14.0;
/// The size of what stands below a code.
const CAPTION: f32 = 8.0;

/// A QR code and what stands below it.
pub struct Code {
    pub text: String,
    pub caption: &'static str,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    pub text: String,
    pub width: f32,
    pub bold: bool,
    pub right: bool,
}

/// A cell of plain text.
pub fn cell(width: f32, text: impl Into<String>) -> Cell {
    Cell { text: text.into(), width, bold: false, right: false }
}

/// A cell that names what stands beside or under it.
pub fn head(width: f32, text: &str) -> Cell {
    Cell { bold: true, ..cell(width, text) }
}

enum Item {
    Text {
        x: f32,
        y: f32,
        size: f32,
        bold: bool,
        text: String,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// Left, top, width, height.
    Shade(f32, f32, f32, f32),
    Dark(Vec<(f32, f32, f32)>),
}

/// The pages so far.
pub struct Sheet<'a> {
    fonts: &'a Fonts,
    pages: Vec<Vec<Item>>,
    y: f32,
}

impl<'a> Sheet<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, pages: vec![Vec::new()], y: MARGIN }
    }

    fn put(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.push(item);
        }
    }

    fn text(&mut self, x: f32, y: f32, size: f32, bold: bool, text: String) {
        self.put(Item::Text { x, y, size, bold, text });
    }

    /// Makes sure that so much fits on the page; says whether that took a new one.
    fn room(&mut self, height: f32) -> bool {
        let new = self.y + height > HEIGHT - MARGIN - 16.0;
        if new {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
        new
    }

    /// The title of the whole, in the middle.
    pub fn title(&mut self, text: &str) {
        let size = 18.0;
        let width = self.fonts.run(text, true).width * size;
        self.text((WIDTH - width) / 2.0, self.y + size * ASCENT, size, true, text.to_owned());
        self.y += size * LEADING;
    }

    /// A heading; never the last thing on a page.
    pub fn heading(&mut self, text: &str) {
        let size = 11.0;
        self.room(size * LEADING * 4.0);
        self.y += 8.0;
        self.text(MARGIN, self.y + size * ASCENT, size, true, text.to_owned());
        self.y += size * LEADING + 3.0;
    }

    /// Lines of text.
    pub fn paragraph(&mut self, text: &str, width: f32) {
        for line in self.wrap(text, width, false) {
            self.room(SIZE * LEADING);
            self.text(MARGIN, self.y + SIZE * ASCENT, SIZE, false, line);
            self.y += SIZE * LEADING;
        }
    }

    /// A table: its head, which may be empty, and its rows.
    pub fn table(&mut self, heads: &[Cell], rows: &[Vec<Cell>]) {
        if !heads.is_empty() {
            self.row(heads, &[]);
        }
        for row in rows {
            self.row(row, heads);
        }
    }

    /// `heads` are repeated where the row begins a page.
    fn row(&mut self, cells: &[Cell], heads: &[Cell]) {
        let lines: Vec<Vec<String>> =
            cells.iter().map(|cell| self.wrap(&cell.text, cell.width - 2.0 * PADDING, cell.bold)).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let height = count(most) * SIZE * LEADING + 2.0 * PADDING;
        if self.room(height) && !heads.is_empty() {
            self.row(heads, &[]);
        }
        let (top, bottom) = (self.y, self.y + height);
        let mut left = MARGIN;
        for (cell, lines) in cells.iter().zip(lines) {
            if cell.bold {
                self.put(Item::Shade(left, top, cell.width, height));
            }
            for (number, line) in lines.into_iter().enumerate() {
                let width = self.fonts.run(&line, cell.bold).width * SIZE;
                let indent = if cell.right { cell.width - PADDING - width } else { PADDING };
                let y = top + PADDING + count(number) * SIZE * LEADING + SIZE * ASCENT;
                self.text(left + indent, y, SIZE, cell.bold, line);
            }
            self.frame(left, top, left + cell.width, bottom);
            left += cell.width;
        }
        self.y = bottom;
    }

    /// A box across the page with words at the left of its first line, to be signed or sealed in.
    pub fn boxes(&mut self, words: &[String], height: f32) {
        self.room(height);
        let width = ACROSS / count(words.len().max(1));
        for (number, text) in words.iter().enumerate() {
            let left = MARGIN + count(number) * width;
            // The words at the upper left, the day at the lower right.
            let (words, day) = text.split_once('\n').unwrap_or((text, ""));
            let (top, bottom) = (self.y + PADDING + SIZE * ASCENT, self.y + height - 2.0 * PADDING - 3.0);
            self.text(left + PADDING, top, SIZE, true, words.to_owned());
            let indent = width - 2.0 * PADDING - self.fonts.run(day, false).width * SIZE;
            self.text(left + indent, bottom, SIZE, false, day.to_owned());
            self.frame(left, self.y, left + width, self.y + height);
        }
        self.y += height;
    }

    fn frame(&mut self, left: f32, top: f32, right: f32, bottom: f32) {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        for pair in corners.windows(2) {
            if let [from, to] = pair {
                self.put(Item::Line { from: *from, to: *to });
            }
        }
    }

    /// Lines at the left, and codes with captions at the right, side by side.
    pub fn head(&mut self, lines: &[String], codes: &[Code]) {
        let top = self.y + 6.0;
        self.y = top;
        let taken = count(codes.len()) * (CODE + GAP);
        for line in lines {
            self.paragraph(line, ACROSS - taken);
            self.y += 2.0;
        }
        for (number, code) in codes.iter().rev().enumerate() {
            let left = WIDTH - MARGIN - count(number) * (CODE + GAP) - CODE;
            self.code(&code.text, left, top);
            let caption = self.fonts.run(code.caption, false).width * CAPTION;
            let (x, y) = (left + (CODE - caption) / 2.0, top + CODE + 4.0 + CAPTION * ASCENT);
            self.text(x, y, CAPTION, false, code.caption.to_owned());
        }
        if !codes.is_empty() {
            self.y = self.y.max(top + CODE + 4.0 + CAPTION * LEADING);
        }
    }

    /// A QR code. Other sheets lie upon it and stamps beside it: a seventh of it may be lost.
    fn code(&mut self, text: &str, left: f32, top: f32) {
        let Ok(code) = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium) else { return };
        let module = CODE / code.size() as f32;
        let squares =
            dark(&code).map(|(x, y)| (left + x as f32 * module, top + y as f32 * module, module)).collect();
        self.put(Item::Dark(squares));
    }

    /// Lines no wider than that.
    fn wrap(&self, text: &str, width: f32, bold: bool) -> Vec<String> {
        self.fonts.wrap(text, width / SIZE, bold)
    }

    /// The document; every page with a note and its number at the foot.
    pub fn finish(mut self, title: &str, note: &str) -> Option<Vec<u8>> {
        let all = self.pages.len();
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(title.to_owned()).language("zh-CN".to_owned()));
        for (number, mut items) in core::mem::take(&mut self.pages).into_iter().enumerate() {
            let foot = HEIGHT - MARGIN + 12.0;
            let page = format!("第 {} 页 共 {all} 页", number + 1);
            let width = self.fonts.run(&page, false).width * 8.0;
            items.push(Item::Text { x: MARGIN, y: foot, size: 7.0, bold: false, text: note.to_owned() });
            items.push(Item::Text { x: WIDTH - MARGIN - width, y: foot, size: 8.0, bold: false, text: page });
            let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
            let mut surface = page.surface();
            for item in &items {
                self.draw(&mut surface, item)?;
            }
            surface.finish();
            page.finish();
        }
        document.finish().ok()
    }

    fn draw(&self, surface: &mut Surface<'_>, item: &Item) -> Option<()> {
        match item {
            Item::Text { x, y, size, bold, text } => {
                let run = self.fonts.run(text, *bold);
                surface.set_stroke(None);
                surface.set_fill(Some(Fill::default()));
                let font = self.fonts.font(*bold);
                surface.draw_glyphs(Point::from_xy(*x, *y), &run.glyphs, font, &run.text, *size, false);
            }
            Item::Line { from, to } => {
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { width: 0.6, ..Stroke::default() }));
                surface.draw_path(&path.finish()?);
            }
            Item::Shade(left, top, width, height) => {
                let mut path = PathBuilder::new();
                path.push_rect(Rect::from_xywh(*left, *top, *width, *height)?);
                surface.set_stroke(None);
                let paint = rgb::Color::new(SHADE, SHADE, SHADE).into();
                surface.set_fill(Some(Fill { paint, ..Fill::default() }));
                surface.draw_path(&path.finish()?);
            }
            Item::Dark(squares) => {
                let mut path = PathBuilder::new();
                for (x, y, side) in squares {
                    path.push_rect(Rect::from_xywh(*x, *y, *side, *side)?);
                }
                surface.set_stroke(None);
                surface.set_fill(Some(Fill::default()));
                surface.draw_path(&path.finish()?);
            }
        }
        Some(())
    }
}

/// Lines and columns are few.
fn count(of: usize) -> f32 {
    u16::try_from(of).map_or(f32::MAX, f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(words: &str, times: usize) -> String {
        words.repeat(times)
    }

    #[test]
    fn rows_stay_whole_and_heads_are_repeated() {
        let fonts = Fonts::load().unwrap();
        let mut sheet = Sheet::new(&fonts);
        let rows: Vec<_> =
            (0..60).map(|row| vec![cell(200.0, long("一二三四五", row % 9 + 1)), cell(100.0, "x")]).collect();
        sheet.table(&[head(200.0, "名称"), head(100.0, "值")], &rows);
        assert!(sheet.pages.len() > 1);
        for page in &sheet.pages {
            let heads = page.iter().filter(|item| matches!(item, Item::Text { text, .. } if text == "名称"));
            assert_eq!(heads.count(), 1);
            for item in page {
                if let Item::Line { from, to } = item {
                    assert!(from.1.max(to.1) <= HEIGHT - MARGIN, "{} over the foot", to.1);
                }
            }
        }
        let pdf = sheet.finish("试", "脚注").unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let fonts = Fonts::load().unwrap();
        let sheet = Sheet::new(&fonts);
        let texts = [
            long("济南市安全生产责任保险，", 20),
            long("abc", 100),
            format!("{} {}", long("word ", 30), long("长", 50)),
            String::new(),
        ];
        for text in texts {
            let lines = sheet.wrap(&text, 120.0, false);
            assert!(lines.iter().all(|line| fonts.run(line, false).width * SIZE <= 120.5), "{lines:?}");
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(plain(&lines.concat()), plain(&text));
            assert!(lines.iter().all(|line| !line.starts_with('，')), "{lines:?}");
        }
    }

    #[test]
    fn a_character_without_a_glyph_is_shown_by_its_number() {
        let fonts = Fonts::load().unwrap();
        assert_eq!(fonts.run("张\u{10fffd}", false).text, "张[U+10FFFD]");
        assert_eq!(fonts.run("㙊𠮷", false).text, "㙊𠮷");
    }
}
