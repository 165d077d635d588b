//! One line of the history: who did what, and what he said to it.

use domain::letters::lowercase;
use domain::tickets::event::{FieldsChanged, MoveReason, Redirected, StatusChanged, Undone};
use domain::tickets::wire::EventView;
use domain::tickets::{EventData, Place};
use leptos::prelude::*;

use super::edit_dialog::field_name;
use super::place::place_name;
use crate::directory::{Directory, use_directory};
use crate::format::{full_time, joined};
use crate::i18n::{client_type_name, priority_name, resolution_name, status_name, t};
use crate::shell::Ago;
use crate::ui::{Icon, Symbol, dynamic};

/// A line of the history.
#[component]
pub(super) fn EventLine(event: EventView) -> impl IntoView {
    let directory = use_directory();
    let EventView { actor, at, data, .. } = event;
    let name =
        move || actor.as_ref().map_or_else(|| t::event_system().to_owned(), |actor| actor.full_name.clone());
    let symbol = symbol(&data);
    let quote = quote(&data);
    view! {
        <div class="event">
            <Icon symbol=symbol />
            <span>
                <b>{dynamic(name)}</b>
                " · "
                {dynamic(move || sentence(&data, directory))}
                {quote.map(|quote| view! { <span aria-hidden="true">" · "</span><q>{quote}</q> }.into_any())}
            </span>
            <Ago at=at />
        </div>
    }
}

fn symbol(data: &EventData) -> Symbol {
    match data {
        EventData::Created(_) => Symbol::Plus,
        EventData::Taken { .. } => Symbol::Check,
        EventData::Redirected(_) => Symbol::Forward,
        EventData::StatusChanged(_) => Symbol::Play,
        EventData::FieldsChanged(_) | EventData::Commented { .. } => Symbol::Pen,
        EventData::WaitingOver { .. } => Symbol::Clock,
        EventData::Undone(_) => Symbol::Close,
    }
}

/// What the person said to it.
fn quote(data: &EventData) -> Option<String> {
    match data {
        EventData::Redirected(redirected) => redirected.comment.clone(),
        EventData::StatusChanged(change) => change.comment.clone(),
        EventData::Created(_)
        | EventData::Taken { .. }
        | EventData::FieldsChanged(_)
        | EventData::Commented { .. }
        | EventData::WaitingOver { .. }
        | EventData::Undone(_) => None,
    }
}

/// What happened, in the words of the person's language; without "he" or "she".
fn sentence(data: &EventData, directory: Directory) -> String {
    match data {
        EventData::Created(created) => {
            let place = Place { department_id: created.department_id, assignee_id: created.assignee_id };
            t::event_created(place_name(place, directory))
        }
        EventData::Taken { .. } => t::event_taken().to_owned(),
        EventData::Redirected(redirected) => redirected_text(redirected, directory),
        EventData::StatusChanged(change) => status_text(change),
        EventData::FieldsChanged(changes) => t::event_fields(changed_text(changes)),
        EventData::Commented { .. } => t::comment_label().to_owned(),
        EventData::WaitingOver { to } => t::event_waiting_over(status_name(*to)),
        EventData::Undone(Undone { state: Some(state), .. }) => {
            let place = Place { department_id: state.department_id, assignee_id: state.assignee_id };
            t::event_undone(place_name(place, directory), status_name(state.status))
        }
        EventData::Undone(undone) => t::event_fields_undone(changed_text(&undone.fields)),
    }
}

fn redirected_text(redirected: &Redirected, directory: Directory) -> String {
    let (from, to) = (place_name(redirected.from, directory), place_name(redirected.to, directory));
    let text = t::event_redirected(from, to);
    match redirected.reason {
        None => text,
        Some(MoveReason::EmployeeDeactivated) => format!("{text} ({})", t::event_employee_deactivated()),
        Some(MoveReason::DepartmentArchived) => format!("{text} ({})", t::event_department_archived()),
    }
}

fn status_text(change: &StatusChanged) -> String {
    let text = t::event_status(status_name(change.from), status_name(change.to));
    match (change.until, change.resolution) {
        (Some(until), _) => format!("{text} {}", t::event_until(full_time(until))),
        (None, Some(resolution)) => format!("{text} ({})", lowercase(resolution_name(resolution))),
        (None, None) => text,
    }
}

/// The changed fields; long texts by their name alone.
fn changed_text(changes: &FieldsChanged) -> String {
    let FieldsChanged { subject, description, priority, client_type, station_number, car_model } = changes;
    let pair = |field: &str, from: &str, to: &str| {
        let shown =
            |text: &str| if text.is_empty() { t::field_none().to_owned() } else { format!("«{text}»") };
        format!("{}: {} → {}", lowercase(field_name(field)), shown(from), shown(to))
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let parts = [
        subject.as_ref().map(|change| pair("subject", &change.from, &change.to)),
        description.as_ref().map(|_| lowercase(field_name("description"))),
        priority
            .as_ref()
            .map(|change| pair("priority", priority_name(change.from), priority_name(change.to))),
        client_type
            .as_ref()
            .map(|change| pair("client_type", client_type_name(change.from), client_type_name(change.to))),
        station_number.as_ref().map(|change| pair("station_number", &text(&change.from), &text(&change.to))),
        car_model.as_ref().map(|change| pair("car_model", &text(&change.from), &text(&change.to))),
    ];
    joined(&parts, "; ")
}
