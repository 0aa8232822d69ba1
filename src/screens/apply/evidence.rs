//! The evidence part of the form: files are chosen, dropped or photographed, cleaned on this device, and sent with the
//! application.

use application::Attachment;
use application::attachment::{Kind, LARGEST, LARGEST_ALL, MOST, MediaType, asked_for, name_for};
use sha2::{Digest, Sha256};
use web_sys::{Event, File};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::fields::Asking;
use crate::app::Here;
use crate::components::text_field::control_id;
use crate::element::{Element, button, component, el, group};
use crate::state::Action;
use crate::state::evidence::{Change, Refusal, Said, size};
use crate::state::sending::Sending;
use crate::words::{self as w, Words};
use crate::{picture, platform, storage};

/// What is asked for here; the roster has a part of its own.
const KINDS: [(Kind, Words); 3] =
    [(Kind::Standardisation, w::E_STANDARDISATION), (Kind::Licence, w::E_LICENCE), (Kind::Other, w::E_OTHER)];

/// What file dialogues offer. Phones offer their camera, and give photos as JPEG.
const ACCEPTED: &str = "image/jpeg,image/png,application/pdf";

/// The part of the form.
pub fn evidence(asking: &Asking<'_>) -> Option<Element> {
    let here = asking.here;
    if !here.state().takes_files() {
        return None;
    }
    let values = [("most", MOST.to_string()), ("large", size(LARGEST))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let kinds = KINDS.iter().map(|(kind, words)| of_kind(asking, *kind, *words));
    let body = group()
        .child(el("p.help").child(here.lang().fill(w::EVIDENCE_HELP, &values)))
        .child((asking.error)("/attachments").map(|error| el("p.error").child(error)))
        .children(kinds)
        .child(component::<Pictures>(Props { here: here.clone() }, None));
    Some(body)
}

fn of_kind(asking: &Asking<'_>, kind: Kind, words: Words) -> Element {
    let here = asking.here;
    let lang = here.lang();
    let id = control_id(&format!("/attachments/{}", kind.name()));
    let (title, pick, notes) = (format!("{id}-title"), format!("{id}-pick"), format!("{id}-notes"));
    let take = |files: fn(&Event) -> Vec<File>| {
        let here = here.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            take(&here, kind, files(&event));
        })
    };
    let input = el("input.hidden")
        .attr("type", "file")
        .attr("id", &id)
        .attr("accept", ACCEPTED)
        .flag("multiple", true)
        .attr("aria-labelledby", &format!("{title} {pick}"))
        .attr("aria-describedby", &notes)
        .on_change(take(picture::chosen_in));
    let picker = el("label.quiet").attr("for", &id).attr("id", &pick).child(lang.say(w::E_PICK));
    let asked = asked_for(&asking.rated.risk, &here.state().form.attachments) == Some(kind);
    let notes = el("div")
        .attr("id", &notes)
        .child(asked.then(|| el("p.asked").child(lang.say(w::E_ASKED))))
        .child(el("div").attr("role", "status").child(said(here, kind)));
    let attached = here.state().attached();
    let files = attached.iter().enumerate().filter(|(_, one)| one.kind == kind);
    let files = files.map(|(number, one)| file(asking, number, one, &id));
    el("div.field.evidence")
        .on_drag_over(Callback::from(|event: Event| event.prevent_default()))
        .on_drop(take(picture::dropped_in))
        .child(el("span.label").attr("id", &title).child(lang.say(words)))
        .child(el("span.chip").child(lang.say(w::OPTIONAL)))
        .child(notes)
        .child(el("ul.files").children(files))
        .child(
            el("div.row").child(input).child(picker).child(el("span.help.drop").child(lang.say(w::E_DROP))),
        )
}

/// What became of the files chosen last.
fn said(here: &Here, kind: Kind) -> Option<Element> {
    let lang = here.lang();
    let (_, said) = here.state().evidence.said.as_ref().filter(|(of, _)| *of == kind)?;
    Some(match said {
        Said::Reading => el("p.help").child(lang.say(w::E_READING)),
        Said::Attached(name, redrawn) => {
            let words = if *redrawn { w::E_REDRAWN } else { w::E_ATTACHED };
            el("p.help").child(lang.fill(words, &[("name", name)]))
        }
        Said::Refused(all) => group().children(all.iter().map(|(name, why)| {
            let (largest, all) = (size(LARGEST), size(LARGEST_ALL));
            let most = MOST.to_string();
            let values = [("name", name.as_str()), ("large", &largest), ("all", &all), ("most", &most)];
            el("p.error").child(lang.fill(reason(*why), &values))
        })),
    })
}

fn reason(why: Refusal) -> Words {
    match why {
        Refusal::TooLarge => w::E_TOO_LARGE,
        Refusal::WrongType => w::E_WRONG_TYPE,
        Refusal::Broken => w::E_BROKEN,
        Refusal::Twice => w::E_TWICE,
        Refusal::TooMany => w::E_TOO_MANY,
        Refusal::AllTooLarge => w::E_ALL_TOO_LARGE,
    }
}

