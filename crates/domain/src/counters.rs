//! Counters: kept in the transaction that changes what they count, never counted on read.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::tickets::TicketFacts;
use crate::{DepartmentId, EmployeeId};

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CounterKey {
    /// Tickets of a department that are not closed.
    DepartmentOpen(DepartmentId),
    /// Tickets of a department that are not closed and not assigned.
    DepartmentUnassigned(DepartmentId),
    /// Tickets assigned to a person that are not closed.
    Mine(EmployeeId),
    /// Tickets created by a person.
    Created(EmployeeId),
    /// Notifications that a person has not read.
    Unread(EmployeeId),
}

impl CounterKey {
    /// The name and the id under which the counter is stored.
    pub fn parts(self) -> (&'static str, i64) {
        match self {
            Self::DepartmentOpen(id) => ("department_open", id.0),
            Self::DepartmentUnassigned(id) => ("department_unassigned", id.0),
            Self::Mine(id) => ("mine", id.0),
            Self::Created(id) => ("created", id.0),
            Self::Unread(id) => ("unread", id.0),
        }
    }
}

/// The counters that a ticket counts in.
pub fn counted_in(facts: &TicketFacts) -> Vec<CounterKey> {
    let mut keys = vec![CounterKey::Created(facts.creator_id)];
    if facts.is_open() {
        keys.push(CounterKey::DepartmentOpen(facts.department_id));
        keys.push(match facts.assignee_id {
            None => CounterKey::DepartmentUnassigned(facts.department_id),
            Some(assignee) => CounterKey::Mine(assignee),
        });
    }
    keys
}

/// How the counters change when a ticket does; `None` before its creation.
pub fn deltas(before: Option<&TicketFacts>, after: &TicketFacts) -> Vec<(CounterKey, i64)> {
    let old = before.map(counted_in).unwrap_or_default();
    let new = counted_in(after);
    let minus = old.iter().filter(|key| !new.contains(key)).map(|key| (*key, -1));
    let plus = new.iter().filter(|key| !old.contains(key)).map(|key| (*key, 1));
    minus.chain(plus).collect()
}

/// Answer of `GET /counters`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "open": 12, "unassigned": 5, "mine": 3, "created": 41, "unread_notifications": 2,
    "departments": [{"department_id": 1, "open": 12, "unassigned": 5}]
})))]
pub struct Counters {
    /// Not closed, in the caller's department.
    pub open: i64,
    /// Not closed and not assigned, in the caller's department.
    pub unassigned: i64,
    /// Not closed, assigned to the caller.
    pub mine: i64,
    /// Created by the caller.
    pub created: i64,
    /// Notifications that the caller has not read.
    pub unread_notifications: i64,
    /// Every department that the caller sees: his own, or all for administrators.
    pub departments: Vec<DepartmentCounters>,
}

/// The counters of one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DepartmentCounters {
    /// Which.
    pub department_id: DepartmentId,
    /// Not closed.
    pub open: i64,
    /// Not closed and not assigned.
    pub unassigned: i64,
}
