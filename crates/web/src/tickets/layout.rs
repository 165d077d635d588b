//! The list, and the ticket beside it.

use domain::TicketId;
use leptos::prelude::*;

use super::list::TicketList;
use super::page::TicketPage;
use crate::address::use_address;
use crate::i18n::t;
use crate::paths;
use crate::reactive::{RwSignal, memo};
use crate::storage;
use crate::task::on_change;
use crate::ui::{Empty, Symbol, dynamic};

/// How lists look: switches that are kept in this browser.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    /// Boards instead of lists.
    pub(super) board: RwSignal<bool>,
    /// Rows of one line.
    pub(super) compact: RwSignal<bool>,
}

fn switch(preference: &'static str) -> RwSignal<bool> {
    let switch = RwSignal::new(storage::preference(preference).is_some());
    on_change(move || switch.get(), move |is_on| storage::set_preference(preference, is_on.then_some("on")));
    switch
}

/// The list stays while tickets are opened from it; on narrow screens one of both is shown.
#[component]
pub(crate) fn TicketsLayout() -> impl IntoView {
    let address = use_address();
    let named = memo(move || {
        address.with_path(|path| paths::opened(path).map(|number| number.parse::<TicketId>().ok()))
    });
    let open = memo(move || named.get().flatten());
    let looks = Looks { board: switch("board"), compact: switch("compact") };
    let is_board = memo(move || looks.board.get() && named.get().is_none());
    view! {
        <div
            class="desk"
            class:desk-open=move || open.get().is_some()
            class:desk-board=move || is_board.get()
            class:desk-compact=move || looks.compact.get()
        >
            <TicketList open=open looks=looks is_board=is_board />
            <div class="desk-ticket">
                {dynamic(move || match named.get() {
                    Some(id) => view! { <TicketPage id=id /> }.into_any(),
                    None => view! { <NoTicket /> }.into_any(),
                })}
            </div>
        </div>
    }
}

/// Beside the list while no ticket is open.
#[component]
fn NoTicket() -> impl IntoView {
    view! { <Empty symbol=Symbol::Inbox title=t::list_choose text=t::list_choose_text /> }
}
