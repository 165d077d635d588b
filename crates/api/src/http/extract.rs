//! Extractors that answer every wrong input with the right problem.

use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use domain::ErrorCode;
use domain::patch::Object;
use domain::problem::FieldError;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use validator::{Validate, ValidationErrorsKind};

use crate::error::{ApiError, ApiResult};

/// The most bytes of a request body; uploads have a limit of their own.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The body of a command without parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// A JSON body. Syntax is 400, anything else that is wrong with it 422 with the pointer. No body at all means `{}`.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type =
            request.headers().get(header::CONTENT_TYPE).map(|value| value.as_bytes().to_ascii_lowercase());
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let body = body.await.map_err(|error| body_error(&error))?;
            if body.is_empty() {
                return parse_json(b"{}").map(Self);
            }
            if !content_type.is_some_and(|value| is_json(&value)) {
                return Err(
                    ApiError::new(ErrorCode::UnsupportedMediaType).with_detail("expected application/json")
                );
            }
            parse_json(&body).map(Self)
        })
    }
}

pub(super) fn body_error(error: &actix_web::Error) -> ApiError {
    match error.as_response_error().status_code().as_u16() {
        413 => ApiError::new(ErrorCode::PayloadTooLarge),
        _ => ApiError::new(ErrorCode::MalformedRequest).with_detail("the body could not be read"),
    }
}

fn is_json(content_type: &[u8]) -> bool {
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    essence == b"application/json" || (essence.starts_with(b"application/") && essence.ends_with(b"+json"))
}

fn parse_json<T: DeserializeOwned>(body: &[u8]) -> ApiResult<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let Object(value) = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        json_error(&pointer, error.inner())
    })?;
    deserializer.end().map_err(|error| json_error("", &error))?;
    Ok(value)
}

fn json_error(pointer: &str, error: &serde_json::Error) -> ApiError {
    if !error.is_data() {
        return ApiError::new(ErrorCode::MalformedRequest).with_detail(error.to_string());
    }
    ApiError::invalid(vec![field_error(pointer, &error.to_string())])
}

/// serde says what is wrong only in its message; a missing field is the first name in backticks there.
fn field_error(pointer: &str, message: &str) -> FieldError {
    if message.starts_with("missing field") {
        let name = message.split('`').nth(1).unwrap_or_default();
        FieldError::new(format!("{pointer}/{name}"), ErrorCode::Required)
    } else if message.starts_with("unknown field") {
        FieldError::new(pointer, ErrorCode::UnknownField)
    } else {
        FieldError::new(pointer, ErrorCode::InvalidType)
    }
}

/// RFC 6901.
fn pointer(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

/// A query string. Wrong values are 422, with the name of the parameter as the pointer.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = std::future::Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        std::future::ready(parse_query(request.query_string()).map(Self))
    }
}

/// Reads a query string.
pub fn parse_query<T: DeserializeOwned + Validate>(text: &str) -> ApiResult<T> {
    let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    let value: T = serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let name = pointer(error.path()).trim_start_matches('/').to_owned();
        let mut field = field_error(&format!("/{name}"), &error.inner().to_string());
        field.pointer = field.pointer.trim_start_matches('/').to_owned();
        ApiError::invalid(vec![field])
    })?;
    value.validate().map_err(|errors| ApiError::invalid(validation_errors(&errors)))?;
    Ok(value)
}

/// Reads a query string of two parts: what is named in `first`, and the rest.
pub fn parse_queries<A, B>(text: &str, first: &[&str]) -> ApiResult<(A, B)>
where
    A: DeserializeOwned + Validate,
    B: DeserializeOwned + Validate,
{
    let new = || form_urlencoded::Serializer::new(String::new());
    let (mut one, mut other) = (new(), new());
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        let part = if first.contains(&&*name) { &mut one } else { &mut other };
        part.append_pair(&name, &value);
    }
    Ok((parse_query(&one.finish())?, parse_query(&other.finish())?))
}

fn validation_errors(errors: &validator::ValidationErrors) -> Vec<FieldError> {
    let mut fields = Vec::new();
    for (name, kind) in errors.errors() {
        let ValidationErrorsKind::Field(list) = kind else { continue };
        for error in list {
            let code = if error.code == "length" { ErrorCode::TooLong } else { ErrorCode::OutOfRange };
            let mut field = FieldError::new(name.as_ref(), code);
            for bound in ["min", "max"] {
                if let Some(value) = error.params.get(bound) {
                    field = field.with(bound, value.clone());
                }
            }
            fields.push(field);
        }
    }
    fields
}

/// The id in a path. What is not a number, or no id can be, does not exist: 404.
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = std::future::Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let text = request.match_info().get("id").unwrap_or_default();
        std::future::ready(text.parse().map(Self).map_err(|_| ApiError::not_found()))
    }
}

/// Query string of lists that have nothing to filter.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Rows of the page, 1 to 200.
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    pub after: Option<String>,
}

impl PageQuery {
    /// How many rows the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(domain::page::DEFAULT_LIMIT)
    }
}
