//! `/bulk`.

use actix_web::{HttpResponse, get, post, web};
use domain::BulkJobId;
use domain::bulk::wire::{BulkJob, BulkJobQuery, BulkPreview, BulkRequest, BulkStarted};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Empty, Id, Json, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_bulk_job).service(get_bulk_job).service(cancel_bulk_job).service(undo_bulk_job);
}

/// Start a command on many tickets
///
/// With `preview` nothing happens; the answer says how many tickets are meant and why the command would be refused for
/// some. Without it a job begins, of which `bulk.progress` in the live stream tells.
#[utoipa::path(tag = "bulk", security(("bearer" = [])), request_body = BulkRequest, responses(
    (status = 200, body = BulkPreview, description = "What would happen"),
    (status = 202, body = BulkStarted, description = "The job has begun"),
    (status = 400, description = "`invalid_query` with the characters that are wrong: `from`, `to`"),
    (status = 409, description = "`limit_reached`, `department_archived`, `employee_inactive`"),
))]
#[post("/bulk")]
async fn create_bulk_job(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<BulkRequest>,
) -> ApiResult<HttpResponse> {
    if body.0.preview {
        let preview = service::preview(&state, user, body.0).await?;
        return Ok(HttpResponse::Ok().json(preview));
    }
    let started = service::start(&state, user, body.0).await?;
    Ok(HttpResponse::Accepted().json(started))
}

/// Get a job
///
/// How far it is, and what happened to the tickets that have had their turn. Only its author sees it, for a week.
#[utoipa::path(tag = "bulk", security(("bearer" = [])), params(("id" = i64, Path), BulkJobQuery), responses(
    (status = 200, body = BulkJob, description = "The job"),
    (status = 400, description = "`invalid_cursor`"),
    (status = 404, description = "`not_found`: unknown, or somebody else's"),
))]
#[get("/bulk/{id}")]
async fn get_bulk_job(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<BulkJobId>,
    query: Query<BulkJobQuery>,
) -> ApiResult<web::Json<BulkJob>> {
    service::get(&state, user, id.0, query.0).await.map(web::Json)
}

/// Cancel a job
///
/// The tickets that have had their turn stay changed.
#[utoipa::path(tag = "bulk", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body(content = inline(Object), example = json!({})), responses(
    (status = 200, body = BulkJob, description = "Cancelled"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`job_ended`"),
))]
#[post("/bulk/{id}/cancel")]
async fn cancel_bulk_job(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<BulkJobId>,
    body: Json<Empty>,
) -> ApiResult<web::Json<BulkJob>> {
    let Empty {} = body.0;
    service::cancel(&state, user, id.0).await.map(web::Json)
}

/// Undo a job
///
/// Within 10 minutes after its end, by another job: each ticket that it changed gets back what it had, unless somebody
/// has changed the same since.
#[utoipa::path(tag = "bulk", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body(content = inline(Object), example = json!({})), responses(
    (status = 202, body = BulkStarted, description = "The undoing job has begun"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`job_running`, `undo_expired`, `not_undoable`"),
))]
#[post("/bulk/{id}/undo")]
async fn undo_bulk_job(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<BulkJobId>,
    body: Json<Empty>,
) -> ApiResult<HttpResponse> {
    let Empty {} = body.0;
    let started = service::undo(&state, user, id.0).await?;
    Ok(HttpResponse::Accepted().json(started))
}
