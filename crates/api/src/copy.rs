//! `desk migrate --to postgres://…`: copies a SQLite desk into an empty PostgreSQL database.
//!
//! Rows in batches, then both sides are read and compared, then indexes, references and the index of texts are made.
//! Every step is noted in the target in its own transaction, so the same command goes on where it was interrupted. The
//! source is only read.

mod progress;
pub mod repo;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;

use self::progress::Progress;
use self::repo::later::When;
use self::repo::schema::Table;
use self::repo::source::Source;
use self::repo::standing::{self, Standing};
use self::repo::target::Target;
use self::repo::{Compared, later, ledger};
use crate::config::Config;
use crate::serve::{self, known_migrations};
use crate::tickets::repo::index;

/// What to do when a step fails.
const AGAIN: &str = "the copy is not finished, call the same command again to go on";

/// Copies, or goes on with a copy; prints what both sides have, and fails when that is not the same.
pub async fn run(config: &Config, to: &str) -> anyhow::Result<()> {
    let path = config.database_url.strip_prefix("sqlite://");
    let path =
        path.context("--to copies a SQLite desk, but the database of this one is PostgreSQL already")?;
    anyhow::ensure!(
        ["postgres://", "postgresql://"].iter().any(|scheme| to.starts_with(scheme)),
        "--to copies into a PostgreSQL database: it takes postgres://…"
    );
    let started = Instant::now();
    let mut source = Source::open(Path::new(path)).await?;
    check_schema(&source.migrations().await?)?;
    let mut target = Target::open(to).await.context("the target cannot be used")?;
    let Some(tables) = prepare(&mut source, &mut target).await? else { return Ok(()) };
    let rows = fill(&mut source, &mut target, &tables).await?;
    let seconds = started.elapsed().as_secs_f64();
    println!("Copied {rows} rows in {seconds:.1} s. The source is as it was.");
    println!(
        "Attachments and signing keys stay in {0}: start the desk with --data-dir {0} --database-url postgres://…",
        config.data_dir.display()
    );
    Ok(())
}

/// The source keeps its schema: a copy that fails must leave a desk with which the old version still works.
fn check_schema(seen: &BTreeSet<String>) -> anyhow::Result<()> {
    let known = known_migrations();
    anyhow::ensure!(!seen.is_empty(), "the source is no desk");
    anyhow::ensure!(
        seen.is_subset(&known),
        "the source has a newer schema than this version of desk knows: update desk"
    );
    anyhow::ensure!(
        *seen == known,
        "the source has an older schema, and copying does not change it: call desk migrate without --to first"
    );
    Ok(())
}

/// Begins the copy or finds the one that was begun; what is copied, or nothing when all is there already.
async fn prepare(source: &mut Source, target: &mut Target) -> anyhow::Result<Option<Vec<Table>>> {
    let found = source.tables().await?;
    let names: Vec<String> = found.iter().map(|(name, _)| name.clone()).collect();
    let standing = standing::look(&mut target.conn, &names).await?;
    if let Standing::Strange(table) = &standing {
        anyhow::bail!("the target is not empty, it has {table}, which no desk has: give an empty database");
    }
    if standing == Standing::Empty {
        serve::migrate(&target.db).await?;
    }
    let is_ours = standing::migrations(&mut target.conn).await? == known_migrations();
    anyhow::ensure!(is_ours, "the target has the schema of another version of desk: give an empty database");
    let mut tables = Vec::new();
    for (name, columns) in found {
        let there = target.columns(&name).await?;
        tables.push(Table::matched(&name, columns, &there)?);
    }
    let identity = source.identity().await?;
    match standing {
        Standing::Desk => return look_again(source, target, &tables).await.map(|()| None),
        Standing::Unfinished => anyhow::ensure!(
            ledger::source(&mut target.conn).await? == identity,
            "the target holds the unfinished copy of another desk: give an empty database"
        ),
        Standing::Empty | Standing::Strange(_) => {
            ledger::begin(&mut target.conn, &identity, &tables).await?;
        }
    }
    Ok(Some(tables))
}

