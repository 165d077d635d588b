//! The state machine: status × command → status or the code of the refusal. Printed whole in `transitions.txt`.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Resolution, TicketAction};
use crate::{ErrorCode, patch};

/// Where a ticket stands (EC-16). The five states are fixed; labels are a matter of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// «Новий»: created or redirected, nobody took it.
    New,
    /// «В роботі»: somebody works on it.
    InProgress,
    /// «Очікування»: for an answer or for information.
    Waiting,
    /// «Перевіряється»: a solution is found and being verified.
    Checking,
    /// «Закритий».
    Closed,
}

impl TicketStatus {
    /// All, in the order of the chain.
    pub const ALL: [Self; 5] = [Self::New, Self::InProgress, Self::Waiting, Self::Checking, Self::Closed];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Waiting => "waiting",
            Self::Checking => "checking",
            Self::Closed => "closed",
        }
    }

    /// By the name on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

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

impl<'de> Deserialize<'de> for TicketStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        patch::word(deserializer, Self::parse)
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
