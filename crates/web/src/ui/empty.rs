//! What is shown when there is nothing to show: nothing there, an error, not yet there.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use super::{Button, Icon, Symbol, views};

/// Nothing is there, and what to do about it.
#[component]
pub(crate) fn Empty(
    /// A picture of what is missing.
    #[prop(into)]
    symbol: Symbol,
    /// What is missing.
    #[prop(into)]
    title: TextProp,
    /// What to do.
    #[prop(optional, into)]
    text: Option<TextProp>,
    /// The action that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon symbol=symbol />
            <p class="empty-title">{dynamic(move || title.get())}</p>
            {text.map(|text| view! { <p>{dynamic(move || text.get())}</p> }.into_any())}
            {children.map(|children| children())}
        </div>
    }
}

/// Something failed; it can be tried again.
#[component]
pub(crate) fn ErrorView(
    /// What failed.
    #[prop(into)]
    text: TextProp,
    /// The text of the button.
    #[prop(into)]
    retry_label: TextProp,
    /// Tries again; without it there is no button.
    #[prop(optional, into)]
    on_retry: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    view! {
        <div class="empty empty-error" prop:role="alert">
            <Icon symbol=Symbol::Warning />
            <p class="empty-title">{dynamic(move || text.get())}</p>
            {on_retry
                .map(|on_retry| {
                    view! {
                        <Button icon=Symbol::Repeat on_press=move || on_retry.run(())>
                            {dynamic(move || retry_label.get())}
                        </Button>
                    }
                })}
        </div>
    }
}

/// Grey bars in the place of rows; they appear only when it takes long.
#[component]
pub(crate) fn Skeleton(
    /// How many rows.
    rows: usize,
    /// What is being loaded, for screen readers.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let bars = views((0..rows).map(|_| view! { <div class="skeleton-row"><i></i><i></i></div> }));
    view! {
        <div class="skeleton" prop:role="status">
            <span class="spoken">{dynamic(move || label.get())}</span>
            {bars}
        </div>
    }
}

/// A turning circle; it appears only when it takes long.
#[component]
pub(crate) fn Spinner(
    /// What is being waited for, for screen readers.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! {
        <span class="spinner" prop:role="status">
            <span class="spoken">{dynamic(move || label.get())}</span>
        </span>
    }
}