/// A desk that was there before is fine when it is a finished copy of this one; it is not touched.
async fn look_again(source: &mut Source, target: &mut Target, tables: &[Table]) -> anyhow::Result<()> {
    const OTHER: &str = "give an empty database, or start the desk with this one";
    for table in tables {
        let (here, there) = (source.count(&table.name, i64::MAX).await?, target.count(table).await?);
        anyhow::ensure!(
            here == there,
            "the target holds a desk already, with {there} rows in {} where the source has {here}: {OTHER}",
            table.name
        );
    }
    let compared = compare(source, target, tables).await?;
    if let Some(other) = compared.iter().find(|compared| !compared.is_same()) {
        anyhow::bail!("the target holds a desk already, with other {}: {OTHER}", other.table.name);
    }
    progress::print(&compared);
    println!("The target is a copy of this desk already.");
    Ok(())
}

/// From the first row, or from where the copy was interrupted, to the end; how many rows there are.
async fn fill(source: &mut Source, target: &mut Target, tables: &[Table]) -> anyhow::Result<u64> {
    copy(source, target, tables).await.context(AGAIN)?;
    let rows = loop {
        let before = source.writes().await?;
        let rows = verify(source, target, tables).await?;
        complete(target, tables).await.context(AGAIN)?;
        if source.writes().await? == before {
            break rows;
        }
    };
    target.finish(tables, &source.last_numbers().await?).await.context(AGAIN)?;
    Ok(rows)
}

/// Prints what both sides have; tables that are not the same begin anew with the next call.
async fn verify(source: &mut Source, target: &mut Target, tables: &[Table]) -> anyhow::Result<u64> {
    let compared = compare(source, target, tables).await.context(AGAIN)?;
    progress::print(&compared);
    let other = compared.iter().filter(|compared| !compared.is_same());
    let other: Vec<Table> = other.map(|compared| compared.table.clone()).collect();
    if !other.is_empty() {
        ledger::restart(&mut target.conn, &other).await.context(AGAIN)?;
        let names: Vec<&str> = other.iter().map(|table| table.name.as_str()).collect();
        anyhow::bail!(
            "the source was changed while it was copied ({}): stop the desk and call the same command again",
            names.join(", ")
        );
    }
    Ok(compared.iter().map(|compared| compared.source.rows).sum())
}

async fn copy(source: &mut Source, target: &mut Target, tables: &[Table]) -> anyhow::Result<()> {
    source.hold().await?;
    let (mut all, mut done) = (0, 0);
    for table in tables {
        all += source.count(&table.name, i64::MAX).await?;
        done += source.count(&table.name, ledger::position(&mut target.conn, &table.name).await?).await?;
    }
    if done > 0 {
        println!("Going on with a copy that was begun: {done} of {all} rows are there.");
    }
    let bar = Progress::start("copying", all, done);
    for table in tables {
        bar.name(&table.name);
        loop {
            let batch = repo::copy_batch(source, target, table).await;
            let batch = batch.with_context(|| format!("cannot copy {}", table.name))?;
            bar.add(batch.rows);
            if !batch.more {
                break;
            }
        }
    }
    source.forget().await
}

async fn compare(
    source: &mut Source,
    target: &mut Target,
    tables: &[Table],
) -> anyhow::Result<Vec<Compared>> {
    source.hold().await?;
    let mut all = 0;
    for table in tables {
        all += source.count(&table.name, i64::MAX).await?;
    }
    let bar = Progress::start("comparing", all, 0);
    let mut compared = Vec::new();
    for table in tables {
        bar.name(&table.name);
        let both = repo::compare(source, target, table, || bar.add(1)).await;
        compared.push(both.with_context(|| format!("cannot compare {}", table.name))?);
    }
    source.forget().await?;
    Ok(compared)
}

/// What is made of the rows: indexes, references, the index of texts, statistics.
async fn complete(target: &mut Target, tables: &[Table]) -> anyhow::Result<()> {
    make(target, When::AfterRows).await?;
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    target.analyze(&names).await?;
    let (texts, documents) = index::sizes(target.db.read()).await?;
    {
        let bar =
            Progress::start("making the index of texts", texts.unsigned_abs(), documents.unsigned_abs());
        repo::index_texts(target, |made| bar.add(made)).await.context("cannot make the index of texts")?;
    }
    make(target, When::AfterTexts).await?;
    target.analyze(&[ledger::TEXTS]).await
}

async fn make(target: &mut Target, when: When) -> anyhow::Result<()> {
    let all = later::count(&mut target.conn, when).await?;
    let bar = Progress::start("making indexes", all, 0);
    while later::make_next(&mut target.conn, when).await.context("cannot make an index or a reference")? {
        bar.add(1);
    }
    Ok(())
}
