//! A person as initials.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use crate::reactive::Signal;

/// The initials of a person in a circle; without initials a dashed circle for nobody.
#[component]
pub(crate) fn Avatar(
    /// Such as `ОК`; `None` for nobody.
    #[prop(into)]
    initials: Signal<Option<String>>,
    /// The name; shown on hover and read aloud.
    #[prop(into)]
    name: TextProp,
    /// For people at the head of something.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let spoken = name.clone();
    view! {
        <span
            class="avatar"
            class:avatar-none=move || initials.with(Option::is_none)
            class:avatar-large=large
            prop:title=move || name.get()
        >
            <span prop:ariaHidden="true">{dynamic(move || initials.get().unwrap_or_else(|| "?".to_owned()))}</span>
            <span class="spoken">{dynamic(move || spoken.get())}</span>
        </span>
    }
}
