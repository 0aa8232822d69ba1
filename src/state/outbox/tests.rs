use std::collections::HashMap;

use application::Application;
use proptest::prelude::*;

use super::*;
use crate::state::Screen;
use crate::state::file::Opened;
use crate::state::opening::Opening;
use crate::words::Lang;

/// The number of an application that is filed already.
const FILED: &str = "JN-filed";

fn first_visit(key: &str) -> State {
    State::new("2026-12-01".parse().unwrap(), Lang::Zh, key.to_owned())
}

fn name(state: &State) -> String {
    state.form.enterprise.name.clone()
}

fn typed(state: State, name: &str) -> State {
    state.reduce(Action::Fill { pointer: "/enterprise/name".into(), text: name.into() })
}

fn pressed(state: State) -> State {
    let (body, premium) = (name(&state), "1188.00".into());
    state.reduce(Action::Outbox(Step::Seal { body, premium }))
}

/// One application a key; the same again for the same body, as the platform does it.
#[derive(Default)]
struct Platform(HashMap<String, (String, Receipt)>);

impl Platform {
    fn take(&mut self, key: &str, sealed: &Sealed) -> Sending {
        let (body, version) = (&sealed.body, self.0.len() as u32);
        let number = match &sealed.correcting {
            Some(of) => of.receipt.clone(),
            None => format!("JN-{version}"),
        };
        let receipt =
            Receipt { receipt: number, link: String::new(), premium: String::new(), mark: None, version };
        let (filed, receipt) =
            self.0.entry(key.to_owned()).or_insert_with(|| (body.to_owned(), receipt)).clone();
        if filed == *body { Sending::Sent(receipt) } else { Sending::Stopped(Trouble::KeyReused) }
    }
}

fn something_else(platform: &mut Platform) {
    let sealed = pressed(typed(first_visit("key"), "something else")).outbox.sealed.unwrap();
    platform.take("key", &sealed);
}

/// What happens to one try on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Through,
    /// It does not arrive.
    Lost,
    /// It arrives, the answer is lost.
    AnswerLost,
    Busy,
    /// A firewall answers in the platform's place.
    Refused,
    /// The page is closed before the answer; it arrived.
    Closed,
}

fn delivered(state: State, platform: &mut Platform, way: Way) -> State {
    let Some(Parcel { key, sealed, .. }) = state.due() else { return state };
    let state = state.reduce(Action::Outbox(Step::Try(key.clone())));
    let wait = |why| Sending::Waiting(why, None);
    let answer = match way {
        Way::Through => platform.take(&key, &sealed),
        Way::Lost => wait(Trouble::NoAnswer),
        Way::Busy => wait(Trouble::Busy),
        Way::Refused => Sending::Stopped(Trouble::Blocked(403)),
        Way::AnswerLost => {
            platform.take(&key, &sealed);
            wait(Trouble::NoAnswer)
        }
        Way::Closed => {
            platform.take(&key, &sealed);
            let next = first_visit("never used");
            return next.restore(state.kept());
        }
    };
    let (next_key, body) = (format!("{key}+"), sealed.body);
    let answered = Answered { key, body, answer, next_key, open: true };
    state.reduce(Action::Outbox(Step::Answered(answered)))
}

#[derive(Clone, Debug)]
enum Event {
    Type(u8),
    Press,
    Deliver(Way),
    TakeBack,
    DeleteAndBringBack,
    Reload,
}

fn event() -> impl Strategy<Value = Event> {
    let lost = prop_oneof![Just(Way::Lost), Just(Way::AnswerLost), Just(Way::Closed)];
    let way = prop_oneof![3 => lost, 1 => Just(Way::Busy), 1 => Just(Way::Refused)];
    prop_oneof![
        (0..4_u8).prop_map(Event::Type),
        Just(Event::Press),
        way.prop_map(Event::Deliver),
        Just(Event::TakeBack),
        Just(Event::DeleteAndBringBack),
        Just(Event::Reload),
    ]
}

