//! Departments on the wire.

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, ToJson};
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, DEPARTMENT_DESCRIPTION_MAX};
use crate::{DepartmentId, Timestamp, patch};

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 3, "name": "Технічний відділ", "description": "Діагностика, ремонт, OCPP-логи", "archived_at": null,
    "active_members": 6
})))]
pub struct DepartmentView {
    /// Which.
    pub id: DepartmentId,
    /// Unique among those that are not archived, compared without case.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// When it was archived: history keeps its name, it cannot be chosen any more.
    pub archived_at: Option<Timestamp>,
    /// How many active people belong to it.
    pub active_members: i64,
}

/// Query string of `GET /departments`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DepartmentListQuery {
    /// Also archived ones; they are needed for the names in histories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// `POST /departments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "name": "Технічний відділ", "description": "Діагностика, ремонт, OCPP-логи"
})))]
#[serde(deny_unknown_fields)]
pub struct CreateDepartmentRequest {
    /// Up to 200 characters.
    pub name: String,
    /// Up to 2 000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl CreateDepartmentRequest {
    /// Cleans and checks all fields; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, description } = self;
        let mut errors = FieldErrors::default();
        let name = errors.take(text::name("/name", &name));
        let description = errors.take(text::optional_body(
            "/description",
            description.as_deref(),
            DEPARTMENT_DESCRIPTION_MAX,
        ));
        errors.finish(name.zip(description).map(|(name, description)| Self { name, description }))
    }
}

/// `PATCH /departments/{id}`: absent fields stay, `null` clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"description": "Діагностика та ремонт"})))]
#[serde(deny_unknown_fields)]
pub struct UpdateDepartmentRequest {
    /// Up to 200 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Up to 2 000 characters.
    #[serde(default, deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub description: Option<Option<String>>,
}

impl UpdateDepartmentRequest {
    /// Cleans and checks all fields; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, description } = self;
        let mut errors = FieldErrors::default();
        let name = name.and_then(|value| errors.take(text::name("/name", &value)));
        let description = description.and_then(|value| {
            errors.take(text::optional_body("/description", value.as_deref(), DEPARTMENT_DESCRIPTION_MAX))
        });
        errors.finish(Some(Self { name, description }))
    }
}

/// Query string of `DELETE /departments/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DeleteDepartmentQuery {
    /// The department whose queue gets the open tickets; needed when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub move_tickets_to: Option<DepartmentId>,
    /// The department that the active members join; needed when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub move_members_to: Option<DepartmentId>,
}
