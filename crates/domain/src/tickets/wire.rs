//! Tickets on the wire: requests and how they become clean values, and the answers.

mod answers;

use serde::{Deserialize, Serialize};

use super::command::Transition;
use super::fields::{ATTACHMENTS_MAX, CAR_MODEL_MAX, STATION_MAX, SUBJECT_MAX, SUBJECT_MIN};
use super::{ClientType, Priority, Resolution, TicketStatus};
use crate::json::{FromJson, ToJson};
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, BODY_MAX, Length};
use crate::{AttachmentId, DepartmentId, EmployeeId, ErrorCode, Timestamp, patch};

pub use answers::{ActionView, CommentView, EventView, RedirectTicketResponse, TicketRow, TicketView};

const SUBJECT: Length = Length { min: SUBJECT_MIN, max: SUBJECT_MAX };

/// A person, as far as others need to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// Who.
    pub id: EmployeeId,
    /// His name, also after he left.
    pub full_name: String,
}

/// Where a ticket shall go: exactly one of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"department_id": 3})))]
#[serde(deny_unknown_fields)]
pub struct AssignTo {
    /// A department's queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// A person; the ticket goes to his department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee_id: Option<EmployeeId>,
}

/// [`AssignTo`], parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A department's queue.
    Department(DepartmentId),
    /// A person.
    Employee(EmployeeId),
}

impl From<Target> for AssignTo {
    fn from(target: Target) -> Self {
        match target {
            Target::Department(id) => Self { department_id: Some(id), employee_id: None },
            Target::Employee(id) => Self { department_id: None, employee_id: Some(id) },
        }
    }
}

impl AssignTo {
    /// Exactly one of both, or an error at `pointer`.
    pub fn parse(self, pointer: &str) -> Result<Target, FieldError> {
        match (self.department_id, self.employee_id) {
            (Some(id), None) => Ok(Target::Department(id)),
            (None, Some(id)) => Ok(Target::Employee(id)),
            (None, None) => Err(FieldError::new(pointer, ErrorCode::Required)),
            (Some(_), Some(_)) => {
                Err(FieldError::new(format!("{pointer}/employee_id"), ErrorCode::NotApplicable))
            }
        }
    }
}

/// `POST /tickets` (EC-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "subject": "Станція не відпускає конектор", "description": "Сесію завершено, конектор заблоковано. Клієнт на місці.",
    "client_type": "b2c", "priority": "high", "assign_to": {"department_id": 1},
    "station_number": "KYIV-017", "car_model": "Nissan Leaf"
})))]
#[serde(deny_unknown_fields)]
pub struct CreateTicketRequest {
    /// One line, 3 to 200 characters.
    pub subject: String,
    /// Up to 20 000 characters.
    pub description: String,
    /// Whose problem it is.
    pub client_type: ClientType,
    /// How urgent it is.
    pub priority: Priority,
    /// Whose queue, or who.
    #[serde(deserialize_with = "patch::object")]
    pub assign_to: AssignTo,
    /// Up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_number: Option<String>,
    /// Up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub car_model: Option<String>,
    /// Files that the caller uploaded before, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment_ids: Vec<AttachmentId>,
}

/// [`CreateTicketRequest`], parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of CreateTicketRequest")]
pub struct NewTicket {
    pub subject: String,
    pub description: String,
    pub client_type: ClientType,
    pub priority: Priority,
    pub target: Target,
    pub station_number: Option<String>,
    pub car_model: Option<String>,
    pub attachment_ids: Vec<AttachmentId>,
}

impl CreateTicketRequest {
    /// Cleans and checks all fields; the errors name each wrong one.
    pub fn parse(self) -> Result<NewTicket, Vec<FieldError>> {
        let Self {
            subject,
            description,
            client_type,
            priority,
            assign_to,
            station_number,
            car_model,
            attachment_ids,
        } = self;
        let mut errors = FieldErrors::default();
        let subject = errors.take(text::line("/subject", &subject, SUBJECT));
        let description =
            errors.take(text::body("/description", &description, Length { min: 1, max: BODY_MAX }));
        let target = errors.take(assign_to.parse("/assign_to"));
        let station_number =
            errors.take(text::optional_line("/station_number", station_number.as_deref(), STATION_MAX));
        let car_model = errors.take(text::optional_line("/car_model", car_model.as_deref(), CAR_MODEL_MAX));
        let attachment_ids = errors.take(parse_attachments(attachment_ids));
        let new = (|| {
            Some(NewTicket {
                subject: subject?,
                description: description?,
                client_type,
                priority,
                target: target?,
                station_number: station_number?,
                car_model: car_model?,
                attachment_ids: attachment_ids?,
            })
        })();
        errors.finish(new)
    }
}

