//! What is known about the ticket, and who sees it.

use domain::authz::Ground;
use domain::tickets::TicketStatus;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::TicketView;
use leptos::prelude::*;

use super::following::FollowingChoice;
use super::handle::TicketHandle;
use super::past::Past;
use super::similar::SimilarTo;
use super::{PriorityIcon, StatusPill, query};
use crate::directory::use_directory;
use crate::format::{full_time, initials, joined};
use crate::i18n::{client_type_name, priority_name, resolution_name, t};
use crate::paths;
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::ui::{Avatar, Icon, Show, Symbol, dynamic};

/// The fields of the ticket; on narrow screens behind a button that names the most important ones.
#[component]
pub(super) fn Side(handle: TicketHandle, ticket: Memo<TicketView>, past: Past) -> impl IntoView {
    let who = RwSignal::new(false);
    let shown = RwSignal::new(false);
    let summary = move || {
        ticket.with(|ticket| {
            let parts = [
                Some(priority_name(ticket.priority).to_owned()),
                Some(ticket.assignee_name.clone().unwrap_or_else(|| t::ticket_nobody().to_owned())),
                ticket.station_number.clone(),
                ticket.car_model.clone(),
                Some(client_type_name(ticket.client_type).to_owned()),
            ];
            joined(&parts, " · ")
        })
    };
    view! {
        <aside class="side" class:side-open=move || shown.get() prop:ariaLabel=t::ticket_fields>
            <button
                prop:type="button"
                class="side-toggle"
                prop:ariaExpanded=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                <span>{dynamic(summary)}</span>
                <Icon symbol=Symbol::Down />
            </button>
            <div class="side-body">
                <Fields ticket=ticket past=past who=who />
                <button
                    prop:type="button"
                    class="chip side-who"
                    prop:ariaPressed=move || who.get().to_string()
                    on:click=move |_| who.update(|who| *who = !*who)
                >
                    {t::past_who}
                </button>
                <FollowingChoice handle=handle />
                <WhoSees ticket=ticket />
                <SimilarTo id=ticket.with_untracked(|ticket| ticket.id) />
            </div>
        </aside>
    }
}

