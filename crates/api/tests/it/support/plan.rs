//! How a database would answer a query.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement, TransactionTrait};

/// A step of a plan: what it does, and the step that it belongs to; PostgreSQL's are lines.
pub struct Step {
    pub detail: String,
    pub parent: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    parent: i64,
    detail: String,
}

/// The plan of a query. With hardly any rows PostgreSQL would read and sort everything: so it is asked whether it must.
pub async fn plan(db: &DatabaseConnection, statement: &Statement) -> Vec<Step> {
    let explained =
        |explain: &str| Statement { sql: format!("{explain} {}", statement.sql), ..statement.clone() };
    if db.get_database_backend() == DbBackend::Sqlite {
        let rows = Row::find_by_statement(explained("EXPLAIN QUERY PLAN")).all(db).await.unwrap();
        let detail = |id| rows.iter().find(|row| row.id == id).map_or("", |row| &row.detail).to_owned();
        return rows
            .iter()
            .map(|row| Step { detail: row.detail.clone(), parent: detail(row.parent) })
            .collect();
    }
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off",
    )
    .await
    .unwrap();
    let rows = tx.query_all_raw(explained("EXPLAIN")).await.unwrap();
    let line = |row: &sea_orm::QueryResult| row.try_get::<String>("", "QUERY PLAN").unwrap();
    rows.iter().map(|row| Step { detail: line(row).trim().to_owned(), parent: String::new() }).collect()
}
