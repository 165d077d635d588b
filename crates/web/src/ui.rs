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

/// A fresh id for the attributes that connect elements.
pub(crate) fn next_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
