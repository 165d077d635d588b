//! Jobs of the caller.

use std::collections::BTreeMap;

use domain::authz::{Action, can};
use domain::bulk::wire::{
    BulkCommand, BulkJob, BulkJobQuery, BulkPreview, BulkRefusal, BulkRequest, BulkStarted, BulkState,
};
use domain::bulk::{JOBS_MAX, Selection, TICKETS_MAX};
use domain::problem::FieldError;
use domain::tickets::undo::undo_until;
use domain::{BulkJobId, ErrorCode, TicketId, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::live::feed::Told;
use crate::state::AppState;
use crate::tickets::service::many::{self, Judge, matching};
use crate::tickets::service::read::paged;

/// A job that has been prepared for longer was left by a process that died.
pub const PREPARED_MILLIS: i64 = 10 * 60 * 1000;
/// Tickets that are judged at once.
const JUDGED_AT_ONCE: usize = 100;

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
    ensure_room(state.read(), user, state.clock.now()).await?;
    // A target that cannot be chosen is refused now, not ticket by ticket.
    many::command(state.read(), order, "/command/redirect").await?;
    let ids = selected(state, user, selection).await?;
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
    let told = Told::Progress { to: user.id, progress: job.progress() };
    state.feed.tell_in(&tx, &told).await?;
    tx.commit().await?;
    state.feed.told(told);
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
    let is_late = job.finished_at.is_none_or(|at| undo_until(at) < now);
    if is_late || repo::is_undone(&tx, id).await? {
        return Err(ApiError::new(ErrorCode::UndoExpired));
    }
    let undo = repo::insert(&tx, user.id, None, Some(id), now).await?;
    tx.commit().await?;
    let mut total = 0;
    loop {
        let tx = state.db.begin().await?;
        let added = repo::add_undone(&tx, undo, id).await?;
        tx.commit().await?;
        total += added;
        if added == 0 {
            break;
        }
    }
    let tx = state.db.begin().await?;
    repo::start(&tx, undo, total, now).await?;
    tx.commit().await?;
    state.feed.wake_bulk();
    Ok(BulkStarted { job: undo })
}

/// Removes jobs that ended before a moment, and what a process that died has left of others; a few thousand rows at once.
pub async fn clean(state: &AppState, ended_before: Timestamp, prepared_before: Timestamp) -> ApiResult<()> {
    for job in repo::old(state.read(), ended_before, prepared_before).await? {
        loop {
            let tx = state.db.begin().await?;
            let is_gone = repo::delete_part(&tx, job).await?;
            tx.commit().await?;
            if is_gone {
                break;
            }
        }
    }
    Ok(())
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
    ensure_room(&tx, user, state.clock.now()).await?;
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

async fn ensure_room(db: &impl ConnectionTrait, user: CurrentUser, now: Timestamp) -> ApiResult<()> {
    let alive_since = now.plus_millis(-PREPARED_MILLIS);
    if repo::count_unfinished(db, user.id, alive_since).await? < JOBS_MAX {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::LimitReached).with("max", json!(JOBS_MAX)))
}

async fn with_results(state: &AppState, mut job: BulkJob, query: BulkJobQuery) -> ApiResult<BulkJob> {
    if job.undo_until.is_some() && repo::is_undone(state.read(), job.id).await? {
        job.undo_until = None;
    }
    let refused = query.refused.unwrap_or(false);
    let scope = CursorScope::new("bulk", (job.id, refused));
    let after = scope.open(query.after.as_deref())?;
    let limit = query.page_limit();
    let results = repo::results(state.read(), job.id, refused, after, limit + 1).await?;
    job.results = paged(results, limit, |result| scope.seal(result.ticket_id));
    Ok(job)
}
