//! A ticket in a list.

use domain::TicketId;
use domain::tickets::TicketStatus;
use domain::tickets::list::{Sort, TicketListQuery};
use domain::tickets::wire::TicketRow;
use leptos::prelude::*;

use super::query;
use super::{PriorityIcon, StatusPill};
use crate::format::{clock_time, full_time, initials, is_today, short_time};
use crate::i18n::{client_type_name, t};
use crate::paths;
use crate::shell::now;
use crate::ui::{Avatar, dynamic};

/// One row.
#[component]
pub(super) fn Row(
    row: TicketRow,
    /// The list that it stands in; its address is kept when the ticket is opened.
    query: Memo<TicketListQuery>,
    /// The ticket that is open beside the list.
    open: Memo<Option<TicketId>>,
) -> impl IntoView {
    let id = row.id;
    let name = row.assignee_name.clone();
    let shown_name = move || name.clone().unwrap_or_else(|| t::ticket_nobody().to_owned());
    let facts = facts(&row);
    let (created, updated) = (row.created_at, row.updated_at);
    let waits_until = row.waiting_until.filter(|_| row.status == TicketStatus::Waiting);
    let at = move || match query.with(|query| query.sort) {
        Some(Sort::UpdatedDescending) => updated,
        _ => created,
    };
    let time = move || {
        now();
        match waits_until {
            Some(until) if is_today(until) => t::ticket_until(clock_time(until)),
            Some(until) => t::ticket_until(short_time(until)),
            None => short_time(at()),
        }
    };
    view! {
        <a
            class="row"
            class:row-closed=row.status == TicketStatus::Closed
            href=move || paths::ticket_in_list(id, &query.with(query::write))
            aria-current=move || (open.get() == Some(id)).then_some("true")
        >
            <PriorityIcon priority=row.priority />
            <span class="row-subject">{row.subject}</span>
            <span class="row-end">
                <StatusPill status=row.status />
                <Avatar initials=row.assignee_name.as_deref().map(initials) name=shown_name />
            </span>
            <span class="row-facts">{facts}</span>
            <time datetime=move || at().to_rfc3339() title=move || full_time(waits_until.unwrap_or_else(at))>
                {dynamic(time)}
            </time>
        </a>
    }
}

/// The second line: number, station, car, client.
fn facts(row: &TicketRow) -> String {
    let number = format!("#{}", row.id);
    let client = client_type_name(row.client_type);
    let parts =
        [Some(number.as_str()), row.station_number.as_deref(), row.car_model.as_deref(), Some(client)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
