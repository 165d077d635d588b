//! Who else is at a ticket, so that two people do not answer the same client.

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, ToJson};
use crate::{EmployeeId, TicketId};

/// Whoever has not said for so many seconds that he is at a ticket is there no more.
pub const STAYS_SECONDS: i64 = 40;
/// A client says it this often, in seconds.
pub const REPEATED_SECONDS: i64 = 15;

/// `PUT /tickets/{id}/presence`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"typing": true})))]
#[serde(deny_unknown_fields)]
pub struct PresenceRequest {
    /// Whether the caller is writing a comment.
    pub typing: bool,
}

/// Somebody who is at a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PresentPerson {
    /// Who.
    pub id: EmployeeId,
    /// His name.
    pub full_name: String,
    /// Whether he is writing a comment.
    pub typing: bool,
}

/// Who is at a ticket besides the caller; also `data:` of `presence.changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "ticket_id": 42, "people": [{"id": 9, "full_name": "Шевчук Тарас", "typing": true}]
})))]
pub struct PresenceView {
    /// At which ticket.
    pub ticket_id: TicketId,
    /// By the order in which they came.
    pub people: Vec<PresentPerson>,
}
