//! `anze invite`: a link for each enterprise of a register; what is wrong is listed, never dropped.

use application::invitation::Invitation;

use crate::run::{Ran, anze_reading, campaign};

const SITE: [&str; 3] = ["invite", "--site", "https://platform.example/"];

fn invite(register: &str) -> Ran {
    anze_reading(&SITE, register.as_bytes())
}

/// The rows that were written, by column.
fn rows(ran: &Ran) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_row_has_a_link_that_fills_in_what_the_register_knows() {
    let ran = invite(
        "\u{feff}企业名称,统一社会信用代码,区县,行业领域,具体业务,法定代表人\n\
         示例加油站,９１３７０１０００００００００００r,历下,危险化学品,加油站、加气站,某某\n\
         示例工地,91370102000000019K,370103,construction,,某某\n",
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("法定代表人 is not used") && ran.err.contains("2 links"), "{}", ran.err);
    let rows = rows(&ran);
    let read =
        |link: &str| Invitation::read(link.strip_prefix("https://platform.example/#").unwrap()).unwrap();
    let first = read(&rows[0][5]);
    assert_eq!((first.uscc.as_str(), first.district.as_str()), ("91370100000000000R", "370102"));
    assert_eq!(first.answers["sector"], "hazardous-chemicals");
    assert_eq!((first.answers["activity"].as_str(), first.campaign.as_str()), ("filling-station", ""));
    assert_eq!(read(&rows[1][5]).answers["sector"], "construction");
    assert!(!ran.out.contains("某某"), "nobody is named");
}

/// Of a campaign of the whole city a link says where the enterprise is that was invited; one of a district is of no other.
#[test]
fn links_say_their_campaign() {
    let folder = tempfile::tempdir().unwrap();
    let days = ["--from", "2026-01-01", "--until", "2199-12-31"];
    campaign(folder.path(), "of-the-city", &days);
    campaign(folder.path(), "over", &["--from", "2026-01-01", "--until", "2026-01-01"]);
    let database = campaign(folder.path(), "of-one", &[&days[..], &["--district", "370103"]].concat());
    let by = |code: &str| {
        let register = "uscc,name,district\n91370100000000000R,示例一,历下\n91370102000000019K,示例二,\n";
        anze_reading(
            &[&SITE[..], &["--database", &database, "--campaign", code]].concat(),
            register.as_bytes(),
        )
    };
    for (code, tags) in
        [("of-the-city", ["c1.of-the-city.370102", "c1.of-the-city"]), ("of-one", ["c1.of-one"; 2])]
    {
        let ran = by(code);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let said = |row: Vec<String>| Invitation::read(row[5].split_once('#').unwrap().1).unwrap().campaign;
        assert_eq!(rows(&ran).into_iter().map(said).collect::<Vec<_>>(), tags);
    }
    for (code, told) in [("over", "campaign over is over"), ("nowhere", "no campaign nowhere")] {
        let ran = by(code);
        assert!(ran.status == 2 && ran.err.contains(told) && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn rows_that_cannot_be_right_are_listed() {
    let ran = invite(
        "uscc,name,district,sector,activity\n\
         91370100000000001R,示例一,,,\n\
         91370102000000019K,,,,\n\
         91370100000000000R,示例三,青岛,,\n\
         91370100000000000R,示例四,,矿山,加油站、加气站\n\
         91370100000000000R,示例五,,,\n\
         91370100000000000r,示例六,,,\n",
    );
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("1 links, 5 rows to correct"), "{}", ran.err);
    let told: Vec<String> = rows(&ran).into_iter().map(|row| row[6].clone()).collect();
    for (told, wanted) in told.iter().zip(["校验位", "企业名称", "区县", "加油站、加气站", "", "第 6 行"])
    {
        assert!(told.contains(wanted) && told.is_empty() == wanted.is_empty(), "{told}: {wanted}");
    }
}

#[test]
fn what_is_no_register_is_told() {
    for (register, told) in [(b"name\nx\n".as_slice(), "no column uscc"), (b"\xc6\xf3\xd2\xb5", "CSV UTF-8")]
    {
        let ran = anze_reading(&SITE, register);
        assert!(ran.status == 2 && ran.err.contains(told), "{}", ran.err);
    }
    let ran = anze_reading(&["invite", "--site", "platform"], b"uscc,name\n");
    assert!(ran.status == 2 && ran.err.contains("no address"), "{}", ran.err);
}
