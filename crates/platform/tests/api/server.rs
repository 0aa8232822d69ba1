//! A platform process for a test, and what it answers.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};
use tempfile::TempDir;

use crate::contract;

/// The day that every test platform takes for today.
pub const TODAY: &str = "2026-11-23";

/// The tariffs that are shipped.
pub const TARIFFS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tariffs");

/// A start takes a second; nothing is measured by this.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a platform is started.
#[derive(Clone, Default)]
pub struct Setup {
    /// Requests a second from one address; 0 for no limit.
    pub rate_limit: u32,
    /// The header that says whose request it is, as behind a reverse proxy.
    pub client_address: Option<&'static str>,
    /// The folder of the widget's files.
    pub bundle: Option<PathBuf>,
    /// The key that receipts are signed with; a file's where there is none.
    pub signing_key: Option<String>,
    /// The keys that seal what is kept of applicants; a file's where there are none.
    pub data_key: Option<String>,
    /// Another day for today.
    pub today: Option<&'static str>,
    /// Sites whose pages may use the API.
    pub allowed_origins: Option<&'static str>,
    /// Sites that may frame the calculator.
    pub frame_ancestors: Option<&'static str>,
    /// What is logged, where it is not the default.
    pub log: Option<&'static str>,
    /// Whether its disk may become full, see [`Server::disk`].
    pub may_fill: bool,
    /// Whether what it logs goes where no room is.
    pub log_is_full: bool,
}

/// Number and secret.
pub type Receipt = (String, String);

/// How a command beside the platform ended, and what it wrote.
#[derive(Debug)]
pub struct Ran {
    pub well: bool,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { well: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
}

/// A running platform. Dropping it kills it.
pub struct Server {
    process: Child,
    readers: Vec<JoinHandle<()>>,
    address: String,
    said: Arc<Mutex<String>>,
    /// How it is started the next time.
    pub setup: Setup,
    folder: TempDir,
    client: Client,
}

impl Server {
    /// On an empty database.
    pub fn start() -> Self {
        Self::with(Setup::default())
    }

    pub fn with(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (process, readers, address) = launch(&setup, &folder, &said);
        // Redirects would hide what is answered.
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { process, readers, address, said, setup, folder, client }
    }

    /// As a crash ends it: at once, wherever it is.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.gone();
    }

    /// Whether there is room on its disk: without, no file of its can be written to.
    pub fn disk(&self, has_room: bool) {
        let limit = if has_room { "unlimited" } else { "0" };
        let id = self.process.id().to_string();
        let done = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={limit}:")]).status();
        assert!(done.unwrap().success());
    }

    /// As an operator ends it; whether it left in good order.
    pub fn stop(&mut self) -> bool {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.gone()
    }

    fn gone(&mut self) -> bool {
        let status = self.process.wait().unwrap();
        self.readers.drain(..).for_each(|reader| reader.join().unwrap());
        status.success()
    }

    /// Again, on the same database.
    pub fn restart(&mut self) {
        (self.process, self.readers, self.address) = launch(&self.setup, &self.folder, &self.said);
    }

    /// All that it has written so far, on both of its outputs.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// All that it has written, once it has written this: an answer may be faster than what is written of it.
    pub async fn heard(&self, words: &str) -> String {
        let start = Instant::now();
        while !self.said().contains(words) && start.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.said()
    }

