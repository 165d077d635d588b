//! What can be done with a ticket.

use super::{Resolution, TicketStatus};
use crate::words::words;

words! {
    /// An action on a ticket, decided by the rules; in the order in which they are offered.
    TicketAction {
        /// «Взяти в роботу»: become the assignee and start (EC-11).
        Take = "take",
        /// Back to work from waiting or checking.
        Resume = "resume",
        /// To waiting for an answer or for information.
        Wait = "wait",
        /// To checking: a solution is found.
        Check = "check",
        /// To closed, with a resolution.
        Close = "close",
        /// To closed as `withdrawn` while nobody took it; the creator may do it himself.
        Withdraw = "withdraw",
        /// From closed back to work.
        Reopen = "reopen",
        /// To another department or person (EC-13).
        Redirect = "redirect",
        /// Add a comment.
        Comment = "comment",
        /// Change the fields.
        Edit = "edit",
    }
}

impl TicketAction {
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
