//! What can be done with a ticket.

use serde::{Deserialize, Serialize};

use super::{Resolution, TicketStatus};

/// An action on a ticket, as it is offered to people and decided by the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketAction {
    /// «Взяти в роботу»: become the assignee and start (EC-11).
    Take,
    /// To waiting for an answer or for information.
    Wait,
    /// To checking: a solution is found.
    Check,
    /// Back to work from waiting or checking.
    Resume,
    /// To closed, with a resolution.
    Close,
    /// To closed as `withdrawn` while nobody took it; the creator may do it himself.
    Withdraw,
    /// From closed back to work.
    Reopen,
    /// To another department or person (EC-13).
    Redirect,
    /// Add a comment.
    Comment,
    /// Change the fields.
    Edit,
}

impl TicketAction {
    /// All actions, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Take,
        Self::Resume,
        Self::Wait,
        Self::Check,
        Self::Close,
        Self::Withdraw,
        Self::Reopen,
        Self::Redirect,
        Self::Comment,
        Self::Edit,
    ];

    /// The action behind `POST /tickets/{id}/transition`; `None` when no action leads there (nothing leads to new).
    pub fn of_transition(from: TicketStatus, to: TicketStatus, resolution: Resolution) -> Option<Self> {
        match to {
            TicketStatus::New => None,
            TicketStatus::InProgress if from == TicketStatus::Closed => Some(Self::Reopen),
            TicketStatus::InProgress => Some(Self::Resume),
            TicketStatus::Waiting => Some(Self::Wait),
            TicketStatus::Checking => Some(Self::Check),
            TicketStatus::Closed if from == TicketStatus::New && resolution == Resolution::Withdrawn => {
                Some(Self::Withdraw)
            }
            TicketStatus::Closed => Some(Self::Close),
        }
    }
}