    /// `127.0.0.1:…`
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://").trim_end_matches('/')
    }

    /// A request, yet to be sent.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.host()))
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).json(body)
    }

    pub async fn get(&self, path: &str) -> Answer {
        ask(self.request(Method::GET, path)).await
    }

    /// Presses the button: sends an application under a key.
    pub async fn press(&self, key: &str, draft: &Value) -> Answer {
        ask(self.press_request(key, draft)).await
    }

    pub fn press_request(&self, key: &str, draft: &Value) -> RequestBuilder {
        self.post("/api/v1/applications", draft).header("idempotency-key", key)
    }

    /// Asks how an application stands.
    pub async fn follow(&self, receipt: &str, secret: &str) -> Answer {
        let path = format!("/api/v1/applications/{receipt}");
        ask(self.request(Method::GET, &path).bearer_auth(secret)).await
    }

    /// Sends a correction of an application under a key.
    pub async fn correct(&self, receipt: &Receipt, key: &str, draft: &Value) -> Answer {
        ask(self.correct_request(receipt, key, draft)).await
    }

    pub fn correct_request(&self, (number, secret): &Receipt, key: &str, draft: &Value) -> RequestBuilder {
        let request = self.request(Method::PUT, &format!("/api/v1/applications/{number}"));
        request.bearer_auth(secret).header("idempotency-key", key).json(draft)
    }

    /// Takes an application back.
    pub async fn withdraw(&self, receipt: &Receipt) -> Answer {
        ask(self.withdraw_request(receipt)).await
    }

    pub fn withdraw_request(&self, (number, secret): &Receipt) -> RequestBuilder {
        self.request(Method::DELETE, &format!("/api/v1/applications/{number}")).bearer_auth(secret)
    }

    /// The number of a new application, and its secret.
    pub async fn received(&self, key: &str, draft: &Value) -> Receipt {
        let answer = self.press(key, draft).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        (answer.text("/receipt"), answer.text("/secret"))
    }

    /// Runs `anze application` on its database, as a department does.
    pub fn application(&self, words: &[&str]) -> Ran {
        run(&mut self.application_command(words))
    }

    pub fn application_command(&self, words: &[&str]) -> Command {
        let mut command = self.command_beside();
        command.arg("application").args(words).args(["--database", &self.database()]);
        command
    }

    /// Runs `anze campaign` on its database.
    pub fn campaign(&self, words: &[&str]) -> Ran {
        run(self.command_beside().args(["campaign", "--database", &self.database()]).args(words))
    }

    /// Runs `anze upload` on its database.
    pub fn upload_command(&self, words: &[&str]) -> Ran {
        run(self.command_beside().args(["upload", "--database", &self.database()]).args(words))
    }

    /// Runs `anze database rekey` on its database.
    pub fn rekey_command(&self) -> Command {
        let mut command = self.command_beside();
        command.args(["database", "rekey", "--database", &self.database()]);
        command
    }

    /// A command with the keys of the platform.
    fn command_beside(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anze"));
        with_keys(&mut command, &self.setup);
        command.env("ANZE_TARIFFS", TARIFFS);
        command
    }

    /// That it does not start as it is set up, and what it says.
    pub fn does_not_start(&self) -> String {
        let ran = run(&mut serve(&self.setup, &self.folder));
        assert!(!ran.well && ran.out.is_empty(), "it started: {ran:?}");
        ran.err
    }

    /// The database, opened beside the platform.
    pub async fn beside(&self) -> SqliteConnection {
        SqliteConnection::connect(&self.database()).await.unwrap()
    }

    /// How many applications are on disk.
    pub async fn rows(&self) -> i64 {
        let mut database = self.beside().await;
        sqlx::query("SELECT count(*) FROM applications").fetch_one(&mut database).await.unwrap().get(0)
    }

    /// Where the database is.
    pub fn database(&self) -> String {
        database(&self.folder)
    }

    /// The folder of the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// All files of the database, as they lie on the disk.
    pub fn database_bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn database(folder: &TempDir) -> String {
    format!("sqlite:{}/anze.db", folder.path().display())
}

/// `anze serve` as it is set up.
fn serve(setup: &Setup, folder: &TempDir) -> Command {
    let mut command = Command::new("env");
    // What is over the limit is an error then, as on a full disk, and not the end.
    command.args(setup.may_fill.then_some("--ignore-signal=XFSZ"));
    command.args([
        env!("CARGO_BIN_EXE_anze"),
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--today",
        setup.today.unwrap_or(TODAY),
        "--database",
        &database(folder),
    ]);
    command.args(["--tariffs", TARIFFS]);
    command.args(["--rate-limit", &setup.rate_limit.to_string()]);
    command.args(setup.client_address.iter().flat_map(|header| ["--client-address", header]));
    command.args(setup.bundle.iter().flat_map(|folder| ["--bundle".as_ref(), folder.as_os_str()]));
    with_keys(&mut command, setup);
    command.env_remove("RUST_LOG").envs(setup.log.map(|log| ("RUST_LOG", log)));
    command
}

