//! `anze tariff`: check, list, test, impact, pack.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{anze, lines, project, risk};

/// The shipped tariffs in a folder where they may be changed.
pub fn copy_of_tariffs() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&project("tariffs"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

/// Changes the first occurrence of a text in a file.
pub fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_shipped_tariffs_are_proved() {
    let ran = anze(&["tariff", "check"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for id in ["jinan-2018", "jinan-2025"] {
        assert!(ran.out.lines().any(|line| line.ends_with(&format!("{id} proved"))), "{}", ran.out);
    }
}

/// Whatever finds a tariff by its id would find either of them.
#[test]
fn two_tariffs_of_one_id_are_refused_everywhere() {
    let folder = copy_of_tariffs();
    std::fs::remove_file(folder.path().join("published.lock")).unwrap();
    let other = folder.path().join("other.toml");
    std::fs::copy(folder.path().join("jinan-2025.toml"), &other).unwrap();
    change(&other, "2025年规则", "另一规则");
    for command in ["check", "list"] {
        let ran = anze(&["--tariffs", text(folder.path()), "tariff", command]);
        let told = format!("{}{}", ran.out, ran.err);
        assert_ne!(ran.status, 0, "{command}: {told}");
        assert!(told.contains("other.toml:4: tariff, id: ") && told.contains("[duplicate]"), "{told}");
    }
}

#[test]
fn every_bad_file_is_told_and_the_good_ones_still_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let torn = file("torn.toml", b"[tariff\nid = 1");
    let empty = file("empty.toml", b"");
    let binary = file("binary.toml", &[0xff, 0xfe, 0]);
    let missing = folder.path().join("missing.toml");
    let good = project("tariffs/jinan-2025.toml");
    let bad = [&torn, &empty, &binary, &missing];
    for path in bad {
        let ran = anze(&["tariff", "check", text(path), text(&good)]);
        assert_eq!(ran.status, 1, "{}", path.display());
        assert!(ran.out.contains(text(path)), "{} is not in {}", path.display(), ran.out);
        assert!(ran.out.ends_with("jinan-2025 proved\n"), "{}", ran.out);
    }
}

#[test]
fn a_finding_has_file_and_line() {
    let folder = copy_of_tariffs();
    let file = folder.path().join("shared/rates.toml");
    change(&file, "source = \"", "source = \"nowhere-");
    let ran = anze(&["--tariffs", text(folder.path()), "tariff", "check"]);
    assert_eq!(ran.status, 1);
    let line =
        std::fs::read_to_string(&file).unwrap().lines().position(|line| line.contains("nowhere-")).unwrap();
    let place = format!("{}:", text(&file));
    let told = ran.out.lines().find(|line| line.contains(&place) && line.contains("nowhere-"));
    assert!(told.is_some(), "nothing of line {} in {}", line + 1, ran.out);
}

#[test]
fn a_list_has_each_tariff_with_its_digest() {
    let ran = anze(&["tariff", "list"]);
    assert_eq!((ran.status, ran.out.lines().count()), (0, 2));
    for line in ran.out.lines() {
        let digest = line.split(' ').nth(2).unwrap();
        assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{line}");
    }
    let nowhere = anze(&["--tariffs", "/no/such/folder", "tariff", "list"]);
    assert_eq!((nowhere.status, nowhere.out.as_str()), (2, ""));
    let empty = tempfile::tempdir().unwrap();
    let ran = anze(&["--tariffs", text(empty.path()), "tariff", "list"]);
    assert!(ran.status == 2 && ran.err.contains("no tariffs here"), "{ran:?}");
}

#[test]
fn golden_quotes_come_out_and_a_changed_one_does_not() {
    let ran = anze(&["tariff", "test"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert_eq!(ran.out.lines().filter(|line| line.contains(" golden quotes, 0 failed, ")).count(), 2);
    let folder = copy_of_tariffs();
    let quotes = folder.path().join("jinan-2025.quotes.csv");
    change(&quotes, ",2970.00,", ",2970.01,");
    let ran = anze(&["--tariffs", text(folder.path()), "tariff", "test"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains(text(&quotes)) && ran.out.contains("2970.01"), "{}", ran.out);
    assert!(ran.out.contains(" golden quotes, 1 failed, "), "{}", ran.out);
    std::fs::remove_file(&quotes).unwrap();
    let ran = anze(&["--tariffs", text(folder.path()), "tariff", "test"]);
    assert!(ran.status == 1 && ran.out.contains(text(&quotes)), "{ran:?}");
    let others = ran.out.lines().filter(|line| line.contains(" golden quotes, 0 failed, "));
    assert_eq!(others.count(), 1, "the others are tried too: {}", ran.out);
}

/// As editors and spreadsheets save, where nobody tells them otherwise.
#[test]
fn a_file_that_is_not_utf_8_is_told_with_its_line() {
    let folder = copy_of_tariffs();
    let file = folder.path().join("jinan-2025.toml");
    let before = std::fs::read_to_string(&file).unwrap();
    // 费率 in GBK.
    std::fs::write(&file, [b"\n# ".as_slice(), &[0xb7, 0xd1, 0xc2, 0xca], b"\n"].concat()).unwrap();
    let ran = anze(&["tariff", "check", text(&file)]);
    let said =
        format!("{}:1: file: {}: line 2 is not in UTF-8: save the file as UTF-8", text(&file), text(&file));
    assert!(ran.status == 1 && ran.out.starts_with(&said), "{ran:?}");
    // With a byte order mark it is.
    std::fs::write(&file, format!("\u{feff}{before}")).unwrap();
    assert_eq!(anze(&["tariff", "check", text(&file)]).status, 0);
    let quotes = folder.path().join("jinan-2025.quotes.csv");
    std::fs::write(&quotes, [0xff, 0xfe, b'n', 0]).unwrap();
    let ran = anze(&["tariff", "test", text(&file)]);
    let said = format!("{}: line 1 is not in UTF-8: save the file as UTF-8\n", text(&quotes));
    assert_eq!((ran.status, ran.out), (1, said));
    let ran = anze(&["tariff", "check", text(folder.path())]);
    assert!(ran.out.contains(": file: ") && ran.out.contains("[unreadable]"), "a folder: {}", ran.out);
}

fn impact(from: &str, to: &str, risks: &str, more: &[&str]) -> (i32, Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("risks.jsonl");
    std::fs::write(&path, risks).unwrap();
    let ran = anze(&[&["tariff", "impact", from, to, "--risks", text(&path)], more].concat());
    (ran.status, serde_json::from_str(&ran.out).unwrap_or_default(), ran.err)
}

#[test]
fn an_impact_sums_what_each_tariff_asks() {
    let risks = lines(&[risk(10), risk(20)]);
    let (status, report, histogram) = impact("jinan-2018", "jinan-2025", &risks, &[]);
    assert_eq!((status, &report["lines"], &report["not_rated"]), (0, &json!(2), &json!([])));
    assert_eq!(&report["all"]["risks"], &json!(2));
    let yuan = |pointer: &str| -> rust_decimal::Decimal {
        report.pointer(pointer).and_then(Value::as_str).unwrap().parse().unwrap()
    };
    assert_eq!(yuan("/all/to").to_string(), "2970.00");
    assert_eq!(yuan("/all/from") + yuan("/all/change"), yuan("/all/to"));
    assert_eq!(report["sectors"], json!({"hazardous-chemicals": report["all"]}));
    assert_eq!(in_bands(&report).iter().map(|(_, risks)| risks).sum::<u64>(), 2);
    assert!(histogram.contains("hazardous-chemicals"), "{histogram}");
}

/// Bands that hold something.
fn in_bands(report: &Value) -> Vec<(&str, u64)> {
    let bands = report["bands"].as_array().unwrap().iter();
    let all =
        bands.map(|band| (band["change_in_percent"].as_str().unwrap(), band["risks"].as_u64().unwrap()));
    all.filter(|(_, risks)| *risks > 0).collect()
}

#[test]
fn what_is_in_no_sum_is_told_by_line_side_and_code() {
    let (mut open, mut low, mut numeric) = (risk(3), risk(4), risk(5));
    open["answers"]["standardisation"] = json!("?");
    // Lawful by the rules of 2018 alone.
    low["answers"]["limit"] = json!("300000");
    numeric["units"][0]["answers"]["headcount"] = json!(5);
    let mut risks = lines(&[risk(10), json!({}), open, low, numeric]);
    risks.push_str("\n\"torn");
    let (status, report, told) = impact("jinan-2018", "jinan-2025", &risks, &[]);
    assert_eq!((status, &report["lines"], &report["all"]["risks"]), (1, &json!(6), &json!(1)));
    let not_rated = report["not_rated"].as_array().unwrap();
    let first = |one: &Value| {
        let fault = &one["faults"][0];
        assert!(!fault["message"]["zh"].as_str().unwrap().is_empty(), "{fault}");
        json!([one["line"], one["side"], fault["code"], fault["pointer"]])
    };
    let found: Vec<Value> = not_rated.iter().map(first).collect();
    assert_eq!(
        json!(found),
        json!([
            [2, "from", "unit-count", "/units"],
            [2, "to", "unit-count", "/units"],
            [3, "from", "must-be-known", "/answers/standardisation"],
            [3, "to", "must-be-known", "/answers/standardisation"],
            [4, "to", "unlawful", "/answers/limit"],
            [5, null, "wrong-form", "/units/0/answers/headcount"],
            [7, null, "not-json", ""],
        ])
    );
    assert!(told.contains("in none of these: 5 of 6 lines") && told.contains("must-be-known"), "{told}");
}

#[test]
fn a_policy_of_several_sectors_is_a_group_of_its_own() {
    let mut mixed = risk(10);
    mixed["units"].as_array_mut().unwrap().push(json!(
        {"answers": {"sector": "mining", "activity": "open-pit", "headcount": "10"}}
    ));
    let mut two = risk(10);
    two["units"].as_array_mut().unwrap().push(risk(5)["units"][0].clone());
    let (status, report, _) = impact("jinan-2018", "jinan-2025", &lines(&[mixed, two, risk(1)]), &[]);
    assert_eq!(status, 0, "{report}");
    assert_eq!(report["sectors"].as_object().unwrap().len(), 2, "{report}");
    assert_eq!(
        (&report["sectors"]["mixed"]["risks"], &report["sectors"]["hazardous-chemicals"]["risks"]),
        (&json!(1), &json!(2))
    );
}

#[test]
fn a_tariff_against_itself_changes_nothing() {
    let file = project("tariffs/jinan-2025.toml");
    let (status, report, histogram) = impact("jinan-2025", text(&file), &lines(&[risk(10)]), &["--json"]);
    assert_eq!((status, histogram.as_str()), (0, ""));
    assert_eq!(report["all"]["change"], json!("0.00"));
    let tariff = &report["from"];
    assert_eq!(tariff, &report["to"]);
    let named = ["id", "edition", "digest"].map(|member| tariff[member].as_str().unwrap());
    assert!(anze(&["tariff", "list"]).out.contains(&format!("{} ", named.join(" "))), "{tariff}");
    assert_eq!(in_bands(&report), [("0", 1)]);
    let (status, _, error) = impact("jinan-2025", "atlantis", "", &[]);
    assert!(status == 2 && error.contains("there is no tariff atlantis"), "{error}");
}

#[test]
fn a_pack_has_a_manifest_that_says_what_is_in_it() {
    let out = tempfile::tempdir().unwrap();
    assert_eq!(anze(&["tariff", "pack", "--out", text(out.path())]).status, 0);
    let manifest = std::fs::read(out.path().join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let packed = std::fs::read(out.path().join(manifest["file"].as_str().unwrap())).unwrap();
    let catalogue = rating::Catalogue::unpack(&packed).unwrap();
    let tariffs: Vec<_> = catalogue.iter().map(rating::Tariff::reference).collect();
    assert_eq!((tariffs.len(), json!(tariffs)), (2, manifest["tariffs"].clone()));
    assert_eq!(manifest["layout"], json!(rating::Catalogue::LAYOUT));
}

/// What was packed before is served in its stead where it is left beside the new: compressed forms are preferred.
#[test]
fn a_pack_leaves_nothing_of_the_one_before() {
    let out = tempfile::tempdir().unwrap();
    let pack = |tariffs: &Path| {
        let ran = anze(&["--tariffs", text(tariffs), "tariff", "pack", "--out", text(out.path())]);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.out.trim().to_owned()
    };
    let write = |name: &str| std::fs::write(out.path().join(name), b"of before").unwrap();
    let names = || {
        let entries = std::fs::read_dir(out.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let before = pack(&project("tariffs"));
    let compressed = |name: &str| [".br", ".gz"].map(|ending| format!("{name}{ending}"));
    [compressed(&before), compressed("manifest.json")].iter().flatten().for_each(|name| write(name));
    assert_eq!(pack(&project("tariffs")), before);
    let [br, gz] = compressed(&before);
    assert_eq!(
        names(),
        [before.clone(), br, gz, "manifest.json".to_owned()],
        "the same in its compressed forms"
    );
    compressed("manifest.json").iter().for_each(|name| write(name));
    let folder = copy_of_tariffs();
    std::fs::remove_file(folder.path().join("published.lock")).unwrap();
    change(&folder.path().join("jinan-2025.toml"), "2025年规则", "另一规则");
    let after = pack(folder.path());
    assert_eq!(names(), [after, "manifest.json".to_owned()]);
}

/// The widget would show one premium, and the platform refuse it for another.
#[test]
fn a_bundle_with_other_tariffs_is_not_served() {
    let bundle = tempfile::tempdir().unwrap();
    let packed = bundle.path().join("tariffs");
    let serve = |tariffs: &Path| {
        let words =
            ["--tariffs", text(tariffs), "serve", "--listen", "127.0.0.1:0", "--bundle", text(bundle.path())];
        anze(&words)
    };
    let folder = copy_of_tariffs();
    std::fs::remove_file(folder.path().join("published.lock")).unwrap();
    change(&folder.path().join("jinan-2025.toml"), "2025年规则", "另一规则");
    let pack = |tariffs: &Path| anze(&["--tariffs", text(tariffs), "tariff", "pack", "--out", text(&packed)]);
    assert_eq!(pack(&project("tariffs")).status, 0);
    let ran = serve(folder.path());
    let way = format!("anze --tariffs {} tariff pack --out {}", text(folder.path()), text(&packed));
    assert!(ran.status == 2 && ran.err.contains(&way), "{ran:?}");
    std::fs::write(packed.join("manifest.json"), "[]").unwrap();
    assert!(serve(folder.path()).err.contains(&way), "a manifest that says nothing");
}
