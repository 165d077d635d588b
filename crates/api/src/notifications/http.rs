//! `/notifications`, `/me/notification-settings` and `/tickets/{id}/following`: everybody has only his own.

use actix_web::{HttpResponse, get, post, put, web};
use domain::notifications::settings::{FollowingRequest, NotificationSettings};
use domain::notifications::{NotificationListQuery, NotificationView, ReadAllQuery};
use domain::page::Page;
use domain::{NotificationId, TicketId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_notifications).service(read_notification).service(read_all_notifications);
    config
        .service(unread_notification)
        .service(get_notification_settings)
        .service(update_notification_settings);
    config.service(update_following);
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
///
/// Or all about one ticket.
#[utoipa::path(tag = "notifications", security(("bearer" = [])), params(ReadAllQuery), responses(
    (status = 204, description = "All are read"),
))]
#[post("/notifications/read-all")]
async fn read_all_notifications(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<ReadAllQuery>,
) -> ApiResult<HttpResponse> {
    service::read_all(&state, user, query.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mark a notification as not read
///
/// To come back to it.
#[utoipa::path(tag = "notifications", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = NotificationView, description = "Not read"),
    (status = 404, description = "`not_found`"),
))]
#[post("/notifications/{id}/unread")]
async fn unread_notification(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<NotificationId>,
) -> ApiResult<web::Json<NotificationView>> {
    service::unread(&state, user, id.0).await.map(web::Json)
}

/// Get what I want to hear of
#[utoipa::path(tag = "notifications", security(("bearer" = [])), responses(
    (status = 200, body = NotificationSettings, description = "With a rule for each event that there is to hear of"),
))]
#[get("/me/notification-settings")]
async fn get_notification_settings(
    state: web::Data<AppState>,
    user: CurrentUser,
) -> ApiResult<web::Json<NotificationSettings>> {
    service::settings(&state, user).await.map(web::Json)
}

/// Change what I want to hear of
///
/// Instead of what was there; events without a rule are told as usual. What was told already stays.
#[utoipa::path(tag = "notifications", security(("bearer" = [])), request_body = NotificationSettings, responses(
    (status = 200, body = NotificationSettings, description = "With a rule for each event that there is to hear of"),
    (status = 422, description = "`invalid_fields`"),
))]
#[put("/me/notification-settings")]
async fn update_notification_settings(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<NotificationSettings>,
) -> ApiResult<web::Json<NotificationSettings>> {
    service::save_settings(&state, user, body.0).await.map(web::Json)
}

/// Watch a ticket or mute it
///
/// For the caller alone.
#[utoipa::path(tag = "notifications", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = FollowingRequest, responses(
    (status = 200, body = FollowingRequest, description = "What the caller has decided"),
    (status = 404, description = "`not_found`"),
))]
#[put("/tickets/{id}/following")]
async fn update_following(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<FollowingRequest>,
) -> ApiResult<web::Json<FollowingRequest>> {
    service::follow(&state, user, id.0, body.0).await.map(web::Json)
}
