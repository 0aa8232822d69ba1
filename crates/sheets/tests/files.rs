//! Files as enterprises have them, made here with the writer, and files that nobody should have.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::io::{Cursor, Write};

use application::roster::{Column, Document, Wrong};
use proptest::prelude::*;
use rating::Date;
use rust_xlsxwriter::Workbook;
use sheets::report::report;
use sheets::write::{self, Sheet};
use sheets::{Found, List, Refusal, people};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Nobody's: born in 1900.
const ID: &str = "370102190001010019";
const OTHER_ID: &str = "370102190001010027";

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

fn file(bytes: &[u8]) -> Result<Found, Refusal> {
    people(bytes, today(), &|_| None, &mut |_, _| {})
}

fn text(text: &str) -> Result<Found, Refusal> {
    file(text.as_bytes())
}

/// Sheets with their rows, every cell as text.
fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn lacking(columns: &[Column]) -> Refusal {
    Refusal::NoHeadings(columns.iter().map(|column| column.heading()).collect())
}

fn wrong(found: &Found) -> Vec<(u32, Column, &'static str)> {
    found.wrong.iter().map(|wrong| (wrong.row, wrong.column, wrong.why.code())).collect()
}

#[test]
fn the_sheet_with_the_headings_is_read_wherever_they_stand() {
    let rows: &[&[&str]] = &[
        &["某某公司从业人员名单"],
        &["填表日期：2026年11月"],
        &[],
        &["序号", "工种", "公民身份号码", "姓名", "证件种类"],
        &["1", "电焊工", ID, "测试甲", ""],
        &["", "", "", "", ""],
        &["2", "翻译", "e1234567", "Test Person", "护照"],
        &["3", "", "123", "测试丙", "身份证"],
    ];
    let found = file(&xlsx(&[("说明", &[&["请填写第二张表"]]), ("人员", rows)])).unwrap();
    assert_eq!(found.sheet.name, "人员");
    let people: Vec<_> = found.people.iter().map(|p| (p.name(), p.document(), p.number(), p.job())).collect();
    let expected = [
        ("测试甲", Document::IdentityCard, ID, "电焊工"),
        ("Test Person", Document::Passport, "E1234567", "翻译"),
    ];
    assert_eq!(people, expected);
    assert_eq!(wrong(&found), [(8, Column::Number, "wrong-length"), (8, Column::Job, "missing")]);
}

#[test]
fn another_sheet_that_looks_alike_is_named() {
    let (headings, person) = (["姓名", "身份证号", "岗位"], ["测试甲", ID, "焊工"]);
    let sheets: [(&str, &[&[&str]]); 4] = [
        ("说明", &[&["请填写人员"]]),
        ("一车间", &[&headings, &person]),
        ("空表", &[&headings, &["", "", " "]]),
        ("二车间", &[&["名单"], &headings, &["测试乙", OTHER_ID, "焊工"]]),
    ];
    let found = file(&xlsx(&sheets)).unwrap();
    assert_eq!((found.sheet.name.as_str(), found.people.len()), ("一车间", 1));
    assert_eq!(found.sheet.others, ["二车间"]);
}

#[test]
fn lines_below_the_people_are_passed_over_and_told() {
    let below =
        "填 表 人：某某,,\n,,\n审核人：某某,日期：2026年11月24日,盖章\n备注：以上人员均在岗,,\n合计 1 人,,\n";
    let found = text(&format!("姓名,身份证号,岗位\n测试甲,{ID},焊工\n{below}")).unwrap();
    assert_eq!((found.people.len(), wrong(&found)), (1, Vec::new()));
    assert_eq!(found.passed_over, [3, 5, 6, 7]);
    // Somebody all the same.
    let found = text(&format!("姓名,身份证号,岗位\n备注,{ID},焊工\n测试乙,,\n")).unwrap();
    assert_eq!((found.people.len(), wrong(&found).len(), found.passed_over.len()), (1, 2, 0));
}

