//! `Idempotency-Key`: the same request sent again gets the first answer again (kept 24 h per person).
//!
//! The key is claimed before the handler runs and the answer is stored after it. A key whose process died in between
//! stays claimed: better a 409 than a second ticket.

use std::panic::{AssertUnwindSafe, resume_unwind};

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpResponse, ResponseError, web};
use domain::{EmployeeId, ErrorCode};
use futures_util::FutureExt;
use sea_orm::{ActiveValue::Set, EntityTrait};
use sha2::{Digest, Sha256};
use tokio::task::JoinError;

use super::extract::{BODY_LIMIT, body_error};
use super::{REQUEST_ID, request_id};
use crate::auth::CurrentUser;
use crate::entities::idempotency_keys as keys;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// How long answers are kept, in milliseconds.
pub const KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;
const KEY_MAX: usize = 200;
const STORED_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Runs a POST with a key at most once.
pub async fn idempotency(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(key) = request.headers().get("idempotency-key").cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"multipart/"));
    if request.method() != Method::POST || multipart || is_anonymous(&request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let Some(key) =
        key.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_MAX).map(str::to_owned)
    else {
        let error = ApiError::field("Idempotency-Key", ErrorCode::OutOfRange);
        return Ok(request.into_response(error.error_response()));
    };
    // A task of its own runs to its end also when the caller hangs up: he will ask for the answer again.
    let task = actix_web::rt::spawn(REQUEST_ID.scope(request_id(), run_once(request, next, key)));
    match task.await.map_err(JoinError::try_into_panic) {
        Ok(answer) => answer,
        Err(Ok(panic)) => resume_unwind(panic),
        Err(Err(_)) => Err(ApiError::new(ErrorCode::Unavailable).into()),
    }
}

async fn run_once(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    key: String,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let state = state.ok_or_else(|| ApiError::internal("no state"))?;
    let user = match claim(&state, &mut request, &key).await {
        Ok(Claim::Ours(user)) => user,
        Ok(Claim::Answered(response)) => return Ok(request.into_response(response)),
        Err(error) => return Ok(request.into_response(error.error_response())),
    };
    let id = (user.0, key);
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(response) => keep(&state, id, response?.map_into_boxed_body()).await,
        Err(panic) => {
            forget(&state, id).await?;
            resume_unwind(panic)
        }
    }
}

/// Keys belong to people; who needs none to be answered has none.
fn is_anonymous(request: &ServiceRequest) -> bool {
    request.path().starts_with("/api/v1/auth/") || !request.headers().contains_key(header::AUTHORIZATION)
}

enum Claim {
    Ours(EmployeeId),
    Answered(HttpResponse),
}

async fn claim(state: &AppState, request: &mut ServiceRequest, key: &str) -> ApiResult<Claim> {
    let (http, payload) = request.parts_mut();
    let user = CurrentUser::from_request(http, payload).await?;
    let body = web::Bytes::from_request(http, payload).await.map_err(|error| body_error(&error))?;
    let fingerprint = fingerprint(http.path(), &body);
    *payload = Payload::from(body);
    let row = keys::ActiveModel {
        employee_id: Set(user.id.0),
        key: Set(key.to_owned()),
        fingerprint: Set(fingerprint.clone()),
        created_at: Set(state.clock.now().millis()),
        status: Set(None),
        headers: Set(None),
        body: Set(None),
    };
    let inserted =
        keys::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(state.db.write()).await?;
    if matches!(inserted, sea_orm::TryInsertResult::Inserted(rows) if rows > 0) {
        return Ok(Claim::Ours(user.id));
    }
    let first = keys::Entity::find_by_id((user.id.0, key.to_owned())).one(state.db.read()).await?;
    let first = first.ok_or_else(|| ApiError::new(ErrorCode::IdempotencyKeyInUse))?;
    if first.fingerprint != fingerprint {
        return Err(ApiError::new(ErrorCode::IdempotencyKeyReused));
    }
    replay(first).map(Claim::Answered)
}

fn fingerprint(path: &str, body: &[u8]) -> String {
    let digest = Sha256::new().chain_update(path).chain_update([0]).chain_update(body).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn replay(first: keys::Model) -> ApiResult<HttpResponse> {
    let (Some(status), Some(headers), Some(body)) = (first.status, first.headers, first.body) else {
        return Err(ApiError::new(ErrorCode::IdempotencyKeyInUse));
    };
    let status =
        u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let headers: Vec<(String, String)> = serde_json::from_str(&headers).map_err(ApiError::internal)?;
    let mut response = HttpResponse::build(status);
    for (name, value) in headers {
        response.insert_header((name, value));
    }
    response.insert_header(("idempotency-replayed", "true"));
    Ok(response.body(body))
}

async fn keep(
    state: &AppState,
    id: (i64, String),
    response: ServiceResponse<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let body = to_bytes(body).await?;
    if head.status().is_server_error() || body.len() > BODY_LIMIT {
        forget(state, id).await?;
    } else {
        let value = |name: &HeaderName| head.headers().get(name)?.to_str().ok().map(str::to_owned);
        let headers: Vec<(&str, String)> =
            STORED_HEADERS.iter().filter_map(|name| Some((name.as_str(), value(name)?))).collect();
        let row = keys::ActiveModel {
            employee_id: Set(id.0),
            key: Set(id.1),
            status: Set(Some(i32::from(head.status().as_u16()))),
            headers: Set(Some(serde_json::to_string(&headers)?)),
            body: Set(Some(String::from_utf8_lossy(&body).into_owned())),
            ..Default::default()
        };
        keys::Entity::update(row).exec(state.db.write()).await.map_err(ApiError::from)?;
    }
    Ok(ServiceResponse::new(request, head.set_body(body).map_into_boxed_body()))
}

/// Nothing happened: the next attempt may run.
async fn forget(state: &AppState, id: (i64, String)) -> ApiResult<()> {
    keys::Entity::delete_by_id(id).exec(state.db.write()).await?;
    Ok(())
}
