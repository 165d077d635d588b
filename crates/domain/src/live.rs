//! The live stream: what a subscriber is told about an event.

use serde::{Deserialize, Serialize};

use crate::authz::sees;
use crate::json::FromJson;
use crate::tickets::{EventData, TicketFacts};
use crate::words::words;
use crate::{Actor, EmployeeId, EventId, TicketId};

words! {
    /// The name of a server-sent event, the value of `event:`.
    LiveKind {
        /// A ticket came into sight: it is new, or it was redirected to the subscriber.
        TicketCreated = "ticket.created",
        /// A ticket in sight changed.
        TicketChanged = "ticket.changed",
        /// A ticket left the subscriber's sight; says nothing but its id.
        TicketGone = "ticket.gone",
        /// A comment was added to a ticket in sight.
        CommentCreated = "comment.created",
        /// The subscriber has a new notification.
        NotificationCreated = "notification.created",
        /// A counter of the subscriber may have changed.
        CountersChanged = "counters.changed",
        /// A job of the subscriber went on; it has no position.
        BulkProgress = "bulk.progress",
        /// Somebody came to a ticket at which the subscriber is, left it, or began or ceased to write; it has no position.
        PresenceChanged = "presence.changed",
    }
}

/// `data:` of a server-sent event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LiveData {
    /// Which ticket.
    pub ticket_id: TicketId,
}

/// One event of the live stream as the client gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveEvent {
    /// Position for `Last-Event-ID`.
    pub id: EventId,
    /// `event:`.
    pub kind: LiveKind,
    /// `data:`.
    pub data: LiveData,
}

/// An entry of the log with what decides who is told what.
#[derive(Clone, Debug)]
pub struct Broadcast {
    /// Position.
    pub id: EventId,
    /// Which ticket.
    pub ticket_id: TicketId,
    /// What happened.
    pub data: EventData,
    /// Facts before it; `None` for the first event of a ticket.
    pub before: Option<TicketFacts>,
    /// Facts after it.
    pub after: TicketFacts,
    /// Who got a notification of it.
    pub notified: Vec<EmployeeId>,
}

/// What the subscriber is told, in this order; empty when he must not know.
pub fn messages(subscriber: &Actor, broadcast: &Broadcast) -> Vec<LiveKind> {
    let saw = broadcast.before.is_some_and(|facts| sees(subscriber, &facts));
    let sees_now = sees(subscriber, &broadcast.after);
    let mut kinds = Vec::new();
    match (saw, sees_now) {
        (false, false) => {}
        (true, false) => kinds.push(LiveKind::TicketGone),
        (false, true) => kinds.push(LiveKind::TicketCreated),
        (true, true) if matches!(broadcast.data, EventData::Commented { .. }) => {
            kinds.push(LiveKind::CommentCreated);
        }
        (true, true) => kinds.push(LiveKind::TicketChanged),
    }
    let notified = subscriber.employee_id().is_some_and(|id| broadcast.notified.contains(&id));
    if notified {
        kinds.push(LiveKind::NotificationCreated);
    }
    let counts = broadcast.before.is_none_or(|before| before != broadcast.after);
    if notified || (counts && (saw || sees_now)) {
        kinds.push(LiveKind::CountersChanged);
    }
    kinds
}
