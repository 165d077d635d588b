//! `/quick-texts`.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use domain::QuickTextId;
use domain::page::Page;
use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_quick_texts)
        .service(create_quick_text)
        .service(update_quick_text)
        .service(delete_quick_text);
}

/// List quick texts
///
/// The caller's own and those that are shared, by name, all at once: there are at most 200.
#[utoipa::path(tag = "quick texts", security(("bearer" = [])),
    responses((status = 200, body = Page<QuickText>, description = "The texts")))]
#[get("/quick-texts")]
async fn list_quick_texts(
    state: web::Data<AppState>,
    user: CurrentUser,
) -> ApiResult<web::Json<Page<QuickText>>> {
    let texts = service::list(&state, user).await?;
    Ok(web::Json(Page::whole(texts)))
}

/// Add a quick text
#[utoipa::path(tag = "quick texts", security(("bearer" = [])), request_body = CreateQuickTextRequest, responses(
    (status = 201, body = QuickText, description = "Added"),
    (status = 403, description = "`admin_only`: to share it"),
    (status = 409, description = "`limit_reached`"),
))]
#[post("/quick-texts")]
async fn create_quick_text(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<CreateQuickTextRequest>,
) -> ApiResult<HttpResponse> {
    let text = service::create(&state, user, body.0).await?;
    Ok(HttpResponse::Created().json(text))
}

/// Change a quick text
#[utoipa::path(tag = "quick texts", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = UpdateQuickTextRequest, responses(
    (status = 200, body = QuickText, description = "Changed"),
    (status = 403, description = "`admin_only`: to change or share a shared one"),
    (status = 404, description = "`not_found`: unknown, or somebody else's"),
    (status = 409, description = "`limit_reached`"),
))]
#[patch("/quick-texts/{id}")]
async fn update_quick_text(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<QuickTextId>,
    body: Json<UpdateQuickTextRequest>,
) -> ApiResult<web::Json<QuickText>> {
    service::update(&state, user, id.0, body.0).await.map(web::Json)
}

/// Delete a quick text
#[utoipa::path(tag = "quick texts", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 204, description = "Deleted"),
    (status = 403, description = "`admin_only`: to delete a shared one"),
    (status = 404, description = "`not_found`"),
))]
#[delete("/quick-texts/{id}")]
async fn delete_quick_text(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<QuickTextId>,
) -> ApiResult<HttpResponse> {
    service::delete(&state, user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
