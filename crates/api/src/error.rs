//! The one error type of the server and the single place where an error becomes HTTP (RFC 9457).

use std::panic::Location;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use domain::ErrorCode;
use domain::authz::Denied;
use domain::problem::{FieldError, Problem};
use domain::tickets::Refusal;
use sea_orm::{DbErr, RuntimeErr};
use serde_json::{Map, Value, json};

use crate::http::request_id;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub struct ApiError {
    code: ErrorCode,
    detail: Option<String>,
    errors: Vec<FieldError>,
    extra: Map<String, Value>,
    retry_after: Option<u64>,
}

/// The result of everything that can refuse a request.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// A refusal that its code says completely.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, detail: None, errors: Vec::new(), extra: Map::new(), retry_after: None }
    }

    /// 404: unknown, or invisible to the caller.
    pub fn not_found() -> Self {
        Self::new(ErrorCode::NotFound)
    }

    /// 422 with the wrong fields.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(ErrorCode::InvalidFields) }
    }

    /// 422 with one wrong field.
    pub fn field(pointer: &str, code: ErrorCode) -> Self {
        Self::invalid(vec![FieldError::new(pointer, code)])
    }

    /// 400 with what is wrong in a query.
    pub fn query(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(ErrorCode::InvalidQuery) }
    }

    /// 429: when to try again, in seconds.
    pub fn too_many(retry_after: u64) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(ErrorCode::TooManyRequests) }
    }

    /// Our fault: logged here, once, with the request id; the answer says nothing but that id.
    #[track_caller]
    pub fn internal(source: impl std::fmt::Display) -> Self {
        let location = Location::caller();
        let request_id = request_id();
        tracing::error!(request.id = %request_id, error.location = %location, "request {request_id} failed: {source}");
        Self::new(ErrorCode::Internal)
    }

    /// One English sentence for developers.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// One more member of the problem.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.extra.insert(name.to_owned(), value);
        self
    }

    /// The wrong fields.
    pub fn fields(&self) -> &[FieldError] {
        &self.errors
    }

    /// The reason.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    fn problem(&self) -> Problem {
        let status = status(self.code);
        Problem {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: self.detail.clone().unwrap_or_else(|| self.code.as_str().replace('_', " ")),
            instance: request_id(),
            code: self.code,
            errors: self.errors.clone(),
            extra: self.extra.clone(),
        }
    }
}

/// The status of a code. Codes of single fields never stand alone; they share 422 with their envelope.
pub fn status(code: ErrorCode) -> StatusCode {
    use ErrorCode as C;
    match code {
        C::MalformedRequest | C::InvalidCursor | C::InvalidQuery => StatusCode::BAD_REQUEST,
        C::Unauthenticated | C::InvalidCredentials | C::InvalidRefreshToken => StatusCode::UNAUTHORIZED,
        C::AdminOnly | C::NotAWorker | C::CreatorEditsOnlyNew | C::WithdrawOnlyUnassigned => {
            StatusCode::FORBIDDEN
        }
        C::NotFound => StatusCode::NOT_FOUND,
        C::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        C::AlreadyTaken
        | C::TransitionNotAllowed
        | C::TicketClosed
        | C::ResolutionNotAllowed
        | C::AlreadyThere
        | C::DepartmentArchived
        | C::EmployeeInactive
        | C::EmailTaken
        | C::NameTaken
        | C::LastAdmin
        | C::HasOpenTickets
        | C::HasMembers
        | C::SetupDone
        | C::AttachmentInUse
        | C::IdempotencyKeyInUse
        | C::NotUndoable
        | C::ChangedSince
        | C::UndoExpired
        | C::JobRunning
        | C::JobEnded
        | C::LimitReached
        | C::ConcurrentChange => StatusCode::CONFLICT,
        C::VersionConflict => StatusCode::PRECONDITION_FAILED,
        C::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        C::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        C::InvalidFields
        | C::IdempotencyKeyReused
        | C::InvalidInvite
        | C::InvalidSetupToken
        | C::WrongPassword
        | C::Required
        | C::TooShort
        | C::TooLong
        | C::TooMany
        | C::OutOfRange
        | C::ControlCharacters
        | C::InvalidEmail
        | C::InvalidType
        | C::UnknownField
        | C::NotApplicable
        | C::NotInTheFuture
        | C::UnknownDepartment
        | C::UnknownEmployee
        | C::UnknownAttachment
        | C::CannotSeeTicket
        | C::OpenQuote
        | C::UnknownValue
        | C::NotComparable
        | C::EmptyFile => StatusCode::UNPROCESSABLE_ENTITY,
        C::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        C::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        C::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        C::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.code.fmt(f)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status(self.code)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = serde_json::to_vec(&self.problem()).unwrap_or_default();
        response.content_type("application/problem+json").body(body)
    }
}

impl From<Vec<FieldError>> for ApiError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::invalid(errors)
    }
}

impl From<Denied> for ApiError {
    fn from(Denied(code): Denied) -> Self {
        Self::new(code)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::Rule(code, allowed) => Self::new(code).with("allowed", json!(allowed)),
            Refusal::Field(error) => Self::invalid(vec![error]),
        }
    }
}

impl From<DbErr> for ApiError {
    #[track_caller]
    fn from(error: DbErr) -> Self {
        match &error {
            // Two transactions wanted the same row or the same unique value; the client may simply try again.
            DbErr::Exec(RuntimeErr::SqlxError(source)) | DbErr::Query(RuntimeErr::SqlxError(source))
                if is_conflict(source) =>
            {
                tracing::warn!("concurrent change: {error}");
                Self::new(ErrorCode::ConcurrentChange)
            }
            DbErr::ConnectionAcquire(_) => {
                tracing::error!("no database connection: {error}");
                Self::new(ErrorCode::Unavailable)
            }
            _ => Self::internal(error),
        }
    }
}

/// PostgreSQL: serialization_failure, deadlock_detected, unique_violation; SQLite: SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY.
fn is_conflict(error: &sea_orm::sqlx::Error) -> bool {
    const CODES: [&str; 5] = ["40001", "40P01", "23505", "2067", "1555"];
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| CODES.contains(&code.as_ref()))
}
