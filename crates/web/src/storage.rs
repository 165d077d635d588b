//! What the browser keeps: preferences for good, drafts as long as the tab lives.
//!
//! Storage can be switched off or full; then nothing is kept and nothing breaks.

use leptos::prelude::window;
use web_sys::Storage;

/// A preference of this browser.
pub(crate) fn preference(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a preference of this browser; `None` forgets it.
pub(crate) fn set_preference(key: &str, value: Option<&str>) {
    write(local(), key, value);
}

/// A draft of this tab.
pub(crate) fn draft(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps a draft in this tab; blank forgets it.
pub(crate) fn set_draft(key: &str, value: &str) {
    write(session(), key, (!value.is_empty()).then_some(value));
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn write(storage: Option<Storage>, key: &str, value: Option<&str>) {
    let Some(storage) = storage else { return };
    // A full storage refuses; the text on the screen is still there.
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}
