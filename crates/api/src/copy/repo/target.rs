//! The PostgreSQL database that becomes a desk.

use std::collections::BTreeMap;

use anyhow::Context;
use futures_util::TryStreamExt;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, PgConnection, Row};

use super::ledger;
use super::line::Digest;
use super::schema::{Table, quoted};
use crate::db::Db;

/// Whoever holds this advisory lock is the only one who copies into the database.
pub const LOCK: i64 = 0x6465_736b_636f_7079;
/// The server may need a moment to notice that a copy was killed.
const LOCK_TIMEOUT: &str = "SET lock_timeout = '10s'";

/// A writer of the target.
pub struct Target {
    /// For what the desk itself does.
    pub db: Db,
    /// For rows and the ledger; it holds the lock.
    pub conn: PgConnection,
}

impl Target {
    /// Connects and locks it against other copies, until the connection ends.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let db = Db::connect(url).await?;
        let mut conn = db.write().get_postgres_connection_pool().acquire().await?.detach();
        sqlx::query(LOCK_TIMEOUT).execute(&mut conn).await?;
        let locked = sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK).execute(&mut conn).await;
        locked.context("another copy into this database is at work, or has not ended yet")?;
        sqlx::query("RESET lock_timeout").execute(&mut conn).await?;
        Ok(Self { db, conn })
    }

    /// The columns of a table that are not computed, with their types.
    pub async fn columns(&mut self, table: &str) -> anyhow::Result<Vec<(String, String)>> {
        let sql = "SELECT column_name::text, data_type::text FROM information_schema.columns \
                   WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' \
                   ORDER BY ordinal_position";
        let rows = sqlx::query(sql).bind(table).fetch_all(&mut self.conn).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// How many rows a table has.
    pub async fn count(&mut self, table: &Table) -> anyhow::Result<u64> {
        let sql = format!("SELECT COUNT(*) FROM {}", table.quoted());
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.conn).await?;
        Ok(count.unsigned_abs())
    }

    /// Reads the whole table.
    pub async fn digest(&mut self, table: &Table) -> anyhow::Result<Digest> {
        let mut digest = Digest::default();
        let mut lines = self.conn.copy_out_raw(&format!("COPY {} TO STDOUT", table.with_columns())).await?;
        // A message is a row.
        while let Some(line) = lines.try_next().await.context("the copy cannot be read")? {
            digest.add(line.strip_suffix(b"\n").unwrap_or(&line));
        }
        Ok(digest)
    }

    /// Tells the planner what is in these tables.
    pub async fn analyze(&mut self, tables: &[&str]) -> anyhow::Result<()> {
        let names: Vec<String> = tables.iter().map(|name| quoted(name)).collect();
        let sql = format!("ANALYZE {}", names.join(", "));
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut self.conn).await?;
        Ok(())
    }

    /// Makes tables number their next rows as the source would, and forgets that this was a copy.
    pub async fn finish(&mut self, tables: &[Table], last: &BTreeMap<String, i64>) -> anyhow::Result<()> {
        let mut tx = self.conn.begin().await?;
        for table in tables {
            for column in &table.columns {
                let sequence = "SELECT pg_get_serial_sequence($1, $2)";
                let sequence: Option<String> = sqlx::query_scalar(sequence)
                    .bind(table.quoted())
                    .bind(&column.name)
                    .fetch_one(&mut *tx)
                    .await?;
                let Some(sequence) = sequence else { continue };
                let (name, column) = (table.quoted(), quoted(&column.name));
                let sql = format!(
                    "SELECT setval($1::regclass, \
                     GREATEST((SELECT COALESCE(MAX({column}), 0) FROM {name}), $2) + 1, false)"
                );
                let last = last.get(&table.name).copied().unwrap_or_default();
                sqlx::query(AssertSqlSafe(sql)).bind(sequence).bind(last).execute(&mut *tx).await?;
            }
        }
        let sql = format!("DROP TABLE {}", ledger::LEDGER);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
