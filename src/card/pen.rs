//! Words and shapes on a canvas, one below the other.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use super::{ACROSS, MARGIN};

/// As the stylesheet has them.
const FONTS: &str =
    "system-ui, -apple-system, \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif";
/// Of lines, in their size.
const LEADING: f64 = 1.4;
const PADDING: f64 = 24.0;
/// Between what stands side by side.
const GAP: f64 = 20.0;
const ROUND: f64 = 16.0;

/// What words look like.
#[derive(Clone, Copy)]
pub struct Style {
    size: f64,
    weight: &'static str,
    colour: &'static str,
}

impl Style {
    pub const fn plain(size: f64, colour: &'static str) -> Self {
        Self { size, weight: "400", colour }
    }

    pub const fn bold(size: f64, colour: &'static str) -> Self {
        Self { size, weight: "700", colour }
    }

    fn height(self) -> f64 {
        self.size * LEADING
    }

    /// How far below the top of a line its letters stand.
    fn baseline(self) -> f64 {
        self.size * 1.05
    }
}

/// Where the next words go.
pub struct Pen {
    context: CanvasRenderingContext2d,
    pub y: f64,
}

impl Pen {
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        Some(Self { context, y: 0.0 })
    }

    /// Words in as many lines as they need.
    pub fn text(&mut self, words: &str, style: Style, x: f64, across: f64) {
        self.use_style(style);
        for line in self.lines(words, across) {
            self.write(&line, x, self.y + style.baseline());
            self.y += style.height();
        }
    }

    /// A figure with its unit beside it.
    pub fn figure(&mut self, figure: &str, style: Style, unit: &str, beside: Style) {
        let baseline = self.y + style.baseline();
        self.use_style(style);
        self.write(figure, MARGIN, baseline);
        let x = MARGIN + self.width(figure) + GAP;
        self.use_style(beside);
        self.write(unit, x, baseline);
        self.y += style.height();
    }

    /// Words with others at the right margin; below, where there is no room for both.
    pub fn pair(&mut self, left: &str, style: Style, right: &str, at_right: Style) {
        self.use_style(at_right);
        let across = self.width(right);
        self.use_style(style);
        let (top, both) = (self.y, self.width(left) + GAP + across <= ACROSS);
        self.text(left, style, MARGIN, ACROSS);
        if both {
            self.y = top;
            self.text(right, at_right, MARGIN + ACROSS - across, across + 1.0);
        } else {
            self.text(right, at_right, MARGIN, ACROSS);
        }
    }

    fn write(&self, line: &str, x: f64, baseline: f64) {
        // Nothing is drawn where the context is lost.
        let _ = self.context.fill_text(line, x, baseline);
    }

    fn use_style(&self, style: Style) {
        self.context.set_font(&format!("{} {}px {FONTS}", style.weight, style.size));
        self.context.set_fill_style_str(style.colour);
    }

    fn width(&self, words: &str) -> f64 {
        self.context.measure_text(words).map_or(0.0, |measured| measured.width())
    }

    fn lines(&self, words: &str, across: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        for piece in pieces(words) {
            match lines.last_mut() {
                Some(line)
                    if line.is_empty() || self.width(&format!("{line}{}", piece.trim_end())) <= across =>
                {
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
        lines
    }

    /// A ground with rounded corners under whatever is written on it: `write` gets where to, and how much there is across.
    pub fn panel(&mut self, colour: &str, write: impl Fn(&mut Self, f64, f64)) {
        let top = self.y;
        let inside = |pen: &mut Self| {
            pen.y = top + PADDING;
            write(pen, MARGIN + PADDING, ACROSS - 2.0 * PADDING);
        };
        // Written twice: how high it is is known afterwards, and the ground lies below.
        inside(self);
        let (height, round) = (self.y - top + PADDING, ROUND);
        let (flat, tall) = (ACROSS - 2.0 * round, height - 2.0 * round);
        let shape = format!(
            "M{round} 0h{flat}a{round} {round} 0 0 1 {round} {round}v{tall}a{round} {round} 0 0 1-{round} {round}\
             h-{flat}a{round} {round} 0 0 1-{round}-{round}v-{tall}a{round} {round} 0 0 1 {round}-{round}z"
        );
        self.path(&shape, MARGIN, top, 1.0, colour);
        inside(self);
        self.y = top + height;
    }

    pub fn rectangle(&self, x: f64, y: f64, across: f64, height: f64, colour: &str) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x, y, across, height);
    }

    /// A path of SVG, this many times larger.
    pub fn path(&self, path: &str, x: f64, y: f64, scale: f64, colour: &str) {
        let Ok(path) = Path2d::new_with_path_string(path) else { return };
        self.context.set_fill_style_str(colour);
        // None of these fails with finite numbers.
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, x, y);
        self.context.fill_with_path_2d(&path);
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    }
}

/// Where a line may break: between Chinese characters, and after spaces; never before what closes or after what opens.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for next in words.chars() {
        let before = pieces.last().and_then(|piece| piece.chars().next_back());
        match (before, pieces.last_mut()) {
            (Some(before), Some(piece)) if stick(before, next) => piece.push(next),
            _ => pieces.push(next.to_string()),
        }
    }
    pieces
}

fn stick(before: char, next: char) -> bool {
    let in_word = |c: char| c.is_ascii() && c != ' ';
    let closes = "，。、；：？！）》”’〕】".contains(next);
    let opens = "（《“‘〔【".contains(before);
    // A unit stays with its figure: `12 人`.
    let unit = before == ' ' && !next.is_ascii();
    next == ' ' || closes || opens || unit || (in_word(before) && in_word(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_readers_expect_it() {
        for (words, expected) in [
            ("必须投保。", vec!["必", "须", "投", "保。"]),
            ("12 人，每人 99.00 元", vec!["12 人，", "每", "人 ", "99.00 元"]),
            ("the \"first\" day", vec!["the ", "\"first\" ", "day"]),
            ("（示意）", vec!["（示", "意）"]),
        ] {
            assert_eq!(pieces(words), expected);
        }
    }
}
