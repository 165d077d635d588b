//! Searching.

use actix_web::{get, post, web};
use domain::TicketId;
use domain::page::Page;
use domain::search::wire::{SearchHit, SearchQuery, SimilarRequest, SimilarTicket};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json, Query};
use crate::state::AppState;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(search_tickets).service(list_similar_tickets).service(find_similar_tickets);
}

/// Search tickets
///
/// All words must occur in one text of a ticket that the caller sees: subject and description together with station, car
/// and number, or one comment. First what is found in subjects, then in descriptions, then in comments; the newest first.
/// A page can be shorter than `limit` and still have a next one.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(SearchQuery), responses(
    (status = 200, body = Page<SearchHit>, description = "A page of tickets with the place where something was found"),
    (status = 400, description = "`invalid_cursor`"),
))]
#[get("/search")]
async fn search_tickets(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<SearchQuery>,
) -> ApiResult<web::Json<Page<SearchHit>>> {
    service::search::search(&state, &user.actor(), query.0).await.map(web::Json)
}

/// List tickets like a ticket
///
/// Open tickets that the caller sees: at the same station, or with the same words in the subject; the most alike first, at
/// most ten.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = Page<SimilarTicket>, description = "The tickets"),
    (status = 404, description = "`not_found`"),
))]
#[get("/tickets/{id}/similar")]
async fn list_similar_tickets(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
) -> ApiResult<web::Json<Page<SimilarTicket>>> {
    service::similar::of_ticket(&state, &user.actor(), id.0).await.map(web::Json)
}

/// Find tickets like one that is being written
///
/// As for a ticket that exists; the subject may be unfinished.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), request_body = SimilarRequest, responses(
    (status = 200, body = Page<SimilarTicket>, description = "The tickets"),
))]
#[post("/tickets/similar")]
async fn find_similar_tickets(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<SimilarRequest>,
) -> ApiResult<web::Json<Page<SimilarTicket>>> {
    service::similar::of_draft(&state, &user.actor(), body.0).await.map(web::Json)
}
