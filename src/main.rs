//! The widget: what must be bought, what it costs and why, and the application. [`state`] is pure; screens and components
//! draw it, and the other modules know the browser for them. Whoever loads the module [`mount`]s it: `static/start.js` on a page of its own,
//! `static/embed/v1/embed.js` in an element of any page.

mod app;
mod background;
mod card;
mod clock;
mod components;
mod counting;
mod crypto;
mod delivery;
mod element;
mod focus;
mod keeper;
mod kiosk;
mod later;
mod mount;
mod outbox;
mod page;
mod picture;
mod place;
mod platform;
mod route;
mod screens;
mod sheets;
mod speech;
mod start;
mod state;
mod storage;
mod telling;

use ::words;

/// Nothing: the module is loaded once, and then drawn where somebody wants it.
fn main() {}
