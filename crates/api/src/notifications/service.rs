//! Reading notifications, and marking them as read.

use domain::NotificationId;
use domain::counters::CounterKey;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::page::{Page, PageInfo};

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;
use crate::work::Work;

/// A page of the caller's notifications, newest first.
pub async fn list(
    state: &AppState,
    user: CurrentUser,
    query: NotificationListQuery,
) -> ApiResult<Page<NotificationView>> {
    let unread = query.unread.unwrap_or(false);
    let scope = CursorScope::new("notifications", (user.id, unread));
    let before = scope.open(query.after.as_deref())?;
    let limit = query.page_limit();
    let mut items = repo::list(state.read(), user.id, unread, before, limit + 1).await?;
    let more = items.len() as u64 > limit;
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|row| scope.seal(row.id));
    Ok(Page { items, page: PageInfo { next } })
}

/// Marks one of the caller's notifications as read.
pub async fn read(state: &AppState, user: CurrentUser, id: NotificationId) -> ApiResult<NotificationView> {
    mark_read(state, user, Some(id)).await?;
    repo::find(state.read(), user.id, id).await?.ok_or_else(ApiError::not_found)
}

/// Marks all of the caller's notifications as read.
pub async fn read_all(state: &AppState, user: CurrentUser) -> ApiResult<()> {
    mark_read(state, user, None).await
}

async fn mark_read(state: &AppState, user: CurrentUser, only: Option<NotificationId>) -> ApiResult<()> {
    let mut work = Work::begin(state).await?;
    let read = repo::mark_read(work.tx(), user.id, only, state.clock.now()).await?;
    work.count(CounterKey::Unread(user.id), -i64::try_from(read).unwrap_or(0));
    work.commit(state).await
}
