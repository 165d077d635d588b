//! Searching.

use actix_web::{get, web};
use domain::page::Page;
use domain::search::wire::{SearchHit, SearchQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::Query;
use crate::state::AppState;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(search_tickets);
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
