//! The event log of a ticket and its fold: `fold(events)` is the row, for every ticket, always.

use serde::{Deserialize, Serialize};

use super::{ClientType, Place, Priority, Resolution, Ticket, TicketStatus};
use crate::json::{FromJson, Reader, Value};
use crate::words::words;
use crate::{CommentId, DepartmentId, EmployeeId, EventId, TicketId, Timestamp};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketEvent {
    /// Position in the log of the whole desk, ascending in the order of commits.
    pub id: EventId,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Who did it; `None` is the system.
    pub actor_id: Option<EmployeeId>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub data: EventData,
}

/// What happened; `kind` and `data` on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum EventData {
    /// The first event of every ticket.
    Created(Created),
    /// Somebody took it into work.
    Taken {
        /// The status before.
        from: TicketStatus,
        /// Who was assigned before: nobody, or the taker himself.
        previous_assignee_id: Option<EmployeeId>,
    },
    /// It went to another department or person and is new there.
    Redirected(Redirected),
    /// Its status changed by a transition.
    StatusChanged(StatusChanged),
    /// Its fields changed.
    FieldsChanged(FieldsChanged),
    /// Somebody commented.
    Commented {
        /// The comment.
        comment_id: CommentId,
        /// Who is mentioned in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentioned: Vec<EmployeeId>,
    },
    /// Its waiting time is over; the system returned it.
    WaitingOver {
        /// The status after: in progress, or new when nobody is assigned.
        to: TicketStatus,
    },
    /// Somebody took back what he had done.
    Undone(Undone),
}

impl FromJson for EventData {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        let data = reader.find(value, "data");
        match reader.find(value, "kind").as_str() {
            Some("created") => Self::Created(Created::from_json(data, reader)),
            Some("taken") => Self::Taken {
                from: reader.field(data, "from"),
                previous_assignee_id: reader.field(data, "previous_assignee_id"),
            },
            Some("redirected") => Self::Redirected(Redirected::from_json(data, reader)),
            Some("status_changed") => Self::StatusChanged(StatusChanged::from_json(data, reader)),
            Some("fields_changed") => Self::FieldsChanged(FieldsChanged::from_json(data, reader)),
            Some("commented") => Self::Commented {
                comment_id: reader.field(data, "comment_id"),
                mentioned: reader.field::<Option<_>>(data, "mentioned").unwrap_or_default(),
            },
            Some("waiting_over") => Self::WaitingOver { to: reader.field(data, "to") },
            Some("undone") => Self::Undone(Undone::from_json(data, reader)),
            _ => {
                reader.wrong();
                Self::FieldsChanged(FieldsChanged::default())
            }
        }
    }
}

/// How a ticket began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Created {
    /// One line.
    pub subject: String,
    /// Text of several lines.
    pub description: String,
    /// Whose problem it is.
    pub client_type: ClientType,
    /// How urgent it is.
    pub priority: Priority,
    /// The queue.
    pub department_id: DepartmentId,
    /// The person, when it was created for a person.
    pub assignee_id: Option<EmployeeId>,
    /// Who created it. The same as the actor of the event unless the system imported it.
    pub creator_id: EmployeeId,
    /// The charging station.
    pub station_number: Option<String>,
    /// The car.
    pub car_model: Option<String>,
}

/// A redirect, with the comment that every redirect by a person has (EC-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Redirected {
    /// Where it was.
    pub from: Place,
    /// Where it is now.
    pub to: Place,
    /// Why; `null` when the administration moved it (see `reason`).
    pub comment: Option<String>,
    /// Why the administration moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<MoveReason>,
}

words! {
    /// Why tickets move without anybody redirecting them one by one (DESIGN 2.4).
    MoveReason {
        /// Their assignee was deactivated.
        EmployeeDeactivated = "employee_deactivated",
        /// Their department was archived.
        DepartmentArchived = "department_archived",
    }
}

/// A transition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StatusChanged {
    /// The status before.
    pub from: TicketStatus,
    /// The status after.
    pub to: TicketStatus,
    /// To waiting: until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// To closed: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// What the person said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Reopened while its assignee is deactivated: nobody is assigned any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unassigned: bool,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Change<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

/// The fields that an edit changed; the others are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields are those of Ticket")]
pub struct FieldsChanged {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Change<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Change<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Change<Priority>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_type: Option<Change<ClientType>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_number: Option<Change<Option<String>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub car_model: Option<Change<Option<String>>>,
}

/// What was taken back, and what the ticket has again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Undone {
    /// The kind of the event that was taken back.
    pub kind: String,
    /// Where it stands again; absent when only fields were taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The fields that have their former values again.
    #[serde(default)]
    pub fields: FieldsChanged,
}

