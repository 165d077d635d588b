//! Employees on the wire.

use serde::{Deserialize, Serialize};

use super::{Locale, Role};
use crate::json::{FromJson, ToJson};
use crate::page::DEFAULT_LIMIT;
use crate::problem::{FieldError, FieldErrors};
use crate::tickets::wire::AssignTo;
use crate::{Actor, DepartmentId, EmployeeId, Timestamp, patch, text};

/// A person who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 7, "full_name": "Коваль Олена Ігорівна", "email": "olena.koval@example.com", "department_id": 1,
    "department_name": "Диспетчерська служба", "role": "user", "locale": "uk", "active": true, "invited": false,
    "created_at": "2026-11-21T09:30:00.000Z"
})))]
pub struct EmployeeView {
    /// Who.
    pub id: EmployeeId,
    /// «ПІБ».
    pub full_name: String,
    /// Lower case; the login.
    pub email: String,
    /// His only department.
    pub department_id: DepartmentId,
    /// Its name.
    pub department_name: String,
    /// What he may do.
    pub role: Role,
    /// His language.
    pub locale: Locale,
    /// Deactivated people cannot log in nor be assigned.
    pub active: bool,
    /// Whether an invitation waits for him to set a password.
    pub invited: bool,
    /// When he was added.
    pub created_at: Timestamp,
}

impl EmployeeView {
    /// As the one who acts.
    pub fn actor(&self) -> Actor {
        Actor::Employee { id: self.id, department_id: self.department_id, role: self.role }
    }
}

/// Query string of `GET /employees`, ordered by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct EmployeeListQuery {
    /// Part of the name or e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(length(max = 200)))]
    pub q: Option<String>,
    /// Members of this department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// Only active, or only deactivated people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Rows of the page, 1 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = 1, max = crate::page::MAX_LIMIT)), param(minimum = 1, maximum = 200, default = 50))]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl EmployeeListQuery {
    /// How many rows the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }
}

/// `POST /employees` (EC-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "full_name": "Коваль Олена Ігорівна", "email": "olena.koval@example.com", "department_id": 1, "role": "user"
})))]
#[serde(deny_unknown_fields)]
pub struct CreateEmployeeRequest {
    /// Up to 200 characters.
    pub full_name: String,
    /// Unique, compared without case.
    pub email: String,
    /// His only department.
    pub department_id: DepartmentId,
    /// What he may do.
    pub role: Role,
}

/// [`CreateEmployeeRequest`], parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of CreateEmployeeRequest")]
pub struct NewEmployee {
    pub full_name: String,
    pub email: String,
    pub department_id: DepartmentId,
    pub role: Role,
}

impl CreateEmployeeRequest {
    /// Cleans and checks all fields.
    pub fn parse(self) -> Result<NewEmployee, Vec<FieldError>> {
        let Self { full_name, email, department_id, role } = self;
        let mut errors = FieldErrors::default();
        let full_name = errors.take(text::name("/full_name", &full_name));
        let email = errors.take(text::email("/email", &email));
        let new = full_name.zip(email).map(|(full_name, email)| NewEmployee {
            full_name,
            email,
            department_id,
            role,
        });
        errors.finish(new)
    }
}

/// `PATCH /employees/{id}`: absent fields stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"full_name": "Коваль-Мельник Олена Ігорівна"})))]
#[serde(deny_unknown_fields)]
pub struct UpdateEmployeeRequest {
    /// Up to 200 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Unique, compared without case.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Moves the person; his assigned tickets stay where they are and visible to him.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// What he may do.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl UpdateEmployeeRequest {
    /// Cleans and checks all fields; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { full_name, email, department_id, role } = self;
        let mut errors = FieldErrors::default();
        let full_name = full_name.and_then(|value| errors.take(text::name("/full_name", &value)));
        let email = email.and_then(|value| errors.take(text::email("/email", &value)));
        errors.finish(Some(Self { full_name, email, department_id, role }))
    }
}

/// `POST /employees/{id}/deactivate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"move_tickets_to": {"department_id": 1}})))]
#[serde(deny_unknown_fields)]
pub struct DeactivateEmployeeRequest {
    /// Where the open tickets of the person go; needed when there are any.
    #[serde(default, deserialize_with = "patch::optional_object", skip_serializing_if = "Option::is_none")]
    pub move_tickets_to: Option<AssignTo>,
}

/// Answer of `POST /employees`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CreatedEmployee {
    /// The person.
    pub employee: EmployeeView,
    /// Shown once: valid for 7 days, for one use.
    #[cfg_attr(feature = "server", schema(example = "https://desk.example.com/invite/hT2v…"))]
    pub invite_url: String,
}

/// Answer of `POST /employees/{id}/invite`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Invite {
    /// Shown once: valid for 7 days, for one use; earlier invitations of the person end.
    #[cfg_attr(feature = "server", schema(example = "https://desk.example.com/invite/hT2v…"))]
    pub invite_url: String,
}
