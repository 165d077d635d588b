//! Indexes and references are taken off a copy and made again when its rows are there: in one go that is many times
//! faster than row by row, and a table can be begun anew without the others.

use sea_orm::sqlx::{self, AssertSqlSafe, Connection, PgConnection, Row};

/// When something is made again: after the rows, or after the index of texts, which is a part of the target alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Of the tables that are copied.
    AfterRows,
    /// Of the index of texts.
    AfterTexts,
}

impl When {
    /// Indexes come before references.
    fn positions(self) -> [i64; 2] {
        match self {
            Self::AfterRows => [0, 1],
            Self::AfterTexts => [2, 3],
        }
    }
}

/// Notes the indexes that are no constraint; answers the statements that take them off.
const INDEXES: &str = "
    WITH found AS (
        SELECT shape.oid, shape.oid::regclass::text AS name, held.relname AS owner
        FROM pg_index JOIN pg_class shape ON shape.oid = indexrelid JOIN pg_class held ON held.oid = indrelid
        WHERE shape.relnamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
    ), noted AS (
        INSERT INTO desk_copy (kind, name, position, statement)
        SELECT 'index', name, CASE owner WHEN 'search_texts' THEN 2 ELSE 0 END, pg_get_indexdef(oid) FROM found
    )
    SELECT format('DROP INDEX %s', name) FROM found";

/// Notes the references between tables; answers the statements that take them off.
const REFERENCES: &str = "
    WITH found AS (
        SELECT c.oid, conname, conrelid::regclass::text AS holder, held.relname AS owner
        FROM pg_constraint c JOIN pg_class held ON held.oid = conrelid
        WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    ), noted AS (
        INSERT INTO desk_copy (kind, name, position, statement)
        SELECT 'reference', format('%s.%I', holder, conname), CASE owner WHEN 'search_texts' THEN 3 ELSE 1 END,
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', holder, conname, pg_get_constraintdef(oid)) FROM found
    )
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', holder, conname) FROM found";

/// Takes off what is there, and keeps the statements that make it again.
pub async fn set_aside(conn: &mut PgConnection) -> sqlx::Result<()> {
    // A reference needs the unique index of what it refers to: it goes first.
    for sql in [REFERENCES, INDEXES] {
        let statements: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await?;
        for statement in statements {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// How many of them are to be made.
pub async fn count(conn: &mut PgConnection, when: When) -> sqlx::Result<u64> {
    let sql = "SELECT COUNT(*) FROM desk_copy WHERE statement IS NOT NULL AND position = ANY($1)";
    let count: i64 = sqlx::query_scalar(sql).bind(when.positions()).fetch_one(conn).await?;
    Ok(count.unsigned_abs())
}

/// Makes the next one again; `false` when there is none left.
pub async fn make_next(conn: &mut PgConnection, when: When) -> sqlx::Result<bool> {
    let next = "SELECT kind, name, statement FROM desk_copy WHERE statement IS NOT NULL AND position = ANY($1) \
                ORDER BY position, name LIMIT 1";
    let Some(row) = sqlx::query(next).bind(when.positions()).fetch_optional(&mut *conn).await? else {
        return Ok(false);
    };
    let (kind, name, statement): (String, String, String) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let mut tx = conn.begin().await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *tx).await?;
    let done = "DELETE FROM desk_copy WHERE kind = $1 AND name = $2";
    sqlx::query(done).bind(kind).bind(name).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(true)
}
