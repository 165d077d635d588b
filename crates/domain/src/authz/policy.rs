//! The one match that grants or refuses; the whole of it is printed in `matrix.txt`.

use super::{Action, Actor};
use crate::ErrorCode;
use crate::employees::Role;
use crate::tickets::{TicketAction, TicketFacts, TicketStatus};

pub(super) fn decide(actor: &Actor, action: Action<'_>) -> Result<(), ErrorCode> {
    let Actor::Employee { role, .. } = actor else { return Ok(()) };
    match (role, action) {
        (Role::Admin, _) => Ok(()),
        (Role::User, Action::CreateTicket | Action::CreateBulkJob) => Ok(()),
        (Role::User, Action::Ticket(action, facts)) => decide_ticket(actor, action, facts),
        (Role::User, Action::ChangeView { shared } | Action::ChangeQuickText { shared }) => {
            grant(!shared, ErrorCode::AdminOnly)
        }
        (Role::User, Action::ManageDepartments | Action::ManageEmployees | Action::ManageSettings) => {
            Err(ErrorCode::AdminOnly)
        }
    }
}

fn decide_ticket(actor: &Actor, action: TicketAction, facts: &TicketFacts) -> Result<(), ErrorCode> {
    match action {
        TicketAction::Redirect | TicketAction::Comment | TicketAction::Reopen => Ok(()),
        TicketAction::Take
        | TicketAction::Wait
        | TicketAction::Check
        | TicketAction::Resume
        | TicketAction::Close => grant(is_worker(actor, facts), ErrorCode::NotAWorker),
        TicketAction::Withdraw if is_creator(actor, facts) && !is_worker(actor, facts) => {
            grant(facts.assignee_id.is_none(), ErrorCode::WithdrawOnlyUnassigned)
        }
        TicketAction::Edit if is_creator(actor, facts) && !is_worker(actor, facts) => {
            grant(facts.status == TicketStatus::New, ErrorCode::CreatorEditsOnlyNew)
        }
        TicketAction::Withdraw | TicketAction::Edit => grant(is_worker(actor, facts), ErrorCode::NotAWorker),
    }
}

/// A worker is an administrator, a member of the ticket's department, or its assignee (DESIGN 2.3).
fn is_worker(actor: &Actor, facts: &TicketFacts) -> bool {
    match actor {
        Actor::Employee { id, department_id, role } => {
            *role == Role::Admin || *department_id == facts.department_id || Some(*id) == facts.assignee_id
        }
        Actor::System => true,
    }
}

fn is_creator(actor: &Actor, facts: &TicketFacts) -> bool {
    actor.employee_id() == Some(facts.creator_id)
}

fn grant(granted: bool, otherwise: ErrorCode) -> Result<(), ErrorCode> {
    if granted { Ok(()) } else { Err(otherwise) }
}
