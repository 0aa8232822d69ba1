//! The page around the widget: address, clipboard, printing, files; and where the site's parts are.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::ObjectUrl;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BeforeUnloadEvent, HtmlAnchorElement, Url};

/// How long a file stays at hand after it was given.
const KEPT_MILLISECONDS: u32 = 60_000;

/// Where the parts of the site are: absolute addresses.
#[derive(Clone, Default)]
struct Sites {
    /// The folder of the widget's files; ends with `/`.
    files: String,
    /// The platform, without a `/` at the end.
    platform: String,
    /// Where the site begins, in the path of an address: `/`, or `/a/folder/`.
    prefix: String,
    /// The files by name, where they are all at hand: there is no site and no network then.
    parts: Option<Object>,
}

thread_local! {
    static SITES: RefCell<Sites> = RefCell::default();
}

/// An object of JavaScript with these fields.
pub fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // A plain object takes any field.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Says where the files and the platform are. One for every widget of a page: they are of one module.
pub fn set_sites(files: &str, platform: &str, parts: Option<Object>) {
    let prefix = Url::new(files).map_or_else(|_| "/".to_owned(), |files| files.pathname());
    let (files, platform) = (files.to_owned(), platform.trim_end_matches('/').to_owned());
    SITES.set(Sites { files, platform, prefix, parts });
}

/// The address of a file of the widget.
pub fn file(name: &str) -> String {
    SITES.with_borrow(|sites| {
        let part = sites.parts.as_ref().and_then(|parts| Reflect::get(parts, &name.into()).ok()?.as_string());
        part.unwrap_or_else(|| format!("{}{name}", sites.files))
    })
}

/// Whether the page is a file by itself, which has no network.
pub fn is_alone() -> bool {
    SITES.with_borrow(|sites| sites.parts.is_some())
}

/// The address of the platform, to which a path is added that begins with `/`. Links on paper and in messages lead there.
pub fn site() -> String {
    SITES.with_borrow(|sites| sites.platform.clone())
}

/// Whether there is a network, as far as the device knows, and the platform is another site than this page's: it may take nothing
/// from here.
pub fn may_be_refused() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let on_line = Reflect::get(&window.navigator(), &"onLine".into()).unwrap_or_default();
    on_line.is_truthy() && !is_ours(&site())
}

fn prefix() -> String {
    SITES.with_borrow(|sites| sites.prefix.clone())
}

/// Path, from where the site begins, and fragment (without `#`) of the address.
pub fn address() -> (String, String) {
    let location = web_sys::window().map(|window| window.location());
    let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| read(location).ok()).unwrap_or_default()
    };
    let (path, fragment) = (part(web_sys::Location::pathname), part(web_sys::Location::hash));
    let path = path.strip_prefix(&prefix()).map_or(path.clone(), |rest| format!("/{rest}"));
    (path, fragment.trim_start_matches('#').to_owned())
}

/// Puts an address in the bar: a step that "back" takes back.
pub fn push(address: &str) {
    history(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&from_the_host(address))));
}

/// Puts an address in the bar in place of the one there.
pub fn replace(address: &str) {
    history(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&from_the_host(address))));
}

/// An address of ours, from the host on.
pub fn from_the_host(address: &str) -> String {
    let here = if is_away() { crate::route::away(address) } else { address.to_owned() };
    format!("{}{}", prefix(), here.trim_start_matches('/'))
}

/// Whether an address is of the site whose page this is.
pub fn is_ours(address: &str) -> bool {
    let here = web_sys::window().map(|window| window.location());
    let of_page = here.and_then(|here| here.origin().ok());
    Url::new(address).map_or(true, |address| Some(address.origin()) == of_page)
}

/// Whether the platform is elsewhere: here are files and nothing that answers other addresses.
fn is_away() -> bool {
    SITES.with_borrow(|sites| sites.files.trim_end_matches('/') != sites.platform)
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

/// The class of a page with large type and targets; `start.js` sets it where that is kept.
const ELDER: &str = "elder";

fn classes() -> Option<web_sys::DomTokenList> {
    Some(web_sys::window()?.document()?.document_element()?.class_list())
}

/// Whether type and targets are large.
pub fn is_elder() -> bool {
    classes().is_some_and(|classes| classes.contains(ELDER))
}

/// Makes type and targets large, or as they usually are.
pub fn enlarge(elder: bool) {
    // It cannot fail: the name of the class is one.
    let _ = classes().map(|classes| classes.toggle_with_force(ELDER, elder));
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

/// Takes the whole screen, where the browser lets a page.
pub fn fill_screen() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    let Some(root) = root else { return };
    let ask =
        Reflect::get(&root, &"requestFullscreen".into()).ok().and_then(|ask| ask.dyn_into::<Function>().ok());
    // Whoever pressed sees what came of it.
    let _ = ask.map(|ask| ask.call0(&root));
}

/// Tells the script that loaded the page.
pub fn say(name: &str) {
    let event = web_sys::Event::new(name);
    // Where nothing is heard nothing follows.
    let _ = web_sys::window().zip(event.ok()).map(|(window, event)| window.dispatch_event(&event));
}

/// Calls this whenever the window hears of it: from that script, or from whoever is there.
pub fn hear(name: &'static str, heard: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, name, move |_| heard()))
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
    if !Reflect::get(&navigator, &key).is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok()
}

/// Why something was not passed on.
pub enum NotPassed {
    /// Whoever is there thought better of it.
    LeftOff,
    Failed,
}

/// Whether the system takes what is to be passed on.
pub fn passes_on() -> bool {
    has("share").is_some()
}

/// The navigator, if it can do this.
fn has(name: &str) -> Option<web_sys::Navigator> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &name.into()).ok().filter(JsValue::is_function).map(|_| navigator)
}

/// Hands a text, a link and, where the system takes files, a file to whatever is chosen there. Asks at once: only a fresh press
/// may.
pub fn pass_on(
    title: &str,
    text: &str,
    link: &str,
    file: Option<&web_sys::File>,
) -> impl Future<Output = Result<(), NotPassed>> + use<> {
    let data = web_sys::ShareData::new();
    if let (Some(file), Some(navigator)) = (file, has("canShare")) {
        let alone = web_sys::ShareData::new();
        let files = js_sys::Array::of1(file);
        alone.set_files(&files);
        if navigator.can_share_with_data(&alone) {
            data.set_files(&files);
        }
    }
    data.set_title(title);
    data.set_text(text);
    data.set_url(link);
    let given = has("share").map(|navigator| navigator.share_with_data(&data));
    async move {
        let given = wasm_bindgen_futures::JsFuture::from(given.ok_or(NotPassed::Failed)?);
        given.await.map(drop).map_err(|error| {
            let left_off =
                error.dyn_ref::<web_sys::DomException>().is_some_and(|error| error.name() == "AbortError");
            if left_off { NotPassed::LeftOff } else { NotPassed::Failed }
        })
    }
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

/// The choice in the list of a change event.
pub fn chosen_in(event: &web_sys::Event) -> String {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}
