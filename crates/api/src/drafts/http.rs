//! `/drafts` and `/tickets/{id}/draft`.

use actix_web::{HttpResponse, delete, get, put, web};
use domain::TicketId;
use domain::drafts::wire::{Draft, DraftRow, SaveDraftRequest};
use domain::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_drafts).service(get_draft).service(update_draft).service(delete_draft);
}

/// List the caller's drafts
///
/// For which tickets he has comments that he has not sent yet, by the numbers of the tickets, all at once: there are at most 200.
#[utoipa::path(tag = "drafts", security(("bearer" = [])), responses(
    (status = 200, body = Page<DraftRow>, description = "The tickets"),
))]
#[get("/drafts")]
async fn list_drafts(state: web::Data<AppState>, user: CurrentUser) -> ApiResult<web::Json<Page<DraftRow>>> {
    let drafts = service::list(&state, user).await?;
    Ok(web::Json(Page::whole(drafts)))
}

/// Get a draft
///
/// The caller's own, also when he does not see the ticket any more: what he wrote is his.
#[utoipa::path(tag = "drafts", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = Draft, description = "The draft"),
    (status = 404, description = "`not_found`: there is none"),
))]
#[get("/tickets/{id}/draft")]
async fn get_draft(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
) -> ApiResult<web::Json<Draft>> {
    service::get(&state, user, id.0).await.map(web::Json)
}

/// Save a draft
///
/// Instead of the one before. Sending a comment deletes it.
#[utoipa::path(tag = "drafts", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = SaveDraftRequest, responses(
    (status = 200, body = Draft, description = "Saved"),
    (status = 404, description = "`not_found`: the caller does not see the ticket"),
    (status = 409, description = "`limit_reached`"),
))]
#[put("/tickets/{id}/draft")]
async fn update_draft(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<SaveDraftRequest>,
) -> ApiResult<web::Json<Draft>> {
    service::save(&state, user, id.0, body.0).await.map(web::Json)
}

/// Delete a draft
///
/// The caller's own, also when he does not see the ticket any more.
#[utoipa::path(tag = "drafts", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 204, description = "Deleted"),
    (status = 404, description = "`not_found`: there is none"),
))]
#[delete("/tickets/{id}/draft")]
async fn delete_draft(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
) -> ApiResult<HttpResponse> {
    service::delete(&state, user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
