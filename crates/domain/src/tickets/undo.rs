//! Taking back: an event that restores what another one changed. The history keeps both.

#[cfg(test)]
mod tests;

use super::command::{Context, Refusal};
use super::event::{Change, FieldsChanged, State, StatusChanged, Undone, fold};
use super::{EventData, Resolution, Ticket, TicketAction, TicketEvent, TicketStatus};
use crate::authz::{self, Action};
use crate::{ErrorCode, Timestamp};

const UNDO_MILLIS: i64 = 10 * 60 * 1000;

/// Until when a person can take back what happened, or what a job did that ended, at a moment: for ten minutes.
pub fn undo_until(at: Timestamp) -> Timestamp {
    at.plus_millis(UNDO_MILLIS)
}

/// What is to be taken back: one event of a ticket, found in its whole log.
#[derive(Clone, Debug)]
pub struct Undo {
    event: TicketEvent,
    /// The ticket before it.
    pub before: Ticket,
    later: Vec<EventData>,
}

impl Undo {
    /// The event that led to this version of the ticket (its version is the number of its events); `None` when there is
    /// no such event, or when it is the first.
    pub fn find(log: &[TicketEvent], version: i64) -> Option<Self> {
        let index = usize::try_from(version).ok()?.checked_sub(1)?;
        let before = fold(log.get(..index)?)?;
        let (event, later) = log.get(index..)?.split_first()?;
        Some(Self {
            event: event.clone(),
            before,
            later: later.iter().map(|event| event.data.clone()).collect(),
        })
    }

    /// Until when a person can take it back.
    pub fn until(&self) -> Timestamp {
        undo_until(self.event.at)
    }
}

/// The event that takes another one back. Only who did it may, as long as he may do such things at all, and nobody has
/// changed the same since. The context speaks of the assignee and the department that the ticket gets back.
pub fn decide_undo(ticket: &Ticket, undo: &Undo, context: Context<'_>) -> Result<EventData, Refusal> {
    let refused = |code| Err(Refusal::Rule(code, Vec::new()));
    let Undo { event, before, later } = undo;
    let (Some(action), true) = (action(&event.data), event.actor_id == context.actor.employee_id()) else {
        return refused(ErrorCode::NotUndoable);
    };
    authz::can(context.actor, Action::Ticket(action, &ticket.facts())).map_err(Refusal::Denied)?;
    if let EventData::FieldsChanged(changes) = &event.data {
        if ticket.status == TicketStatus::Closed {
            return refused(ErrorCode::TicketClosed);
        }
        let Some(fields) = backwards(changes, ticket) else { return refused(ErrorCode::ChangedSince) };
        return Ok(EventData::Undone(Undone { kind: event.data.kind().to_owned(), state: None, fields }));
    }
    if later.iter().any(changes_state) {
        return refused(ErrorCode::ChangedSince);
    }
    if before.assignee_id.is_some() && !context.assignee_active {
        return refused(ErrorCode::EmployeeInactive);
    }
    if !context.department_active {
        return refused(ErrorCode::DepartmentArchived);
    }
    let state = Some(State::of(before));
    Ok(EventData::Undone(Undone {
        kind: event.data.kind().to_owned(),
        state,
        fields: FieldsChanged::default(),
    }))
}

/// What somebody did when this happened; `None` when nobody can take it back.
fn action(event: &EventData) -> Option<TicketAction> {
    match event {
        EventData::Taken { .. } => Some(TicketAction::Take),
        EventData::Redirected(_) => Some(TicketAction::Redirect),
        // To new when nobody was assigned.
        EventData::StatusChanged(StatusChanged { from: TicketStatus::Closed, .. }) => {
            Some(TicketAction::Reopen)
        }
        EventData::StatusChanged(StatusChanged { from, to, resolution, .. }) => {
            TicketAction::of_transition(*from, *to, resolution.unwrap_or(Resolution::Solved))
        }
        EventData::FieldsChanged(_) => Some(TicketAction::Edit),
        EventData::Created(_)
        | EventData::Commented { .. }
        | EventData::WaitingOver { .. }
        | EventData::Undone(_) => None,
    }
}

fn changes_state(event: &EventData) -> bool {
    match event {
        EventData::Commented { .. } | EventData::FieldsChanged(_) => false,
        EventData::Undone(undone) => undone.state.is_some(),
        EventData::Created(_)
        | EventData::Taken { .. }
        | EventData::Redirected(_)
        | EventData::StatusChanged(_)
        | EventData::WaitingOver { .. } => true,
    }
}

/// The changes the other way round; `None` when a field has another value by now.
fn backwards(changes: &FieldsChanged, now: &Ticket) -> Option<FieldsChanged> {
    fn back<T: Clone + PartialEq>(change: Option<&Change<T>>, now: &T) -> Option<Option<Change<T>>> {
        match change {
            None => Some(None),
            Some(Change { from, to }) if to == now => {
                Some(Some(Change { from: to.clone(), to: from.clone() }))
            }
            Some(_) => None,
        }
    }
    let FieldsChanged { subject, description, priority, client_type, station_number, car_model } = changes;
    Some(FieldsChanged {
        subject: back(subject.as_ref(), &now.subject)?,
        description: back(description.as_ref(), &now.description)?,
        priority: back(priority.as_ref(), &now.priority)?,
        client_type: back(client_type.as_ref(), &now.client_type)?,
        station_number: back(station_number.as_ref(), &now.station_number)?,
        car_model: back(car_model.as_ref(), &now.car_model)?,
    })
}
