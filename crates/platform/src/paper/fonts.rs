//! Chinese fonts of the system: Noto Sans CJK, which Debian and others ship. Nineteen megabytes each, of which a form
//! takes the few glyphs that it shows.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Where the simplified Chinese face is in the collection.
const SIMPLIFIED: u32 = 2;

/// Folders of systems that have them.
const FOLDERS: [&str; 3] =
    ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk"];

/// Two weights of one family.
pub struct Fonts {
    regular: Face,
    bold: Face,
}

/// A font file is not there or cannot be read.
#[derive(Debug)]
pub struct NoFont(String);

impl fmt::Display for NoFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} in any of {}: install fonts-noto-cjk", self.0, FOLDERS.join(", "))
    }
}

impl std::error::Error for NoFont {}

struct Face {
    bytes: Arc<Vec<u8>>,
    font: Font,
}

/// Text ready to be drawn: what it says, its glyphs, and its width in ems.
pub struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub width: f32,
}

impl Fonts {
    /// Reads them.
    pub fn load() -> Result<Self, NoFont> {
        Ok(Self {
            regular: Face::load("NotoSansCJK-Regular.ttc")?,
            bold: Face::load("NotoSansCJK-Bold.ttc")?,
        })
    }

    fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// The font as the library draws with it.
    pub fn font(&self, bold: bool) -> Font {
        self.face(bold).font.clone()
    }

    /// One glyph a character, side by side: Chinese needs no more. A character that the font lacks is shown by its
    /// number, so that a rare name is never shown as another.
    pub fn run(&self, text: &str, bold: bool) -> Run {
        let Ok(font) = FontRef::from_index(&self.face(bold).bytes, SIMPLIFIED) else {
            return Run { text: String::new(), glyphs: Vec::new(), width: 0.0 };
        };
        let (known, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        let shown: String = text
            .chars()
            .map(|c| if known.map(c).is_some() { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) })
            .collect();
        let glyph = |(start, c): (usize, char)| {
            let id = known.map(c).unwrap_or_default();
            let advance = metrics.advance_width(id).unwrap_or(1.0);
            let range = start..start + c.len_utf8();
            KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, range, None)
        };
        let glyphs: Vec<_> = shown.char_indices().map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { text: shown, glyphs, width }
    }

    /// Lines no wider than so many ems, broken where Unicode allows it; a word that is wider is broken anywhere.
    pub fn wrap(&self, text: &str, width: f32, bold: bool) -> Vec<String> {
        let wide = |text: &str| self.run(text.trim_end(), bold).width;
        let mut lines = Vec::new();
        let (mut line, mut from) = (String::new(), 0);
        for (end, opportunity) in linebreaks(text) {
            let piece = text.get(from..end).unwrap_or_default();
            from = end;
            if !line.is_empty() && wide(&format!("{line}{piece}")) > width {
                lines.push(core::mem::take(&mut line).trim_end().to_owned());
            }
            for c in piece.trim_end_matches('\n').chars() {
                if wide(&format!("{line}{c}")) > width && !line.is_empty() {
                    lines.push(core::mem::take(&mut line));
                }
                line.push(c);
            }
            if opportunity == BreakOpportunity::Mandatory {
                lines.push(core::mem::take(&mut line).trim_end().to_owned());
            }
        }
        lines
    }
}

impl Face {
    fn load(name: &str) -> Result<Self, NoFont> {
        let path = FOLDERS.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.exists());
        let read = |path: PathBuf| std::fs::read(path).ok();
        let bytes = Arc::new(path.and_then(read).ok_or_else(|| NoFont(name.to_owned()))?);
        let font = Font::new(bytes.clone().into(), SIMPLIFIED).ok_or_else(|| NoFont(name.to_owned()))?;
        Ok(Self { bytes, font })
    }
}
