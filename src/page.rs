//! The page around the widget: address, focus, clipboard, printing, files.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::ObjectUrl;
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BeforeUnloadEvent, Element, HtmlAnchorElement, HtmlElement};

/// How long a file stays at hand after it was given.
const KEPT_MILLISECONDS: u32 = 60_000;

/// Where the widget is drawn.
pub fn root() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("anze")
}

/// Path and fragment (without `#`) of the address.
pub fn address() -> (String, String) {
    let location = web_sys::window().map(|window| window.location());
    let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| read(location).ok()).unwrap_or_default()
    };
    let fragment = part(web_sys::Location::hash);
    (part(web_sys::Location::pathname), fragment.trim_start_matches('#').to_owned())
}

/// The scheme and host of the address.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Puts an address in the bar: a step that "back" takes back.
pub fn push(address: &str) {
    history(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
}

/// Puts an address in the bar in place of the one there.
pub fn replace(address: &str) {
    history(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
}

fn history(change: impl Fn(&web_sys::History) -> Result<(), JsValue>) {
    // A frame without a history of its own keeps its address.
    let _ = web_sys::window().and_then(|window| window.history().ok()).map(|history| change(&history));
}

/// Tells browser and screen reader which language this is, and names the window.
pub fn name(language: &str, title: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    document.set_title(title);
    if let Some(html) = document.document_element() {
        // It cannot fail: the name of the attribute is one.
        let _ = html.set_attribute("lang", language);
    }
}

/// Moves focus, and the view, to an element.
pub fn focus(id: &str) {
    let found = web_sys::window().and_then(|window| window.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        // An element that cannot take focus is at least in view.
        let _ = element.focus();
    }
}

/// After the next drawing.
pub fn focus_soon(id: &'static str) {
    Timeout::new(0, move || focus(id)).forget();
}

/// Calls this whenever the page may be about to go: it is hidden, or left. Phones close a hidden page without another word.
pub fn on_leaving(leaving: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let document = window.document();
    let hidden = document.map(|document| {
        let leaving = leaving.clone();
        let page = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if page.hidden() {
                leaving();
            }
        })
    });
    let left = EventListener::new(&window, "pagehide", move |_| leaving());
    hidden.into_iter().chain([left]).collect()
}

/// Opens the print dialogue.
pub fn print() {
    // Where there is no printing the button does nothing.
    let _ = web_sys::window().map(|window| window.print());
}

/// Calls this whenever the page is shown again.
pub fn on_return(returning: impl Fn() + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    let page = document.clone();
    Some(EventListener::new(&document, "visibilitychange", move |_| {
        if !page.hidden() {
            returning();
        }
    }))
}

/// Has the browser ask before the page is left, whenever this says so.
pub fn ask_before_leaving(must_ask: impl Fn() -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        if must_ask() {
            event.prevent_default();
            // Browsers up to Chromium 118 look at this instead.
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                event.set_return_value("?");
            }
        }
    }))
}

/// Gives a file to whoever is there, to be kept or opened.
pub fn save(name: &str, content: gloo::file::Blob) {
    let address = ObjectUrl::from(content);
    let anchor = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // Some browsers begin to read it a while after the press.
    Timeout::new(KEPT_MILLISECONDS, move || drop(address)).forget();
}

/// Copies a text; says whether the browser allowed it. Its clipboard exists on secure origins only.
pub async fn copy(text: String) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return false };
    let key = JsValue::from_str("clipboard");
    if !js_sys::Reflect::get(&navigator, &key).is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok()
}

/// 128 bits that nobody can guess, in hex.
pub fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    // Every browser that runs WebAssembly has it.
    let _ = crypto.map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    application::hex(&bytes)
}

/// Any number.
pub fn random_number() -> u32 {
    // The first eight digits of a key: none is better spread.
    u32::from_str_radix(random_key().get(..8).unwrap_or_default(), 16).unwrap_or_default()
}

/// The text in the field of an input event.
pub fn typed_in(event: &web_sys::Event) -> String {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// The text in the area of an input event.
pub fn written_in(event: &web_sys::Event) -> String {
    let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    area.map(|area| area.value()).unwrap_or_default()
}

/// The text in the text area with this `id`.
pub fn text_in(id: &str) -> Option<String> {
    let found = web_sys::window()?.document()?.get_element_by_id(id)?;
    Some(found.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?.value())
}

/// The choice in the list of a change event.
pub fn chosen_in(event: &web_sys::Event) -> String {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}
