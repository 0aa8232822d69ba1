//! Content in pieces: each is on disk before it is acknowledged, nobody without the draft's key sees or claims it, the
//! whole is what was said of it, and it becomes an application's in one step.

use platform::intake::hash;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::draft::{good, key, with};
use crate::server::{Answer, Server, Setup, ask};

/// Stands in every photo of these tests: it must stand in no file of the database.
const SHOWN: &[u8] = b"what the photo shows";
const MEBIBYTE: usize = 1024 * 1024;

/// A photo of about so many bytes that no program would open, and that is a JPEG all the same.
pub fn photo(bytes: usize, number: u8) -> Vec<u8> {
    told(bytes, number, b"")
}

/// The same with segments that tell something.
fn told(bytes: usize, number: u8, segments: &[u8]) -> Vec<u8> {
    let scan = [SHOWN, &[number]].concat().repeat(bytes / (SHOWN.len() + 1) + 1);
    [b"\xff\xd8", segments, b"\xff\xda\0\x02", &scan[..], b"\xff\xd9"].concat()
}

fn base64(text: &str) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text)
}

/// An upload as a client of tus sees it.
#[derive(Clone)]
pub struct Upload<'a> {
    server: &'a Server,
    key: String,
    path: String,
    content: Vec<u8>,
    media_type: &'static str,
}

impl<'a> Upload<'a> {
    pub fn of(server: &'a Server, number: u64, content: &[u8], media_type: &'static str) -> Self {
        let path = format!("/api/v1/uploads/{}", hash(content));
        Self { server, key: key(number), path, content: content.to_vec(), media_type }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.server.request(method, path).header("tus-resumable", "1.0.0");
        request.header("idempotency-key", &self.key)
    }

    fn announcement(&self, size: usize) -> RequestBuilder {
        let sha256 = base64(self.path.rsplit('/').next().unwrap());
        let metadata = format!("filetype {},sha256 {sha256}", base64(self.media_type));
        let request = self.request(Method::POST, "/api/v1/uploads").header("upload-length", size);
        request.header("upload-metadata", metadata)
    }

    pub async fn announce(&self) -> Answer {
        ask(self.announcement(self.content.len())).await
    }

    fn patch(&self, from: usize, to: usize) -> RequestBuilder {
        let request = self.request(Method::PATCH, &self.path).header("upload-offset", from);
        let request = request.header("content-type", "application/offset+octet-stream");
        request.body(self.content[from..to].to_vec())
    }

    async fn put(&self, from: usize, to: usize) -> Answer {
        ask(self.patch(from, to)).await
    }

    /// Bytes that are there; nothing where nothing was announced.
    async fn there(&self) -> Option<usize> {
        let answer = ask(self.request(Method::HEAD, &self.path)).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("tus-resumable"), "1.0.0");
        let length = self.content.len().to_string();
        let known = answer.status == 200;
        assert!(if known { answer.header("upload-length") == length } else { answer.status == 404 });
        known.then(|| answer.header("upload-offset").parse().unwrap())
    }

    /// From wherever it stands to the end, and the last answer.
    pub async fn finish(&self) -> Answer {
        let mut answer = self.announce().await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let mut at: usize = answer.header("upload-offset").parse().unwrap();
        while at < self.content.len() && answer.status < 300 {
            let to = self.content.len().min(at + 256 * 1024);
            answer = self.put(at, to).await;
            at = to;
        }
        answer
    }

    /// As an application lists it.
    pub fn listed(&self, kind: &str, name: &str) -> Value {
        let sha256 = self.path.rsplit('/').next().unwrap();
        json!({"kind": kind, "name": name, "media_type": self.media_type, "size": self.content.len(), "sha256": sha256})
    }
}

