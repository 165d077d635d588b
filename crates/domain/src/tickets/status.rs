//! The state machine: status × command → status or the code of the refusal. Printed whole in `transitions.txt`.

use super::{Resolution, TicketAction};
use crate::ErrorCode;
use crate::words::words;

words! {
    /// Where a ticket stands (EC-16). The five states are fixed; labels are a matter of the interface.
    TicketStatus {
        /// «Новий»: created or redirected, nobody took it.
        New = "new",
        /// «В роботі»: somebody works on it.
        InProgress = "in_progress",
        /// «Очікування»: for an answer or for information.
        Waiting = "waiting",
        /// «Перевіряється»: a solution is found and being verified.
        Checking = "checking",
        /// «Закритий».
        Closed = "closed",
    }
}

impl TicketStatus {
    /// The statuses that `POST /tickets/{id}/transition` accepts here as `to`.
    pub fn successors(self) -> Vec<Self> {
        let accepted = |to: &Self| {
            Resolution::ALL
                .iter()
                .filter_map(|resolution| TicketAction::of_transition(self, *to, *resolution))
                .any(|action| Holder::ALL.into_iter().any(|holder| apply(self, holder, action).is_ok()))
        };
        Self::ALL.into_iter().filter(accepted).collect()
    }
}

/// Who holds the ticket, seen from the actor. A deactivated assignee counts as nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nobody is assigned.
    Nobody,
    /// The actor himself.
    Actor,
    /// Somebody else.
    Other,
}

impl Holder {
    /// All, for tables and tests.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Actor, Self::Other];
}

/// The status after the action, or why the state does not allow it. Who may do it is asked elsewhere ([`crate::authz`]).
pub fn apply(status: TicketStatus, holder: Holder, action: TicketAction) -> Result<TicketStatus, ErrorCode> {
    use TicketStatus::{Checking, Closed, InProgress, New, Waiting};
    match action {
        TicketAction::Take => match (status, holder) {
            (Closed, _) => Err(ErrorCode::TicketClosed),
            (New | InProgress | Waiting | Checking, Holder::Nobody) => Ok(InProgress),
            (New | Waiting | Checking, Holder::Actor) => Ok(InProgress),
            (InProgress, Holder::Actor) | (New | InProgress | Waiting | Checking, Holder::Other) => {
                Err(ErrorCode::AlreadyTaken)
            }
        },
        TicketAction::Wait => match status {
            InProgress | Checking => Ok(Waiting),
            New | Waiting | Closed => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Check => match status {
            InProgress | Waiting => Ok(Checking),
            New | Checking | Closed => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Resume => match status {
            Waiting | Checking => Ok(InProgress),
            New | InProgress | Closed => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Close => match status {
            New | InProgress | Waiting | Checking => Ok(Closed),
            Closed => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Withdraw => match status {
            New => Ok(Closed),
            InProgress | Waiting | Checking | Closed => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Reopen => match (status, holder) {
            (Closed, Holder::Nobody) => Ok(New),
            (Closed, Holder::Actor | Holder::Other) => Ok(InProgress),
            (New | InProgress | Waiting | Checking, _) => Err(ErrorCode::TransitionNotAllowed),
        },
        TicketAction::Redirect => match status {
            New | InProgress | Waiting | Checking => Ok(New),
            Closed => Err(ErrorCode::TicketClosed),
        },
        TicketAction::Edit => match status {
            New | InProgress | Waiting | Checking => Ok(status),
            Closed => Err(ErrorCode::TicketClosed),
        },
        TicketAction::Comment => Ok(status),
    }
}
