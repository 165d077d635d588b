//! Periodic work. It calls services and holds no rules; several instances may do it at once, each step is a command
//! that finds nothing to do when another was faster.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::auth;
use crate::entities::idempotency_keys;
use crate::error::ApiResult;
use crate::http::idempotency::KEPT_MILLIS;
use crate::state::AppState;
use crate::{attachments, bulk, tickets};

const TIMERS_EVERY: Duration = Duration::from_secs(1);
const CLEANING_EVERY: Duration = Duration::from_secs(10 * 60);
const TIMERS_AT_ONCE: u64 = 100;
/// Uploads that belong to nothing are kept for a day.
const ORPHANS_KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Jobs over many tickets can be looked at for a week.
const BULK_KEPT_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Runs until the process ends.
pub async fn run(state: AppState) {
    let mut timers = tokio::time::interval(TIMERS_EVERY);
    let mut cleaning = tokio::time::interval(CLEANING_EVERY);
    loop {
        // An error was logged where it arose; the next round tries again.
        let _ = tokio::select! {
            _ = timers.tick() => end_waiting(&state).await,
            _ = cleaning.tick() => clean(&state).await,
        };
    }
}

/// Returns the tickets whose waiting time is over.
pub async fn end_waiting(state: &AppState) -> ApiResult<()> {
    for id in tickets::repo::waiting_over(state.read(), state.clock.now(), TIMERS_AT_ONCE).await? {
        tickets::service::end_waiting(state, id).await?;
    }
    Ok(())
}

/// Removes what has served: sessions, invitations, idempotency keys, uploads without a ticket, old jobs.
pub async fn clean(state: &AppState) -> ApiResult<()> {
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    auth::repo::delete_expired(&tx, now).await?;
    idempotency_keys::Entity::delete_many()
        .filter(idempotency_keys::Column::CreatedAt.lt(now.plus_millis(-KEPT_MILLIS).millis()))
        .exec(&tx)
        .await?;
    let unused = attachments::repo::delete_orphans(&tx, now.plus_millis(-ORPHANS_KEPT_MILLIS)).await?;
    tx.commit().await?;
    let prepared_before = now.plus_millis(-bulk::service::PREPARED_MILLIS);
    bulk::service::clean(state, now.plus_millis(-BULK_KEPT_MILLIS), prepared_before).await?;
    for sha256 in unused {
        if let Err(error) = state.files.remove(&sha256).await {
            tracing::warn!("could not remove the content of a deleted upload: {error}");
        }
    }
    Ok(())
}
