//! The chain of statuses, always whole.

use domain::tickets::TicketStatus;
use leptos::prelude::*;

use crate::i18n::{status_name, t};
use crate::reactive::Signal;
use crate::ui::{dynamic, views};

/// Where the ticket stands in the chain.
#[component]
pub(super) fn Chain(#[prop(into)] status: Signal<TicketStatus>) -> impl IntoView {
    let steps = TicketStatus::ALL.map(|step| {
        view! {
            <li
                class:chain-done=move || step < status.get()
                class:chain-now=move || step == status.get()
                prop:ariaCurrent=move || (step == status.get()).then_some("step")
            >
                {dynamic(move || status_name(step))}
            </li>
        }
        .into_any()
    });
    view! {
        <ol class="chain" prop:ariaLabel=t::field_status>
            {views(steps)}
        </ol>
    }
}
