//! A file or stream of risks, one JSON object a line.

use std::io::{self, BufRead, BufReader, Read};

use application::Problem;
use platform::reading::{Unreadable, read};
use rating::{Date, Risk, Text};

/// A line longer than this is no risk.
const LONGEST_LINE: u64 = 1024 * 1024;

/// What programs of Windows put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines with their numbers, the first is 1. An empty one is a line too: answer and line stay side by side.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    number: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input: BufReader::new(input), number: 0 }
    }

    /// The next line, or as much of it as shows that it is too long.
    fn read(&mut self) -> io::Result<Option<(usize, Vec<u8>)>> {
        let mut line = Vec::new();
        if self.input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if is_too_long(&line) {
            self.input.skip_until(b'\n')?;
        }
        self.number += 1;
        if self.number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Some((self.number, line)))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<(usize, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

fn is_too_long(line: &[u8]) -> bool {
    line.last() != Some(&b'\n') && line.len() as u64 > LONGEST_LINE
}

/// The risk of a line, or what is wrong where. What it says nothing of is today.
pub(super) fn risk(line: &[u8], today: Date) -> Result<Risk, Problem> {
    if is_too_long(line) {
        let (zh, en) =
            (format!("一行最多 {LONGEST_LINE} 字节"), format!("A line has at most {LONGEST_LINE} bytes"));
        return Err(whole("too-long", zh, en));
    }
    let dated = |risk: Risk| Risk {
        inception: risk.inception.or(Some(today)),
        as_of: risk.as_of.or(Some(today)),
        ..risk
    };
    read(line).map(dated).map_err(|unreadable| match unreadable {
        Unreadable::WrongForm(field) => field,
        Unreadable::NotJson { column, .. } => {
            let length = line.len();
            let zh = format!("不是 JSON：从第 {column} 字节起无法识别，本行共 {length} 字节");
            let en = format!("Not JSON from byte {column} on, in a line of {length} bytes");
            whole("not-json", zh, en)
        }
    })
}

/// Something wrong with the line as a whole.
fn whole(code: &str, zh: String, en: String) -> Problem {
    Problem { pointer: String::new(), code: code.into(), message: Text::new(zh, en) }
}
