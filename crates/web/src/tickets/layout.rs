//! The list, and the ticket beside it.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::list::TicketList;
use crate::i18n::t;
use crate::paths;
use crate::ui::{Empty, Symbol};

/// The list stays while tickets are opened from it; on narrow screens one of both is shown.
#[component]
pub(crate) fn TicketsLayout() -> impl IntoView {
    let location = use_location();
    let open = Memo::new(move |_| {
        location.pathname.with(|path| path.strip_prefix(paths::TICKETS)?.strip_prefix('/')?.parse().ok())
    });
    view! {
        <div class="desk" class:desk-open=move || open.get().is_some()>
            <TicketList open=open />
            <div class="desk-ticket">
                <Outlet />
            </div>
        </div>
    }
}

/// Beside the list while no ticket is open.
#[component]
pub(crate) fn NoTicket() -> impl IntoView {
    view! { <Empty symbol=Symbol::Inbox title=t::list_choose text=t::list_choose_text /> }
}