/// A right application with these attachments.
pub async fn with_attachments(server: &Server, attachments: Vec<Value>) -> Value {
    let mut draft = good(server).await;
    draft["attachments"] = attachments.into();
    draft
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[tokio::test]
async fn evidence_arrives_in_pieces_and_is_there_for_those_who_may_see_it() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(300_000, 1), "image/jpeg");
    let announced = upload.announce().await;
    assert_eq!((announced.status, announced.header("upload-offset")), (201, "0"));
    assert_eq!(announced.header("location"), upload.path);
    assert_eq!(upload.put(0, 100_000).await.header("upload-offset"), "100000");
    assert_eq!(upload.announce().await.header("upload-offset"), "100000", "announced again it goes on");
    assert_eq!(upload.finish().await.status, 204);
    assert_eq!(upload.there().await, Some(upload.content.len()));
    let listed = upload.listed("standardisation", "证书 1.jpg");
    let draft = with_attachments(&server, vec![listed.clone()]).await;
    let receipt = server.press(&key(1), &draft).await;
    assert_eq!(receipt.status, 201, "{}", String::from_utf8_lossy(&receipt.body));
    assert_eq!(upload.there().await, None, "it is the application's now");
    assert_eq!(server.press(&key(1), &draft).await.json(), receipt.json(), "and pressing again is safe");
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    assert_eq!(server.follow(&number, &secret).await.json()["application"]["attachments"], json!([listed]));
    let path = format!("/api/v1/applications/{number}/attachments/{}", hash(&upload.content));
    let saved = ask(server.request(Method::GET, &path).bearer_auth(&secret)).await;
    assert!(saved.status == 200 && saved.body == upload.content);
    assert_eq!(saved.header("content-type"), "image/jpeg");
    let name = "attachment; filename=\"attachment.jpg\"; filename*=UTF-8''%E8%AF%81%E4%B9%A6%201.jpg";
    assert_eq!(saved.header("content-disposition"), name);
    assert!(saved.header("content-security-policy").ends_with("; sandbox"));
    ask(server.request(Method::GET, &path).bearer_auth("0".repeat(32))).await.is_problem(404, "not-found");
    let other = path.replace(&hash(&upload.content), &hash(b"another"));
    ask(server.request(Method::GET, &other).bearer_auth(&secret)).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn a_department_sees_and_saves_evidence() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(5000, 1), "image/jpeg");
    upload.finish().await;
    let draft = with_attachments(&server, vec![upload.listed("licence", "张三.jpg")]).await;
    let number = server.press(&key(1), &draft).await.text("/receipt");
    let sha256 = hash(&upload.content);
    let shown = server.application(&["show", &number]).out;
    let line = format!("attachment: licence image/jpeg {} {sha256}\n", upload.content.len());
    assert!(shown.contains(&line) && !shown.contains("张三"), "{shown}");
    let file = server.folder().join("saved.jpg");
    let words = ["attachment", &number, &sha256, "--out", file.to_str().unwrap()];
    let ran = server.application(&words);
    assert!(ran.well, "{ran:?}");
    assert_eq!(std::fs::read(&file).unwrap(), upload.content);
    assert!(!server.application(&words).well, "nothing is written over");
    let ran = server.application(&["attachment", &number, &hash(b"another"), "--out", "unwritten"]);
    assert!(!ran.well && ran.err.contains("no such attachment"), "{ran:?}");
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill_and_the_rest_follows() {
    let mut server = Server::start();
    let content = photo(200_000, 1);
    for at in (0..200_000).step_by(50_000) {
        let upload = Upload::of(&server, 1, &content, "image/jpeg");
        upload.announce().await;
        assert_eq!(upload.there().await, Some(at));
        assert_eq!(upload.put(at, at + 50_000).await.status, 204);
        server.kill();
        server.restart();
    }
    let upload = Upload::of(&server, 1, &content, "image/jpeg");
    assert_eq!(upload.there().await, Some(200_000));
    assert_eq!(upload.put(200_000, content.len()).await.status, 204);
    let draft = with_attachments(&server, vec![upload.listed("licence", "a.jpg")]).await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
}

