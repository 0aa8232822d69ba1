//! The widget: what must be bought, what it costs and why, and the application. [`state`] is pure; screens and components
//! draw it; [`page`], [`picture`], [`platform`], [`sheets`], [`storage`], [`keeper`], [`outbox`] and [`clock`] are the only ones
//! that know the browser.

mod app;
mod background;
mod clock;
mod components;
mod crypto;
mod delivery;
mod element;
mod keeper;
mod later;
mod outbox;
mod page;
mod picture;
mod platform;
mod route;
mod screens;
mod sheets;
mod start;
mod state;
mod storage;

use ::words;

fn main() {
    if let Some(root) = page::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
