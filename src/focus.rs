//! Focus is not lost with what had it: where a drawing takes that away or disables it, and nothing else takes the focus, what
//! was round it gets it. Else a keyboard and a screen reader would begin again at the top of the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MutationObserver};
use yew::prelude::*;

use crate::page;
use crate::place::Place;

/// What had the focus last and all that it was in, from the inside out.
type Way = Rc<RefCell<Vec<HtmlElement>>>;

/// Watches as long as the component is there.
#[hook]
pub fn use_focus(place: &Place) {
    let root = place.root().clone();
    use_effect_with((), move |()| {
        let way = Way::default();
        let came = EventListener::new(&root, "focusin", {
            let way = way.clone();
            move |event| {
                way.replace(event.composed_path().iter().filter_map(|inner| inner.dyn_into().ok()).collect());
            }
        });
        let changed = {
            let root = root.clone();
            Closure::<dyn FnMut(JsValue)>::new(move |_| find_again(&way, &root))
        };
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let disabled = Array::of1(&"disabled".into());
            let what =
                [("childList", true.into()), ("subtree", true.into()), ("attributeFilter", disabled.into())];
            // It takes every element.
            let _ = observer.observe_with_options(&root, page::object(&what).unchecked_ref());
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop((came, changed));
        }
    });
}

/// After the drawing, when whoever pressed has had its turn to move the focus itself.
fn find_again(way: &Way, root: &Element) {
    if way.borrow().first().is_none_or(|held| is_there(held, root)) {
        return;
    }
    let (way, root) = (way.clone(), root.clone());
    Timeout::new(0, move || {
        // What is disabled may still look as if it had it.
        let is_focused = || !matches!(root.query_selector(":focus:not(:disabled)"), Ok(None));
        let left = way.borrow().iter().find(|element| is_there(element, &root)).cloned();
        let Some(left) = left.filter(|_| !is_focused()) else { return };
        focus(&left);
        if !is_focused() {
            // What takes no focus by itself takes it from a script only.
            let _ = left.set_attribute("tabindex", "-1");
            focus(&left);
        }
    })
    .forget();
}

/// Whether it can have the focus.
fn is_there(element: &HtmlElement, root: &Element) -> bool {
    root.contains(Some(element)) && !element.matches(":disabled").unwrap_or(false)
}

/// It is seen already: the view does not jump.
fn focus(element: &HtmlElement) {
    let still = page::object(&[("preventScroll", true.into())]);
    let _ = element.focus_with_options(still.unchecked_ref());
}