#[tokio::test]
async fn a_piece_that_is_none_is_refused_and_changes_nothing() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(400_000, 1), "image/jpeg");
    upload.put(0, 2000).await.is_problem(404, "not-found");
    upload.announce().await;
    upload.put(0, 2000).await;
    for (from, to) in [(0, 2000), (1999, 4000), (2001, 4000)] {
        let answer = upload.put(from, to).await;
        answer.is_problem(409, "upload-offset");
        assert_eq!(answer.header("upload-offset"), "2000", "where to go on");
    }
    upload.put(2000, 3023).await.is_problem(400, "upload-chunk");
    ask(upload.patch(2000, 4000).body(vec![0; 256 * 1024 + 1])).await.is_problem(413, "too-large");
    let no_offset = upload.request(Method::PATCH, &upload.path).body(vec![0; 2000]);
    ask(no_offset.header("content-type", "application/offset+octet-stream"))
        .await
        .is_problem(400, "upload-chunk");
    let other_type = upload.request(Method::PATCH, &upload.path).header("upload-offset", 2000);
    ask(other_type.header("content-type", "image/jpeg").body(vec![0; 2000]))
        .await
        .is_problem(415, "upload-type");
    let other_version = server.request(Method::PATCH, &upload.path).header("tus-resumable", "0.2.2");
    let answer = ask(other_version.header("idempotency-key", key(1))).await;
    answer.is_problem(412, "tus-version");
    assert_eq!(answer.header("tus-version"), "1.0.0");
    assert_eq!(upload.there().await, Some(2000));
    assert_eq!(upload.finish().await.status, 204);
    let shorter = Upload::of(&server, 2, &photo(3000, 1), "image/jpeg");
    assert_eq!(ask(shorter.announcement(2000)).await.status, 201);
    shorter.put(0, 3000).await.is_problem(400, "upload-chunk");
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_before_it_is_sent() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(2000, 1), "image/jpeg");
    ask(upload.announcement(5 * MEBIBYTE + 1)).await.is_problem(413, "upload-too-large");
    ask(upload.announcement(0)).await.is_problem(400, "upload-metadata");
    let picture = Upload { media_type: "image/gif", ..upload.clone() };
    picture.announce().await.is_problem(415, "upload-type");
    let unnamed = Upload { path: "/api/v1/uploads/none".into(), ..upload.clone() };
    unnamed.announce().await.is_problem(400, "upload-metadata");
    let keyless = Upload { key: "guess".into(), ..upload.clone() };
    keyless.announce().await.is_problem(400, "bad-key");
    let bare = upload.request(Method::POST, "/api/v1/uploads").header("upload-length", 10);
    ask(bare).await.is_problem(400, "upload-metadata");
    let versionless = server.request(Method::POST, "/api/v1/uploads").header("idempotency-key", key(1));
    ask(versionless).await.is_problem(412, "tus-version");
    let options = ask(server.request(Method::OPTIONS, "/api/v1/uploads")).await;
    assert_eq!((options.status, options.header("tus-max-size")), (204, "5242880"));
    assert_eq!(options.header("tus-extension"), "creation,termination");
}

#[tokio::test]
async fn a_draft_has_no_more_than_it_may_have() {
    let server = Server::start();
    let numbered = |n: u8| Upload::of(&server, 1, &photo(2000, n), "image/jpeg");
    for n in 0..10 {
        assert_eq!(numbered(n).announce().await.status, 201);
    }
    numbered(10).announce().await.is_problem(409, "upload-quota");
    assert_eq!(numbered(0).announce().await.status, 201, "what is there may go on");
    assert_eq!(ask(numbered(0).request(Method::DELETE, &numbered(0).path)).await.status, 204);
    ask(numbered(0).request(Method::DELETE, &numbered(0).path)).await.is_problem(404, "not-found");
    assert_eq!(numbered(10).announce().await.status, 201, "room was made");
    let other = |n: u8| Upload::of(&server, 2, &photo(2000, n), "image/jpeg");
    for n in 0..4 {
        assert_eq!(ask(other(n).announcement(5 * MEBIBYTE)).await.status, 201);
    }
    other(4).announce().await.is_problem(409, "upload-quota");
}

