//! Errors on the wire: RFC 9457 `application/problem+json`.

use serde::{Deserialize, Serialize};

use crate::ErrorCode;
use crate::json::{FromJson, Map, Reader, Value};

/// The body of every answer with a status from 400 up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "type": "about:blank", "title": "Unprocessable Content", "status": 422, "detail": "one or more fields are wrong",
    "instance": "018f6f2e-7c1a-7b3e-9d55-0a8f4b1c2d3e", "code": "invalid_fields",
    "errors": [{"pointer": "/subject", "code": "too_short", "params": {"min": 3}}]
})))]
pub struct Problem {
    /// A URI for the kind of problem; `about:blank` as RFC 9457 allows, `code` says more.
    #[serde(rename = "type")]
    pub kind: String,
    /// The phrase of the HTTP status.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// One English sentence for developers; the browser shows a translation of `code`.
    pub detail: String,
    /// The request id, also in the header `X-Request-Id` and in the server's log.
    pub instance: String,
    /// The reason, from a closed list.
    pub code: ErrorCode,
    /// 422: the wrong fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// More members for some codes: `allowed` (what the status allows), `taken_by` (who holds the ticket),
    /// `conflicts` (both values of a field that two people changed).
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The names of the fields but `extra`.
const OWN: [&str; 7] = ["type", "title", "status", "detail", "instance", "code", "errors"];

/// By hand: one field is named by a keyword, and all that the others leave belongs to `extra`.
impl FromJson for Problem {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        let mut extra = Map::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            if !OWN.contains(&name.as_str()) {
                extra.insert(name.clone(), value.clone());
            }
        }
        Self {
            kind: reader.field(value, "type"),
            title: reader.field(value, "title"),
            status: reader.field(value, "status"),
            detail: reader.field(value, "detail"),
            instance: reader.field(value, "instance"),
            code: reader.field(value, "code"),
            errors: reader.field(value, "errors"),
            extra,
        }
    }
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the body, or the name of the query parameter.
    pub pointer: String,
    /// What is wrong with it.
    pub code: ErrorCode,
    /// Numbers for the text, such as `{"max": 200}`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub params: Map<String, Value>,
}

impl FieldError {
    /// An error without parameters.
    pub fn new(pointer: impl Into<String>, code: ErrorCode) -> Self {
        Self { pointer: pointer.into(), code, params: Map::new() }
    }

    /// The same error with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

/// Collects the wrong fields of a request, so that the answer names all of them at once.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Keeps the error and gives `None`, or gives the value.
    pub fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// Adds an error.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// The errors.
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }

    /// `value` when nothing was wrong. Collected values are `Some` exactly then.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
