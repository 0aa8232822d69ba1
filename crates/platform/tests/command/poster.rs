//! `anze poster`: what is printed opens the calculator and says what the engine says.

use std::path::Path;
use std::process::Command;

use application::invitation::Invitation;
use rqrr::PreparedImage;

use crate::run::{Ran, anze, campaign};

const SITE: &str = "https://platform.example";

fn poster(out: &Path, words: &[&str]) -> Ran {
    let fixed = ["poster", "--site", SITE, "--today", "2026-11-23", "--out", out.to_str().unwrap()];
    anze(&[&fixed[..], words].concat())
}

fn pdf_tool(words: &[&str]) -> Vec<u8> {
    let output = Command::new(words[0]).args(&words[1..]).output().unwrap();
    assert!(output.status.success(), "{words:?}");
    output.stdout
}

/// What a telephone reads that is held so that the page fills its view.
fn scanned(pdf: &Path) -> String {
    let (width, height, pixels) = picture(pdf);
    read(width, height, |x, y| pixels[y * width + x])
}

/// Width, height and grey values of a page.
fn picture(pdf: &Path) -> (usize, usize, Vec<u8>) {
    let pgm = pdf_tool(&[
        "pdftoppm",
        "-gray",
        "-scale-to-x",
        "1240",
        "-scale-to-y",
        "-1",
        "-singlefile",
        pdf.to_str().unwrap(),
    ]);
    let mut parts = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || -> usize { String::from_utf8_lossy(parts.next().unwrap()).parse().unwrap_or(0) };
    let (_, width, height) = (number(), number(), number());
    (width, height, pgm[pgm.len() - width * height..].to_vec())
}

/// The one code in a picture.
fn read(width: usize, height: usize, grey: impl FnMut(usize, usize) -> u8) -> String {
    let mut image = PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "codes");
    grids[0].decode().unwrap().1
}

fn text(pdf: &Path) -> String {
    String::from_utf8(pdf_tool(&["pdftotext", "-layout", pdf.to_str().unwrap(), "-"])).unwrap()
}

#[test]
fn the_code_of_every_size_opens_the_calculator_with_the_sector() {
    let folder = tempfile::tempdir().unwrap();
    for size in ["A3", "A4", "a5"] {
        let out = folder.path().join(format!("{size}.pdf"));
        let ran = poster(&out, &["--size", size, "--sector", "hazardous-chemicals"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let link = scanned(&out);
        let fragment = link.strip_prefix("https://platform.example/#").unwrap();
        let invitation = Invitation::read(fragment).unwrap();
        assert_eq!(invitation.answers["sector"], "hazardous-chemicals");
        assert_eq!(invitation.campaign, "");
    }
}

/// What hangs for months is of a campaign that there is, that goes on, and that is for its sector and its district.
#[test]
fn a_poster_of_a_campaign_has_its_link() {
    let folder = tempfile::tempdir().unwrap();
    let add = |code: &str, words: &[&str]| {
        campaign(folder.path(), code, &[&["--from", "2026-11-01", "--until"], words].concat())
    };
    add("of-the-city", &["2026-11-30", "--sector", "mining", "--sector", "fishery"]);
    add("of-one", &["2026-11-30", "--district", "370103"]);
    let database = add("over", &["2026-11-22"]);
    let out = folder.path().join("poster.pdf");
    let print = |words: &[&str]| {
        poster(&out, &[&["--database", &database, "--sector", "mining", "--campaign"], words].concat())
    };
    for (words, told) in [
        (&["nowhere"][..], "there is no campaign nowhere"),
        (&["over"], "campaign over is over"),
        (&["of-one", "--district", "370102"], "not of a district 370102"),
        (&["of-the-city", "--district", "990000"], "not of a district 990000"),
    ] {
        let ran = print(words);
        assert!(ran.status == 2 && ran.err.contains(told), "{}", ran.err);
    }
    let ran =
        poster(&out, &["--database", &database, "--sector", "construction", "--campaign", "of-the-city"]);
    assert!(ran.err.contains("is for mining, fishery, not for construction"), "{}", ran.err);
    assert!(!out.exists(), "nothing is written");
    for (words, link) in [
        (&["of-the-city"][..], "https://platform.example/#c1.of-the-city.mining"),
        (&["of-the-city", "--district", "370102"], "https://platform.example/#c1.of-the-city.370102.mining"),
        (&["of-one", "--district", "370103"], "https://platform.example/#c1.of-one.370103.mining"),
    ] {
        let ran = print(words);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(scanned(&out), link);
        assert!(text(&out).contains("测试"), "its name");
    }
}

#[test]
fn figures_are_the_engines_with_their_day_and_their_mark() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("poster.pdf");
    // 100 × 20 people, no accident −10 %, no grade × 1.10; the sheet of 2018: 10,000,000 × 0.65 ‰.
    let cases = [
        (
            "zh",
            "hazardous-chemicals",
            ["必须投保", "1,980.00 元", "示意，非官方", "2026-11-23", "市应急管理局"],
        ),
        ("zh", "construction", ["必须投保", "6,500.00 元", "二（一）", "2026-11-23", "市住房和城乡建设局"]),
        ("en", "other", ["Encouraged", "297.00 yuan", "illustrative", "2 (1)", "10 people"]),
    ];
    for (lang, sector, told) in cases {
        let ran = poster(&out, &["--lang", lang, "--sector", sector]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let text = text(&out);
        for words in told {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
    }
}

#[test]
fn a_card_has_a_name_and_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("card.pdf");
    let ran = poster(&out, &["--size", "card", "--name", "某某"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(scanned(&out), "https://platform.example/");
    assert!(text(&out).contains("某某"));
}

#[test]
fn ten_cards_are_cut_from_one_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("cards.pdf");
    let ran = poster(&out, &["--size", "cards", "--name", "某某"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    // Cut as the marks say: two cards across, five down, in the middle of the page.
    let (width, height, pixels) = picture(&out);
    let (across, down) = (width * 850 / 2100, height * 540 / 2970);
    let (left, top) = ((width - 2 * across) / 2, (height - 5 * down) / 2);
    for number in 0..10 {
        let (left, top) = (left + number % 2 * across, top + number / 2 * down);
        let code = read(across, down, |x, y| pixels[(top + y) * width + left + x]);
        assert_eq!(code, "https://platform.example/");
    }
    assert_eq!(text(&out).matches("某某").count(), 10);
}

#[test]
fn what_cannot_be_printed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none.pdf");
    for (words, told) in [
        (&["--sector", "banking"][..], "those of jinan-2025 are mining"),
        (&["--size", "A4"], "--sector"),
        (&["--size", "card", "--sector", "mining"], "--name"),
    ] {
        let ran = poster(&out, words);
        assert!(ran.status == 2 && ran.err.contains(told), "{}", ran.err);
    }
    assert!(!out.exists(), "nothing is written");
}
