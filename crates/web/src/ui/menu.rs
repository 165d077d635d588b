//! Menus: what a popover lists.

use leptos::html;
use leptos::prelude::*;

use super::{Icon, Symbol};

/// Closes a popover.
pub(crate) fn hide(popover: NodeRef<html::Div>) {
    if let Some(popover) = popover.get_untracked() {
        // Fails only when it is hidden already.
        let _ = popover.hide_popover();
    }
}

/// Something that can be done.
#[component]
pub(crate) fn MenuItem(
    /// A picture of it.
    symbol: Symbol,
    /// What it says.
    text: fn() -> &'static str,
    /// What it does.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <button prop:type="button" class="menu-item" on:click=move |_| on_press.run(())>
            <Icon symbol=symbol />
            {text}
        </button>
    }
}
