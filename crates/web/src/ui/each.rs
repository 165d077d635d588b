//! Rows that come, go and move. One type for all lists, because the bundle is small.

use leptos::prelude::*;

use crate::ask::Ask;

/// A row of a list: rows with the same key are the same row, and stay as they are on the screen.
pub(crate) struct Item {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Item {
    /// The row with this key.
    #[expect(clippy::needless_pass_by_value, reason = "keys are numbers and short texts, made for the call")]
    pub(crate) fn new<V: IntoView + 'static>(
        key: impl ToString,
        view: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        Self { key: key.to_string(), view: Box::new(move || view().into_any()) }
    }
}

/// A list whose rows are kept by their keys.
pub(crate) fn each(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> AnyView {
    list(Box::new(items))
}

fn list(items: Box<dyn Ask<Vec<Item>> + Send + Sync>) -> AnyView {
    view! { <For each=move || items.ask() key=|item| item.key.clone() children=|item: Item| (item.view)() /> }
        .into_any()
}
