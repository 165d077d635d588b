//! Loading the page again: by itself when the server was updated under it, and by a button when nothing else helps.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::t;
use crate::storage;

/// Which version of the application has loaded the page again in this tab.
const MARK: &str = "reloaded-by";

/// In all languages, because there are no texts. The style is that of the pages before login.
const STRANDED: &str = r#"<div class="entrance"><main class="entrance-card card" role="alert">
<p lang="uk">Не вдалося завантажити сторінку.</p>
<p lang="ru">Не удалось загрузить страницу.</p>
<p lang="en">The page could not be loaded.</p>
<button type="button" class="button button-primary">Оновити · Обновить · Reload</button>
</main></div>"#;

/// Loads the page again, unless this version of the application has done so already or this cannot be known.
pub(super) fn reload_once() -> bool {
    let version = format!("{:x}", t::FINGERPRINT);
    if storage::tab_note(MARK).as_ref() == Some(&version) {
        return false;
    }
    storage::set_tab_note(MARK, Some(&version));
    if storage::tab_note(MARK).as_ref() != Some(&version) {
        return false;
    }
    reload();
    true
}

/// Shows that the application could not start, with a button to load the page again.
pub(super) fn show_stranded() {
    let Some(body) = document().body() else { return };
    body.set_inner_html(STRANDED);
    let Ok(Some(button)) = body.query_selector("button") else { return };
    let pressed = Closure::<dyn Fn()>::new(reload).into_js_value();
    // Fails for no element; without the button the browser's own one is left.
    let _ = button.add_event_listener_with_callback("click", pressed.unchecked_ref());
}

fn reload() {
    // Refused only when the page is going away.
    let _ = window().location().reload();
}
