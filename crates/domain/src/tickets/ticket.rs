//! A ticket as it stands: the fold of its events.

use serde::{Deserialize, Serialize};

use super::status::Holder;
use super::{ClientType, Priority, Resolution, TicketStatus};
use crate::json::FromJson;
use crate::{Actor, DepartmentId, EmployeeId, TicketId, Timestamp};

/// A ticket, without the names of people and departments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The human number.
    pub id: TicketId,
    /// One line, 3 to 200 characters.
    pub subject: String,
    /// Up to 20 000 characters.
    pub description: String,
    /// Whose problem it is.
    pub client_type: ClientType,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it stands.
    pub status: TicketStatus,
    /// Whose queue it is in.
    pub department_id: DepartmentId,
    /// Who works on it.
    pub assignee_id: Option<EmployeeId>,
    /// Who created it.
    pub creator_id: EmployeeId,
    /// The charging station, such as `KYIV-017`.
    pub station_number: Option<String>,
    /// The car, such as `Nissan Leaf`.
    pub car_model: Option<String>,
    /// When the system returns a waiting ticket to work.
    pub waiting_until: Option<Timestamp>,
    /// Why it was closed; only while closed.
    pub resolution: Option<Resolution>,
    /// How often it was reopened (EF-08).
    pub return_count: i32,
    /// The number of its events; the ETag.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When anything last happened to it.
    pub updated_at: Timestamp,
    /// When it was closed; only while closed.
    pub closed_at: Option<Timestamp>,
}

/// What visibility and permission depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFacts {
    /// Where it stands.
    pub status: TicketStatus,
    /// Whose queue it is in.
    pub department_id: DepartmentId,
    /// Who created it.
    pub creator_id: EmployeeId,
    /// Who works on it.
    pub assignee_id: Option<EmployeeId>,
}

/// Where a ticket is: a department's queue, or with a person of that department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Place {
    /// The department.
    pub department_id: DepartmentId,
    /// The person; `null` for the queue.
    pub assignee_id: Option<EmployeeId>,
}

impl Ticket {
    /// What visibility and permission depend on.
    pub fn facts(&self) -> TicketFacts {
        TicketFacts {
            status: self.status,
            department_id: self.department_id,
            creator_id: self.creator_id,
            assignee_id: self.assignee_id,
        }
    }

    /// Where the ticket is.
    pub fn place(&self) -> Place {
        Place { department_id: self.department_id, assignee_id: self.assignee_id }
    }
}

impl TicketFacts {
    /// Where the ticket is.
    pub fn place(&self) -> Place {
        Place { department_id: self.department_id, assignee_id: self.assignee_id }
    }

    /// Who holds the ticket, seen from the actor.
    pub fn holder(&self, actor: &Actor) -> Holder {
        match self.assignee_id {
            None => Holder::Nobody,
            Some(id) if Some(id) == actor.employee_id() => Holder::Actor,
            Some(_) => Holder::Other,
        }
    }

    /// Not closed.
    pub fn is_open(&self) -> bool {
        self.status != TicketStatus::Closed
    }
}
