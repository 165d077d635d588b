//! The clipboard of the person.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Whether the text is in the clipboard now. Browsers offer the clipboard only to secure pages.
pub(crate) async fn copy(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
