//! Decisions: a command on a ticket becomes one event, or a refusal that says why.

use super::event::{Change, FieldsChanged, MoveReason, Redirected, StatusChanged};
use super::status::{Holder, apply};
use super::wire::TicketChanges;
use super::{EventData, Place, Resolution, Ticket, TicketAction, TicketFacts, TicketStatus};
use crate::authz::{self, Action, Denied};
use crate::problem::FieldError;
use crate::{Actor, CommentId, EmployeeId, ErrorCode, Timestamp};

/// What somebody wants to do with a ticket; texts are cleaned already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take it into work.
    Take,
    /// Change its status.
    Transition(Transition),
    /// Send it to a department or person that exists and can be chosen.
    Redirect {
        /// Where to.
        to: Place,
        /// Why; not blank.
        comment: String,
    },
    /// The administration moves it (DESIGN 2.4).
    Move {
        /// Where to.
        to: Place,
        /// Why.
        reason: MoveReason,
    },
    /// Add a comment that was stored under this id and mentions these people, who see the ticket.
    Comment(CommentId, Vec<EmployeeId>),
    /// Change fields.
    Edit(TicketChanges),
    /// The waiting time is over.
    EndWaiting,
}

/// A transition to a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Where to.
    pub to: TicketStatus,
    /// Until when to wait.
    pub until: Option<Timestamp>,
    /// Why it is closed; [`Resolution::Solved`] when not said.
    pub resolution: Option<Resolution>,
    /// What the person says to it.
    pub comment: Option<String>,
}

/// Why a command did not become an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The actor may not do it: 403.
    Denied(Denied),
    /// The state does not allow it: 409, with the statuses that can be reached from here.
    Rule(ErrorCode, Vec<TicketStatus>),
    /// A field is wrong in a way that only the state or the time shows: 422.
    Field(FieldError),
}

impl Refusal {
    /// The reason; of a wrong field, what is wrong with it.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Denied(denied) => denied.0,
            Self::Rule(code, _) => *code,
            Self::Field(error) => error.code,
        }
    }
}

/// What a decision depends on besides ticket and command.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The time of the server.
    pub now: Timestamp,
    /// Whether the assignee, if there is one, is active.
    pub assignee_active: bool,
    /// Whether the department of the ticket is active; that of an open ticket always is.
    pub department_active: bool,
}

/// The event that the command leads to; `None` when it changes nothing (an edit to the same values).
pub fn decide(ticket: &Ticket, command: Command, context: Context<'_>) -> Result<Option<EventData>, Refusal> {
    match command {
        Command::Take => {
            check(&ticket.facts(), TicketAction::Take, context)?;
            let event = EventData::Taken { from: ticket.status, previous_assignee_id: ticket.assignee_id };
            Ok(Some(event))
        }
        Command::Transition(transition) => decide_transition(ticket, transition, context).map(Some),
        Command::Redirect { to, comment } => {
            check(&ticket.facts(), TicketAction::Redirect, context)?;
            if to == ticket.place() {
                return Err(Refusal::Rule(ErrorCode::AlreadyThere, Vec::new()));
            }
            Ok(Some(EventData::Redirected(Redirected {
                from: ticket.place(),
                to,
                comment: Some(comment),
                reason: None,
            })))
        }
        Command::Move { to, reason } => {
            check(&ticket.facts(), TicketAction::Redirect, context)?;
            let moved = Redirected { from: ticket.place(), to, comment: None, reason: Some(reason) };
            Ok(Some(EventData::Redirected(moved)))
        }
        Command::Comment(comment_id, mentioned) => {
            check(&ticket.facts(), TicketAction::Comment, context)?;
            Ok(Some(EventData::Commented { comment_id, mentioned }))
        }
        Command::Edit(changes) => {
            check(&ticket.facts(), TicketAction::Edit, context)?;
            let changed = differences(ticket, changes);
            Ok((changed != FieldsChanged::default()).then_some(EventData::FieldsChanged(changed)))
        }
        Command::EndWaiting => match (ticket.status, ticket.assignee_id) {
            (TicketStatus::Waiting, Some(_)) => {
                Ok(Some(EventData::WaitingOver { to: TicketStatus::InProgress }))
            }
            (TicketStatus::Waiting, None) => Ok(Some(EventData::WaitingOver { to: TicketStatus::New })),
            (
                TicketStatus::New | TicketStatus::InProgress | TicketStatus::Checking | TicketStatus::Closed,
                _,
            ) => Err(refused(ticket.status, ErrorCode::TransitionNotAllowed)),
        },
    }
}