fn with_keys(command: &mut Command, setup: &Setup) {
    let sites =
        [("ANZE_ALLOWED_ORIGINS", setup.allowed_origins), ("ANZE_FRAME_ANCESTORS", setup.frame_ancestors)];
    command.envs(sites.into_iter().filter_map(|(name, sites)| Some((name, sites?))));
    for (name, key) in [("ANZE_SIGNING_KEY", &setup.signing_key), ("ANZE_DATA_KEY", &setup.data_key)] {
        command.env_remove(name).envs(key.iter().map(|key| (name, key)));
    }
}

/// Starts the process and waits until it says where it is.
fn launch(
    setup: &Setup,
    folder: &TempDir,
    said: &Arc<Mutex<String>>,
) -> (Child, Vec<JoinHandle<()>>, String) {
    let mut command = serve(setup, folder);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let log = if setup.log_is_full { full().into() } else { Stdio::piped() };
    let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let (send, lines) = mpsc::channel();
    let mut readers = vec![listen(process.stdout.take().unwrap(), Arc::clone(said), Some(send))];
    readers.extend(process.stderr.take().map(|log| listen(log, Arc::clone(said), None)));
    let first = lines.recv_timeout(PATIENCE).ok().filter(|line| line.starts_with("anze is at "));
    let Some(line) = first else { panic!("anze serve did not start: {}", said.lock().unwrap()) };
    (process, readers, line.trim_start_matches("anze is at ").to_owned())
}

/// Keeps what is written; passes the lines on to whom it may concern.
fn listen(
    output: impl Read + Send + 'static,
    said: Arc<Mutex<String>>,
    pass_on: Option<mpsc::Sender<String>>,
) -> JoinHandle<()> {
    spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
            // Nobody listens any more once it has started.
            pass_on.iter().for_each(|pass_on| drop(pass_on.send(line.clone())));
        }
    })
}

/// What the platform answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A text in the JSON.
    pub fn text(&self, pointer: &str) -> String {
        let json = self.json();
        json.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {pointer}: {json}"))
            .to_owned()
    }

    pub fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// That it is this problem, with the status that goes with it.
    #[track_caller]
    pub fn is_problem(&self, status: u16, kind: &str) -> &Self {
        let shown = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{shown}");
        assert_eq!(self.text("/type"), format!("urn:anze:problem:{kind}"), "{shown}");
        self
    }

    /// That this many of its fields are wrong: pointer and code of each.
    pub fn wrong_fields(&self) -> Vec<(String, String)> {
        let json = self.json();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect()
    }
}

/// Sends a request whose answer must come.
pub async fn ask(request: RequestBuilder) -> Answer {
    try_to_ask(request).await.expect("no answer")
}

/// Sends a request; nothing where the connection broke. The answer is held against the document, and against what holds
/// for every answer.
pub async fn try_to_ask(request: RequestBuilder) -> Option<Answer> {
    let (client, request) = request.build_split();
    let request = request.unwrap();
    let (method, path) = (request.method().clone(), request.url().path().to_owned());
    let accepted = request.headers().get(header::ACCEPT).map(|accept| accept.to_str().unwrap().to_owned());
    let response = client.execute(request).await.ok()?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let answer = Answer { status, headers, body: response.bytes().await.ok()?.to_vec() };
    holds_for_every(&method, &path, &answer);
    contract::check(&method, &path, accepted.as_deref().unwrap_or_default(), &answer);
    Some(answer)
}

fn holds_for_every(method: &Method, path: &str, answer: &Answer) {
    let place = format!("{method} {path}, {}", answer.status);
    let header = |name: HeaderName| answer.header(name);
    assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{place}");
    assert_eq!(header(header::REFERRER_POLICY), "no-referrer", "{place}");
    let policy = header(header::CONTENT_SECURITY_POLICY);
    // What has not changed may keep the policy that it has.
    if !(answer.status == 304 && policy.is_empty()) {
        assert!(policy.starts_with("default-src 'none'; "), "{place}");
        assert!(policy.contains("frame-ancestors "), "{place}");
    }
    assert!(!answer.headers.contains_key(header::SET_COOKIE), "{place} sets a cookie");
}
