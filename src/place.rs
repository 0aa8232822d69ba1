//! Where a widget stands: on a page of its own, whose address names the screen, or in somebody else's page, of which it touches
//! nothing outside its root: no address, no title, no focus.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::Callback;

use crate::element as tag;
use crate::words::Lang;
use crate::{page, storage};

/// What whoever embeds a widget asks for.
#[derive(Clone, Default, PartialEq)]
pub struct Wishes {
    pub lang: Option<Lang>,
    /// The sector that is chosen already.
    pub sector: String,
    /// Whether it is at a campaign table: nothing of it stands in the address, where who comes next could go back to it.
    pub kiosk: bool,
    /// Tag of the campaign by which whoever is there came.
    pub campaign: String,
}

/// Where a widget stands. Cheap to clone; equal only to itself.
#[derive(Clone)]
pub struct Place(Rc<Inner>);

struct Inner {
    root: Element,
    /// Path and fragment, where the page's own address is not ours.
    inside: Option<RefCell<(String, String)>>,
    wishes: Wishes,
    /// Who is told of a later wish.
    listener: RefCell<Option<Callback<Wishes>>>,
    /// What takes the focus on the next screen, where that is not its title.
    arrival: RefCell<String>,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Place {
    pub fn new(root: Element, has_the_page: bool, wishes: Wishes) -> Self {
        let inside = (!has_the_page).then(|| RefCell::new(("/".to_owned(), String::new())));
        Self(Rc::new(Inner {
            root,
            inside,
            wishes,
            listener: RefCell::default(),
            arrival: RefCell::default(),
        }))
    }

    /// What the widget is drawn in.
    pub fn root(&self) -> &Element {
        &self.0.root
    }

    pub fn wishes(&self) -> &Wishes {
        &self.0.wishes
    }

    /// Whether it stands in somebody else's page.
    pub fn is_inside(&self) -> bool {
        self.0.inside.is_some()
    }

    /// Has later wishes told.
    pub fn listen(&self, listener: Option<Callback<Wishes>>) {
        self.0.listener.replace(listener);
    }

    /// Something is wished for, later.
    pub fn wish(&self, wishes: Wishes) {
        let listener = self.0.listener.borrow().clone();
        if let Some(listener) = listener {
            listener.emit(wishes);
        }
    }

    /// Path, from where the widget's site begins, and fragment (without `#`) of the address.
    pub fn address(&self) -> (String, String) {
        self.0.inside.as_ref().map_or_else(page::address, |inside| inside.borrow().clone())
    }

    /// Puts an address in the bar: a step that "back" takes back.
    pub fn push(&self, address: &str) {
        if !self.go_inside(address) {
            page::push(address);
        }
    }

    /// Puts an address in the bar in place of the one there.
    pub fn replace(&self, address: &str) {
        if !self.go_inside(address) {
            page::replace(address);
        }
    }

    /// A link to one of our own addresses that loads a page. The page around stays open.
    pub fn way(&self, address: &str) -> tag::Element {
        let way = tag::el("a").attr("href", &self.link(address));
        if self.is_inside() { way.attr("target", "_blank").attr("rel", "noopener") } else { way }
    }

    /// What a link to one of our own addresses says: from inside another page it leads out, to the platform.
    pub fn link(&self, address: &str) -> String {
        if self.is_inside() { format!("{}{address}", page::site()) } else { page::from_the_host(address) }
    }

    fn go_inside(&self, address: &str) -> bool {
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let address = (path.to_owned(), fragment.to_owned());
        self.0.inside.as_ref().map(|inside| inside.replace(address)).is_some()
    }

    /// Tells browser and screen reader which language this is, and names the window.
    pub fn name(&self, language: &str, title: &str) {
        if !self.is_inside() {
            page::name(language, title);
        }
    }

    /// Names the window by the heading of the screen, too: tabs and a history of them are told apart.
    pub fn name_screen(&self, language: &str, title: &str) {
        let heading = self.find::<Element>("title").and_then(|heading| heading.text_content());
        if let Some(heading) = heading {
            self.name(language, &format!("{heading} · {title}"));
        }
    }

    /// Large type and targets, or the usual ones. In an element whoever embeds it decides.
    pub fn enlarge(&self, elder: bool) {
        if !self.is_inside() {
            page::enlarge(elder);
            storage::keep_elder(elder);
        }
    }

    /// Moves focus, and the view, to an element.
    pub fn focus(&self, id: &str) {
        if let Some(element) = self.find::<HtmlElement>(id) {
            element.scroll_into_view();
            // An element that cannot take focus is at least in view.
            let _ = element.focus();
        }
    }

    /// After the next drawing.
    pub fn focus_soon(&self, id: &'static str) {
        let place = self.clone();
        Timeout::new(0, move || place.focus(id)).forget();
    }

    /// After the next drawing, focus without more movement than it takes to see it.
    pub fn hold_soon(&self, id: &str) {
        let (place, id) = (self.clone(), id.to_owned());
        Timeout::new(0, move || {
            if let Some(element) = place.find::<HtmlElement>(&id) {
                let _ = element.focus();
            }
        })
        .forget();
    }

    /// The next screen is gone to for the sake of this element.
    pub fn arrive_at(&self, id: &str) {
        self.0.arrival.replace(id.to_owned());
    }

    /// Moves focus to what a new screen is there for: its title, unless something else was named.
    pub fn arrived(&self) {
        let place = self.clone();
        Timeout::new(0, move || {
            let id = place.0.arrival.take();
            place.focus(if id.is_empty() { "title" } else { &id });
        })
        .forget();
    }

    /// After the next drawing, the text in the field with this `id` is ready to be copied.
    pub fn select_soon(&self, id: &'static str) {
        let place = self.clone();
        Timeout::new(0, move || {
            if let Some(field) = place.find::<HtmlInputElement>(id) {
                // A field that cannot take focus can still be pressed and held.
                let _ = field.focus();
                field.select();
            }
        })
        .forget();
    }

    /// The text in the text area with this `id`.
    pub fn text_in(&self, id: &str) -> Option<String> {
        Some(self.find::<HtmlTextAreaElement>(id)?.value())
    }

    fn find<T: JsCast>(&self, id: &str) -> Option<T> {
        self.0.root.query_selector(&format!("[id=\"{id}\"]")).ok()??.dyn_into().ok()
    }

    /// Tells whoever embeds the widget, with an event that leaves a shadow root. Nothing about persons or enterprises.
    pub fn tell(&self, name: &str, detail: &[(&str, JsValue)]) {
        let told = page::object(detail);
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&told);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // Whether anybody listens does not matter.
            let _ = self.0.root.dispatch_event(&event);
        }
    }
}
