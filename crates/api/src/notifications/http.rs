//! `/notifications`: everybody has only his own.

use actix_web::{HttpResponse, get, post, web};
use domain::NotificationId;
use domain::counters::CounterKey;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::page::{Page, PageInfo};
use utoipa_actix_web::service_config::ServiceConfig;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::http::{Id, Query};
use crate::state::AppState;
use crate::work::Work;

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
    let unread = query.0.unread.unwrap_or(false);
    let scope = CursorScope::new("notifications", (user.id, unread));
    let before = scope.open(query.0.after.as_deref())?;
    let limit = query.0.page_limit();
    let mut items = repo::list(state.read(), user.id, unread, before, limit + 1).await?;
    let more = items.len() as u64 > limit;
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|row| scope.seal(row.id));
    Ok(web::Json(Page { items, page: PageInfo { next } }))
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
    mark_read(&state, user, Some(id.0)).await?;
    let notification = repo::find(state.read(), user.id, id.0).await?;
    notification.map(web::Json).ok_or_else(ApiError::not_found)
}

/// Mark all my notifications as read
#[utoipa::path(tag = "notifications", security(("bearer" = [])), responses((status = 204, description = "All are read")))]
#[post("/notifications/read-all")]
async fn read_all_notifications(state: web::Data<AppState>, user: CurrentUser) -> ApiResult<HttpResponse> {
    mark_read(&state, user, None).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn mark_read(state: &AppState, user: CurrentUser, only: Option<NotificationId>) -> ApiResult<()> {
    let mut work = Work::begin(state).await?;
    let read = repo::mark_read(work.tx(), user.id, only, state.clock.now()).await?;
    work.count(CounterKey::Unread(user.id), -i64::try_from(read).unwrap_or(0));
    work.commit(state).await
}