/// What happens where several enterprises are served one after the other.
#[derive(Clone, Debug)]
enum Table {
    Happens(Event),
    Arrives,
    Next,
    TakeOut(usize),
    OpenFile,
    CloseFile,
    OtherTab,
}

fn table_event() -> impl Strategy<Value = Table> {
    prop_oneof![
        3 => event().prop_map(Table::Happens),
        1 => Just(Table::Arrives),
        3 => Just(Table::Next),
        2 => (0..4_usize).prop_map(Table::TakeOut),
        1 => Just(Table::OpenFile),
        1 => Just(Table::CloseFile),
        1 => Just(Table::OtherTab),
    ]
}

/// The number makes every key and every content another.
fn at_table(state: State, platform: &mut Platform, event: &Table, number: usize) -> State {
    let fresh = format!("key {number}");
    match event {
        Table::Happens(Event::Type(_)) => typed(state, &format!("content {number}")),
        Table::Happens(Event::Press) if name(&state).is_empty() => state,
        Table::Happens(Event::DeleteAndBringBack) => state,
        Table::Happens(event) => happened(state, platform, event),
        Table::Arrives => delivered(state, platform, Way::Through),
        Table::Next => state.reduce(Action::Outbox(Step::Next(fresh))),
        Table::TakeOut(at) => match state.queue.get(*at).map(|waiting| waiting.key.clone()) {
            Some(key) => state.reduce(Action::Outbox(Step::TakeOut(key))),
            None => state,
        },
        Table::OpenFile => open_file(state, &format!("content {number}"), &fresh),
        Table::CloseFile => state.reduce(Action::CloseFile),
        Table::OtherTab => {
            let there = first_visit(&fresh).restore(state.kept());
            let there = delivered(there, platform, Way::Through);
            met(state, &there, false)
        }
    }
}

/// Everything that waits goes through, and what was begun or taken back is pressed on.
fn drained(mut state: State, platform: &mut Platform) -> State {
    for _ in 0..200 {
        let next = state.queue.first().map(|waiting| waiting.key.clone());
        state = match (&state.sending, next) {
            (Sending::Stopped(Trouble::KeyReused), _) => state.reduce(Action::Outbox(Step::AskForEarlier)),
            _ if state.due().is_some() => delivered(state, platform, Way::Through),
            _ if !name(&state).is_empty() => pressed(state),
            (_, Some(key)) => state.reduce(Action::Outbox(Step::TakeOut(key))),
            _ => return state,
        };
    }
    panic!("still waiting: {:?} {:?}", state.sending, state.queue);
}

fn filed() -> Application {
    let draft = r#"{"enterprise":{"name":"filed"},"insured":null,"contact":{},"sites":[],"terms":{},"declarations":{},
        "relation":"addition","risk":{},"tariff":"t","digest":"d","premium":"1188.00"}"#;
    serde_json::from_str(draft).unwrap()
}

fn open_file(state: State, name: &str, key: &str) -> State {
    let mut file = Opened::default();
    file.form.enterprise.name = name.to_owned();
    let opening =
        Opening { file, misfits: Vec::new(), check: Vec::new(), renewed: false, key: key.to_owned() };
    state.reduce(Action::OpenFile(Box::new(opening)))
}

/// An application that is filed, opened to be corrected.
fn correcting(state: State) -> State {
    let follow = Follow { receipt: FILED.into(), secret: "secret".into(), seen: 2, reasons: Vec::new() };
    let (filed, key) = (Box::new(filed()), "correction".into());
    state.reduce(Action::Correct { follow, filed, key })
}

fn happened(state: State, platform: &mut Platform, event: &Event) -> State {
    match event {
        Event::Type(n) => typed(state, &format!("content {n}")),
        Event::Press => pressed(state),
        Event::Deliver(way) => delivered(state, platform, *way),
        Event::TakeBack => state.reduce(Action::Outbox(Step::TakeBack)),
        Event::DeleteAndBringBack => state.reduce(Action::Outbox(Step::Delete)).reduce(Action::Unclear),
        Event::Reload => first_visit("never used").restore(state.kept()),
    }
}

