//! What a target holds before a copy.

use std::collections::BTreeSet;

use sea_orm::sqlx::{self, AssertSqlSafe, PgConnection};

use super::ledger;
use super::schema::{self, quoted};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No row of a desk: nothing at all, or only the schema.
    Empty,
    /// A copy that was begun.
    Unfinished,
    /// A desk.
    Desk,
    /// A table that no desk has.
    Strange(String),
}

/// Looks at a database; `tables` are those of the source that are copied.
pub async fn look(conn: &mut PgConnection, tables: &[String]) -> sqlx::Result<Standing> {
    if ledger::is_there(conn).await? {
        return Ok(Standing::Unfinished);
    }
    let sql = "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
               AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname";
    let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await?;
    let (desks, strange): (Vec<_>, Vec<_>) =
        found.into_iter().filter(|name| !schema::is_left_out(name)).partition(|name| tables.contains(name));
    if let Some(name) = strange.into_iter().next() {
        return Ok(Standing::Strange(name));
    }
    for name in desks {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(&name));
        if sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *conn).await? {
            return Ok(Standing::Desk);
        }
    }
    Ok(Standing::Empty)
}

/// The migrations that the database has seen.
pub async fn migrations(conn: &mut PgConnection) -> sqlx::Result<BTreeSet<String>> {
    let known = "SELECT to_regclass('seaql_migrations') IS NOT NULL";
    if !sqlx::query_scalar::<_, bool>(known).fetch_one(&mut *conn).await? {
        return Ok(BTreeSet::new());
    }
    let names = sqlx::query_scalar("SELECT version::text FROM seaql_migrations").fetch_all(conn).await?;
    Ok(names.into_iter().collect())
}
