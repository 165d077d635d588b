//! Both databases of a copy: [`schema`] what is copied, [`source`] reading SQLite, [`target`] writing PostgreSQL,
//! [`line`] one row on its way, [`ledger`] how far it is, [`later`] what is made when all rows are there, [`standing`]
//! what a target holds before.

pub mod later;
pub mod ledger;
pub mod line;
pub mod schema;
pub mod source;
pub mod standing;
pub mod target;

use anyhow::Context;
use futures_util::TryStreamExt;
use sea_orm::sqlx::{self, Connection, PgConnection, Row};

use self::line::Digest;
use self::schema::Table;
use self::source::{BEFORE_ALL, Source};
use self::target::Target;
use crate::db::Db;
use crate::tickets::repo::index;

/// Rows that are written in one transaction.
const ROWS_AT_ONCE: u64 = 5_000;
/// Bytes that are sent at once.
const SENT_AT_ONCE: usize = 256 * 1024;

/// What a batch has done.
pub struct Batch {
    /// How many rows of it were written.
    pub rows: u64,
    /// Whether there may be more.
    pub more: bool,
}

/// Copies the next rows of a table and notes, in the same transaction, how far it is.
pub async fn copy_batch(source: &mut Source, target: &mut Target, table: &Table) -> anyhow::Result<Batch> {
    let conn = &mut target.conn;
    let after = ledger::position(conn, &table.name).await?;
    match write_rows(source, conn, table, after).await {
        // A row that is there already under another row id: the source was changed since that batch.
        Err(error) if after != BEFORE_ALL && is_duplicate(&error) => {
            ledger::restart(conn, std::slice::from_ref(table)).await?;
            Ok(Batch { rows: 0, more: true })
        }
        written => written,
    }
}

async fn write_rows(
    source: &mut Source,
    conn: &mut PgConnection,
    table: &Table,
    after: i64,
) -> anyhow::Result<Batch> {
    let mut last = after;
    let mut count = 0;
    let mut lines = Vec::with_capacity(SENT_AT_ONCE + 4096);
    let mut tx = conn.begin().await?;
    let mut copy = tx.copy_in_raw(&format!("COPY {} FROM STDIN", table.with_columns())).await?;
    let mut rows = source.rows(table, after, ROWS_AT_ONCE);
    while let Some(row) = rows.try_next().await.context("the source cannot be read")? {
        line::push(&mut lines, &row, table)?;
        lines.push(b'\n');
        last = row.try_get(0)?;
        count += 1;
        if lines.len() >= SENT_AT_ONCE {
            copy.send(lines.as_slice()).await?;
            lines.clear();
        }
    }
    drop(rows);
    copy.send(lines.as_slice()).await?;
    copy.finish().await?;
    ledger::advance(&mut tx, &table.name, last).await?;
    tx.commit().await?;
    Ok(Batch { rows: count, more: count == ROWS_AT_ONCE })
}

fn is_duplicate(error: &anyhow::Error) -> bool {
    let database = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    database.is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

/// What a table says on both sides.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Which.
    pub table: Table,
    /// In the source.
    pub source: Digest,
    /// In the copy.
    pub copy: Digest,
}

impl Compared {
    /// Whether both have the same rows.
    pub fn is_same(&self) -> bool {
        self.source == self.copy
    }
}

/// Reads a table on both sides; `seen` hears of every row of the source.
pub async fn compare(
    source: &mut Source,
    target: &mut Target,
    table: &Table,
    seen: impl Fn(),
) -> anyhow::Result<Compared> {
    let (source, copy) = tokio::try_join!(source.digest(table, seen), target.digest(table))?;
    Ok(Compared { table: table.clone(), source, copy })
}

/// Makes the index of texts from where it is; `made` hears of the texts.
pub async fn index_texts(target: &mut Target, made: impl Fn(u64)) -> anyhow::Result<()> {
    let after = ledger::position(&mut target.conn, ledger::TEXTS).await?;
    let db: &Db = &target.db;
    // Words are made of the next texts while the former are written.
    let mut next = index::next_part(db.read(), after).await?;
    while let Some(part) = next.take() {
        let write = async {
            let tx = db.begin().await?;
            index::write(&tx, &part.documents).await?;
            ledger::advance_texts(&tx, part.last).await?;
            tx.commit().await
        };
        let (written, following) = tokio::join!(write, index::next_part(db.read(), part.last));
        written?;
        made(part.documents.len() as u64);
        next = following?;
    }
    Ok(())
}