#[derive(Clone, Debug)]
enum Correction {
    Happens(Event),
    LeftAndBroughtBack,
    FileOpenedAndClosed,
    OtherTab,
}

fn correction_event() -> impl Strategy<Value = Correction> {
    prop_oneof![
        4 => event().prop_map(Correction::Happens),
        1 => Just(Correction::LeftAndBroughtBack),
        1 => Just(Correction::FileOpenedAndClosed),
        1 => Just(Correction::OtherTab),
    ]
}

proptest! {
    /// Whatever is lost, closed, taken back and changed in whatever order: one application, and its receipt is here.
    #[test]
    fn one_application_one_receipt(events in proptest::collection::vec(event(), 0..40)) {
        let mut platform = Platform::default();
        let mut state = typed(first_visit("key"), "content 0");
        for event in &events {
            state = happened(state, &mut platform, event);
            prop_assert!(state.receipts.is_empty(), "no answer came through yet");
        }
        for _ in 0..20 {
            state = match &state.sending {
                Sending::Sent(_) => break,
                Sending::Stopped(Trouble::KeyReused) => state.reduce(Action::Outbox(Step::AskForEarlier)),
                _ => delivered(pressed(state), &mut platform, Way::Through),
            };
        }
        prop_assert_eq!(platform.0.len(), 1);
        let (_, receipt) = &platform.0["key"];
        prop_assert_eq!(&state.receipts[0].receipt, &receipt.receipt);
        prop_assert!(state.key != "key", "the next application has a key of its own");
    }

    /// The same for a correction, whatever else is opened in its place meanwhile: it is sent as the next version of what was
    /// filed, and what was put aside for it is not.
    #[test]
    fn a_waiting_correction_never_becomes_a_new_application(
        events in proptest::collection::vec(correction_event(), 0..40),
    ) {
        let mut platform = Platform::default();
        let mut state = correcting(typed(first_visit("key"), "put aside"));
        for event in &events {
            state = match event {
                Correction::Happens(event) => happened(state, &mut platform, event),
                Correction::LeftAndBroughtBack => {
                    let key = "left".into();
                    state.reduce(Action::LeaveAsFiled { key }).reduce(Action::Unclear)
                }
                Correction::FileOpenedAndClosed => {
                    open_file(state, "", "file").reduce(Action::CloseFile)
                }
                Correction::OtherTab => {
                    let there = happened(state.clone(), &mut platform, &Event::Type(9));
                    met(state, &there, false).reduce(Action::Choose { theirs: true })
                }
            };
            if let Some(parcel) = state.due() {
                let of = parcel.sealed.correcting.map(|of| of.receipt);
                prop_assert_eq!(of.as_deref(), Some(FILED), "{:?}", event);
            }
        }
        for _ in 0..20 {
            state = match &state.sending {
                Sending::Sent(_) => break,
                Sending::Stopped(Trouble::KeyReused) => state.reduce(Action::Outbox(Step::AskForEarlier)),
                _ => delivered(pressed(state), &mut platform, Way::Through),
            };
        }
        let numbers: Vec<&str> = platform.0.values().map(|(_, receipt)| receipt.receipt.as_str()).collect();
        prop_assert_eq!(numbers, [FILED]);
        prop_assert_eq!(state.receipts.len(), 1);
    }

    /// Several wait: each arrives once, under its own key, and leaves a receipt.
    #[test]
    fn each_that_waits_is_one_application(events in proptest::collection::vec(table_event(), 0..40)) {
        let mut platform = Platform::default();
        let mut state = typed(first_visit("key"), "content");
        for (number, event) in events.iter().enumerate() {
            state = at_table(state, &mut platform, event, number);
            let mut keys: Vec<&str> = state.queue.iter().map(|waiting| waiting.key.as_str()).collect();
            keys.push(&state.key);
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), all, "one key, one application: {:?}", event);
        }
        let waited: Vec<String> = state.queue.iter().map(|waiting| waiting.key.clone()).collect();
        state = drained(state, &mut platform);
        prop_assert!(state.queue.is_empty());
        prop_assert!(waited.iter().all(|key| platform.0.contains_key(key)));
        prop_assert!(platform.0.keys().all(|key| state.receipts.iter().any(|given| given.key == *key)));
        let mut contents: Vec<&str> = platform.0.values().map(|(body, _)| body.as_str()).collect();
        contents.sort_unstable();
        contents.dedup();
        prop_assert_eq!(contents.len(), platform.0.len(), "no content twice");
    }

    #[test]
    fn pauses_grow_and_are_never_the_same_for_two(tries in 1..50_u32, luck in any::<u32>()) {
        let pause = pause(tries, None, luck);
        prop_assert!((FIRST_PAUSE_MILLISECONDS / 2..=LONGEST_PAUSE_MILLISECONDS).contains(&pause));
        prop_assert!(super::pause(tries, Some(30), luck) >= 30_000);
    }
}