/// Where a ticket stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the fields are those of Ticket")]
pub struct State {
    pub status: TicketStatus,
    pub department_id: DepartmentId,
    pub assignee_id: Option<EmployeeId>,
    pub waiting_until: Option<Timestamp>,
    pub resolution: Option<Resolution>,
    pub closed_at: Option<Timestamp>,
    pub return_count: i32,
}

impl State {
    /// That of a ticket.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            status: ticket.status,
            department_id: ticket.department_id,
            assignee_id: ticket.assignee_id,
            waiting_until: ticket.waiting_until,
            resolution: ticket.resolution,
            closed_at: ticket.closed_at,
            return_count: ticket.return_count,
        }
    }
}

impl EventData {
    /// The value of `kind` on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Created(_) => "created",
            Self::Taken { .. } => "taken",
            Self::Redirected(_) => "redirected",
            Self::StatusChanged(_) => "status_changed",
            Self::FieldsChanged(_) => "fields_changed",
            Self::Commented { .. } => "commented",
            Self::WaitingOver { .. } => "waiting_over",
            Self::Undone(_) => "undone",
        }
    }
}

impl Ticket {
    /// The ticket after its first event; `None` when the event is not `created`.
    pub fn begin(event: &TicketEvent) -> Option<Self> {
        let EventData::Created(created) = &event.data else { return None };
        Some(Self {
            id: event.ticket_id,
            subject: created.subject.clone(),
            description: created.description.clone(),
            client_type: created.client_type,
            priority: created.priority,
            status: TicketStatus::New,
            department_id: created.department_id,
            assignee_id: created.assignee_id,
            creator_id: created.creator_id,
            station_number: created.station_number.clone(),
            car_model: created.car_model.clone(),
            waiting_until: None,
            resolution: None,
            return_count: 0,
            version: 1,
            created_at: event.at,
            updated_at: event.at,
            closed_at: None,
        })
    }

    /// The ticket after one more event of it.
    pub fn evolve(&mut self, actor_id: Option<EmployeeId>, at: Timestamp, data: &EventData) {
        self.version += 1;
        self.updated_at = at;
        match data {
            EventData::Created(_) | EventData::Commented { .. } => {}
            EventData::Taken { .. } => {
                self.status = TicketStatus::InProgress;
                self.assignee_id = actor_id;
                self.waiting_until = None;
            }
            EventData::Redirected(redirected) => {
                self.status = TicketStatus::New;
                self.department_id = redirected.to.department_id;
                self.assignee_id = redirected.to.assignee_id;
                self.waiting_until = None;
            }
            EventData::StatusChanged(change) => self.change_status(at, change),
            EventData::FieldsChanged(changes) => self.change_fields(changes),
            EventData::WaitingOver { to } => {
                self.status = *to;
                self.waiting_until = None;
            }
            EventData::Undone(Undone { state, fields, .. }) => {
                self.change_fields(fields);
                if let Some(state) = state {
                    self.stand(state);
                }
            }
        }
    }

    fn stand(&mut self, state: &State) {
        let State { status, department_id, assignee_id, waiting_until, resolution, closed_at, return_count } =
            state;
        self.status = *status;
        self.department_id = *department_id;
        self.assignee_id = *assignee_id;
        self.waiting_until = *waiting_until;
        self.resolution = *resolution;
        self.closed_at = *closed_at;
        self.return_count = *return_count;
    }

    fn change_status(&mut self, at: Timestamp, change: &StatusChanged) {
        self.status = change.to;
        self.waiting_until = change.until;
        self.resolution = change.resolution;
        self.closed_at = (change.to == TicketStatus::Closed).then_some(at);
        if change.from == TicketStatus::Closed {
            self.return_count += 1;
        }
        if change.unassigned {
            self.assignee_id = None;
        }
    }

    fn change_fields(&mut self, changes: &FieldsChanged) {
        let FieldsChanged { subject, description, priority, client_type, station_number, car_model } =
            changes;
        if let Some(change) = subject {
            self.subject.clone_from(&change.to);
        }
        if let Some(change) = description {
            self.description.clone_from(&change.to);
        }
        if let Some(change) = priority {
            self.priority = change.to;
        }
        if let Some(change) = client_type {
            self.client_type = change.to;
        }
        if let Some(change) = station_number {
            self.station_number.clone_from(&change.to);
        }
        if let Some(change) = car_model {
            self.car_model.clone_from(&change.to);
        }
    }
}

/// The ticket that a whole log leads to; `None` when the log does not begin with `created`.
pub fn fold(events: &[TicketEvent]) -> Option<Ticket> {
    let (first, rest) = events.split_first()?;
    let mut ticket = Ticket::begin(first)?;
    for event in rest {
        ticket.evolve(event.actor_id, event.at, &event.data);
    }
    Some(ticket)
}
