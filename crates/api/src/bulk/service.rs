//! Jobs of the caller.

use std::collections::BTreeMap;

use domain::authz::{Action, can};
use domain::bulk::wire::{
    BulkCommand, BulkJob, BulkJobQuery, BulkPreview, BulkRefusal, BulkRequest, BulkStarted, BulkState,
};
use domain::bulk::{JOBS_MAX, Order, Selection, TICKETS_MAX, UNDO_MILLIS};
use domain::problem::FieldError;
use domain::{BulkJobId, ErrorCode, TicketId};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;
use crate::tickets::service::many::{Judge, matching};
use crate::tickets::service::read::paged;

/// Tickets that are judged at once.
const JUDGED_AT_ONCE: usize = 500;

/// What a command would do to the tickets that are meant.
pub async fn preview(state: &AppState, user: CurrentUser, request: BulkRequest) -> ApiResult<BulkPreview> {
    can(&user.actor(), Action::CreateBulkJob)?;
    let (selection, order) = request.parse()?;
    let ids = selected(state, user, selection).await?;
    let judge = Judge::new(state, user.actor(), &order).await?;
    let mut refused: BTreeMap<ErrorCode, u64> = BTreeMap::new();
    for ids in ids.chunks(JUDGED_AT_ONCE) {
        for code in judge.refusals(state, ids).await? {
            *refused.entry(code).or_default() += 1;
        }
    }
    let matched = ids.len() as u64;
    let allowed = matched - refused.values().sum::<u64>();
    let mut refused: Vec<BulkRefusal> =
        refused.into_iter().map(|(code, count)| BulkRefusal { code, count }).collect();
    refused.sort_by_key(|refusal| std::cmp::Reverse(refusal.count));
    Ok(BulkPreview { matched, allowed, refused })
}

/// Starts a job with the tickets that are meant now.
pub async fn start(state: &AppState, user: CurrentUser, request: BulkRequest) -> ApiResult<BulkStarted> {
    can(&user.actor(), Action::CreateBulkJob)?;
    let command = request.command.clone();
    let (selection, order) = request.parse()?;
    let ids = selected(state, user, selection).await?;
    // A target that cannot be chosen is refused now, not ticket by ticket.
    Judge::new(state, user.actor(), &order).await?;
    let job = prepare(state, user, &command, &ids).await?;
    state.feed.wake_bulk();
    Ok(BulkStarted { job })
}

/// A job of the caller with a page of its results.
pub async fn get(
    state: &AppState,
    user: CurrentUser,
    id: BulkJobId,
    query: BulkJobQuery,
) -> ApiResult<BulkJob> {
    let job = repo::find(state.read(), user.id, id).await?.ok_or_else(ApiError::not_found)?;
    with_results(state, job, query).await
}

/// Ends a running job; what it did stays done.
pub async fn cancel(state: &AppState, user: CurrentUser, id: BulkJobId) -> ApiResult<BulkJob> {
    let tx = state.db.begin().await?;
    repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    if !repo::cancel(&tx, id, state.clock.now()).await? {
        return Err(ApiError::new(ErrorCode::JobEnded));
    }
    let job = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    with_results(state, job, BulkJobQuery::default()).await
}

/// Starts a job that takes back what another one did, where nobody has changed the same since.
pub async fn undo(state: &AppState, user: CurrentUser, id: BulkJobId) -> ApiResult<BulkStarted> {
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    let job = repo::find(&tx, user.id, id).await?.ok_or_else(ApiError::not_found)?;
    if job.state == BulkState::Running {
        return Err(ApiError::new(ErrorCode::JobRunning));
    }
    if job.undoes.is_some() {
        return Err(ApiError::new(ErrorCode::NotUndoable));
    }
    let is_late = job.finished_at.is_none_or(|at| at.plus_millis(UNDO_MILLIS) < now);
    if is_late || repo::is_undone(&tx, id).await? {
        return Err(ApiError::new(ErrorCode::UndoExpired));
    }
    let undo = repo::insert(&tx, user.id, None, Some(id), now).await?;
    let total = repo::add_undone(&tx, undo, id).await?;
    repo::start(&tx, undo, total, now).await?;
    tx.commit().await?;
    state.feed.wake_bulk();
    Ok(BulkStarted { job: undo })
}

/// What a stored job does to each ticket; it was checked when it was started.
pub fn order_of(command: BulkCommand) -> ApiResult<Order> {
    Ok(command.parse()?)
}

async fn selected(state: &AppState, user: CurrentUser, selection: Selection) -> ApiResult<Vec<TicketId>> {
    let (query, utc_offset) = match selection {
        Selection::Ids(ids) => return Ok(ids),
        Selection::Query(query, utc_offset) => (query, utc_offset),
    };
    let mut ids = matching(state, user.actor(), &query, utc_offset, TICKETS_MAX + 1).await?;
    if ids.len() > TICKETS_MAX {
        let error = FieldError::new("/select/query", ErrorCode::TooMany).with("max", TICKETS_MAX);
        return Err(ApiError::invalid(vec![error]));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// In several transactions, so that others are not kept waiting by a hundred thousand rows.
async fn prepare(
    state: &AppState,
    user: CurrentUser,
    command: &BulkCommand,
    ids: &[TicketId],
) -> ApiResult<BulkJobId> {
    let tx = state.db.begin().await?;
    ensure_room(&tx, user).await?;
    let job = repo::insert(&tx, user.id, Some(command), None, state.clock.now()).await?;
    tx.commit().await?;
    for chunk in repo::chunks(ids) {
        let tx = state.db.begin().await?;
        repo::add_items(&tx, job, chunk).await?;
        tx.commit().await?;
    }
    let tx = state.db.begin().await?;
    repo::start(&tx, job, ids.len() as u64, state.clock.now()).await?;
    tx.commit().await?;
    Ok(job)
}

async fn ensure_room(db: &impl ConnectionTrait, user: CurrentUser) -> ApiResult<()> {
    if repo::count_unfinished(db, user.id).await? < JOBS_MAX {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::LimitReached).with("max", json!(JOBS_MAX)))
}

async fn with_results(state: &AppState, mut job: BulkJob, query: BulkJobQuery) -> ApiResult<BulkJob> {
    let refused = query.refused.unwrap_or(false);
    let scope = CursorScope::new("bulk", (job.id, refused));
    let after = scope.open(query.after.as_deref())?;
    let limit = query.page_limit();
    let results = repo::results(state.read(), job.id, refused, after, limit + 1).await?;
    job.results = paged(results, limit, |result| scope.seal(result.ticket_id));
    Ok(job)
}