#[test]
fn what_is_being_sent_cannot_be_changed_nor_sent_twice() {
    let waiting = pressed(typed(first_visit("key"), "示例企业"));
    let before = waiting.outbox.clone();
    assert!(waiting.is_locked());
    let after = pressed(typed(waiting, "other"));
    assert_eq!(after.outbox, before);
    assert_eq!(name(&after), "示例企业");
}

#[test]
fn a_refusal_opens_the_form_and_a_change_takes_it_back() {
    let mut platform = Platform::default();
    something_else(&mut platform);
    let state = delivered(pressed(typed(first_visit("key"), "示例企业")), &mut platform, Way::Through);
    assert_eq!(state.sending, Sending::Stopped(Trouble::KeyReused));
    assert!(!state.is_locked() && state.outbox.sealed.is_some(), "asked again on the next visit");
    let state = typed(state, "other");
    assert_eq!((name(&state).as_str(), state.outbox.sealed), ("other", None));
}

#[test]
fn the_form_stays_where_an_earlier_content_was_received() {
    let mut platform = Platform::default();
    let state = pressed(typed(first_visit("key"), "first"));
    let state = delivered(state, &mut platform, Way::AnswerLost).reduce(Action::Outbox(Step::TakeBack));
    let state = delivered(pressed(typed(state, "second")), &mut platform, Way::Through);
    assert_eq!(state.sending, Sending::Stopped(Trouble::KeyReused));
    let state = state.reduce(Action::Outbox(Step::AskForEarlier));
    let state = delivered(state, &mut platform, Way::Through);
    assert_eq!(state.receipts.len(), 1);
    assert_eq!(name(&state), "second", "nothing typed is lost");
    assert_eq!(state.key, "key+");
}

#[test]
fn what_may_have_arrived_before_a_firewall_refused_it_is_asked_for() {
    let mut platform = Platform::default();
    let state = delivered(pressed(typed(first_visit("key"), "first")), &mut platform, Way::AnswerLost);
    let refused = delivered(state, &mut platform, Way::Refused);
    let edited = typed(refused.clone(), "second");
    let mut estimated = refused.clone();
    estimated.answer(0, Some(0), "headcount", Some("3".into()));
    let again = pressed(refused.clone());
    for state in [edited.clone(), estimated, typed(again, "second")] {
        assert_eq!(state.outbox.earlier, ["first"]);
    }
    let state = delivered(pressed(edited), &mut platform, Way::Through);
    assert_eq!(state.sending, Sending::Stopped(Trouble::KeyReused));
    let state = typed(state, "third");
    assert_eq!(state.outbox.earlier, ["first"], "what the platform refused has not arrived");
    let asked = delivered(pressed(state), &mut platform, Way::Through);
    let asked = asked.reduce(Action::Outbox(Step::AskForEarlier));
    let untried = asked.clone().reduce(Action::Outbox(Step::TakeBack));
    assert_eq!(untried.outbox.earlier, ["first"], "it has not been asked for");
    let refused = delivered(asked, &mut platform, Way::Refused);
    assert_eq!(typed(refused.clone(), "fourth").outbox.earlier, ["first"], "nor was it answered");
    let asked = refused.reduce(Action::Outbox(Step::TakeBack)).reduce(Action::Outbox(Step::AskForEarlier));
    let state = delivered(asked, &mut platform, Way::Through);
    assert_eq!((state.receipts.len(), name(&state).as_str()), (1, "third"));
}

