//! Jobs and their tickets.

use domain::bulk::wire::{BulkCommand, BulkJob, BulkResult, BulkState};
use domain::page::Page;
use domain::tickets::undo::undo_until;
use domain::{BulkJobId, EmployeeId, ErrorCode, TicketId, Timestamp};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};

use crate::entities::bulk_items::{self, Column as Item};
use crate::entities::bulk_jobs::{self, Column, Entity};

/// A job as it is stored.
pub type Job = bulk_jobs::Model;

/// Tickets that are written at once.
const ITEMS_AT_ONCE: usize = 5_000;
/// The state of a job whose tickets are still being written.
pub const PREPARING: &str = "preparing";

/// Adds a job without tickets that nobody works on yet.
pub async fn insert(
    db: &impl ConnectionTrait,
    author: EmployeeId,
    command: Option<&BulkCommand>,
    undoes: Option<BulkJobId>,
    now: Timestamp,
) -> Result<BulkJobId, DbErr> {
    let command = command.map(serde_json::to_string).transpose().map_err(|error| broken(&error))?;
    let row = bulk_jobs::ActiveModel {
        author_id: Set(author.0),
        state: Set(PREPARING.to_owned()),
        command: Set(command),
        undoes: Set(undoes.map(|id| id.0)),
        total: Set(0),
        done: Set(0),
        refused: Set(0),
        position: Set(0),
        created_at: Set(now.millis()),
        touched_at: Set(now.millis()),
        finished_at: Set(None),
        ..Default::default()
    };
    Ok(BulkJobId(Entity::insert(row).exec(db).await?.last_insert_id))
}

/// Tickets in parts that are written at once.
pub fn chunks(ids: &[TicketId]) -> impl Iterator<Item = &[TicketId]> {
    ids.chunks(ITEMS_AT_ONCE)
}

/// Adds tickets of [`chunks`].
pub async fn add_items(db: &impl ConnectionTrait, job: BulkJobId, ids: &[TicketId]) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let list = match backend {
        DbBackend::Sqlite => "SELECT $1, value FROM json_each($2)",
        _ => "SELECT $1, value::bigint FROM json_array_elements_text($2::json)",
    };
    let ids = serde_json::to_string(ids).map_err(|error| broken(&error))?;
    let sql = format!("INSERT INTO bulk_items (job_id, ticket_id) {list}");
    db.execute_raw(Statement::from_sql_and_values(backend, sql, [job.0.into(), ids.into()])).await?;
    Ok(())
}

/// Adds the next some thousand tickets that another job changed, as they were left by it; how many.
pub async fn add_undone(db: &impl ConnectionTrait, job: BulkJobId, of: BulkJobId) -> Result<u64, DbErr> {
    let sql = format!(
        "INSERT INTO bulk_items (job_id, ticket_id, undoes) \
         SELECT $1, ticket_id, version FROM bulk_items WHERE job_id = $2 AND version IS NOT NULL \
         AND ticket_id > (SELECT COALESCE(MAX(ticket_id), 0) FROM bulk_items WHERE job_id = $1) \
         ORDER BY ticket_id LIMIT {ITEMS_AT_ONCE}"
    );
    let values = [job.0.into(), of.0.into()];
    let done = db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected())
}

/// From now on a job with all its tickets can be worked on; one without tickets is done.
pub async fn start(
    db: &impl ConnectionTrait,
    job: BulkJobId,
    total: u64,
    now: Timestamp,
) -> Result<(), DbErr> {
    let (state, finished) = match total {
        0 => (BulkState::Done, Some(now.millis())),
        _ => (BulkState::Running, None),
    };
    let row = bulk_jobs::ActiveModel {
        id: Set(job.0),
        total: Set(i64::try_from(total).unwrap_or(i64::MAX)),
        state: Set(state.as_str().to_owned()),
        finished_at: Set(finished),
        ..Default::default()
    };
    Entity::update(row).exec(db).await?;
    Ok(())
}

/// How many jobs of a person are not finished; those that have been prepared since before a moment never will be.
pub async fn count_unfinished(
    db: &impl ConnectionTrait,
    author: EmployeeId,
    alive_since: Timestamp,
) -> Result<u64, DbErr> {
    let is_alive =
        Condition::any().add(Column::State.ne(PREPARING)).add(Column::CreatedAt.gte(alive_since.millis()));
    let unfinished =
        Entity::find().filter(Column::AuthorId.eq(author.0)).filter(Column::FinishedAt.is_null());
    unfinished.filter(is_alive).count(db).await
}

/// A job of a person, without results.
pub async fn find(
    db: &impl ConnectionTrait,
    author: EmployeeId,
    id: BulkJobId,
) -> Result<Option<BulkJob>, DbErr> {
    let query = Entity::find_by_id(id.0).filter(Column::AuthorId.eq(author.0));
    query.filter(Column::State.ne(PREPARING)).one(db).await?.as_ref().map(to_wire).transpose()
}

/// Whether another job takes this one back.
pub async fn is_undone(db: &impl ConnectionTrait, id: BulkJobId) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::Undoes.eq(id.0)).one(db).await?.is_some())
}

