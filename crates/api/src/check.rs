//! `desk check`: what the transactions promise, verified: counters, fold(events) == row, the index, foreign keys.

use std::collections::BTreeMap;

use domain::counters::{CounterKey, counted_in};
use domain::tickets::event::fold;
use domain::{Actor, EmployeeId, TicketId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};

use crate::entities::tickets as rows;
use crate::state::AppState;
use crate::tickets::repo;

/// Verifies everything; lists what is wrong and fails when there is anything.
pub async fn run(state: &AppState) -> anyhow::Result<()> {
    let problems = problems(state).await?;
    for problem in &problems {
        println!("{problem}");
    }
    anyhow::ensure!(problems.is_empty(), "{} problems found", problems.len());
    println!("The desk is consistent.");
    Ok(())
}

/// What is wrong; empty when nothing is.
pub async fn problems(state: &AppState) -> anyhow::Result<Vec<String>> {
    let db = state.read();
    let mut problems = Vec::new();
    let mut expected: BTreeMap<(String, i64), i64> = BTreeMap::new();
    let mut count = |key: CounterKey, value: i64| {
        let (name, id) = key.parts();
        *expected.entry((name.to_owned(), id)).or_default() += value;
    };
    let mut last = 0;
    loop {
        let ids: Vec<i64> = rows::Entity::find()
            .select_only()
            .column(rows::Column::Id)
            .filter(rows::Column::Id.gt(last))
            .order_by_asc(rows::Column::Id)
            .limit(1000)
            .into_tuple()
            .all(db)
            .await?;
        let Some(newest) = ids.last() else { break };
        last = *newest;
        for id in ids.into_iter().map(TicketId) {
            let Some(row) = repo::find(db, &Actor::System, id).await? else { continue };
            let folded = fold(&repo::events::log(db, id).await?);
            if folded.as_ref() != Some(&row) {
                problems.push(format!("ticket {id}: its events do not lead to its row"));
            }
            for key in counted_in(&row.facts()) {
                count(key, 1);
            }
        }
    }
    for (employee, unread) in unread(db).await? {
        count(CounterKey::Unread(employee), unread);
    }
    let mut stored = stored(db).await?;
    for ((name, id), value) in expected {
        let found = stored.remove(&(name.clone(), id)).unwrap_or(0);
        if found != value {
            problems.push(format!("counter {name} of {id} is {found}, counted {value}"));
        }
    }
    let stray = stored.into_iter().filter(|(_, value)| *value != 0);
    problems.extend(stray.map(|((name, id), value)| format!("counter {name} of {id} is {value}, counted 0")));
    let (texts, documents) = repo::index::sizes(db).await?;
    if texts != documents {
        problems.push(format!("the index of texts has {documents} documents, there are {texts} texts"));
    }
    if db.get_database_backend() == DbBackend::Sqlite {
        let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
        problems
            .extend(db.query_all_raw(statement).await?.iter().map(|_| "a row refers to nothing".to_owned()));
    }
    Ok(problems)
}

#[derive(FromQueryResult)]
struct Unread {
    employee_id: i64,
    unread: i64,
}

async fn unread(db: &impl ConnectionTrait) -> anyhow::Result<Vec<(EmployeeId, i64)>> {
    let sql = "SELECT employee_id, COUNT(*) AS unread FROM notifications WHERE read_at IS NULL GROUP BY employee_id";
    let rows =
        Unread::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).all(db).await?;
    Ok(rows.into_iter().map(|row| (EmployeeId(row.employee_id), row.unread)).collect())
}

#[derive(FromQueryResult)]
struct Stored {
    name: String,
    ref_id: i64,
    value: i64,
}

async fn stored(db: &impl ConnectionTrait) -> anyhow::Result<BTreeMap<(String, i64), i64>> {
    let sql = "SELECT name, ref_id, value FROM counters";
    let rows =
        Stored::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.name, row.ref_id), row.value)).collect())
}
