//! Quick texts: everybody has his own and those that administrators share.

use domain::authz::{Action, can};
use domain::quick_texts::QUICK_TEXTS_MAX;
use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use domain::text::search_key;
use domain::{EmployeeId, ErrorCode, QuickTextId};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// The texts that the caller has, by name.
pub async fn list(state: &AppState, user: CurrentUser) -> ApiResult<Vec<QuickText>> {
    let mut texts = repo::list(state.read(), user.id).await?;
    texts.sort_by_cached_key(|text| (search_key(&text.name), text.id));
    Ok(texts)
}

/// Adds a text.
pub async fn create(
    state: &AppState,
    user: CurrentUser,
    request: CreateQuickTextRequest,
) -> ApiResult<QuickText> {
    can(&user.actor(), Action::ChangeQuickText { shared: request.shared })?;
    let text = request.parse()?;
    let tx = state.db.begin().await?;
    ensure_room(&tx, user.id, text.shared).await?;
    let text = repo::insert(&tx, user.id, text).await?;
    tx.commit().await?;
    Ok(text)
}

/// Changes a text. One that is shared no more is its owner's again.
pub async fn update(
    state: &AppState,
    user: CurrentUser,
    id: QuickTextId,
    request: UpdateQuickTextRequest,
) -> ApiResult<QuickText> {
    let changes = request.parse()?;
    let tx = state.db.begin().await?;
    let text = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    let shared = changes.shared.unwrap_or(text.shared);
    can(&user.actor(), Action::ChangeQuickText { shared: text.shared || shared })?;
    if shared != text.shared {
        ensure_room(&tx, text.owner_id, shared).await?;
    }
    if changes == UpdateQuickTextRequest::default() {
        return Ok(text);
    }
    let text = repo::update(&tx, id, changes).await?;
    tx.commit().await?;
    Ok(text)
}

/// Deletes a text.
pub async fn delete(state: &AppState, user: CurrentUser, id: QuickTextId) -> ApiResult<()> {
    let tx = state.db.begin().await?;
    let text = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    can(&user.actor(), Action::ChangeQuickText { shared: text.shared })?;
    repo::delete(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn ensure_room(db: &impl ConnectionTrait, owner: EmployeeId, shared: bool) -> ApiResult<()> {
    if repo::count(db, owner, shared).await? < QUICK_TEXTS_MAX as u64 {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::LimitReached).with("max", json!(QUICK_TEXTS_MAX)))
}
