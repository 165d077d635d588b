//! `/notifications`: everybody has only his own.

use actix_web::{HttpResponse, get, post, web};
use domain::NotificationId;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_notifications).service(read_notification).service(read_all_notifications);
}

/// List my notifications
///
/// Newest first.
#[utoipa::path(tag = "notifications", security(("bearer" = [])), params(NotificationListQuery), responses(
    (status = 200, body = Page<NotificationView>, description = "A page of notifications"),
    (status = 400, description = "`invalid_cursor`"),
))]
#[get("/notifications")]
async fn list_notifications(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<NotificationListQuery>,
) -> ApiResult<web::Json<Page<NotificationView>>> {
    service::list(&state, user, query.0).await.map(web::Json)
}

/// Mark a notification as read
#[utoipa::path(tag = "notifications", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = NotificationView, description = "Read"),
    (status = 404, description = "`not_found`"),
))]
#[post("/notifications/{id}/read")]
async fn read_notification(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<NotificationId>,
) -> ApiResult<web::Json<NotificationView>> {
    service::read(&state, user, id.0).await.map(web::Json)
}

/// Mark all my notifications as read
#[utoipa::path(tag = "notifications", security(("bearer" = [])), responses((status = 204, description = "All are read")))]
#[post("/notifications/read-all")]
async fn read_all_notifications(state: web::Data<AppState>, user: CurrentUser) -> ApiResult<HttpResponse> {
    service::read_all(&state, user).await?;
    Ok(HttpResponse::NoContent().finish())
}
