//! The browser application.
//!
//! Reading order: [`app`] (providers and the pages), [`session`] (who is logged in), [`shell`] (the frame around
//! the pages), then a slice such as [`tickets`].
mod accounts;
mod address;
mod api;
mod app;
mod ask;
mod bulk;
mod choices;
mod clipboard;
mod departments;
mod directory;
mod drafts;
mod employees;
mod form;
mod format;
mod i18n;
mod keys;
mod listeners;
mod live;
mod loaded;
mod notifications;
mod outbox;
mod paged;
mod paths;
mod quick_texts;
mod reactive;
mod session;
mod settings;
mod shell;
mod single;
mod storage;
mod task;
mod theme;
mod tickets;
mod ui;
mod views;

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    theme::apply(theme::saved());
    wasm_bindgen_futures::spawn_local(async {
        if i18n::start().await {
            leptos::mount::mount_to_body(app::App);
        }
    });
}
