//! The browser application.
//!
//! Reading order: [`app`] (providers and the route table), [`session`] (who is logged in), [`shell`] (the frame around
//! the pages), then a slice such as [`tickets`].
mod accounts;
mod api;
mod app;
mod departments;
mod directory;
mod employees;
mod form;
mod format;
mod i18n;
mod live;
mod loaded;
mod notifications;
mod paged;
mod paths;
mod session;
mod settings;
mod shell;
mod storage;
mod task;
mod theme;
mod tickets;
mod ui;

fn main() {
    console_error_panic_hook::set_once();
    theme::apply(theme::saved());
    i18n::start();
    leptos::mount::mount_to_body(app::App);
}
