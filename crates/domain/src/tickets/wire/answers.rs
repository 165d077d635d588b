//! Tickets as the server tells them.

use serde::{Deserialize, Serialize};

use super::PersonRef;
use crate::attachments::AttachmentView;
use crate::authz::Ground;
use crate::json::{FromJson, Reader, Value};
use crate::notifications::settings::Following;
use crate::tickets::{ClientType, EventData, Priority, Resolution, TicketAction, TicketFacts, TicketStatus};
use crate::{CommentId, DepartmentId, EmployeeId, ErrorCode, EventId, TicketId, Timestamp};

/// A ticket in a list: no bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 10423, "subject": "Станція не відпускає конектор", "client_type": "b2c", "priority": "high",
    "status": "in_progress", "department_id": 3, "department_name": "Технічний відділ", "assignee_id": 9,
    "assignee_name": "Бондар Ігор Петрович", "creator_id": 7, "creator_name": "Коваль Олена Ігорівна",
    "station_number": "KYIV-017", "car_model": "Nissan Leaf", "waiting_until": null, "resolution": null,
    "return_count": 0, "version": 3, "created_at": "2026-11-21T09:58:00.000Z",
    "updated_at": "2026-11-21T10:05:00.000Z", "closed_at": null
})))]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 10423, "subject": "Станція не відпускає конектор",
    "description": "Сесію завершено, конектор заблоковано. Клієнт на місці.",
    "description_html": "<p>Сесію завершено, конектор заблоковано. Клієнт на місці.</p>", "client_type": "b2c", "priority": "high",
    "status": "in_progress", "department_id": 3, "department_name": "Технічний відділ", "department_active": true,
    "assignee_id": 9, "assignee_name": "Бондар Ігор Петрович", "assignee_active": true,
    "creator_id": 7, "creator_name": "Коваль Олена Ігорівна",
    "station_number": "KYIV-017", "car_model": "Nissan Leaf", "waiting_until": null, "resolution": null,
    "return_count": 0, "version": 3, "created_at": "2026-11-21T09:58:00.000Z",
    "updated_at": "2026-11-21T10:05:00.000Z", "closed_at": null,
    "attachments": [{"id": 31, "file_name": "фото.jpg", "content_type": "image/jpeg", "size": 182300}],
    "actions": [
        {"action": "take", "allowed": false, "code": "already_taken"}, {"action": "check", "allowed": true},
        {"action": "redirect", "allowed": true}
    ],
    "grounds": ["own_department"], "following": "usual"
})))]
#[expect(missing_docs, reason = "the fields are those of Ticket, and the names of what they refer to")]
pub struct TicketView {
    pub id: TicketId,
    pub subject: String,
    pub description: String,
    /// The description as HTML that is safe to show.
    pub description_html: String,
    pub client_type: ClientType,
    pub priority: Priority,
    pub status: TicketStatus,
    pub department_id: DepartmentId,
    pub department_name: String,
    /// `false` when the department is archived: nothing is reopened there.
    pub department_active: bool,
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
    /// Whether the caller hears of it more than usual, or nothing.
    pub following: Following,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RedirectTicketResponse {
    /// The ticket, when the caller still sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketView>,
    /// Whether the caller still sees it.
    #[cfg_attr(feature = "server", schema(example = true))]
    pub visible_after: bool,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 58, "ticket_id": 10423, "author": {"id": 7, "full_name": "Коваль Олена Ігорівна"},
    "body": "Клієнтці сказала, що **вже працюємо**.",
    "body_html": "<p>Клієнтці сказала, що <strong>вже працюємо</strong>.</p>", "created_at": "2026-11-21T10:05:00.000Z", "edited_at": null,
    "attachments": []
})))]
pub struct CommentView {
    /// Its id.
    pub id: CommentId,
    /// On which ticket.
    pub ticket_id: TicketId,
    /// Who wrote it.
    pub author: PersonRef,
    /// What, in a subset of Markdown.
    pub body: String,
    /// The same as HTML that is safe to show.
    pub body_html: String,
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
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 311, "actor": {"id": 7, "full_name": "Коваль Олена Ігорівна"}, "at": "2026-11-21T10:01:00.000Z",
    "kind": "redirected", "data": {
        "from": {"department_id": 1, "assignee_id": null}, "to": {"department_id": 3, "assignee_id": null},
        "comment": "Блокування з боку прошивки, потрібен unlock через OCPP."
    }
})))]
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

impl FromJson for EventView {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        Self {
            id: reader.field(value, "id"),
            actor: reader.field(value, "actor"),
            at: reader.field(value, "at"),
            data: EventData::from_json(value, reader),
        }
    }
}
