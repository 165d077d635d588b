//! Quick texts on the wire.

use serde::{Deserialize, Serialize};

use super::{BODY_MAX, NAME_MAX};
use crate::json::{FromJson, ToJson};
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, Length};
use crate::{EmployeeId, QuickTextId, patch};

/// A text that is put into comments by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 4, "name": "перезавантаження", "body": "Вимкніть станцію автоматом на 30 секунд і ввімкніть знову.",
    "shared": true, "owner_id": 7
})))]
pub struct QuickText {
    /// Which.
    pub id: QuickTextId,
    /// What is typed after `;`, or the beginning of one of its words; up to 40 characters.
    pub name: String,
    /// In a subset of Markdown, up to 5 000 characters.
    pub body: String,
    /// Whether everybody has it; then administrators change it.
    pub shared: bool,
    /// Who wrote it.
    pub owner_id: EmployeeId,
}

/// `POST /quick-texts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "name": "перезавантаження", "body": "Вимкніть станцію автоматом на 30 секунд і ввімкніть знову."
})))]
#[serde(deny_unknown_fields)]
pub struct CreateQuickTextRequest {
    /// 1 to 40 characters.
    pub name: String,
    /// 1 to 5 000 characters.
    pub body: String,
    /// Whether everybody gets it; only administrators may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl CreateQuickTextRequest {
    /// The same with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, body, shared } = self;
        let mut errors = FieldErrors::default();
        let name = errors.take(text::line("/name", &name, NAME));
        let body = errors.take(text::body("/body", &body, BODY));
        errors.finish(name.zip(body).map(|(name, body)| Self { name, body, shared }))
    }
}

/// `PATCH /quick-texts/{id}`: absent fields stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"name": "перезапуск"})))]
#[serde(deny_unknown_fields)]
pub struct UpdateQuickTextRequest {
    /// 1 to 40 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 1 to 5 000 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Whether everybody has it.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

impl UpdateQuickTextRequest {
    /// The same with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, body, shared } = self;
        let mut errors = FieldErrors::default();
        let name = name.and_then(|name| errors.take(text::line("/name", &name, NAME)));
        let body = body.and_then(|body| errors.take(text::body("/body", &body, BODY)));
        errors.finish(Some(Self { name, body, shared }))
    }
}

const NAME: Length = Length { min: 1, max: NAME_MAX };
const BODY: Length = Length { min: 1, max: BODY_MAX };
