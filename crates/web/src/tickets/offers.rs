//! Which actions are offered on a ticket, and why others are not: the rules of the domain, arranged for people.

use domain::tickets::command::{Context, check};
use domain::tickets::status::Holder;
use domain::tickets::wire::TicketView;
use domain::tickets::{TicketAction, TicketStatus};
use domain::{Actor, ErrorCode, Timestamp};

/// An action that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// Which.
    pub(super) action: TicketAction,
    /// The next sensible one; at most one per ticket.
    pub(super) is_next: bool,
    /// Why it cannot be done now.
    pub(super) refusal: Option<ErrorCode>,
}

/// Whether the rules allow the action now, and why not.
pub(super) fn refusal(ticket: &TicketView, actor: &Actor, action: TicketAction) -> Option<ErrorCode> {
    let context = Context {
        actor,
        now: Timestamp::from_millis(0),
        assignee_active: ticket.assignee_active,
        department_active: ticket.department_active,
    };
    check(&ticket.facts(), action, context).err().map(|refusal| refusal.code())
}

/// The actions to show, in the order in which they are shown.
pub(super) fn offers(ticket: &TicketView, actor: &Actor) -> Vec<Offer> {
    let next = next_action(ticket.status);
    // The work of somebody else is not pushed on: every action is there, none is proposed.
    let is_mine = ticket.facts().holder(actor) != Holder::Other || ticket.status == TicketStatus::Closed;
    let mut offers: Vec<Offer> = TicketAction::ALL
        .into_iter()
        .filter(|action| is_shown(ticket, actor, *action))
        .map(|action| {
            let refusal = refusal(ticket, actor, action);
            Offer { action, is_next: is_mine && action == next && refusal.is_none(), refusal }
        })
        .collect();
    // The next step comes first, then redirecting, which anyone may do; the others keep their order.
    offers.sort_by_key(|offer| (offer.action != next, offer.action != TicketAction::Redirect));
    offers
}

/// The step that usually follows.
fn next_action(status: TicketStatus) -> TicketAction {
    match status {
        TicketStatus::New => TicketAction::Take,
        TicketStatus::InProgress => TicketAction::Check,
        TicketStatus::Waiting => TicketAction::Resume,
        TicketStatus::Checking => TicketAction::Close,
        TicketStatus::Closed => TicketAction::Reopen,
    }
}

/// Whether the action means anything on this ticket, allowed or not.
fn is_shown(ticket: &TicketView, actor: &Actor, action: TicketAction) -> bool {
    let allowed = || refusal(ticket, actor, action).is_none();
    let is_open = ticket.status != TicketStatus::Closed;
    let holder = ticket.facts().holder(actor);
    match action {
        TicketAction::Take => match holder {
            Holder::Actor => ticket.status == TicketStatus::New,
            Holder::Nobody | Holder::Other => is_open,
        },
        TicketAction::Resume => matches!(ticket.status, TicketStatus::Waiting | TicketStatus::Checking),
        TicketAction::Wait => is_open && ticket.status != TicketStatus::Waiting,
        TicketAction::Check => is_open && ticket.status != TicketStatus::Checking,
        TicketAction::Close => is_open,
        TicketAction::Withdraw => allowed() && refusal(ticket, actor, TicketAction::Close).is_some(),
        TicketAction::Reopen => !is_open,
        TicketAction::Redirect => is_open,
        TicketAction::Comment | TicketAction::Edit => false,
    }
}

#[cfg(test)]
mod tests {
    use domain::employees::Role;
    use domain::tickets::testing::ticket_view;
    use domain::{DepartmentId, EmployeeId};

    use super::*;

    const ME: EmployeeId = EmployeeId(1);
    const HERE: DepartmentId = DepartmentId(10);

    fn ticket(status: TicketStatus, assignee: Option<EmployeeId>) -> TicketView {
        TicketView { status, assignee_id: assignee, ..ticket_view() }
    }

    fn actor(id: EmployeeId, department_id: DepartmentId) -> Actor {
        Actor::Employee { id, department_id, role: Role::User }
    }

    fn shown(
        status: TicketStatus,
        assignee: Option<EmployeeId>,
    ) -> Vec<(TicketAction, bool, Option<ErrorCode>)> {
        let offers = offers(&ticket(status, assignee), &actor(ME, HERE));
        offers.into_iter().map(|offer| (offer.action, offer.is_next, offer.refusal)).collect()
    }

    #[test]
    fn a_new_ticket_is_to_be_taken_first() {
        let refused = Some(ErrorCode::TransitionNotAllowed);
        assert_eq!(
            shown(TicketStatus::New, None),
            [
                (TicketAction::Take, true, None),
                (TicketAction::Redirect, false, None),
                (TicketAction::Wait, false, refused),
                (TicketAction::Check, false, refused),
                (TicketAction::Close, false, None),
            ]
        );
    }

    #[test]
    fn a_ticket_of_somebody_else_says_that_it_is_taken() {
        let taken = (TicketAction::Take, false, Some(ErrorCode::AlreadyTaken));
        assert!(shown(TicketStatus::InProgress, Some(EmployeeId(2))).contains(&taken));
    }

    #[test]
    fn a_closed_ticket_can_only_be_reopened() {
        assert_eq!(shown(TicketStatus::Closed, Some(ME)), [(TicketAction::Reopen, true, None)]);
    }

    #[test]
    fn a_creator_from_elsewhere_may_withdraw_what_nobody_took() {
        let creator = actor(EmployeeId(9), DepartmentId(11));
        let offers = offers(&ticket(TicketStatus::New, None), &creator);
        assert!(offers.iter().any(|offer| offer.action == TicketAction::Withdraw && offer.refusal.is_none()));
        assert!(offers.iter().all(|offer| offer.action != TicketAction::Take || offer.refusal.is_some()));
    }
}
