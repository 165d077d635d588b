//! How far a copy is: a table of the target, written in the transactions of the copy and gone when it is finished.

use sea_orm::sqlx::{self, AssertSqlSafe, Connection, PgConnection};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use super::later;
use super::schema::{Table, quoted};
use super::source::BEFORE_ALL;

/// Its name.
pub const LEDGER: &str = "desk_copy";
/// The index of texts among the tables whose position is kept.
pub const TEXTS: &str = "search_texts";

/// Which source is copied, up to which row id each table is there, and statements for the end ([`later`]).
const CREATE: &str = "CREATE TABLE desk_copy (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    statement TEXT,
    PRIMARY KEY (kind, name)
)";

/// Whether the database holds an unfinished copy.
pub async fn is_there(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT to_regclass('desk_copy') IS NOT NULL").fetch_one(conn).await
}

/// The same, for who opens the database as a desk.
pub async fn is_unfinished(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(false);
    }
    let sql = "SELECT to_regclass('desk_copy') IS NOT NULL AS is_there";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    row.map_or(Ok(false), |row| row.try_get("", "is_there"))
}

/// Begins a copy of a source in a migrated database that holds no desk.
pub async fn begin(conn: &mut PgConnection, source: &str, tables: &[Table]) -> sqlx::Result<()> {
    let mut tx = conn.begin().await?;
    sqlx::query(CREATE).execute(&mut *tx).await?;
    let names = tables.iter().map(|table| table.name.as_str()).chain([TEXTS]);
    for (kind, name) in [("source", source)].into_iter().chain(names.map(|name| ("table", name))) {
        let insert = "INSERT INTO desk_copy (kind, name, position) VALUES ($1, $2, $3)";
        sqlx::query(insert).bind(kind).bind(name).bind(BEFORE_ALL).execute(&mut *tx).await?;
    }
    later::set_aside(&mut tx).await?;
    empty(&mut tx, tables).await?;
    tx.commit().await
}

/// Begins some tables anew, and with them the index of texts.
pub async fn restart(conn: &mut PgConnection, tables: &[Table]) -> sqlx::Result<()> {
    let mut tx = conn.begin().await?;
    later::set_aside(&mut tx).await?;
    empty(&mut tx, tables).await?;
    for name in tables.iter().map(|table| table.name.as_str()).chain([TEXTS]) {
        advance(&mut tx, name, BEFORE_ALL).await?;
    }
    tx.commit().await
}

async fn empty(conn: &mut PgConnection, tables: &[Table]) -> sqlx::Result<()> {
    let names: Vec<String> = tables.iter().map(Table::quoted).chain([quoted(TEXTS)]).collect();
    sqlx::raw_sql(AssertSqlSafe(format!("TRUNCATE {}", names.join(", ")))).execute(conn).await?;
    Ok(())
}

/// The source of the copy.
pub async fn source(conn: &mut PgConnection) -> sqlx::Result<String> {
    sqlx::query_scalar("SELECT name FROM desk_copy WHERE kind = 'source'").fetch_one(conn).await
}

/// Up to which row id a table is there.
pub async fn position(conn: &mut PgConnection, table: &str) -> sqlx::Result<i64> {
    let sql = "SELECT position FROM desk_copy WHERE kind = 'table' AND name = $1";
    sqlx::query_scalar(sql).bind(table).fetch_one(conn).await
}

const ADVANCE: &str = "UPDATE desk_copy SET position = $2 WHERE kind = 'table' AND name = $1";

/// Notes that a table is there up to this row id.
pub async fn advance(conn: &mut PgConnection, table: &str, position: i64) -> sqlx::Result<()> {
    sqlx::query(ADVANCE).bind(table).bind(position).execute(conn).await?;
    Ok(())
}

/// Notes that the index of texts is there up to this ticket.
pub async fn advance_texts(tx: &DatabaseTransaction, ticket: i64) -> Result<(), DbErr> {
    let values = [TEXTS.into(), ticket.into()];
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, ADVANCE, values)).await?;
    Ok(())
}