#[tokio::test]
async fn nobody_without_the_key_sees_continues_or_claims_it() {
    let server = Server::start();
    let content = photo(10_000, 1);
    let mine = Upload::of(&server, 1, &content, "image/jpeg");
    mine.announce().await;
    mine.put(0, 5000).await;
    let theirs = Upload::of(&server, 2, &content, "image/jpeg");
    assert_eq!(theirs.there().await, None);
    theirs.put(5000, content.len()).await.is_problem(404, "not-found");
    ask(theirs.request(Method::DELETE, &theirs.path)).await.is_problem(404, "not-found");
    assert_eq!(mine.finish().await.status, 204);
    let draft = with_attachments(&server, vec![mine.listed("licence", "a.jpg")]).await;
    let answer = server.press(&key(2), &draft).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/attachments/0".into(), "not-uploaded".into())]);
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
}

#[tokio::test]
async fn content_that_is_not_what_was_said_of_it_is_not_kept() {
    let server = Server::start();
    let exif = b"\xff\xe1\0\x12Exif\0\0GPS 36.65N";
    let html = b"<!doctype html><script>alert(1)</script>".repeat(50);
    for (content, media_type, problem) in [
        (html.clone(), "image/png", "upload-not-that-type"),
        (photo(2000, 1), "application/pdf", "upload-not-that-type"),
        (told(2000, 1, exif), "image/jpeg", "upload-metadata-left"),
        (photo(2000, 1)[..1500].to_vec(), "image/jpeg", "upload-broken"),
        (b"%PDF-1.7\n".repeat(200), "application/pdf", "upload-broken"),
    ] {
        let upload = Upload::of(&server, 1, &content, media_type);
        upload.finish().await.is_problem(422, problem);
        assert_eq!(upload.there().await, None, "{problem}");
    }
    let mut swapped = Upload::of(&server, 1, &photo(2000, 1), "image/jpeg");
    swapped.content = photo(2000, 2);
    swapped.finish().await.is_problem(422, "upload-digest");
    assert_eq!(swapped.there().await, None);
    let (pdf, csv) = (b"%PDF-1.7\n%%EOF\n".repeat(100), "姓名,工种\n".repeat(100).into_bytes());
    for (content, media_type) in [(pdf, "application/pdf"), (csv, "text/csv"), (html, "text/csv")] {
        assert_eq!(Upload::of(&server, 1, &content, media_type).finish().await.status, 204, "{media_type}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_piece_is_taken() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(100_000, 1), "image/jpeg");
    upload.announce().await;
    let end = upload.content.len();
    for (from, to) in [(0, 40_000), (40_000, 80_000), (80_000, end)] {
        let presses: Vec<_> = (0..8).map(|_| tokio::spawn(ask(upload.patch(from, to)))).collect();
        let mut statuses = Vec::new();
        for press in presses {
            statuses.push(press.await.unwrap().status);
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409, 409, 409, 409, 409, 409, 409]);
        assert_eq!(upload.there().await, Some(to));
    }
    let draft = with_attachments(&server, vec![upload.listed("licence", "a.jpg")]).await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
}

#[tokio::test]
async fn an_application_whose_evidence_is_not_all_there_is_not_taken() {
    let server = Server::start();
    let (whole, half) = (photo(5000, 1), photo(5000, 2));
    let (whole, half) =
        (Upload::of(&server, 1, &whole, "image/jpeg"), Upload::of(&server, 1, &half, "image/jpeg"));
    whole.finish().await;
    half.announce().await;
    half.put(0, 4000).await;
    let draft =
        with_attachments(&server, vec![whole.listed("licence", "a.jpg"), half.listed("other", "b.jpg")])
            .await;
    let answer = server.press(&key(1), &draft).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.wrong_fields(), [("/attachments/1".into(), "not-uploaded".into())]);
    assert_eq!(server.rows().await, 0);
    let smaller = with(&draft, "/attachments/0/size", 4000);
    let fields = server.press(&key(1), &smaller).await.wrong_fields();
    assert_eq!(fields[0], ("/attachments/0".into(), "not-uploaded".into()), "another size is another file");
    let misnamed = with(&draft, "/attachments/0/name", "../a.jpg");
    assert_eq!(
        server.press(&key(1), &misnamed).await.wrong_fields(),
        [("/attachments/0/name".into(), "not-a-name".into())]
    );
    assert_eq!((whole.there().await, half.there().await), (Some(whole.content.len()), Some(4000)));
    half.finish().await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
}

