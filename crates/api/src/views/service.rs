//! Views: everybody has his own and those that administrators share.

use domain::authz::{Action, can};
use domain::views::VIEWS_MAX;
use domain::views::wire::{CreateViewRequest, SavedView, UpdateViewRequest, ViewOrderRequest};
use domain::{EmployeeId, ErrorCode, ViewId};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::tickets::service::query::Reader;

/// Of so many views the open tickets are counted in one answer: as many as stand in a navigation at a glance.
const COUNTED_MAX: usize = 20;

/// The views that the caller has, in his order; the first pinned ones with their counts.
pub async fn list(state: &AppState, user: CurrentUser, utc_offset: Option<i32>) -> ApiResult<Vec<SavedView>> {
    let mut views = repo::list(state.read(), user.id).await?;
    let mut reader = Reader::new(state, utc_offset);
    for view in views.iter_mut().filter(|view| view.pinned).take(COUNTED_MAX) {
        count(&mut reader, user, view).await?;
    }
    Ok(views)
}

/// One view that the caller has.
pub async fn get(
    state: &AppState,
    user: CurrentUser,
    id: ViewId,
    utc_offset: Option<i32>,
) -> ApiResult<SavedView> {
    let mut view = repo::find(state.read(), user.id, id).await?.ok_or_else(ApiError::not_found)?;
    count(&mut Reader::new(state, utc_offset), user, &mut view).await?;
    Ok(view)
}

/// Saves a view.
pub async fn create(state: &AppState, user: CurrentUser, request: CreateViewRequest) -> ApiResult<SavedView> {
    can(&user.actor(), Action::ChangeView { shared: request.shared })?;
    let view = request.parse()?;
    let mut reader = Reader::new(state, None);
    reader.read(&view.query, "/query").await?;
    let tx = state.db.begin().await?;
    ensure_room(&tx, user.id, view.shared).await?;
    let id = repo::insert(&tx, user.id, view, state.clock.now()).await?;
    let mut view = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    count(&mut reader, user, &mut view).await?;
    Ok(view)
}

/// Changes a view, or only whether the caller has it pinned. A view that is shared no more is its owner's again.
pub async fn update(
    state: &AppState,
    user: CurrentUser,
    id: ViewId,
    request: UpdateViewRequest,
) -> ApiResult<SavedView> {
    let changes = request.parse()?;
    let mut reader = Reader::new(state, None);
    // Whoever may not change the view is told so first, below; a wrong query tells nothing.
    let query = match &changes.query {
        Some(query) => reader.read(query, "/query").await.map(drop),
        None => Ok(()),
    };
    let tx = state.db.begin().await?;
    let view = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    let shared = changes.shared.unwrap_or(view.shared);
    if changes.changes_view() {
        can(&user.actor(), Action::ChangeView { shared: view.shared || shared })?;
        query?;
        if shared != view.shared {
            ensure_room(&tx, view.owner_id, shared).await?;
        }
        repo::update(&tx, id, &changes).await?;
    }
    if let Some(pinned) = changes.pinned {
        repo::pin(&tx, user.id, id, pinned).await?;
    }
    // Nobody but its owner has a view that is shared no more.
    let has_it = shared || view.owner_id == user.id;
    let who = if has_it { user.id } else { view.owner_id };
    let mut changed = repo::find(&tx, who, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    count(&mut reader, user, &mut changed).await?;
    Ok(changed)
}

/// Deletes a view.
pub async fn delete(state: &AppState, user: CurrentUser, id: ViewId) -> ApiResult<()> {
    let tx = state.db.begin().await?;
    let view = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    can(&user.actor(), Action::ChangeView { shared: view.shared })?;
    repo::delete(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts the caller's views into an order.
pub async fn order(state: &AppState, user: CurrentUser, request: ViewOrderRequest) -> ApiResult<()> {
    let ids = request.parse()?;
    let tx = state.db.begin().await?;
    let views = repo::list(&tx, user.id).await?;
    if ids.iter().any(|id| views.iter().all(|view| view.id != *id)) {
        return Err(ApiError::not_found());
    }
    let others = views.iter().map(|view| view.id).filter(|id| !ids.contains(id));
    let all: Vec<ViewId> = ids.iter().copied().chain(others).collect();
    repo::order(&tx, user.id, &all).await?;
    tx.commit().await?;
    Ok(())
}

async fn ensure_room(db: &impl ConnectionTrait, owner: EmployeeId, shared: bool) -> ApiResult<()> {
    if repo::count(db, owner, shared).await? < VIEWS_MAX as u64 {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::LimitReached).with("max", json!(VIEWS_MAX)))
}

/// A query that names what does not exist any more has no count.
async fn count(reader: &mut Reader<'_>, user: CurrentUser, view: &mut SavedView) -> ApiResult<()> {
    if !view.pinned {
        return Ok(());
    }
    match reader.open_count(&user.actor(), &view.query).await {
        Ok((count, is_exact)) => {
            view.open_count = Some(count);
            view.open_count_exact = is_exact;
        }
        Err(error) if error.code() == ErrorCode::InvalidQuery => {}
        Err(error) => return Err(error),
    }
    Ok(())
}
