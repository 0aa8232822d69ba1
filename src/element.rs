//! Elements of the page, put together by calls: `el("p.help").child(words)`. Yew's `html!` writes its whole assembly anew
//! for every element, some hundreds of bytes of WebAssembly each; a call is twenty, and the page is downloaded by phones.
//!
//! A child that is not there still takes its place (an empty list), so that what stands after it is not taken for another
//! and loses its focus.

use std::rc::Rc;

use web_sys::Event;
use yew::html::BaseComponent;
use yew::virtual_dom::{AttrValue, Key, Listener, ListenerKind, VComp, VList, VTag, VText};
use yew::{Callback, Html};

/// An element in the making; one pointer, so that handing it on costs nothing.
pub struct Element(Box<VTag>);

/// An element by its name and classes: `button.link.remove`.
#[inline(never)]
pub fn el(selector: &'static str) -> Element {
    let (name, classes) = selector.split_once('.').unwrap_or((selector, ""));
    let element = Element(Box::new(VTag::new(name)));
    if classes.is_empty() { element } else { element.attr("class", &classes.replace('.', " ")) }
}

/// Children without an element around them.
pub fn group() -> Element {
    el("")
}

/// A button that does something other than to send the form.
#[inline(never)]
pub fn button(selector: &'static str, words: &str, on_click: Callback<Event>) -> Element {
    el(selector).attr("type", "button").on_click(on_click).child(words)
}

/// The heading of a screen, which takes the focus when the screen changes.
pub fn title(words: &str) -> Element {
    el("h1").attr("id", "title").attr("tabindex", "-1").child(words)
}

/// A component, which has a state of its own.
pub fn component<C: BaseComponent>(props: C::Properties, key: Option<Key>) -> Html {
    Html::VComp(Rc::new(VComp::new::<C>(Rc::new(props), key)))
}

impl Element {
    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, shared(value));
        self
    }

    /// Sets an attribute if there is a value for it.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute that is there or not: `disabled`.
    #[inline(never)]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        self.maybe(name, on.then_some(name))
    }

    /// One more class.
    #[inline(never)]
    pub fn class(self, name: &str) -> Self {
        let all =
            self.0.attributes.iter().find(|(key, _)| *key == "class").map(|(_, all)| format!("{all} {name}"));
        self.attr("class", all.as_deref().unwrap_or(name))
    }

    /// Marks a field that is not right, for eyes.
    #[inline(never)]
    pub fn wrong_if(self, wrong: bool) -> Self {
        if wrong { self.class("wrong") } else { self }
    }

    /// What an `input` holds.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.set_value(shared(value));
        self
    }

    /// Whether an `input` is ticked.
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Whether an `option` is the chosen one. A property: the attribute tells nothing once somebody has chosen.
    #[inline(never)]
    pub fn selected(mut self, selected: bool) -> Self {
        self.0.add_property("selected", selected);
        self
    }

    /// What it is among its siblings, however they change.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// A text, an element, or several; see [`Child`].
    pub fn child(self, child: impl Child) -> Self {
        child.put(self)
    }

    /// As many as there are, in one place.
    pub fn children(self, children: impl IntoIterator<Item = impl Child>) -> Self {
        children.into_iter().fold(group(), Self::child).put(self)
    }

    pub fn on_click(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::onclick, callback)
    }

    pub fn on_key_down(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::onkeydown, callback)
    }

    pub fn on_key_up(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::onkeyup, callback)
    }

    pub fn on_change(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::onchange, callback)
    }

    pub fn on_drag_over(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::ondragover, callback)
    }

    pub fn on_drop(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::ondrop, callback)
    }

    pub fn on_input(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::oninput, callback)
    }

    pub fn on_submit(self, callback: Callback<Event>) -> Self {
        self.on(ListenerKind::onsubmit, callback)
    }

    #[inline(never)]
    fn on(mut self, kind: ListenerKind, callback: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(On { kind, callback }));
        self
    }

    /// As Yew wants it.
    #[inline(never)]
    pub fn html(self) -> Html {
        if self.0.tag().is_empty() {
            return self.0.into_children().unwrap_or_default();
        }
        Html::VTag(Rc::new(*self.0))
    }

    #[inline(never)]
    fn add(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }
}

fn shared(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

/// One listener for every kind of event.
struct On {
    kind: ListenerKind,
    callback: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.callback.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What can stand in an element.
pub trait Child {
    /// Puts it at the end.
    fn put(self, into: Element) -> Element;
}

impl Child for &str {
    #[inline(never)]
    fn put(self, into: Element) -> Element {
        into.add(Html::VText(VText::new(shared(self))))
    }
}

impl Child for String {
    #[inline(never)]
    fn put(self, into: Element) -> Element {
        self.as_str().put(into)
    }
}

impl Child for Html {
    fn put(self, into: Element) -> Element {
        into.add(self)
    }
}

impl Child for Element {
    #[inline(never)]
    fn put(self, into: Element) -> Element {
        into.add(self.html())
    }
}

impl Child for Option<Element> {
    #[inline(never)]
    fn put(self, into: Element) -> Element {
        into.add(self.map_or_else(|| Html::VList(Rc::new(VList::new())), Element::html))
    }
}