/// Results of a job after a ticket, by number; of tickets that have had their turn.
pub async fn results(
    db: &impl ConnectionTrait,
    id: BulkJobId,
    refused: bool,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<BulkResult>, DbErr> {
    let position: Option<i64> =
        Entity::find_by_id(id.0).select_only().column(Column::Position).into_tuple().one(db).await?;
    let mut query = bulk_items::Entity::find()
        .filter(Item::JobId.eq(id.0))
        .filter(Item::TicketId.lte(position.unwrap_or(0)))
        .filter(Item::TicketId.gt(after.unwrap_or(0)));
    if refused {
        query = query.filter(Item::Code.is_not_null());
    }
    let rows = query.order_by_asc(Item::TicketId).limit(limit).all(db).await?;
    let result = |row: bulk_items::Model| BulkResult {
        ticket_id: TicketId(row.ticket_id),
        code: row.code.as_deref().and_then(ErrorCode::parse),
    };
    Ok(rows.into_iter().map(result).collect())
}

/// Whether there is anything to do.
pub async fn is_any_running(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(running().one(db).await?.is_some())
}

/// The running job that had its turn longest ago, locked until the end of the transaction; jobs that another instance
/// works on are left to it.
pub async fn claim(db: &impl ConnectionTrait) -> Result<Option<Job>, DbErr> {
    let mut query = running();
    if db.get_database_backend() == DbBackend::Postgres {
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    query.one(db).await
}

fn running() -> sea_orm::Select<Entity> {
    Entity::find()
        // Said as in the index.
        .filter(Expr::cust("state = 'running'"))
        .order_by_asc(Column::TouchedAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// The next tickets of a claimed job, with the versions that it takes back.
pub async fn next_items(
    db: &impl ConnectionTrait,
    job: &Job,
    limit: u64,
) -> Result<Vec<(TicketId, Option<i64>)>, DbErr> {
    let rows = bulk_items::Entity::find()
        .filter(Item::JobId.eq(job.id))
        .filter(Item::TicketId.gt(job.position))
        .order_by_asc(Item::TicketId)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (TicketId(row.ticket_id), row.undoes)).collect())
}

/// Writes what happened to a ticket: the version that the command led to, or why it was refused.
pub async fn write_result(
    db: &impl ConnectionTrait,
    job: &Job,
    ticket: TicketId,
    result: Result<Option<i64>, ErrorCode>,
) -> Result<(), DbErr> {
    let row = bulk_items::ActiveModel {
        job_id: Set(job.id),
        ticket_id: Set(ticket.0),
        version: Set(result.ok().flatten()),
        code: Set(result.err().map(|code| code.as_str().to_owned())),
        ..Default::default()
    };
    bulk_items::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Writes how far a claimed job is.
pub async fn save(db: &impl ConnectionTrait, job: &Job) -> Result<(), DbErr> {
    let row = bulk_jobs::ActiveModel {
        id: Set(job.id),
        state: Set(job.state.clone()),
        done: Set(job.done),
        refused: Set(job.refused),
        position: Set(job.position),
        touched_at: Set(job.touched_at),
        finished_at: Set(job.finished_at),
        ..Default::default()
    };
    Entity::update(row).exec(db).await?;
    Ok(())
}

/// Ends a running job; whether it was running.
pub async fn cancel(db: &impl ConnectionTrait, id: BulkJobId, now: Timestamp) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(BulkState::Cancelled.as_str()))
        .col_expr(Column::FinishedAt, Expr::value(now.millis()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(BulkState::Running.as_str()))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Lets another job have the next turn: what failed with the first one would fail again.
pub async fn postpone_first(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
    let Some(first) = running().one(db).await? else { return Ok(()) };
    Entity::update_many()
        .col_expr(Column::TouchedAt, Expr::value(now.millis()))
        .filter(Column::Id.eq(first.id))
        .exec(db)
        .await?;
    Ok(())
}

/// The jobs that ended before a moment, and those that have been prepared since before another one.
pub async fn old(
    db: &impl ConnectionTrait,
    ended_before: Timestamp,
    prepared_before: Timestamp,
) -> Result<Vec<BulkJobId>, DbErr> {
    let unprepared =
        Condition::all().add(Column::State.eq(PREPARING)).add(Column::CreatedAt.lt(prepared_before.millis()));
    let old = Condition::any().add(Column::FinishedAt.lt(ended_before.millis())).add(unprepared);
    let query = Entity::find().select_only().column(Column::Id).filter(old);
    let ids: Vec<i64> = query.into_tuple().all(db).await?;
    Ok(ids.into_iter().map(BulkJobId).collect())
}

/// Removes some thousand tickets of a job, or the job when it has none; whether it is gone.
pub async fn delete_part(db: &impl ConnectionTrait, job: BulkJobId) -> Result<bool, DbErr> {
    let sql = format!(
        "DELETE FROM bulk_items WHERE job_id = $1 AND ticket_id IN \
         (SELECT ticket_id FROM bulk_items WHERE job_id = $1 ORDER BY ticket_id LIMIT {ITEMS_AT_ONCE})"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [job.0.into()]);
    if db.execute_raw(statement).await?.rows_affected() > 0 {
        return Ok(false);
    }
    Entity::delete_by_id(job.0).exec(db).await?;
    Ok(true)
}

/// A job as it is told, without results.
pub fn to_wire(row: &Job) -> Result<BulkJob, DbErr> {
    let state = BulkState::parse(&row.state).ok_or_else(|| DbErr::Custom("an unknown state".to_owned()))?;
    let number = |number: i64| u64::try_from(number).unwrap_or(0);
    let finished_at = row.finished_at.map(Timestamp::from_millis);
    Ok(BulkJob {
        id: BulkJobId(row.id),
        state,
        // One that only another version knows cannot be told.
        command: row.command.as_deref().and_then(|command| serde_json::from_str(command).ok()),
        undoes: row.undoes.map(BulkJobId),
        total: number(row.total),
        done: number(row.done),
        refused: number(row.refused),
        created_at: Timestamp::from_millis(row.created_at),
        finished_at,
        undo_until: finished_at.filter(|_| row.undoes.is_none()).map(undo_until),
        results: Page::whole(Vec::new()),
    })
}

fn broken(error: &serde_json::Error) -> DbErr {
    DbErr::Custom(format!("a job cannot be read or written: {error}"))
}
