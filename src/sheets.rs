//! Workers that read and write spreadsheets, each with a module of its own that is fetched when it is first needed. They run
//! beside the page, which so never stands still, and are ended when they are done or somebody cancels. One is kept: it holds
//! the list of enterprises that it has rated, of which the page asks for what it shows.

use std::cell::RefCell;
use std::thread::LocalKey;

use gloo::events::EventListener;
use gloo::file::ObjectUrl;
use js_sys::{Array, Uint8Array};
use rating::Date;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent, Worker};

use crate::state::many::Shown;
use crate::{page, platform};

/// Files of the very build that the widget is of: no other worker answers it.
const READER: Option<&str> = option_env!("ANZE_ROSTER_READER");
const WRITER: Option<&str> = option_env!("ANZE_WORKBOOK_WRITER");
const RATER: Option<&str> = option_env!("ANZE_LIST_RATER");
const TEMPLATE: Option<&str> = option_env!("ANZE_ROSTER_TEMPLATE");

/// What a worker says.
pub enum Said {
    /// Rows that were read, and of how many.
    Progress(u32, u32),
    /// It is done: a report, and the bytes of a file.
    Done(String, Vec<u8>),
    /// It broke down.
    Failed,
}

/// A worker under way; ended with this value.
struct Running {
    worker: Worker,
    /// What it was started from.
    _script: Option<ObjectUrl>,
    _listeners: [EventListener; 2],
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// One worker of a kind at a time: another file takes the place of the one before.
type Slot = LocalKey<RefCell<Option<Running>>>;

thread_local! {
    static READING: RefCell<Option<Running>> = const { RefCell::new(None) };
    static WRITING: RefCell<Option<Running>> = const { RefCell::new(None) };
    static RATING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// The address of the template of a roster.
pub fn template() -> String {
    address(TEMPLATE)
}

fn address(file: Option<&str>) -> String {
    page::file(&format!("sheets/{}", file.unwrap_or_default()))
}

/// Reads a roster.
pub fn read(file: &Blob, today: Date, said: impl Fn(Said) + 'static) {
    let today = today.to_string();
    let task = [("task", "roster".into()), ("file", file.into()), ("today", today.into())];
    start(&READING, READER, &task, false, said);
}

/// Writes a workbook: tables as JSON, and the roster in its canonical form or nothing.
pub fn write(tables: &str, roster: &[u8], said: impl Fn(Said) + 'static) {
    let roster = Uint8Array::from(roster);
    let task = [("task", "workbook".into()), ("tables", tables.into()), ("roster", roster.into())];
    start(&WRITING, WRITER, &task, false, said);
}

/// Rates a list of enterprises, rows without an inception by this one. The worker stays, for the tasks that follow.
pub fn rate(file: &Blob, inception: Date, today: Date, said: impl Fn(Said) + 'static) {
    let [inception, today] = [inception, today].map(|day| day.to_string().into());
    let tariffs = platform::packed_tariffs().into();
    let task = [
        ("task", "list".into()),
        ("file", file.into()),
        ("tariffs", tariffs),
        ("inception", inception),
        ("today", today),
    ];
    start(&RATING, RATER, &task, true, said);
}

/// Asks for rows of the list.
pub fn ask_rows(shown: Shown, count: usize) {
    let (first, count) = (shown.first as f64, count as f64);
    let task = [
        ("task", "rows".into()),
        ("order", shown.order.name().into()),
        ("first", first.into()),
        ("count", count.into()),
    ];
    ask(&RATING, &task);
}

/// Asks for the list as a workbook that names the file it came from.
pub fn ask_export(name: &str, english: bool) {
    ask(&RATING, &[("task", "export".into()), ("name", name.into()), ("english", english.into())]);
}

/// Ends the list, or rating it.
pub fn end_list() {
    end(&RATING);
}

/// Makes the table to be filled in with enterprises.
pub fn list_template(inception: Date, today: Date, english: bool, said: impl Fn(Said) + 'static) {
    let [inception, today] = [inception, today].map(|day| day.to_string().into());
    let tariffs = platform::packed_tariffs().into();
    let task = [
        ("task", "template".into()),
        ("tariffs", tariffs),
        ("inception", inception),
        ("today", today),
        ("english", english.into()),
    ];
    start(&WRITING, RATER, &task, false, said);
}

/// Ends reading.
pub fn stop() {
    end(&READING);
}

fn end(slot: &'static Slot) {
    // Taken out first: ending it may not borrow a second time.
    let running = slot.with_borrow_mut(Option::take);
    drop(running);
}

/// Hands a task to a worker that stays. Where it has broken down that was told already.
fn ask(slot: &'static Slot, task: &[(&str, JsValue)]) {
    slot.with_borrow(|running| {
        let _ = running.as_ref().map(|running| running.worker.post_message(&page::object(task)));
    });
}

/// Starts a worker with a task. It is ended with its answer, or `stays` until it breaks down.
fn start(
    slot: &'static Slot,
    file: Option<&str>,
    task: &[(&str, JsValue)],
    stays: bool,
    said: impl Fn(Said) + 'static,
) {
    end(slot);
    let Some((worker, script)) = worker(&address(file)) else { return said(Said::Failed) };
    if worker.post_message(&page::object(task)).is_err() {
        return said(Said::Failed);
    }
    let said = std::rc::Rc::new(said);
    let heard = said.clone();
    let messages = EventListener::new(&worker, "message", move |event| {
        let told = event.dyn_ref::<MessageEvent>().map_or(Said::Failed, |event| understood(&event.data()));
        let goes_on = match told {
            Said::Progress(..) => true,
            Said::Done(..) => stays,
            Said::Failed => false,
        };
        if !goes_on {
            end_soon(slot);
        }
        heard(told);
    });
    let errors = EventListener::new(&worker, "error", move |_| {
        end_soon(slot);
        said(Said::Failed);
    });
    slot.set(Some(Running { worker, _script: script, _listeners: [messages, errors] }));
}

/// Browsers start no worker from another site. In the page of one it is started from a line of ours that loads it.
fn worker(address: &str) -> Option<(Worker, Option<ObjectUrl>)> {
    if page::is_ours(address) {
        return Some((Worker::new(address).ok()?, None));
    }
    let address = serde_json::to_string(address).ok()?;
    let script = format!("self.FROM = {address}; importScripts({address});");
    let script =
        ObjectUrl::from(gloo::file::Blob::new_with_options(script.as_str(), Some("text/javascript")));
    Some((Worker::new(&script).ok()?, Some(script)))
}

/// Once the listener that runs at the moment has returned: it goes with the worker.
fn end_soon(slot: &'static Slot) {
    let running = slot.with_borrow_mut(Option::take);
    gloo::timers::callback::Timeout::new(0, move || drop(running)).forget();
}

/// `[rows, of]`, or `[report, bytes]`.
fn understood(data: &JsValue) -> Said {
    let pair = Array::from(data);
    let (first, second) = (pair.get(0), pair.get(1));
    match (first.as_string(), first.as_f64()) {
        (Some(report), _) => {
            let bytes = second.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
            Said::Done(report, bytes.unwrap_or_default())
        }
        (None, Some(done)) => Said::Progress(done as u32, second.as_f64().unwrap_or_default() as u32),
        (None, None) => Said::Failed,
    }
}
