//! Doing jobs: a few tickets a transaction, with pauses, so that everybody else hardly notices.
//!
//! Every instance works. What happened to the tickets and how far the job is are written in one transaction, so each
//! ticket has its turn exactly once, whoever dies in between.

use std::time::{Duration, Instant};

use domain::bulk::Order;
use domain::bulk::wire::{BulkCommand, BulkState};
use domain::{Actor, EmployeeId, ErrorCode, TicketId};

use super::repo::{self, Job};
use crate::employees;
use crate::error::ApiResult;
use crate::live::feed::Told;
use crate::state::AppState;
use crate::tickets::service::many;
use crate::work::Work;

/// Tickets of one transaction at most.
const BATCH: u64 = 50;
/// A transaction that has taken so long takes no more tickets: others wait for it.
const BATCH_TIME: Duration = Duration::from_millis(10);
/// The author hears of his job this often.
const TELL_EVERY: Duration = Duration::from_millis(300);
/// Jobs of other instances are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Works until the process ends.
pub async fn run(state: AppState) {
    let mut told = Instant::now();
    loop {
        let started = Instant::now();
        let tell = told.elapsed() > TELL_EVERY;
        match step(&state, tell).await {
            Ok(true) => {
                told = if tell { Instant::now() } else { told };
                // Twice as much time for everybody else.
                tokio::time::sleep(started.elapsed() * 2).await;
            }
            // A timeout is the regular look.
            Ok(false) => drop(tokio::time::timeout(LOOK_EVERY, state.feed.bulk()).await),
            Err(_) => {
                // It was logged where it arose. One job must not hinder all others.
                let _ = repo::postpone_first(state.db.write(), state.clock.now()).await;
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
}

/// Does the next tickets of a job, and tells its author when it has ended or `tell` says so. Whether there was a job.
pub async fn step(state: &AppState, tell: bool) -> ApiResult<bool> {
    if !repo::is_any_running(state.read()).await? {
        return Ok(false);
    }
    let mut work = Work::begin(state).await?;
    let Some(mut job) = repo::claim(work.tx()).await? else { return Ok(false) };
    job.touched_at = state.clock.now().millis();
    match author(&work, &job).await? {
        Some(actor) => go_on(state, &mut work, &mut job, &actor).await?,
        None => end(state, &mut job, BulkState::Stopped),
    }
    repo::save(work.tx(), &job).await?;
    let told = match tell || job.finished_at.is_some() {
        true => {
            Some(Told::Progress { to: EmployeeId(job.author_id), progress: repo::to_wire(&job)?.progress() })
        }
        false => None,
    };
    if let Some(told) = &told {
        state.feed.tell_in(work.tx(), told).await?;
    }
    work.commit(state).await?;
    if let Some(told) = told {
        state.feed.told(told);
    }
    Ok(true)
}

/// The author as he is now; `None` when he works here no more.
async fn author(work: &Work, job: &Job) -> ApiResult<Option<Actor>> {
    let author = employees::repo::find(work.tx(), EmployeeId(job.author_id)).await?;
    Ok(author.filter(|author| author.active).map(|author| author.actor()))
}

async fn go_on(state: &AppState, work: &mut Work, job: &mut Job, actor: &Actor) -> ApiResult<()> {
    let command = match (job.undoes, repo::to_wire(job)?.command.map(BulkCommand::parse)) {
        (Some(_), _) => None,
        (None, Some(Ok(order))) => Some(command(work, order).await?),
        // It was right when the job was started, by another version.
        (None, Some(Err(_)) | None) => {
            end(state, job, BulkState::Stopped);
            return Ok(());
        }
    };
    let items = repo::next_items(work.tx(), job, BATCH).await?;
    let is_last = (items.len() as u64) < BATCH;
    let started = Instant::now();
    let mut left = items.len();
    for (ticket, undoes) in items {
        let result = match (&command, undoes) {
            (Some(Ok(command)), _) => many::apply(state, work, actor, ticket, command.clone()).await?,
            (Some(Err(code)), _) => Err(*code),
            (None, Some(version)) => many::undo(state, work, actor, ticket, version).await?,
            (None, None) => Err(ErrorCode::NotUndoable),
        };
        record(work, job, ticket, result).await?;
        left -= 1;
        if started.elapsed() > BATCH_TIME {
            break;
        }
    }
    if is_last && left == 0 {
        end(state, job, BulkState::Done);
    }
    Ok(())
}

/// The command with its target as it is now. One that cannot be chosen any more refuses every ticket.
async fn command(work: &Work, order: Order) -> ApiResult<Result<domain::tickets::Command, ErrorCode>> {
    many::fate(many::command(work.tx(), order, "").await)
}

async fn record(
    work: &Work,
    job: &mut Job,
    ticket: TicketId,
    result: Result<Option<i64>, ErrorCode>,
) -> ApiResult<()> {
    repo::write_result(work.tx(), job, ticket, result).await?;
    job.position = ticket.0;
    job.done += 1;
    job.refused += i64::from(result.is_err());
    Ok(())
}

fn end(state: &AppState, job: &mut Job, how: BulkState) {
    job.state = how.as_str().to_owned();
    job.finished_at = Some(state.clock.now().millis());
}
