//! The SQLite desk that is copied, opened for reading only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions, Row, SqliteConnection};

use super::line::{self, Digest};
use super::schema::{self, Table, quoted};

/// No row comes before it.
pub const BEFORE_ALL: i64 = i64::MIN;

/// How many rows are read before they are asked for.
const ROWS_AHEAD: usize = 250;

/// A reader of the source.
pub struct Source {
    conn: SqliteConnection,
}

impl Source {
    /// Opens the file; it must be there.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        anyhow::ensure!(path.is_file(), "there is no database {}", path.display());
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .busy_timeout(Duration::from_secs(10))
            .row_buffer_size(ROWS_AHEAD)
            .disable_statement_logging();
        let conn = options.connect().await;
        Ok(Self { conn: conn.with_context(|| format!("cannot open the database {}", path.display()))? })
    }

    /// The migrations that it has seen; none when it is no desk.
    pub async fn migrations(&mut self) -> anyhow::Result<BTreeSet<String>> {
        let known = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'seaql_migrations'";
        if sqlx::query_scalar::<_, i64>(known).fetch_one(&mut self.conn).await? == 0 {
            return Ok(BTreeSet::new());
        }
        let names = sqlx::query_scalar("SELECT version FROM seaql_migrations");
        Ok(names.fetch_all(&mut self.conn).await?.into_iter().collect())
    }

    /// The same for one desk at any time, and another for every other.
    pub async fn identity(&mut self) -> anyhow::Result<String> {
        // None of these rows is ever removed, and none of these columns changes.
        let sql = "SELECT (SELECT MIN(applied_at) FROM seaql_migrations) || '/' || \
                   COALESCE((SELECT MIN(created_at) FROM departments), '') || '/' || \
                   COALESCE((SELECT MIN(created_at) FROM employees), '')";
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.conn).await?)
    }

    /// The tables that are copied, in the order in which they were made, with their columns.
    pub async fn tables(&mut self) -> anyhow::Result<Vec<(String, Vec<String>)>> {
        // What a virtual table keeps its rows in is a shadow of it, as SQLite says itself.
        let sql = "SELECT found.name FROM sqlite_schema made JOIN pragma_table_list found ON found.name = made.name \
                   WHERE made.type = 'table' AND found.schema = 'main' AND found.type <> 'shadow' \
                   AND found.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY made.rowid";
        let names: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut self.conn).await?;
        let mut tables = Vec::new();
        for name in names.into_iter().filter(|name| !schema::is_left_out(name)) {
            let columns =
                sqlx::query_scalar("SELECT name FROM pragma_table_info($1) ORDER BY cid").bind(&name);
            let columns = columns.fetch_all(&mut self.conn).await?;
            tables.push((name, columns));
        }
        Ok(tables)
    }

    /// From here on all reading sees the same moment, until [`Source::forget`].
    pub async fn hold(&mut self) -> anyhow::Result<()> {
        sqlx::query("BEGIN").execute(&mut self.conn).await?;
        Ok(())
    }

    /// Ends what [`Source::hold`] began.
    pub async fn forget(&mut self) -> anyhow::Result<()> {
        sqlx::query("COMMIT").execute(&mut self.conn).await?;
        Ok(())
    }

    /// A number that is another when somebody has written.
    pub async fn writes(&mut self) -> anyhow::Result<i64> {
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut self.conn).await?)
    }

    /// How many rows of a table there are up to this row id.
    pub async fn count(&mut self, table: &str, until: i64) -> anyhow::Result<u64> {
        let sql = format!("SELECT COUNT(*) FROM {} WHERE rowid <= $1", quoted(table));
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(until).fetch_one(&mut self.conn).await?;
        Ok(count.unsigned_abs())
    }

    /// At most `limit` rows after a row id, which is their first column.
    pub fn rows(&mut self, table: &Table, after: i64, limit: u64) -> BoxStream<'_, sqlx::Result<SqliteRow>> {
        let (columns, name) = (table.columns(), table.quoted());
        let sql = format!("SELECT rowid, {columns} FROM {name} WHERE rowid > $1 ORDER BY rowid LIMIT $2");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        sqlx::query(AssertSqlSafe(sql)).bind(after).bind(limit).fetch(&mut self.conn)
    }

    /// Reads the whole table.
    pub async fn digest(&mut self, table: &Table, seen: impl Fn()) -> anyhow::Result<Digest> {
        let mut digest = Digest::default();
        let mut line = Vec::new();
        let mut rows = self.rows(table, BEFORE_ALL, u64::MAX);
        while let Some(row) = rows.try_next().await.context("the source cannot be read")? {
            line.clear();
            line::push(&mut line, &row, table)?;
            digest.add(&line);
            seen();
        }
        Ok(digest)
    }

    /// The last number that each table has given to a row, also to one that is gone.
    pub async fn last_numbers(&mut self) -> anyhow::Result<BTreeMap<String, i64>> {
        let rows = sqlx::query("SELECT name, seq FROM sqlite_sequence").fetch_all(&mut self.conn).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}
