//! Lists of tickets.
//!
//! What a person sees is `department OR creator OR assignee`; one OR would make every list a scan. A list is therefore
//! a union of *streams*: each starts from one equality (or from everything, for administrators), walks one index in the
//! order of the list and stops after a page. The streams are merged by the database; a ticket that is in several
//! appears once. A cursor is the key of the last row, so a deep page costs what the first costs.
//!
//! What few tickets have (a word, a station) is found the other way round: from that index to the tickets ([`plan`]).
//! Reading order: [`page`], [`plan`] (where streams start), [`sql`] (their conditions).

mod plan;
mod probe;
mod sql;

use domain::tickets::list::{Sort, Test, TicketFilter};
use domain::tickets::wire::TicketRow;
use domain::{Actor, DepartmentId, EmployeeId, TicketId, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement};

use self::plan::Start;
pub use self::plan::{FEW_OF_POSTGRES, Few, is_few};
pub use self::probe::{probe, statement as probe_statement};
pub(super) use self::sql::{Builder, visible};
use super::{client_type, priority, priority_number, resolution, status, words};

/// How many texts are read for one row of a page that starts from texts.
const TEXTS: u64 = 4;

/// Sort key and id of a row.
pub type Position = (i64, i64);

/// What a row of a list shows of ticket `t`, and the names that it refers to.
const COLUMNS: &str = "t.id, t.subject, t.client_type, t.priority, t.status, t.department_id, \
    d.name AS department_name, t.assignee_id, a.full_name AS assignee_name, t.creator_id, \
    c.full_name AS creator_name, t.station_number, t.car_model, t.waiting_until, t.resolution, t.return_count, \
    t.version, t.created_at, t.updated_at, t.closed_at";
const NAMES: &str = "JOIN departments d ON d.id = t.department_id JOIN employees c ON c.id = t.creator_id \
    LEFT JOIN employees a ON a.id = t.assignee_id";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    subject: String,
    client_type: String,
    priority: i16,
    status: i16,
    department_id: i64,
    department_name: String,
    assignee_id: Option<i64>,
    assignee_name: Option<String>,
    creator_id: i64,
    creator_name: String,
    station_number: Option<String>,
    car_model: Option<String>,
    waiting_until: Option<i64>,
    resolution: Option<String>,
    return_count: i32,
    version: i64,
    created_at: i64,
    updated_at: i64,
    closed_at: Option<i64>,
}

/// One page of what the actor sees, after a position.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<TicketRow>, DbErr> {
    let filter = &named(db, filter).await?;
    let backend = db.get_database_backend();
    let Some(starts) = plan::starts(db, actor, filter, Few::of_page(backend)).await? else {
        return Ok(Vec::new());
    };
    let mut found: Vec<TicketRow> = Vec::new();
    loop {
        let after = found.last().map(|row| position(row, filter.sort)).or(after);
        let more = rows(db, page_of(backend, actor, filter, &starts, after, limit)).await?;
        let is_end = more.is_empty() || starts != [Start::Texts];
        found.extend(more);
        // Texts come one by one: many of them may be of a few tickets.
        if is_end || found.len() as u64 >= limit {
            found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            return Ok(found);
        }
    }
}

/// The filter with words instead of their beginnings.
async fn named(db: &impl ConnectionTrait, filter: &TicketFilter) -> Result<TicketFilter, DbErr> {
    let mut filter = filter.clone();
    let needles = filter.clauses.iter_mut().filter_map(|clause| match &mut clause.test {
        Test::Text(needle) => Some(needle),
        _ => None,
    });
    words::name(db, needles).await?;
    Ok(filter)
}

/// The query of a page; `None` when nothing can match. On SQLite it starts from what `few` have.
pub async fn statement(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
    after: Option<Position>,
    limit: u64,
    few: Few,
) -> Result<Option<Statement>, DbErr> {
    let starts = plan::starts(db, actor, filter, few).await?;
    Ok(starts.map(|starts| page_of(db.get_database_backend(), actor, filter, &starts, after, limit)))
}

/// The rows of tickets that were found; their order is not said.
pub async fn of(db: &impl ConnectionTrait, ids: &[TicketId]) -> Result<Vec<TicketRow>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(TicketId::to_string).collect();
    let sql = format!("SELECT {COLUMNS} FROM tickets t {NAMES} WHERE t.id IN ({})", ids.join(", "));
    rows(db, Statement::from_string(db.get_database_backend(), sql)).await
}

fn page_of(
    backend: DbBackend,
    actor: &Actor,
    filter: &TicketFilter,
    starts: &[Start<'_>],
    after: Option<Position>,
    limit: u64,
) -> Statement {
    let mut query = Builder::new(backend);
    let (column, direction) = order(filter.sort);
    let streams: Vec<String> = starts
        .iter()
        .map(|start| {
            let from = query.from(start, &filter.clauses);
            let mut conditions = query.conditions(actor, filter, start);
            conditions.extend(after.map(|after| query.after(start, filter.sort, after)));
            let filter = if conditions.is_empty() { "1 = 1".to_owned() } else { conditions.join(" AND ") };
            let (distinct, order, limit) = match start {
                Start::Texts => ("DISTINCT ", query.document_order(direction), limit * TEXTS),
                _ => ("", format!("t.{column} {direction}, t.id {direction}"), limit),
            };
            format!(
                "SELECT {distinct}* FROM (SELECT t.id, t.{column} AS position FROM {from} WHERE {filter} \
                 ORDER BY {order} LIMIT {limit}) AS s"
            )
        })
        .collect();
    let sql = format!(
        "SELECT {COLUMNS} \
         FROM (SELECT id, position FROM ({}) AS u ORDER BY position {direction}, id {direction} LIMIT {limit}) AS p \
         JOIN tickets t ON t.id = p.id {NAMES} ORDER BY p.position {direction}, p.id {direction}",
        streams.join(" UNION ")
    );
    query.statement(sql)
}

/// The key of a row in this order.
pub fn position(row: &TicketRow, sort: Sort) -> Position {
    let key = match sort {
        Sort::CreatedDescending | Sort::CreatedAscending => row.created_at.millis(),
        Sort::UpdatedDescending => row.updated_at.millis(),
        Sort::PriorityDescending => i64::from(priority_number(row.priority)),
    };
    (key, row.id.0)
}

fn order(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::CreatedDescending => ("created_at", "DESC"),
        Sort::CreatedAscending => ("created_at", "ASC"),
        Sort::UpdatedDescending => ("updated_at", "DESC"),
        Sort::PriorityDescending => ("priority", "DESC"),
    }
}

async fn rows(db: &impl ConnectionTrait, statement: Statement) -> Result<Vec<TicketRow>, DbErr> {
    Row::find_by_statement(statement).all(db).await?.into_iter().map(to_wire).collect()
}

fn to_wire(row: Row) -> Result<TicketRow, DbErr> {
    Ok(TicketRow {
        id: TicketId(row.id),
        subject: row.subject,
        client_type: client_type(&row.client_type)?,
        priority: priority(row.priority)?,
        status: status(row.status)?,
        department_id: DepartmentId(row.department_id),
        department_name: row.department_name,
        assignee_id: row.assignee_id.map(EmployeeId),
        assignee_name: row.assignee_name,
        creator_id: EmployeeId(row.creator_id),
        creator_name: row.creator_name,
        station_number: row.station_number,
        car_model: row.car_model,
        waiting_until: row.waiting_until.map(Timestamp::from_millis),
        resolution: resolution(row.resolution.as_deref())?,
        return_count: row.return_count,
        version: row.version,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        closed_at: row.closed_at.map(Timestamp::from_millis),
    })
}
