//! QR codes as SVG.

use qrcodegen::{QrCode, QrCodeEcc};

/// Codes of longer texts have squares too fine for a telephone.
const LONGEST: usize = 900;
/// The white around a code without which it is not found, in squares.
const QUIET: i32 = 4;

/// The side of a code in squares, and the path that draws its dark ones; nothing if the text is too long.
pub fn code(text: &str) -> Option<(i32, String)> {
    if text.len() > LONGEST {
        return None;
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let rows = (0..code.size()).map(|y| row(&code, y)).collect();
    Some((code.size() + 2 * QUIET, rows))
}

/// Dark squares side by side are one stroke.
fn row(code: &QrCode, y: i32) -> String {
    let mut path = String::new();
    let mut x = 0;
    while x < code.size() {
        let dark = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
        let width = i32::try_from(dark).unwrap_or_default();
        if width > 0 {
            path.push_str(&format!("M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET));
        }
        x += width + 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finder_patterns_inside_its_quiet_zone() {
        let (side, path) = code("https://anze.example/#q1.AAAA").unwrap();
        assert_eq!((side - 2 * QUIET - 17) % 4, 0, "{side}");
        // The top edges of the two upper patterns, seven squares wide.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert!(path.contains(&format!("M{} 4h7v1h-7z", side - QUIET - 7)), "{path}");
        assert_eq!(code(&"x".repeat(LONGEST + 1)), None);
    }
}