fn parse_attachments(mut ids: Vec<AttachmentId>) -> Result<Vec<AttachmentId>, FieldError> {
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > ATTACHMENTS_MAX {
        return Err(FieldError::new("/attachment_ids", ErrorCode::TooMany).with("max", ATTACHMENTS_MAX));
    }
    Ok(ids)
}

/// `PATCH /tickets/{id}`: absent fields stay, `null` clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"priority": "critical", "car_model": null})))]
#[serde(deny_unknown_fields)]
pub struct UpdateTicketRequest {
    /// One line, 3 to 200 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Up to 20 000 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How urgent it is.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Whose problem it is.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub client_type: Option<ClientType>,
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub station_number: Option<Option<String>>,
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub car_model: Option<Option<String>>,
}

/// [`UpdateTicketRequest`], parsed: `Some` is a field that shall have this value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of UpdateTicketRequest")]
pub struct TicketChanges {
    pub subject: Option<String>,
    pub description: Option<String>,
    pub priority: Option<Priority>,
    pub client_type: Option<ClientType>,
    pub station_number: Option<Option<String>>,
    pub car_model: Option<Option<String>>,
}

impl UpdateTicketRequest {
    /// Cleans and checks all fields; the errors name each wrong one.
    pub fn parse(self) -> Result<TicketChanges, Vec<FieldError>> {
        let Self { subject, description, priority, client_type, station_number, car_model } = self;
        let mut errors = FieldErrors::default();
        let changes = TicketChanges {
            subject: subject.and_then(|value| errors.take(text::line("/subject", &value, SUBJECT))),
            description: description.and_then(|value| {
                errors.take(text::body("/description", &value, Length { min: 1, max: BODY_MAX }))
            }),
            priority,
            client_type,
            station_number: station_number.and_then(|value| {
                errors.take(text::optional_line("/station_number", value.as_deref(), STATION_MAX))
            }),
            car_model: car_model.and_then(|value| {
                errors.take(text::optional_line("/car_model", value.as_deref(), CAR_MODEL_MAX))
            }),
        };
        errors.finish(Some(changes))
    }
}

/// `POST /tickets/{id}/redirect` (EC-13, EC-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "to": {"department_id": 1}, "comment": "Блокування з боку прошивки, потрібен unlock через OCPP."
})))]
#[serde(deny_unknown_fields)]
pub struct RedirectTicketRequest {
    /// Where to.
    #[serde(deserialize_with = "patch::object")]
    pub to: AssignTo,
    /// Why; not blank, up to 20 000 characters.
    pub comment: String,
}

impl RedirectTicketRequest {
    /// Cleans and checks all fields.
    pub fn parse(self) -> Result<(Target, String), Vec<FieldError>> {
        let Self { to, comment } = self;
        let mut errors = FieldErrors::default();
        let target = errors.take(to.parse("/to"));
        let comment = errors.take(text::body("/comment", &comment, Length { min: 1, max: BODY_MAX }));
        errors.finish(target.zip(comment))
    }
}

/// `POST /tickets/{id}/transition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"to": "closed", "resolution": "withdrawn"})))]
#[serde(deny_unknown_fields)]
pub struct TransitionTicketRequest {
    /// The status to reach.
    pub to: TicketStatus,
    /// Only to waiting: when the system returns the ticket; must lie in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Only to closed: why; `solved` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// Up to 20 000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl TransitionTicketRequest {
    /// Cleans and checks all fields.
    pub fn parse(self) -> Result<Transition, Vec<FieldError>> {
        let Self { to, until, resolution, comment } = self;
        let comment =
            text::optional_body("/comment", comment.as_deref(), BODY_MAX).map_err(|error| vec![error])?;
        Ok(Transition { to, until, resolution, comment })
    }
}

/// `POST /tickets/{id}/undo`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"version": 4})))]
#[serde(deny_unknown_fields)]
pub struct UndoTicketRequest {
    /// The version of the ticket that the command led to: what made it is taken back.
    pub version: i64,
}

/// `POST /tickets/{id}/comments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"body": "Клієнтці сказала, що ми вже працюємо."})))]
#[serde(deny_unknown_fields)]
pub struct CreateCommentRequest {
    /// Not blank, up to 20 000 characters.
    pub body: String,
    /// Files that the caller uploaded before, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachment_ids: Vec<AttachmentId>,
}

impl CreateCommentRequest {
    /// Cleans and checks all fields.
    pub fn parse(self) -> Result<(String, Vec<AttachmentId>), Vec<FieldError>> {
        let Self { body, attachment_ids } = self;
        let mut errors = FieldErrors::default();
        let body = errors.take(text::body("/body", &body, Length { min: 1, max: BODY_MAX }));
        let attachment_ids = errors.take(parse_attachments(attachment_ids));
        errors.finish(body.zip(attachment_ids))
    }
}
