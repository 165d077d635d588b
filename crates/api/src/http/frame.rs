//! The frame around every request: its id, its log line, caught panics, security headers, metrics.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError, web};
use domain::ErrorCode;
use futures_util::FutureExt;

use super::REQUEST_ID;
use crate::error::ApiError;
use crate::state::AppState;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, runs it, logs it once, and turns a panic into a 500 that the server survives.
pub async fn frame(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = uuid::Uuid::now_v7().to_string();
    REQUEST_ID.scope(id.clone(), run(request, next, id)).await
}

async fn run(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    id: String,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let answer = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let mut response = match answer {
        Ok(answer) => answer?.map_into_boxed_body(),
        // The panic hook has logged place and message; the request itself is gone.
        Err(_) => {
            let mut answer = ApiError::internal(format!("{method} {path} panicked")).error_response();
            mark(answer.headers_mut(), &id, &path);
            return Err(InternalError::from_response("panic", answer).into());
        }
    };
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    if let Some(state) = state {
        let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        state.metrics.observe(method.as_str(), &route, status, elapsed);
    }
    let duration_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(request.id = %id, http.status = status, duration_ms, "{method} {path} answered {status}");
    mark(response.headers_mut(), &id, &path);
    Ok(response)
}

/// The headers that every answer has.
fn mark(headers: &mut HeaderMap, id: &str, path: &str) {
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(X_REQUEST_ID, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if path.starts_with("/api/v1") && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// What is not in the document: 404, or 405 when the path is known and only the method is wrong.
pub async fn fallback(
    request: actix_web::HttpRequest,
    state: web::Data<AppState>,
) -> actix_web::HttpResponse {
    let methods = state.methods.allowed(request.path());
    if methods.is_empty() || methods.contains(&request.method().as_str().to_ascii_lowercase()) {
        return ApiError::not_found().error_response();
    }
    let mut response = ApiError::new(ErrorCode::MethodNotAllowed).error_response();
    if let Ok(value) = HeaderValue::from_str(&methods.join(", ").to_ascii_uppercase()) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}
