//! `/views`.

use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use domain::ViewId;
use domain::page::Page;
use domain::views::wire::{
    CreateViewRequest, SavedView, SavedViewQuery, UpdateViewRequest, ViewOrderRequest,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::frame::fallback;
use crate::http::{Id, Json, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_views)
        .service(create_view)
        // Before the view: its path looks like that of one.
        .service(update_view_order)
        .map(|config| config.service(web::resource("/views/order").to(fallback)))
        .service(get_view)
        .service(update_view)
        .service(delete_view);
}

/// List saved views
///
/// The caller's own and those that are shared, in his order. Those that are pinned say how many open tickets they hold:
/// found by the statement of the list, at most 99 of them among the newest 2 000 that can be in it.
#[utoipa::path(tag = "views", security(("bearer" = [])), params(SavedViewQuery),
    responses((status = 200, body = Page<SavedView>, description = "The views")))]
#[get("/views")]
async fn list_views(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<SavedViewQuery>,
) -> ApiResult<web::Json<Page<SavedView>>> {
    let views = service::list(&state, user, query.0.utc_offset).await?;
    Ok(web::Json(Page::whole(views)))
}

/// Save a view
#[utoipa::path(tag = "views", security(("bearer" = [])), request_body = CreateViewRequest, responses(
    (status = 201, body = SavedView, description = "Saved"),
    (status = 400, description = "`invalid_query` with the characters that are wrong: `from`, `to`"),
    (status = 403, description = "`admin_only`: to share it"),
    (status = 409, description = "`limit_reached`"),
))]
#[post("/views")]
async fn create_view(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<CreateViewRequest>,
) -> ApiResult<HttpResponse> {
    let view = service::create(&state, user, body.0).await?;
    Ok(HttpResponse::Created().json(view))
}

/// Get a saved view
#[utoipa::path(tag = "views", security(("bearer" = [])), params(("id" = i64, Path), SavedViewQuery), responses(
    (status = 200, body = SavedView, description = "The view"),
    (status = 404, description = "`not_found`: unknown, or somebody else's"),
))]
#[get("/views/{id}")]
async fn get_view(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<ViewId>,
    query: Query<SavedViewQuery>,
) -> ApiResult<web::Json<SavedView>> {
    service::get(&state, user, id.0, query.0.utc_offset).await.map(web::Json)
}

/// Change or pin a saved view
#[utoipa::path(tag = "views", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = UpdateViewRequest, responses(
    (status = 200, body = SavedView, description = "Changed"),
    (status = 400, description = "`invalid_query`"),
    (status = 403, description = "`admin_only`: to change or share a shared one"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`limit_reached`"),
))]
#[patch("/views/{id}")]
async fn update_view(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<ViewId>,
    body: Json<UpdateViewRequest>,
) -> ApiResult<web::Json<SavedView>> {
    service::update(&state, user, id.0, body.0).await.map(web::Json)
}

/// Delete a saved view
#[utoipa::path(tag = "views", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 204, description = "Deleted"),
    (status = 403, description = "`admin_only`: to delete a shared one"),
    (status = 404, description = "`not_found`"),
))]
#[delete("/views/{id}")]
async fn delete_view(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<ViewId>,
) -> ApiResult<HttpResponse> {
    service::delete(&state, user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Order the saved views
#[utoipa::path(tag = "views", security(("bearer" = [])), request_body = ViewOrderRequest, responses(
    (status = 204, description = "In this order"),
    (status = 404, description = "`not_found`: one that the caller does not have"),
))]
#[put("/views/order")]
async fn update_view_order(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<ViewOrderRequest>,
) -> ApiResult<HttpResponse> {
    service::order(&state, user, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