#[test]
fn what_a_correction_puts_aside_is_brought_back_as_what_it_was() {
    let draft = typed(first_visit("key"), "put aside");
    let opened = correcting(draft.clone());
    assert_eq!((name(&opened).as_str(), opened.relation), ("filed", "addition"));
    let opened = first_visit("never used").restore(opened.kept());
    assert_eq!((name(&opened).as_str(), opened.queue.len()), ("filed", 1), "neither is lost to a reload");
    let another = |state: &State| (name(state), state.key.clone(), state.correcting.is_some());
    let put_aside = ("put aside".to_owned(), "key".to_owned(), false);
    let mut left = opened.clone().reduce(Action::LeaveAsFiled { key: "left".into() });
    assert_eq!((another(&left), left.queue.len()), (put_aside.clone(), 0));
    left = left.reduce(Action::Unclear);
    assert_eq!((another(&left), left.queue.len()), (another(&opened), 1), "nor to a change of mind");
    let sent = delivered(pressed(opened), &mut Platform::default(), Way::Through);
    assert_eq!((another(&sent), sent.queue.len()), (put_aside, 0));
    assert!(matches!(sent.sending, Sending::Sent(_)) && sent.screen == Screen::Receipt);
    let waiting = correcting(pressed(draft));
    assert_eq!(
        (name(&waiting).as_str(), waiting.queue.len()),
        ("filed", 1),
        "what is being sent goes on waiting"
    );
    assert_eq!(waiting.cleared, None);
}

#[test]
fn an_invoice_title_that_was_left_blank_follows_the_name() {
    let title = |of: &str| {
        let mut filed = Box::new(filed());
        filed.terms.invoice_title = of.into();
        let (follow, key) = (Follow::default(), "key".into());
        first_visit("key").reduce(Action::Correct { follow, filed, key }).form.terms.invoice_title
    };
    assert_eq!((title("filed"), title("another")), (String::new(), "another".into()));
}

#[test]
fn a_correction_that_was_begun_is_gone_on_with() {
    let begun = typed(correcting(first_visit("key")), "begun");
    assert_eq!(name(&correcting(begun.clone())), "begun");
    let invited = begun.reduce(Action::Invite { invitation: <_>::default(), key: "invited".into() });
    assert_eq!((name(&invited).as_str(), invited.queue.len()), ("", 1), "it waits");
    assert_eq!(name(&correcting(typed(invited, "invited"))), "begun");
}

#[test]
fn the_next_begins_with_nothing_and_the_one_before_can_be_taken_out() {
    let waiting = pressed(typed(first_visit("key"), "first"));
    let next = waiting.clone().reduce(Action::Outbox(Step::Next("next".into())));
    assert_eq!((name(&next).as_str(), next.key.as_str(), next.queue.len()), ("", "next", 1));
    let again = first_visit("never used").restore(next.kept());
    assert_eq!(again.queue, next.queue, "kept over a reload");
    let second = typed(next, "second");
    let out = second.reduce(Action::Outbox(Step::TakeOut("key".into())));
    assert_eq!((name(&out).as_str(), out.key.as_str(), out.is_locked()), ("first", "key", false));
    assert_eq!(out.queue.len(), 1, "what was begun waits");
    assert_eq!(out.due(), None, "and is not sent");
    let back = out.reduce(Action::Outbox(Step::TakeOut("next".into())));
    assert_eq!((name(&back).as_str(), back.key.as_str()), ("second", "next"));
    assert_eq!(back.queue.len(), 1, "and neither is the other lost");
}

