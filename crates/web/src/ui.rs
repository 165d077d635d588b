//! The kit: native elements with our looks. It knows no texts, no API and no slice; texts are passed in.

mod avatar;
mod button;
mod check;
mod dialog;
mod dynamic;
mod each;
mod empty;
mod field;
mod finder;
mod icon;
mod menu;
mod pager;
mod rich;
mod search_field;
mod select;
mod toast;

pub(crate) use avatar::Avatar;
pub(crate) use button::{Button, ButtonKind};
pub(crate) use check::Check;
pub(crate) use dialog::Dialog;
pub(crate) use dynamic::{Show, dynamic, views};
pub(crate) use each::{Item, each};
pub(crate) use empty::{Empty, ErrorView, Skeleton, Spinner};
pub(crate) use field::{Field, TextArea, TextInput};
pub(crate) use finder::{Finder, Found};
pub(crate) use icon::{Icon, Symbol};
pub(crate) use menu::{MenuItem, hide};
pub(crate) use pager::Pager;
pub(crate) use rich::Rich;
pub(crate) use search_field::SearchField;
pub(crate) use select::{Choice, Select};
pub(crate) use toast::{ToastKind, ToastRegion, Toasts, use_toasts};

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A fresh id for the attributes that connect elements.
pub(crate) fn next_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The element with this id, when it is on the screen and of this kind.
pub(crate) fn find<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Gives an element the focus; one that is not there, or cannot take it, leaves it where it is.
pub(crate) fn focus(id: &str) {
    if let Some(element) = find::<HtmlElement>(id) {
        let _ = element.focus();
    }
}