#[component]
fn Fields(ticket: Memo<TicketView>, past: Past, who: RwSignal<bool>) -> impl IntoView {
    let status = derived(move || ticket.with(|ticket| ticket.status));
    let priority = derived(move || ticket.with(|ticket| ticket.priority));
    let assignee = move || ticket.with(|ticket| ticket.assignee_name.clone());
    let assignee_text = move || assignee().unwrap_or_else(|| t::ticket_nobody().to_owned());
    let station = memo(move || ticket.with(|ticket| ticket.station_number.clone()));
    let car = move || ticket.with(|ticket| ticket.car_model.clone());
    let until = move || {
        let until =
            ticket.with(|ticket| ticket.waiting_until.filter(|_| ticket.status == TicketStatus::Waiting));
        until.map(full_time)
    };
    let resolution = move || ticket.with(|ticket| ticket.resolution).map(resolution_name);
    let returns = move || ticket.with(|ticket| ticket.return_count).to_string();
    let is_returned = memo(move || ticket.with(|ticket| ticket.return_count > 0));
    let closed = move || ticket.with(|ticket| ticket.closed_at).map(full_time);
    let set_by = move |set_by: fn(Past) -> Option<String>| {
        dynamic(move || {
            let text = if who.get() { set_by(past) } else { None };
            text.map(|text| view! { <dd class="set-by">{text}</dd> }.into_any())
        })
    };
    view! {
        <dl>
            <div>
                <dt>{t::field_status}</dt>
                <dd>
                    <StatusPill status=status />
                </dd>
                {set_by(|past| past.set_by(|ticket| ticket.status))}
            </div>
            {dynamic(move || resolution().map(|text| view! { <Field label=t::field_resolution text=text /> }))}
            {dynamic(move || until().map(|text| view! { <Field label=t::field_waiting_until text=text /> }))}
            <div>
                <dt>{t::field_priority}</dt>
                <dd>
                    <PriorityIcon priority=priority />
                    <span prop:ariaHidden="true">{dynamic(move || priority_name(priority.get()))}</span>
                </dd>
                {set_by(|past| past.set_by(|ticket| ticket.priority))}
            </div>
            <div>
                <dt>{t::field_assignee}</dt>
                <dd>
                    <Avatar
                        initials=derived(move || assignee().as_deref().map(initials))
                        name=assignee_text
                    />
                    <span prop:ariaHidden="true">{dynamic(assignee_text)}</span>
                </dd>
                {set_by(|past| past.set_by(|ticket| ticket.assignee_id))}
            </div>
            <div>
                <dt>{t::field_department}</dt>
                <dd>{dynamic(move || ticket.with(|ticket| ticket.department_name.clone()))}</dd>
                {set_by(|past| past.set_by(|ticket| ticket.department_id))}
            </div>
            <div>
                <dt>{t::field_client_type}</dt>
                <dd>{dynamic(move || client_type_name(ticket.with(|ticket| ticket.client_type)))}</dd>
                {set_by(|past| past.set_by(|ticket| ticket.client_type))}
            </div>
            {dynamic(move || {
                let by = set_by(|past| past.set_by(|ticket| ticket.station_number.clone()));
                station.get().map(|station| view! { <Station station=station>{by}</Station> })
            })}
            {dynamic(move || {
                let by = set_by(|past| past.set_by(|ticket| ticket.car_model.clone()));
                car().map(|text| view! { <Field label=t::field_car text=text>{by}</Field> })
            })}
            <div>
                <dt>{t::field_creator}</dt>
                <dd>{dynamic(move || ticket.with(|ticket| ticket.creator_name.clone()))}</dd>
            </div>
            <div>
                <dt>{t::field_created}</dt>
                <dd>{dynamic(move || full_time(ticket.with(|ticket| ticket.created_at)))}</dd>
            </div>
            {dynamic(move || closed().map(|text| view! { <Field label=t::field_closed text=text /> }))}
            <Show when=move || is_returned.get()>
                <Field label=t::field_returns text=returns() />
            </Show>
        </dl>
    }
}

#[component]
fn Field(
    label: fn() -> &'static str,
    #[prop(into)] text: String,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{text}</dd>
            {children.map(|children| children())}
        </div>
    }
}

/// The station leads to all its tickets.
#[component]
fn Station(
    station: String,
    /// More about it.
    children: Children,
) -> impl IntoView {
    let all = TicketListQuery { station_number: Some(station.clone()), ..TicketListQuery::default() };
    view! {
        <div>
            <dt>{t::field_station}</dt>
            <dd>
                <a prop:href=paths::tickets(&query::write(&all)) prop:title=t::ticket_of_station>
                    {station}
                </a>
            </dd>
            {children()}
        </div>
    }
}

#[component]
fn WhoSees(ticket: Memo<TicketView>) -> impl IntoView {
    let directory = use_directory();
    let who = move || {
        ticket.with(|ticket| {
            let department = match directory.department(ticket.department_id) {
                Some(department) => t::sees_department(&department.name, department.active_members),
                None => ticket.department_name.clone(),
            };
            let assignee = ticket.assignee_name.as_ref().map(t::sees_assignee);
            let creator = t::sees_creator(&ticket.creator_name);
            let all = [Some(department), assignee, Some(creator), Some(t::sees_admins().to_owned())];
            t::sees_who(joined(&all, ", "))
        })
    };
    let why = move || {
        ticket.with(|ticket| {
            let grounds = ticket.grounds.iter().map(|ground| match ground {
                Ground::Admin => t::ground_admin(),
                Ground::OwnDepartment => t::ground_own_department(),
                Ground::Creator => t::ground_creator(),
                Ground::Assignee => t::ground_assignee(),
            });
            t::sees_why(grounds.collect::<Vec<_>>().join(", "))
        })
    };
    view! {
        <div class="side-sees">
            <p>{dynamic(who)}</p>
            <p>{dynamic(why)}</p>
        </div>
    }
}
