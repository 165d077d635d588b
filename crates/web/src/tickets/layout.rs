//! The list, and the ticket beside it.

use domain::TicketId;
use domain::tickets::groups::GroupBy;
use domain::views::wire::Column;
use leptos::prelude::*;

use super::list::TicketList;
use super::page::TicketPage;
use crate::address::use_address;
use crate::i18n::t;
use crate::paths;
use crate::reactive::{RwSignal, memo};
use crate::storage;
use crate::task::effect;
use crate::ui::{Empty, Symbol, dynamic};

/// How lists look; it is kept in this browser.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    /// Boards instead of lists.
    pub(super) board: RwSignal<bool>,
    /// Rows of one line.
    pub(super) compact: RwSignal<bool>,
    /// By what lists are grouped; blank when they are not.
    pub(super) group: RwSignal<String>,
    /// What rows show, except in saved views; the usual when there is none.
    pub(super) columns: RwSignal<Vec<Column>>,
}

impl Looks {
    /// As they were chosen last.
    fn kept() -> Self {
        let kept = |name| storage::preference(name).unwrap_or_default();
        let is_on = |name| RwSignal::new(!kept(name).is_empty());
        let columns = kept("columns").split(' ').filter_map(Column::parse).collect();
        let looks = Self {
            board: is_on("board"),
            compact: is_on("compact"),
            group: RwSignal::new(kept("group")),
            columns: RwSignal::new(columns),
        };
        let keep = |name: &str, text: &str| {
            storage::set_preference(name, Some(text).filter(|text| !text.is_empty()));
        };
        effect(move || {
            let on = |is_on: bool| if is_on { "on" } else { "" };
            keep("board", on(looks.board.get()));
            keep("compact", on(looks.compact.get()));
            keep("group", &looks.group.get());
            keep(
                "columns",
                &looks.columns.get().into_iter().map(Column::as_str).collect::<Vec<_>>().join(" "),
            );
        });
        looks
    }

    /// By what lists are grouped.
    pub(super) fn group_by(self) -> Option<GroupBy> {
        self.group.with(|group| GroupBy::parse(group))
    }
}

/// The list stays while tickets are opened from it; on narrow screens one of both is shown.
#[component]
pub(crate) fn TicketsLayout() -> impl IntoView {
    let address = use_address();
    let named = memo(move || {
        address.with_path(|path| paths::opened(path).map(|number| number.parse::<TicketId>().ok()))
    });
    let open = memo(move || named.get().flatten());
    let looks = Looks::kept();
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
