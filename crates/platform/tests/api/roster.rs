//! The platform believes no page: it reads a roster again.

use serde_json::json;

use crate::draft::{key, with};
use crate::server::Server;
use crate::uploads::{Upload, with_attachments};

const FIRST_LINE: &str = "\u{feff}姓名,证件类型,证件号码,岗位\r\n";

#[tokio::test]
async fn a_wrong_roster_is_refused_at_its_place_naming_rows_and_nobody() {
    let server = Server::start();
    let right = format!("{FIRST_LINE}测试甲,居民身份证,370102190001010019,电焊工\r\n");
    let wrong = format!(
        "{right}测试乙,居民身份证,370102190001010018,电焊工\r\n测试甲,居民身份证,370102190001010019,司机\r\n"
    );
    for (number, roster, status) in [(1, &right, 201), (2, &wrong, 422), (3, &"姓名\n".to_owned(), 422)] {
        let upload = Upload::of(&server, number, roster.as_bytes(), "text/csv");
        assert_eq!(upload.finish().await.status, 204);
        let draft = with_attachments(&server, vec![upload.listed("roster", "名单.csv")]).await;
        let answer = server.press(&key(number), &draft).await;
        assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.body));
        if number == 2 {
            let problem = answer.json();
            assert_eq!(problem["errors"][0]["pointer"], "/attachments/0");
            assert_eq!(problem["errors"][0]["code"], "wrong-roster");
            let message = json!({
                "zh": "名单有误：第 3 行证件号码校验位不符，请逐位核对；第 4 行证件号码与第 2 行重复",
                "en": "The roster has mistakes: row 3, ID number does not fit its check character: compare digit by digit; \
                       row 4, ID number is the same as in row 2"
            });
            assert_eq!(problem["errors"][0]["message"], message);
        }
    }
}

#[tokio::test]
async fn a_correction_has_its_rosters_read_too_though_they_came_long_ago() {
    let mut server = Server::start();
    // Nobody is born after today: a clock that goes back makes the same file wrong.
    let born_yesterday = format!("{FIRST_LINE}测试甲,居民身份证,370102202611220019,电焊工\r\n");
    let upload = Upload::of(&server, 1, born_yesterday.as_bytes(), "text/csv");
    upload.finish().await;
    let draft = with_attachments(&server, vec![upload.listed("roster", "名单.csv")]).await;
    let receipt = server.received(&key(1), &draft).await;
    let corrected = with(&draft, "/contact/phone", "13800005678");
    server.stop();
    server.setup.today = Some("2026-11-20");
    server.restart();
    let answer = server.correct(&receipt, &key(2), &corrected).await;
    let fields = answer.is_problem(422, "invalid").wrong_fields();
    assert_eq!(fields, [("/attachments/0".into(), "wrong-roster".into())]);
    server.stop();
    server.setup.today = None;
    server.restart();
    assert_eq!(server.correct(&receipt, &key(2), &corrected).await.status, 200);
}

#[tokio::test]
async fn a_wrong_roster_is_told_together_with_what_has_not_arrived() {
    let server = Server::start();
    let roster = Upload::of(&server, 1, b"\xe5\xa7\x93\xe5\x90\x8d\n", "text/csv");
    assert_eq!(roster.finish().await.status, 204);
    let licence = Upload::of(&server, 1, b"%PDF-1.4 test", "application/pdf");
    let listed = vec![licence.listed("licence", "licence.pdf"), roster.listed("roster", "名单.csv")];
    let draft = with_attachments(&server, listed).await;
    let fields = server.press(&key(1), &draft).await.is_problem(422, "invalid").wrong_fields();
    let not_there = ("/attachments/0".into(), "not-uploaded".into());
    assert_eq!(fields, [not_there, ("/attachments/1".into(), "wrong-roster".into())]);
}
