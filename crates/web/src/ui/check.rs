//! A box that is ticked or not.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use crate::reactive::Signal;

/// A native checkbox with its text.
#[component]
pub(crate) fn Check(
    /// What it says.
    #[prop(into)]
    label: TextProp,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Gets what it is now.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                prop:type="checkbox"
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            {dynamic(move || label.get())}
        </label>
    }
}
