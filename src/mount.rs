//! Draws widgets where a script wants them: any number, each by itself.

use std::cell::RefCell;

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;

use crate::app::{App, AppProps};
use crate::page;
use crate::place::{Place, Wishes};
use crate::words::Lang;

/// A widget that is drawn.
struct Mounted {
    handle: AppHandle<App>,
    place: Place,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Option<Mounted>>> = const { RefCell::new(Vec::new()) };
}

/// Draws a widget in `root` and gives its number. Settings: `files` and `platform` (absolute addresses), `page` (whether the
/// page is the widget's own), `lang` (`zh` or `en`), `sector`.
#[wasm_bindgen]
pub fn mount(root: Element, settings: &Object) -> usize {
    page::set_sites(&text(settings, "files"), &text(settings, "platform"));
    let place = Place::new(root.clone(), !text(settings, "page").is_empty(), wishes(settings));
    let props = AppProps { place: place.clone() };
    let handle = yew::Renderer::<App>::with_root_and_props(root, props).render();
    MOUNTED.with_borrow_mut(|mounted| {
        let free = mounted.iter().position(Option::is_none).unwrap_or(mounted.len());
        let new = Some(Mounted { handle, place });
        match mounted.get_mut(free) {
            Some(slot) => *slot = new,
            None => mounted.push(new),
        }
        free
    })
}

/// Wishes for another language or sector.
#[wasm_bindgen]
pub fn change(number: usize, settings: &Object) {
    let place = MOUNTED.with_borrow(|mounted| Some(mounted.get(number)?.as_ref()?.place.clone()));
    if let Some(place) = place {
        place.wish(wishes(settings));
    }
}

/// Takes a widget away.
#[wasm_bindgen]
pub fn unmount(number: usize) {
    // Taken out first: what goes with it may not borrow a second time.
    let gone = MOUNTED.with_borrow_mut(|mounted| mounted.get_mut(number).and_then(Option::take));
    if let Some(gone) = gone {
        gone.handle.destroy();
    }
}

fn wishes(settings: &Object) -> Wishes {
    let lang = match text(settings, "lang") {
        tag if tag.starts_with("en") => Some(Lang::En),
        tag if tag.starts_with("zh") => Some(Lang::Zh),
        _ => None,
    };
    Wishes { lang, sector: text(settings, "sector") }
}

/// A setting; empty where there is none.
fn text(settings: &Object, name: &str) -> String {
    Reflect::get(settings, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
