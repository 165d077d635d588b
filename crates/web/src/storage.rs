//! What the browser keeps: preferences, and drafts until they are sent.
//!
//! Storage can be switched off or full; then nothing is kept and nothing breaks.

use domain::EmployeeId;
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

/// A note of this tab; it outlives a reload of the page, but not the tab.
pub(crate) fn tab_note(key: &str) -> Option<String> {
    tab()?.get_item(key).ok().flatten()
}

/// Keeps a note of this tab; `None` forgets it.
pub(crate) fn set_tab_note(key: &str, value: Option<&str>) {
    write(tab(), key, value);
}

/// What a person typed and did not send yet.
pub(crate) fn draft(owner: EmployeeId, name: &str) -> Option<String> {
    preference(&draft_key(owner, name))
}

/// Keeps what a person typed; blank forgets it.
pub(crate) fn set_draft(owner: EmployeeId, name: &str, value: &str) {
    set_preference(&draft_key(owner, name), Some(value).filter(|value| !value.is_empty()));
}

fn draft_key(owner: EmployeeId, name: &str) -> String {
    format!("draft.{owner}.{name}")
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn tab() -> Option<Storage> {
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
