//! A ticket in a list.

use domain::TicketId;
use domain::tickets::TicketStatus;
use domain::tickets::list::Sort;
use domain::tickets::wire::TicketRow;
use domain::views::wire::Column;
use leptos::prelude::*;

use super::query::Asked;
use super::{PriorityIcon, StatusPill};
use crate::drafts::use_drafts;
use crate::format::{clock_time, full_time, initials, is_today, joined, short_time};
use crate::i18n::{client_type_name, t};
use crate::paths;
use crate::reactive::Memo;
use crate::shell::now;
use crate::ui::{Avatar, dynamic};

/// One row.
#[component]
pub(super) fn Row(
    row: TicketRow,
    /// The list that it stands in; its address is kept when the ticket is opened.
    asked: Memo<Asked>,
    /// The ticket that is open beside the list.
    open: Memo<Option<TicketId>>,
    /// What it shows; the usual when there is none.
    columns: Vec<Column>,
) -> impl IntoView {
    let (id, drafts) = (row.id, use_drafts());
    let name = row.assignee_name.clone();
    let shown_name = move || name.clone().unwrap_or_else(|| t::ticket_nobody().to_owned());
    let shown = Shown(columns);
    let facts = facts(&row, &shown);
    let (created, updated) = (row.created_at, row.updated_at);
    let waits_until = row.waiting_until.filter(|_| row.status == TicketStatus::Waiting);
    let is_by_update = shown.0.contains(&Column::UpdatedAt) && !shown.0.contains(&Column::CreatedAt);
    let at = move || match asked.with(|asked| asked.query.sort) {
        Some(Sort::UpdatedDescending) => updated,
        _ if is_by_update => updated,
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
            prop:href=move || paths::ticket_in_list(id, &asked.with(Asked::address))
            prop:ariaCurrent=move || (open.get() == Some(id)).then_some("true")
        >
            {if shown.has(Column::Priority) {
                view! { <PriorityIcon priority=row.priority /> }.into_any()
            } else {
                view! { <span class="priority"></span> }.into_any()
            }}
            <span class="row-subject">{row.subject}</span>
            <span class="row-end">
                {dynamic(move || drafts.has(id).then(|| view! { <span class="row-draft">{t::list_draft}</span> }.into_any()))}
                {shown.has(Column::Status).then(|| view! { <StatusPill status=row.status /> })}
                {shown
                    .has(Column::Assignee)
                    .then(|| view! { <Avatar initials=row.assignee_name.as_deref().map(initials) name=shown_name /> })}
            </span>
            <span class="row-facts">{facts}</span>
            <time prop:dateTime=move || at().to_rfc3339() prop:title=move || full_time(waits_until.unwrap_or_else(at))>
                {dynamic(time)}
            </time>
        </a>
    }
}

/// The chosen columns; none are those that lists usually show.
struct Shown(Vec<Column>);

impl Shown {
    fn has(&self, column: Column) -> bool {
        let usually = !matches!(column, Column::Department | Column::Creator);
        if self.0.is_empty() { usually } else { self.0.contains(&column) }
    }
}

/// The second line: number, station, car, client, where it is, who created it.
fn facts(row: &TicketRow, shown: &Shown) -> String {
    let parts = [
        Some(format!("#{}", row.id)),
        row.station_number.clone().filter(|_| shown.has(Column::StationNumber)),
        row.car_model.clone().filter(|_| shown.has(Column::CarModel)),
        shown.has(Column::ClientType).then(|| client_type_name(row.client_type).to_owned()),
        shown.has(Column::Department).then(|| row.department_name.clone()),
        shown.has(Column::Creator).then(|| row.creator_name.clone()),
    ];
    joined(&parts, " · ")
}