/// Whether the action is possible now: first whether the actor may, then whether the state allows it.
/// The status after it, for buttons and for [`decide`].
pub fn check(
    facts: &TicketFacts,
    action: TicketAction,
    context: Context<'_>,
) -> Result<TicketStatus, Refusal> {
    authz::can(context.actor, Action::Ticket(action, facts)).map_err(Refusal::Denied)?;
    let holder = if action == TicketAction::Reopen && !context.assignee_active {
        Holder::Nobody
    } else {
        facts.holder(context.actor)
    };
    let reached = apply(facts.status, holder, action).map_err(|code| refused(facts.status, code))?;
    // Nobody works in an archived department: there a reopened ticket would be lost.
    if action == TicketAction::Reopen && !context.department_active {
        return Err(Refusal::Rule(ErrorCode::DepartmentArchived, Vec::new()));
    }
    Ok(reached)
}

fn decide_transition(
    ticket: &Ticket,
    transition: Transition,
    context: Context<'_>,
) -> Result<EventData, Refusal> {
    let Transition { to, until, resolution, comment } = transition;
    if until.is_some() && to != TicketStatus::Waiting {
        return Err(Refusal::Field(FieldError::new("/until", ErrorCode::NotApplicable)));
    }
    if resolution.is_some() && to != TicketStatus::Closed {
        return Err(Refusal::Field(FieldError::new("/resolution", ErrorCode::NotApplicable)));
    }
    if until.is_some_and(|until| until <= context.now) {
        return Err(Refusal::Field(FieldError::new("/until", ErrorCode::NotInTheFuture)));
    }
    let resolution = resolution.unwrap_or(Resolution::Solved);
    let Some(action) = TicketAction::of_transition(ticket.status, to, resolution) else {
        return Err(refused(ticket.status, ErrorCode::TransitionNotAllowed));
    };
    let reached = check(&ticket.facts(), action, context)?;
    if reached == TicketStatus::Closed
        && ticket.status == TicketStatus::New
        && resolution == Resolution::Solved
    {
        return Err(refused(ticket.status, ErrorCode::ResolutionNotAllowed));
    }
    Ok(EventData::StatusChanged(StatusChanged {
        from: ticket.status,
        to: reached,
        until,
        resolution: (reached == TicketStatus::Closed).then_some(resolution),
        comment,
        unassigned: action == TicketAction::Reopen
            && ticket.assignee_id.is_some()
            && !context.assignee_active,
    }))
}

fn refused(status: TicketStatus, code: ErrorCode) -> Refusal {
    Refusal::Rule(code, status.successors())
}

fn differences(ticket: &Ticket, changes: TicketChanges) -> FieldsChanged {
    fn change<T: Clone + PartialEq>(from: &T, to: Option<T>) -> Option<Change<T>> {
        to.filter(|to| to != from).map(|to| Change { from: from.clone(), to })
    }
    let TicketChanges { subject, description, priority, client_type, station_number, car_model } = changes;
    FieldsChanged {
        subject: change(&ticket.subject, subject),
        description: change(&ticket.description, description),
        priority: change(&ticket.priority, priority),
        client_type: change(&ticket.client_type, client_type),
        station_number: change(&ticket.station_number, station_number),
        car_model: change(&ticket.car_model, car_model),
    }
}