#[tokio::test]
async fn the_database_shows_nothing_of_it() {
    let server = Server::start();
    let upload = Upload::of(&server, 1, &photo(20_000, 1), "image/jpeg");
    let sha256 = hash(&upload.content);
    let seen = || {
        let bytes = server.database_bytes();
        contains(&bytes, SHOWN) || contains(&bytes, sha256.as_bytes()) || contains(&bytes, key(1).as_bytes())
    };
    upload.announce().await;
    upload.put(0, 10_000).await;
    assert!(!seen(), "a piece");
    upload.finish().await;
    assert!(!seen(), "the whole");
    let draft = with_attachments(&server, vec![upload.listed("licence", "a.jpg")]).await;
    assert_eq!(server.press(&key(1), &draft).await.status, 201);
    assert!(!seen(), "an application's");
    assert!(!server.said().contains(&sha256), "nor does what is logged");
}

#[tokio::test]
async fn what_nobody_claims_is_deleted_after_three_days() {
    let mut server = Server::start();
    let content = photo(5000, 1);
    Upload::of(&server, 1, &content, "image/jpeg").finish().await;
    for (today, there) in [("2026-11-26", true), ("2026-11-27", false)] {
        server.stop();
        server.setup = Setup { today: Some(today), ..Setup::default() };
        server.restart();
        let upload = Upload::of(&server, 1, &content, "image/jpeg");
        let mut found = upload.there().await.is_some();
        // It happens beside the serving.
        for _ in 0..100 {
            if found == there {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            found = upload.there().await.is_some();
        }
        assert_eq!(found, there, "{today}");
    }
}

#[tokio::test]
async fn an_operator_purges_by_hand() {
    let server = Server::start();
    let (old, new) = (photo(5000, 1), photo(5000, 2));
    let (old, new) = (Upload::of(&server, 1, &old, "image/jpeg"), Upload::of(&server, 2, &new, "image/jpeg"));
    old.announce().await;
    old.put(0, 4000).await;
    let mut database = server.beside().await;
    sqlx::query("UPDATE uploads SET begun_at = '2000-01-01T00:00:00Z'").execute(&mut database).await.unwrap();
    new.announce().await;
    sqlx::query("UPDATE uploads SET begun_at = '2999-01-01T00:00:00Z' WHERE received = 0")
        .execute(&mut database)
        .await
        .unwrap();
    let ran = server.upload_command(&["purge"]);
    assert_eq!((ran.well, ran.out.as_str()), (true, "1 deleted\n"), "{ran:?}");
    assert_eq!((old.there().await, new.there().await), (None, Some(0)));
    let chunks: i64 =
        sqlx::query_scalar("SELECT count(*) FROM chunks").fetch_one(&mut database).await.unwrap();
    assert_eq!(chunks, 0, "pieces go with it");
}

#[tokio::test]
async fn one_address_announces_so_many_a_minute() {
    let server = Server::with(Setup { rate_limit: 1000, ..Setup::default() });
    let mut statuses = Vec::new();
    for n in 0..80 {
        let upload = Upload::of(&server, n, &photo(2000, 1), "image/jpeg");
        statuses.push(upload.announce().await.status);
    }
    assert!(statuses[..60].iter().all(|status| *status == 201), "{statuses:?}");
    assert_eq!(statuses[79], 429);
    assert_eq!(server.get("/healthz").await.status, 200, "and may still ask other things");
}

/// The content of an attachment as its applicant reads it.
async fn read(server: &Server, (number, secret): (&str, &str), upload: &Upload<'_>) -> Answer {
    let path = format!("/api/v1/applications/{number}/attachments/{}", hash(&upload.content));
    ask(server.request(Method::GET, &path).bearer_auth(secret)).await
}

#[tokio::test]
async fn a_correction_keeps_what_it_lists_and_a_withdrawal_deletes_all() {
    let server = Server::start();
    let (first, second) = (photo(5000, 1), photo(5000, 2));
    let first = Upload::of(&server, 1, &first, "image/jpeg");
    let second = Upload::of(&server, 2, &second, "image/jpeg");
    first.finish().await;
    let draft = with_attachments(&server, vec![first.listed("licence", "a.jpg")]).await;
    let receipt = server.press(&key(1), &draft).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    let of = (number.as_str(), secret.as_str());
    let listed = vec![first.listed("licence", "a.jpg"), second.listed("other", "b.jpg")];
    let corrected = with_attachments(&server, listed).await;
    let path = format!("/api/v1/applications/{number}");
    let correct = || {
        let request = server.request(Method::PUT, &path).bearer_auth(&secret);
        ask(request.header("idempotency-key", key(2)).json(&corrected))
    };
    let fields = correct().await.wrong_fields();
    assert_eq!(fields, [("/attachments/1".into(), "not-uploaded".into())], "the first is its own already");
    second.finish().await;
    for (pointer, lie) in [("size", json!(4000)), ("media_type", json!("image/png"))] {
        let lied = with(&corrected, &format!("/attachments/0/{pointer}"), lie);
        let fields = server.correct(&(number.clone(), secret.clone()), &key(2), &lied).await.wrong_fields();
        assert_eq!(fields, [("/attachments/0".into(), "not-uploaded".into())], "{pointer}");
    }
    let answer = correct().await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    for upload in [&first, &second] {
        assert_eq!(read(&server, of, upload).await.body, upload.content);
    }
    assert_eq!(ask(server.request(Method::DELETE, &path).bearer_auth(&secret)).await.status, 200);
    assert_eq!(read(&server, of, &first).await.status, 410);
    let mut database = server.beside().await;
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM attachments").fetch_one(&mut database).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn evidence_is_read_with_the_new_key_alone_once_it_was_changed() {
    let (old, new) = (base64(&"o".repeat(32)), base64(&"n".repeat(32)));
    let mut server = Server::with(Setup { data_key: Some(old.clone()), ..Setup::default() });
    let (content, waiting) = (photo(5000, 1), photo(5000, 2));
    let upload = Upload::of(&server, 1, &content, "image/jpeg");
    upload.finish().await;
    Upload::of(&server, 2, &waiting, "image/jpeg").finish().await;
    let draft = with_attachments(&server, vec![upload.listed("licence", "a.jpg")]).await;
    let receipt = server.press(&key(1), &draft).await;
    let (number, secret) = (receipt.text("/receipt"), receipt.text("/secret"));
    for keys in [format!("{new} {old}"), new] {
        server.stop();
        server.setup.data_key = Some(keys);
        server.restart();
        let upload = Upload::of(&server, 1, &content, "image/jpeg");
        assert_eq!(read(&server, (&number, &secret), &upload).await.body, content);
        assert!(crate::server::run(&mut server.rekey_command()).well);
    }
    let waiting = Upload::of(&server, 2, &waiting, "image/jpeg");
    assert_eq!(waiting.there().await, None, "what was not claimed is sent again");
    assert_eq!(waiting.finish().await.status, 204);
}

#[tokio::test]
async fn evidence_sent_again_after_a_change_of_key_is_still_one() {
    let (old, new) = (base64(&"o".repeat(32)), base64(&"n".repeat(32)));
    let mut server = Server::with(Setup { data_key: Some(old.clone()), ..Setup::default() });
    let content = photo(5000, 1);
    let upload = Upload::of(&server, 1, &content, "image/jpeg");
    upload.finish().await;
    let draft = with_attachments(&server, vec![upload.listed("licence", "a.jpg")]).await;
    let receipt = server.received(&key(1), &draft).await;
    server.stop();
    server.setup.data_key = Some(format!("{new} {old}"));
    server.restart();
    Upload::of(&server, 2, &content, "image/jpeg").finish().await;
    assert_eq!(server.correct(&receipt, &key(2), &draft).await.status, 200);
    let ran = crate::server::run(&mut server.rekey_command());
    assert!(ran.well, "{ran:?}");
    let upload = Upload::of(&server, 1, &content, "image/jpeg");
    assert_eq!(read(&server, (&receipt.0, &receipt.1), &upload).await.body, content);
}
