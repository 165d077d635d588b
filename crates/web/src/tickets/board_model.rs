//! Which column of the board accepts a ticket, and why another does not.

use domain::tickets::command::{Context, check};
use domain::tickets::wire::TicketRow;
use domain::tickets::{TicketAction, TicketFacts, TicketStatus};
use domain::{Actor, ErrorCode, Timestamp};

/// What leads a ticket with one status to another; `None` when nothing does.
pub(super) fn action_to(from: TicketStatus, to: TicketStatus) -> Option<TicketAction> {
    match (from, to) {
        // Who closes what nobody has taken says why, which a board does not ask.
        (_, TicketStatus::New) | (TicketStatus::New, TicketStatus::Closed) => None,
        (TicketStatus::New, TicketStatus::InProgress) => Some(TicketAction::Take),
        (TicketStatus::Closed, TicketStatus::InProgress) => Some(TicketAction::Reopen),
        (_, TicketStatus::InProgress) => Some(TicketAction::Resume),
        (_, TicketStatus::Waiting) => Some(TicketAction::Wait),
        (_, TicketStatus::Checking) => Some(TicketAction::Check),
        (_, TicketStatus::Closed) => Some(TicketAction::Close),
    }
}

/// Why the column does not accept the ticket; the server has the last word.
pub(super) fn refusal(row: &TicketRow, actor: &Actor, to: TicketStatus) -> Option<ErrorCode> {
    let Some(action) = action_to(row.status, to) else { return Some(ErrorCode::TransitionNotAllowed) };
    let facts = TicketFacts {
        status: row.status,
        department_id: row.department_id,
        creator_id: row.creator_id,
        assignee_id: row.assignee_id,
    };
    // Whether people and departments are active a row does not say.
    let context =
        Context { actor, now: Timestamp::from_millis(0), assignee_active: true, department_active: true };
    check(&facts, action, context).err().map(|refusal| refusal.code())
}

#[cfg(test)]
mod tests {
    use domain::employees::Role;
    use domain::tickets::testing::ticket_row;
    use domain::{DepartmentId, EmployeeId};

    use super::*;

    fn refused(status: TicketStatus, assignee: Option<i64>, department: i64) -> Vec<Option<ErrorCode>> {
        let row = TicketRow { status, assignee_id: assignee.map(EmployeeId), ..ticket_row() };
        let actor =
            Actor::Employee { id: EmployeeId(1), department_id: DepartmentId(department), role: Role::User };
        TicketStatus::ALL.map(|to| refusal(&row, &actor, to)).to_vec()
    }

    #[test]
    fn only_columns_that_the_rules_reach_accept_a_ticket() {
        let no = Some(ErrorCode::TransitionNotAllowed);
        assert_eq!(refused(TicketStatus::New, None, 10), [no, None, no, no, no]);
        assert_eq!(refused(TicketStatus::InProgress, Some(1), 10), [no, no, None, None, None]);
        assert_eq!(refused(TicketStatus::Waiting, Some(1), 10), [no, None, no, None, None]);
        let closed = refused(TicketStatus::Closed, Some(1), 10);
        assert!(closed.iter().enumerate().all(|(at, code)| code.is_none() == (at == 1)), "{closed:?}");
    }

    #[test]
    fn who_does_not_work_on_a_ticket_moves_it_nowhere() {
        let all = refused(TicketStatus::InProgress, Some(2), 11);
        assert!(all.iter().all(Option::is_some), "{all:?}");
    }
}
