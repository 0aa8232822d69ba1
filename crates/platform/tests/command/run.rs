//! Runs the command and keeps what it wrote.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::spawn;

use serde_json::{Value, json};

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Each line of standard output as JSON.
    pub fn answers(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The command with the shipped tariffs, yet to be run.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anze"));
    command.env("ANZE_TARIFFS", project("tariffs")).args(words);
    command
}

/// Runs it with nothing to read.
pub fn anze(words: &[&str]) -> Ran {
    anze_reading(words, b"")
}

/// Runs it with this on standard input.
pub fn anze_reading(words: &[&str], input: &[u8]) -> Ran {
    let mut command = command(words);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // It may write before it has read all; it may also end without reading.
    let writer = spawn(move || drop(stdin.write_all(&input)));
    let ran = ran(child.wait_with_output().unwrap());
    writer.join().unwrap();
    ran
}

/// What came of it.
pub fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let ran = Ran {
        status: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// Adds a campaign to the database in a folder; its address.
pub fn campaign(folder: &Path, code: &str, words: &[&str]) -> String {
    let database = format!("sqlite:{}/anze.db", folder.display());
    let fixed = ["campaign", "--database", &database, "add", code, "--name", "测试", "--name-en", "Test"];
    let ran = anze(&[&fixed[..], words].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    database
}

/// A filling station with so many people.
pub fn risk(headcount: u32) -> Value {
    json!({
        "inception": "2026-12-01",
        "as_of": "2026-11-23",
        "answers": {"limit": "500000", "months": "12", "accidents": "none", "standardisation": "none",
                    "risk_level": "yellow", "dual_prevention": "one", "insured_before": "no"},
        "units": [{"answers": {"sector": "hazardous-chemicals", "activity": "filling-station",
                               "headcount": headcount.to_string()}}]
    })
}

/// Risks as lines.
pub fn lines(risks: &[Value]) -> String {
    risks.iter().map(|risk| format!("{risk}\n")).collect()
}
