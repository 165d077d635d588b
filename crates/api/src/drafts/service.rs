//! Drafts belong to their authors alone: no rule asks about them but whether a draft may begin.

use domain::drafts::DRAFTS_MAX;
use domain::drafts::wire::{Draft, DraftRow, SaveDraftRequest};
use domain::{ErrorCode, TicketId};
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::{markdown, tickets};

/// The tickets for which the caller has drafts.
pub async fn list(state: &AppState, user: CurrentUser) -> ApiResult<Vec<DraftRow>> {
    Ok(repo::list(state.read(), user.id).await?)
}

/// The caller's draft for a ticket.
pub async fn get(state: &AppState, user: CurrentUser, ticket: TicketId) -> ApiResult<Draft> {
    repo::find(state.read(), user.id, ticket).await?.ok_or_else(ApiError::not_found)
}

/// Saves what the caller has written so far about a ticket that he sees.
pub async fn save(
    state: &AppState,
    user: CurrentUser,
    ticket: TicketId,
    request: SaveDraftRequest,
) -> ApiResult<Draft> {
    let body = request.parse()?;
    let tx = state.db.begin().await?;
    tickets::repo::find(&tx, &user.actor(), ticket).await?.ok_or_else(ApiError::not_found)?;
    if repo::count_others(&tx, user.id, ticket).await? >= DRAFTS_MAX as u64 {
        return Err(ApiError::new(ErrorCode::LimitReached).with("max", json!(DRAFTS_MAX)));
    }
    let body_html = markdown::to_html(&body);
    let draft = Draft { ticket_id: ticket, body, body_html, updated_at: state.clock.now() };
    repo::save(&tx, user.id, &draft).await?;
    tx.commit().await?;
    Ok(draft)
}

/// Deletes the caller's draft for a ticket.
pub async fn delete(state: &AppState, user: CurrentUser, ticket: TicketId) -> ApiResult<()> {
    let tx = state.db.begin().await?;
    let was_there = repo::delete(&tx, user.id, ticket).await?;
    tx.commit().await?;
    if was_there { Ok(()) } else { Err(ApiError::not_found()) }
}
