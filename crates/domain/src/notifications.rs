//! Who hears of an event (EC-20 to EC-24, DESIGN 2.5).

pub mod settings;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, ToJson};
use crate::page::DEFAULT_LIMIT;
use crate::tickets::wire::PersonRef;
use crate::tickets::{EventData, TicketFacts};
use crate::words::words;
use crate::{DepartmentId, EmployeeId, NotificationId, TicketId, Timestamp};

words! {
    /// What a notification says.
    NotificationKind {
        /// A new ticket in the queue of your department (EC-20).
        TicketCreated = "ticket_created",
        /// A ticket was assigned to you (EC-21).
        TicketAssigned = "ticket_assigned",
        /// Somebody commented on your ticket (EC-22).
        CommentAdded = "comment_added",
        /// The status of your ticket changed (EC-23).
        StatusChanged = "status_changed",
        /// A ticket was redirected: to your department, or away from you (EC-24).
        TicketRedirected = "ticket_redirected",
        /// A waiting time is over.
        WaitingOver = "waiting_over",
        /// Somebody mentioned you in a comment.
        Mentioned = "mentioned",
    }
}

words! {
    /// Why somebody hears of an event.
    Relation {
        /// He created the ticket, works on it, worked on it until now, or wrote about it.
        Mine = "mine",
        /// The ticket is in the queue of his department.
        Department = "department",
        /// He watches the ticket.
        Watched = "watched",
    }
}

/// Somebody who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub employee_id: EmployeeId,
    /// What.
    pub kind: NotificationKind,
    /// Why he.
    pub relation: Relation,
}

/// People who shall hear of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// All active members of a department.
    Members(DepartmentId),
    /// One person.
    Person(EmployeeId),
    /// Everyone who commented on the ticket before and still sees it.
    Commenters,
    /// Everyone who watches the ticket and still sees it.
    Watchers,
}

impl Audience {
    /// Why these people hear of it.
    pub fn relation(self) -> Relation {
        match self {
            Self::Members(_) => Relation::Department,
            Self::Person(_) | Self::Commenters => Relation::Mine,
            Self::Watchers => Relation::Watched,
        }
    }
}

/// Who hears of the event and what he is told; the earlier entry wins for a person who is in several.
pub fn audiences(
    event: &EventData,
    before: Option<&TicketFacts>,
    after: &TicketFacts,
) -> Vec<(Audience, NotificationKind)> {
    let mut audiences = concerned(event, before, after);
    // Those who watch hear what the others hear; nobody watches a ticket that has just begun.
    if !matches!(event, EventData::Created(_))
        && let Some((_, kind)) = audiences.last().copied()
    {
        audiences.push((Audience::Watchers, kind));
    }
    audiences
}

/// Those whom it concerns.
fn concerned(
    event: &EventData,
    before: Option<&TicketFacts>,
    after: &TicketFacts,
) -> Vec<(Audience, NotificationKind)> {
    let creator = Audience::Person(after.creator_id);
    let person = |id: Option<EmployeeId>| id.map(Audience::Person);
    let place = person(after.assignee_id).unwrap_or(Audience::Members(after.department_id));
    match event {
        EventData::Created(_) => match after.assignee_id {
            Some(id) => vec![(Audience::Person(id), NotificationKind::TicketAssigned)],
            None => vec![(Audience::Members(after.department_id), NotificationKind::TicketCreated)],
        },
        EventData::Commented { mentioned, .. } => {
            let mentioned = mentioned.iter().map(|id| (Audience::Person(*id), NotificationKind::Mentioned));
            let others = [Some(creator), person(after.assignee_id), Some(Audience::Commenters)];
            let others = others.into_iter().flatten().map(|one| (one, NotificationKind::CommentAdded));
            mentioned.chain(others).collect()
        }
        EventData::Taken { .. } | EventData::StatusChanged(_) => status_changed(after),
        EventData::Undone(undone) if undone.state.is_none() => Vec::new(),
        // Taken back without another place.
        EventData::Undone(_) if before.is_some_and(|before| before.place() == after.place()) => {
            status_changed(after)
        }
        EventData::Redirected(_) | EventData::Undone(_) => {
            let kind = match after.assignee_id {
                Some(_) => NotificationKind::TicketAssigned,
                None => NotificationKind::TicketRedirected,
            };
            let previous = person(before.and_then(|facts| facts.assignee_id));
            let others = [Some(creator), previous].into_iter().flatten();
            std::iter::once((place, kind))
                .chain(others.map(|audience| (audience, NotificationKind::TicketRedirected)))
                .collect()
        }
        EventData::WaitingOver { .. } => vec![(place, NotificationKind::WaitingOver)],
        EventData::FieldsChanged(_) => Vec::new(),
    }
}

fn status_changed(after: &TicketFacts) -> Vec<(Audience, NotificationKind)> {
    let people = [Some(after.creator_id), after.assignee_id].into_iter().flatten();
    people.map(|id| (Audience::Person(id), NotificationKind::StatusChanged)).collect()
}

/// The recipients: active people who want to hear of it, never the actor himself, nobody twice.
///
/// `people` resolves an audience to the ids of its active people, in any order; `wants` is what one of them has set.
pub fn recipients(
    audiences: &[(Audience, NotificationKind)],
    actor: Option<EmployeeId>,
    mut people: impl FnMut(Audience) -> Vec<EmployeeId>,
    wants: impl Fn(Recipient) -> bool,
) -> Vec<Recipient> {
    let mut told: HashSet<EmployeeId> = actor.into_iter().collect();
    let mut result = Vec::new();
    for (audience, kind) in audiences {
        for employee_id in people(*audience) {
            let recipient = Recipient { employee_id, kind: *kind, relation: audience.relation() };
            if !told.contains(&employee_id) && wants(recipient) {
                told.insert(employee_id);
                result.push(recipient);
            }
        }
    }
    result
}

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 90, "kind": "comment_added", "ticket_id": 10423, "ticket_subject": "Станція не відпускає конектор",
    "relation": "mine", "actor": {"id": 7, "full_name": "Коваль Олена Ігорівна"}, "at": "2026-11-21T10:05:00.000Z", "read_at": null,
    "data": {"comment_id": 58}
})))]
pub struct NotificationView {
    /// Its id.
    pub id: NotificationId,
    /// What it says.
    pub kind: NotificationKind,
    /// Why the caller hears of it.
    pub relation: Relation,
    /// About which ticket.
    pub ticket_id: TicketId,
    /// The subject of the ticket when it happened.
    pub ticket_subject: String,
    /// Who did it; `null` is the system.
    pub actor: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// The data of the event, without long texts.
    pub data: serde_json::Value,
}

/// Query string of `GET /notifications`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct NotificationListQuery {
    /// Only unread ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
    /// Rows of the page, 1 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = 1, max = crate::page::MAX_LIMIT)), param(minimum = 1, maximum = 200, default = 50))]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl NotificationListQuery {
    /// How many rows the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }
}

/// Query string of `POST /notifications/read-all`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ReadAllQuery {
    /// Only those about this ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
}
