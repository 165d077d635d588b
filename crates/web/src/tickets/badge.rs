//! Status and priority: a hue and a shape each.

use domain::tickets::{Priority, TicketStatus};
use leptos::prelude::*;

use crate::i18n::{priority_name, status_name};
use crate::reactive::{Signal, derived};
use crate::ui::{Icon, Symbol, dynamic};

/// A status.
#[component]
pub(crate) fn StatusPill(
    /// Which.
    #[prop(into)]
    status: Signal<TicketStatus>,
) -> impl IntoView {
    view! { <span class=move || format!("pill pill-{}", status.get().as_str())>{dynamic(move || status_name(status.get()))}</span> }
}

/// A priority as an arrow; its name on hover and read aloud.
#[component]
pub(crate) fn PriorityIcon(
    /// Which.
    #[prop(into)]
    priority: Signal<Priority>,
) -> impl IntoView {
    let symbol = derived(move || match priority.get() {
        Priority::Low => Symbol::Down,
        Priority::Medium => Symbol::Equal,
        Priority::High => Symbol::Up,
        Priority::Critical => Symbol::DoubleUp,
    });
    let name = move || priority_name(priority.get());
    view! {
        <span class=move || format!("priority priority-{}", priority.get().as_str()) prop:title=name>
            <Icon symbol=symbol />
            <span class="spoken">{dynamic(name)}</span>
        </span>
    }
}