#[test]
fn a_number_that_was_saved_as_a_figure_is_told_as_such() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["姓名", "身份证号", "岗位"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    sheet.write_string(1, 0, "测试甲").unwrap();
    sheet.write_number(1, 1, 370_102_190_001_010_019_f64).unwrap();
    sheet.write_string(1, 2, "焊工").unwrap();
    let found = file(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(wrong(&found), [(2, Column::Number, "damaged")]);
    let found = text("姓名,身份证号,岗位\n测试甲,3.70102E+17,焊工\n").unwrap();
    assert_eq!(wrong(&found), [(2, Column::Number, "damaged")]);
}

#[test]
fn csv_is_read_with_any_separator_and_in_any_encoding() {
    let comma = format!("姓名,身份证号码,岗位\r\n\r\n测试甲,{ID},焊工\r\n\"测试乙\",{OTHER_ID},\"装卸\"\r\n");
    let tabs = comma.replace(',', "\t").replace('"', "");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for bytes in [
        comma.clone().into_bytes(),
        [b"\xef\xbb\xbf", comma.as_bytes()].concat(),
        comma.replace(',', ";").into_bytes(),
        tabs.clone().into_bytes(),
        [b"\xff\xfe".as_slice(), &utf16(&tabs)].concat(),
    ] {
        let found = file(&bytes).unwrap();
        assert_eq!((found.people.len(), found.wrong.len()), (2, 0), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(found.people[0].number(), ID);
    }
    // 姓名 in GB18030; what the browser makes of it is the browser's business.
    let bytes = b"\xd0\xd5\xc3\xfb,\xb8";
    let found = people(bytes, today(), &|_| Some(comma.clone()), &mut |_, _| {}).unwrap();
    assert_eq!(found.people.len(), 2);
    assert_eq!(file(bytes).unwrap_err(), Refusal::NotASheet);
}

#[test]
fn rows_are_numbered_as_spreadsheets_number_them() {
    let rows = format!("名单\n\n姓名,证件号,职务\n\n,{ID},焊工\n测试甲,{ID},焊工\n");
    for line_end in ["\n", "\r\n", "\r"] {
        let found = text(&rows.replace('\n', line_end)).unwrap();
        assert_eq!(wrong(&found), [(5, Column::Name, "missing"), (6, Column::Number, "duplicate")]);
        assert_eq!(found.wrong[1].why, Wrong::Duplicate(5));
    }
}

#[test]
fn what_holds_no_roster_is_refused_in_words() {
    let heads = "姓名,身份证号,岗位\n";
    let cases: [(Vec<u8>, Refusal); 9] = [
        (b"PK\x03\x04 and no archive".to_vec(), Refusal::NotASheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Refusal::OldOrLocked),
        (b"%PDF-1.7\0\xff".to_vec(), Refusal::NotASheet),
        (b"\x89PNG\r\n\x1a\n\0".to_vec(), Refusal::NotASheet),
        (Vec::new(), lacking(&[Column::Name, Column::Number, Column::Job])),
        ("姓名,性别,岗位\n甲,男,焊工".into(), lacking(&[Column::Number])),
        (heads.into(), Refusal::Nobody),
        (xlsx(&[("空", &[]), ("名", &[&["姓名", "岗位"]])]), lacking(&[Column::Number])),
        (format!("{heads}示例,{ID},焊工\n").into(), Refusal::Nobody),
    ];
    for (bytes, refusal) in cases {
        let refused = file(&bytes).unwrap_err();
        assert_eq!(refused, refusal, "{}", String::from_utf8_lossy(&bytes));
        assert!(!refused.message(List::People).zh.is_empty() && !refused.message(List::People).en.is_empty());
    }
}

/// An archive with one sheet of so many zeros.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    for _ in 0..megabytes {
        archive.write_all(&vec![b'0'; 1024 * 1024]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_does() {
    let mut file_bytes = bomb(100);
    assert!(file_bytes.len() < 200_000);
    assert_eq!(file(&file_bytes).unwrap_err(), Refusal::UnpacksTooLarge);
    // The same, saying in both of its headers that it holds a thousand bytes.
    let size = (100_u32 * 1024 * 1024).to_le_bytes();
    let windows = file_bytes.windows(4).enumerate();
    let places: Vec<usize> = windows.filter(|(_, window)| *window == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        file_bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let refused = file(&file_bytes).unwrap_err();
    assert!([Refusal::UnpacksTooLarge, Refusal::NotASheet].contains(&refused), "{refused:?}");
}

#[test]
fn rows_and_bytes_without_end_are_refused() {
    let row = format!("测试甲,{ID},焊工\n");
    let many = format!("姓名,身份证号,岗位\n{}", row.repeat(50_001));
    assert_eq!(text(&many).unwrap_err(), Refusal::TooManyRows);
    assert_eq!(text(&row.repeat(800_000)).unwrap_err(), Refusal::TooLarge);
    let fits = format!("姓名,身份证号,岗位\n{}", row.repeat(50_000));
    assert_eq!(text(&fits).unwrap().wrong.len(), 49_999, "all the same person");
}

#[test]
fn the_template_is_read_and_holds_nobody_until_it_is_filled_in() {
    let template = write::template().unwrap();
    assert_eq!(file(&template).unwrap_err(), Refusal::Nobody);
}

#[test]
fn a_report_masks_numbers_and_names_what_is_wrong() {
    let (told, roster) = report(text(&format!("姓名,身份证号,岗位\n测试甲,{ID},焊工\n测试乙,{ID},\n")));
    let told = serde_json::to_value(&told).unwrap();
    assert_eq!(told.pointer("/found/first/0/1").unwrap(), "370102********0019");
    assert_eq!(told.pointer("/found/wrong_rows").unwrap(), 1);
    assert_eq!(told.pointer("/found/wrong/1/why/zh").unwrap(), "与第 2 行重复");
    assert_eq!(told.pointer("/found/size").unwrap(), roster.len());
    assert!(roster.contains(ID) && !told.to_string().contains(ID));
    let (told, roster) = report(Err(Refusal::Nobody));
    assert_eq!(serde_json::to_value(&told).unwrap().pointer("/refused/code").unwrap(), "nobody");
    assert_eq!(roster, "");
}

/// All cells of a sheet but its headings.
fn cells(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, sheet).unwrap();
    range.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_workbook_is_text_in_every_cell_and_masks_its_roster() {
    let row = ["=1+1", "007", "1,188.00"].map(str::to_owned).to_vec();
    let headings = ["项目", "内容", "说明"].map(str::to_owned).to_vec();
    let sheet = Sheet { name: "投保申请".into(), headings, rows: vec![row.clone()] };
    let (_, roster) = report(text(&format!("姓名,身份证号,岗位\n测试甲,{ID},焊工\n")));
    let bytes = write::workbook(&write::Workbook { sheets: vec![sheet] }, roster.as_bytes()).unwrap();
    assert_eq!(cells(&bytes, "投保申请"), [row]);
    assert_eq!(cells(&bytes, "人员名单"), [["测试甲", "居民身份证", "370102********0019", "焊工"]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..3usize) {
        let start: [&[u8]; 3] = [b"", b"PK\x03\x04", "姓名,身份证号,岗位\n".as_bytes()];
        let _ = report(file(&[start[kind], &bytes].concat()));
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = xlsx(&[("人员", &[&["姓名", "身份证号", "岗位"], &["测试甲", ID, "焊工"]])]);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = report(file(&bytes));
    }

    #[test]
    fn any_cells_are_read_the_same_from_both_kinds_of_file(cells in proptest::collection::vec("[^\\x00-\\x1f]{0,12}", 3)) {
        let [name, number, job] = [&cells[0], &cells[1], &cells[2]];
        let rows: &[&[&str]] = &[&["姓名", "身份证号", "岗位"], &[name, number, job]];
        let mut csv = csv::Writer::from_writer(Vec::new());
        for row in rows {
            csv.write_record(*row).unwrap();
        }
        let by_text = file(&csv.into_inner().unwrap());
        let by_sheet = file(&xlsx(&[("人员", rows)]));
        prop_assert_eq!(report(by_text).1, report(by_sheet).1);
    }
}
