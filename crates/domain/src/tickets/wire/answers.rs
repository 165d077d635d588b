//! Tickets as the server tells them.

use serde::{Deserialize, Serialize};

use super::PersonRef;
use crate::attachments::AttachmentView;
use crate::authz::Ground;
use crate::tickets::{ClientType, EventData, Priority, Resolution, TicketAction, TicketFacts, TicketStatus};
use crate::{CommentId, DepartmentId, EmployeeId, ErrorCode, EventId, TicketId, Timestamp};

/// A ticket in a list: no bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields are those of Ticket, and the names of what they refer to")]
pub struct TicketRow {
    pub id: TicketId,
    pub subject: String,
    pub client_type: ClientType,
    pub priority: Priority,
    pub status: TicketStatus,
    pub department_id: DepartmentId,
    pub department_name: String,
    pub assignee_id: Option<EmployeeId>,
    pub assignee_name: Option<String>,
    pub creator_id: EmployeeId,
    pub creator_name: String,
    pub station_number: Option<String>,
    pub car_model: Option<String>,
    pub waiting_until: Option<Timestamp>,
    pub resolution: Option<Resolution>,
    pub return_count: i32,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

/// A ticket, whole, for the one who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields are those of Ticket, and the names of what they refer to")]
pub struct TicketView {
    pub id: TicketId,
    pub subject: String,
    pub description: String,
    pub client_type: ClientType,
    pub priority: Priority,
    pub status: TicketStatus,
    pub department_id: DepartmentId,
    pub department_name: String,
    pub assignee_id: Option<EmployeeId>,
    pub assignee_name: Option<String>,
    /// `false` when the assignee is deactivated: reopening leads to new, not to in progress.
    pub assignee_active: bool,
    pub creator_id: EmployeeId,
    pub creator_name: String,
    pub station_number: Option<String>,
    pub car_model: Option<String>,
    pub waiting_until: Option<Timestamp>,
    pub resolution: Option<Resolution>,
    pub return_count: i32,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// Files of the description.
    pub attachments: Vec<AttachmentView>,
    /// What the caller can do now, and why not.
    pub actions: Vec<ActionView>,
    /// Why the caller sees the ticket.
    pub grounds: Vec<Ground>,
}

impl TicketView {
    /// What visibility and permission depend on.
    pub fn facts(&self) -> TicketFacts {
        TicketFacts {
            status: self.status,
            department_id: self.department_id,
            creator_id: self.creator_id,
            assignee_id: self.assignee_id,
        }
    }
}

/// Whether the caller can do something with the ticket now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ActionView {
    /// What.
    pub action: TicketAction,
    /// Whether the server would accept it.
    pub allowed: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ErrorCode>,
}

/// Answer of a redirect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RedirectTicketResponse {
    /// The ticket, when the caller still sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketView>,
    /// Whether the caller still sees it.
    pub visible_after: bool,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CommentView {
    /// Its id.
    pub id: CommentId,
    /// On which ticket.
    pub ticket_id: TicketId,
    /// Who wrote it.
    pub author: PersonRef,
    /// What.
    pub body: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
}

/// An entry of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EventView {
    /// Its position in the log of the desk.
    pub id: EventId,
    /// Who; `null` is the system.
    pub actor: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
    /// What: `kind` and `data`.
    #[serde(flatten)]
    pub data: EventData,
}
