//! Comments and history of a ticket.

use actix_web::{HttpResponse, get, post, web};
use domain::TicketId;
use domain::page::{MAX_LIMIT, Page};
use domain::tickets::wire::{CommentView, CreateCommentRequest, EventView};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, read};
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::extract::PageQuery;
use crate::http::{Id, Json, Query};
use crate::state::AppState;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_comments).service(create_comment).service(list_ticket_events);
}

/// List the comments of a ticket
///
/// Oldest first.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path), PageQuery), responses(
    (status = 200, body = Page<CommentView>, description = "A page of comments"),
    (status = 400, description = "`invalid_cursor`"),
    (status = 404, description = "`not_found`"),
))]
#[get("/tickets/{id}/comments")]
async fn list_comments(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    query: Query<PageQuery>,
) -> ApiResult<web::Json<Page<CommentView>>> {
    let PageQuery { after, .. } = &query.0;
    read::comments(&state, &user.actor(), id.0, after.as_deref(), query.0.page_limit()).await.map(web::Json)
}

/// Comment on a ticket
///
/// Everyone who sees the ticket may, in any status.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = CreateCommentRequest, responses(
    (status = 201, body = CommentView, description = "Added"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`attachment_in_use`"),
))]
#[post("/tickets/{id}/comments")]
async fn create_comment(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<CreateCommentRequest>,
) -> ApiResult<HttpResponse> {
    let comment = service::comment(&state, user, id.0, body.0).await?;
    Ok(HttpResponse::Created().json(comment))
}

/// The history of a ticket
///
/// Every change since its creation, oldest first, with all redirects and their comments; 200 on a page by default.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path), PageQuery), responses(
    (status = 200, body = Page<EventView>, description = "A page of events"),
    (status = 400, description = "`invalid_cursor`"),
    (status = 404, description = "`not_found`"),
))]
#[get("/tickets/{id}/events")]
async fn list_ticket_events(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    query: Query<PageQuery>,
) -> ApiResult<web::Json<Page<EventView>>> {
    let PageQuery { after, .. } = &query.0;
    read::events(&state, &user.actor(), id.0, after.as_deref(), query.0.limit.unwrap_or(MAX_LIMIT))
        .await
        .map(web::Json)
}
