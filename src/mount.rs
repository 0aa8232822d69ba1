//! Draws widgets where a script wants them: any number, each by itself.

use std::cell::RefCell;

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;
use yew::{AppHandle, Html, Properties, component};

use crate::app::{App, AppProps};
use crate::clock;
use crate::element;
use crate::page;
use crate::place::{Place, Wishes};
use crate::words::Lang;

/// What everybody calls it, and what tariffs do.
const HAZCHEM: (&str, &str) = ("hazchem", "hazardous-chemicals");

/// Where a widget is drawn, or was: Yew listens on a root for as long as the page is there, so one that is free is used again.
struct Root {
    element: Element,
    handle: AppHandle<Drawn>,
    /// Nothing while it is free.
    place: Option<Place>,
}

/// A widget, or nothing.
#[derive(Properties, PartialEq, Default)]
struct Props {
    place: Option<Place>,
}

#[component]
fn Drawn(props: &Props) -> Html {
    let app = props.place.clone().map(|place| element::component::<App>(AppProps { place }, None));
    app.unwrap_or_default()
}

thread_local! {
    static ROOTS: RefCell<Vec<Root>> = const { RefCell::new(Vec::new()) };
}

/// Draws a widget in `parent` and gives its number. Settings: `files` and `platform` (absolute addresses), `page` (whether the
/// page is the widget's own), `lang` (`zh` or `en`), `sector`, `campaign` (its code, and a district: `safety-month.370102`); of the single
/// file `parts` (addresses by name) and `made` (when).
#[wasm_bindgen]
pub fn mount(parent: &Element, settings: &Object) -> Result<usize, JsValue> {
    let parts = Reflect::get(settings, &"parts".into()).ok().and_then(|parts| parts.dyn_into().ok());
    page::set_sites(&text(settings, "files"), &text(settings, "platform"), parts);
    clock::fetched(&text(settings, "made"));
    let has_the_page = !text(settings, "page").is_empty() && !wishes(settings).kiosk;
    parent.set_text_content(None);
    ROOTS.with_borrow_mut(|roots| {
        let number = roots.iter().position(|root| root.place.is_none()).unwrap_or(roots.len());
        if number == roots.len() {
            let document = parent.owner_document().ok_or(JsValue::NULL)?;
            let element = document.create_element("div")?;
            let handle = yew::Renderer::<Drawn>::with_root(element.clone()).render();
            roots.push(Root { element, handle, place: None });
        }
        let root = roots.get_mut(number).ok_or(JsValue::NULL)?;
        parent.append_child(&root.element)?;
        root.draw(Some(Place::new(root.element.clone(), has_the_page, wishes(settings))));
        Ok(number)
    })
}

impl Root {
    fn draw(&mut self, place: Option<Place>) {
        self.place.clone_from(&place);
        self.handle.update(Props { place });
    }
}

/// Wishes for another language, sector or campaign.
#[wasm_bindgen]
pub fn change(number: usize, settings: &Object) {
    let place = ROOTS.with_borrow(|roots| roots.get(number)?.place.clone());
    if let Some(place) = place {
        place.wish(wishes(settings));
    }
}

/// Takes a widget away.
#[wasm_bindgen]
pub fn unmount(number: usize) {
    ROOTS.with_borrow_mut(|roots| {
        if let Some(root) = roots.get_mut(number) {
            root.draw(None);
            root.element.remove();
        }
    });
}

fn wishes(settings: &Object) -> Wishes {
    let lang = match text(settings, "lang") {
        tag if tag.starts_with("en") => Some(Lang::En),
        tag if tag.starts_with("zh") => Some(Lang::Zh),
        _ => None,
    };
    let sector = match text(settings, "sector") {
        short if short == HAZCHEM.0 => HAZCHEM.1.to_owned(),
        sector => sector,
    };
    let kiosk = !text(settings, "kiosk").is_empty();
    Wishes { lang, sector, campaign: text(settings, "campaign"), kiosk }
}

/// A setting; empty where there is none.
fn text(settings: &Object, name: &str) -> String {
    Reflect::get(settings, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