#[test]
fn files_are_kept_as_long_as_anything_that_waits_has_them() {
    let file = application::Attachment {
        kind: application::attachment::Kind::Licence,
        name: "licence.jpg".into(),
        media_type: application::attachment::MediaType::Jpeg,
        size: 1,
        sha256: "shared".into(),
    };
    let with_file = |mut state: State| {
        state.form.attachments.push(file.clone());
        state
    };
    let mut platform = Platform::default();
    let first = pressed(with_file(typed(first_visit("key"), "first")));
    let both = pressed(with_file(typed(first.reduce(Action::Outbox(Step::Next("next".into()))), "second")));
    let one_left = delivered(both, &mut platform, Way::Through);
    let needed = |state: &State| state.needed_files().unwrap_or_default();
    assert_eq!(
        (one_left.receipts.len(), needed(&one_left), one_left.queue.len()),
        (1, vec!["shared".to_owned()], 1)
    );
    let none_left = delivered(one_left, &mut platform, Way::Through);
    assert_eq!((none_left.receipts.len(), needed(&none_left)), (2, Vec::new()));
    let cleared = with_file(first_visit("key")).reduce(Action::Clear { key: "key".into() });
    assert_eq!(needed(&cleared), ["shared"], "it may be brought back");
    let sent = delivered(pressed(typed(cleared, "anew")), &mut Platform::default(), Way::Through);
    assert_eq!(needed(&sent), Vec::<String>::new(), "and is gone once something else was sent");
}

#[test]
fn a_receipt_is_remembered_by_its_last_version() {
    let given = |version, key: &str| {
        let receipt =
            Receipt { receipt: FILED.into(), link: "/r".into(), premium: String::new(), mark: None, version };
        Given::new(&receipt, key, "2026-12-01".parse().unwrap())
    };
    let mut state = first_visit("key");
    for (version, key) in [(0, "first"), (2, "second"), (0, "first")] {
        state.remember(given(version, key));
    }
    assert_eq!(state.receipts, [given(2, "second")]);
    assert!(state.kept().was_sent("second"));
}

fn met(state: State, theirs: &State, changed_here: bool) -> State {
    let theirs = Box::new(theirs.kept());
    state.reduce(Action::Meet { theirs, changed_here, next_key: "fresh".into() })
}

#[test]
fn another_tab_sent_it() {
    let mut platform = Platform::default();
    let here = typed(first_visit("key"), "示例企业");
    let there = delivered(pressed(here.clone()), &mut platform, Way::Through);
    let unchanged = met(here.clone(), &there, false);
    assert!(matches!(unchanged.notice, Some(Notice::SentElsewhere(_))));
    assert_eq!((name(&unchanged).as_str(), unchanged.key.as_str()), ("", "key+"));
    let changed = met(typed(here, "other"), &there, true);
    assert_eq!((name(&changed).as_str(), changed.key.as_str()), ("other", "fresh"));
}

#[test]
fn two_versions_wait_for_a_choice() {
    let here = typed(first_visit("key"), "here");
    let there = typed(first_visit("key"), "there");
    let told = met(here.clone(), &there, true);
    assert!(told.elsewhere.is_some());
    assert!(!pressed(told.clone()).is_locked(), "not sent before one is chosen");
    assert_eq!(name(&told.clone().reduce(Action::Choose { theirs: true })), "there");
    assert_eq!(name(&told.reduce(Action::Choose { theirs: false })), "here");
    let same = met(there.clone().reduce(Action::Speak(Lang::En)), &there, true);
    assert!(same.elsewhere.is_none(), "another language is no other version");
    assert_eq!(name(&met(first_visit("new"), &there, false)), "there", "nothing to lose");
}

#[test]
fn receipts_outlast_the_draft() {
    let mut platform = Platform::default();
    let there = delivered(pressed(typed(first_visit("key"), "示例企业")), &mut platform, Way::Through);
    let kept = typed(there, "next").kept();
    let later = |date: &str| State::new(date.parse().unwrap(), Lang::Zh, "k".into()).restore(kept.clone());
    let next_month = later("2027-01-15");
    assert_eq!((name(&next_month).as_str(), next_month.receipts.len()), ("", 1));
    assert_eq!(next_month.notice, Some(Notice::Expired));
    assert_eq!(name(&later("2026-12-31")), "next");
    assert_eq!(name(&later("2025-12-01")), "next", "a clock that was ahead");
    assert_eq!(later("2028-02-01").receipts.len(), 0);
}
