//! Reading notifications, marking them, and what the caller wants to hear of.

use domain::counters::CounterKey;
use domain::notifications::settings::{FollowingRequest, NotificationSettings};
use domain::notifications::{NotificationListQuery, NotificationView, ReadAllQuery};
use domain::page::{Page, PageInfo};
use domain::{NotificationId, TicketId};

use super::repo::{self, Which};
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;
use crate::tickets;
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
    mark_read(state, user, Which::One(id)).await?;
    repo::find(state.read(), user.id, id).await?.ok_or_else(ApiError::not_found)
}

/// Marks one of the caller's notifications as not read, to come back to it.
pub async fn unread(state: &AppState, user: CurrentUser, id: NotificationId) -> ApiResult<NotificationView> {
    let mut work = Work::begin(state).await?;
    let was_read = repo::mark_unread(work.tx(), user.id, id).await?;
    work.count(CounterKey::Unread(user.id), i64::from(was_read));
    work.commit(state).await?;
    repo::find(state.read(), user.id, id).await?.ok_or_else(ApiError::not_found)
}

/// Marks all of the caller's notifications as read, or all about a ticket.
pub async fn read_all(state: &AppState, user: CurrentUser, query: ReadAllQuery) -> ApiResult<()> {
    mark_read(state, user, query.ticket_id.map_or(Which::All, Which::OfTicket)).await
}

async fn mark_read(state: &AppState, user: CurrentUser, which: Which) -> ApiResult<()> {
    let mut work = Work::begin(state).await?;
    let read = repo::mark_read(work.tx(), user.id, which, state.clock.now()).await?;
    work.count(CounterKey::Unread(user.id), -i64::try_from(read).unwrap_or(0));
    work.commit(state).await
}

/// What the caller wants to hear of.
pub async fn settings(state: &AppState, user: CurrentUser) -> ApiResult<NotificationSettings> {
    Ok(repo::settings::find(state.read(), user.id).await?.unwrap_or_default())
}

/// Changes what the caller wants to hear of from now on.
pub async fn save_settings(
    state: &AppState,
    user: CurrentUser,
    request: NotificationSettings,
) -> ApiResult<NotificationSettings> {
    let settings = request.parse()?;
    let tx = state.db.begin().await?;
    repo::settings::save(&tx, user.id, &settings).await?;
    tx.commit().await?;
    Ok(settings)
}

/// Watches a ticket that the caller sees, mutes it, or neither.
pub async fn follow(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    request: FollowingRequest,
) -> ApiResult<FollowingRequest> {
    let tx = state.db.begin().await?;
    tickets::repo::find(&tx, &user.actor(), id).await?.ok_or_else(ApiError::not_found)?;
    repo::following::save(&tx, user.id, id, request.following).await?;
    tx.commit().await?;
    Ok(request)
}