fn file(asking: &Asking<'_>, number: usize, one: &Attachment, input: &str) -> Element {
    let here = asking.here;
    let lang = here.lang();
    let pointer = format!("/attachments/{number}");
    let picture = match here.state().evidence.pictures.get(&one.sha256) {
        Some(url) => el("img").attr("src", url).attr("alt", ""),
        None => el("span.no-picture")
            .attr("aria-hidden", "true")
            .child(one.media_type.ending().trim_start_matches('.').to_uppercase()),
    };
    let arrived = here.state().evidence.arrived.get(&one.sha256).map(|arrived| {
        el("progress")
            .attr("max", &one.size.to_string())
            .attr("value", &arrived.to_string())
            .attr("aria-label", &one.name)
    });
    let remove = {
        let (here, sha256, input) = (here.clone(), one.sha256.clone(), input.to_owned());
        Callback::from(move |_: Event| remove(&here, &sha256, &input))
    };
    let words = lang.fill(w::E_REMOVE, &[("name", &one.name)]);
    let under_way = here.state().sending == Sending::UnderWay;
    el("li")
        .key(&one.sha256)
        .attr("id", &control_id(&pointer))
        .attr("tabindex", "-1")
        .child(picture)
        .child(el("span.file-name").child(one.name.as_str()))
        .child(el("span.help").child(size(one.size)))
        .child(arrived)
        .child((asking.error)(&pointer).map(|error| el("p.error").child(error)))
        .child(button("button.link", &words, remove).flag("disabled", under_way))
}

/// Reads the files one after the other: several large photos at once are more than a phone holds.
fn take(here: &Here, kind: Kind, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let change = {
        let store = here.store.dispatcher();
        move |change| store.dispatch(Action::Evidence(change))
    };
    change(Change::Reading(kind));
    spawn_local(async move {
        for file in files {
            let name = file.name();
            change(match picture::read(&file).await {
                Ok(ready) => {
                    let sha256 = application::hex(&Sha256::digest(&ready.bytes));
                    storage::put_file(&sha256, &ready.bytes).await;
                    let media_type = ready.media_type;
                    let size = u32::try_from(ready.bytes.len()).unwrap_or(u32::MAX);
                    let name = name_for(&name, media_type);
                    let attachment = Attachment { kind, name, media_type, size, sha256 };
                    Change::Attach { attachment, picture: ready.picture, redrawn: ready.redrawn }
                }
                Err(why) => Change::Refuse { kind, name, why },
            });
        }
    });
}

fn remove(here: &Here, sha256: &str, input: &str) {
    let sent = here.state().evidence.arrived.contains_key(sha256);
    here.act(Action::Evidence(Change::Remove(sha256.to_owned())));
    // The button that had the focus is gone.
    here.place.focus(input);
    let (key, sha256) = (here.state().key.clone(), sha256.to_owned());
    spawn_local(async move {
        storage::remove_file(&sha256).await;
        if sent {
            platform::abandon(&key, &sha256).await;
        }
    });
}

/// How far sending the files has come, in words that change seldom enough to be listened to.
pub fn under_way(here: &Here) -> Option<Element> {
    let state = here.state();
    if state.sending != Sending::UnderWay {
        return None;
    }
    let arrived = |one: &Attachment| state.evidence.arrived.get(&one.sha256).copied();
    let mut files = state.form.attachments.iter();
    let (one, arrived) =
        files.find_map(|one| Some((one, arrived(one).filter(|bytes| *bytes < one.size)?)))?;
    let quarters = u64::from(arrived) * 4 / u64::from(one.size.max(1));
    let values = [("name", one.name.as_str()), ("percent", &(quarters * 25).to_string())];
    Some(el("span").child(here.lang().fill(w::E_UPLOADING, &values)))
}

#[derive(Properties, PartialEq)]
struct Props {
    here: Here,
}

/// Makes the small pictures again of what was attached on an earlier visit.
#[component]
fn Pictures(props: &Props) -> Html {
    let state = props.here.state();
    let is_picture = |one: &&Attachment| matches!(one.media_type, MediaType::Jpeg | MediaType::Png);
    let lacking = state.form.attachments.iter().filter(is_picture).map(|one| one.sha256.clone());
    let lacking: Vec<String> =
        lacking.filter(|sha256| !state.evidence.pictures.contains_key(sha256)).collect();
    let store = props.here.store.dispatcher();
    use_effect_with(lacking, move |lacking| {
        let lacking = lacking.clone();
        spawn_local(async move {
            for sha256 in lacking {
                let Some(bytes) = storage::file(&sha256).await else { continue };
                if let Some(picture) = picture::small(&bytes).await {
                    store.dispatch(Action::Evidence(Change::Picture(sha256, picture)));
                }
            }
        });
    });
    Html::default()
}
