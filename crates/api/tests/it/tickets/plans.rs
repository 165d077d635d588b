//! How lists are answered: no list reads a whole table, and none sorts more than a page of each stream.

use api::tickets::repo::list::{self, Few};
use domain::tickets::TicketStatus;
use domain::tickets::list::{Clause, Sort, Test, TicketFilter, View};
use domain::tickets::query::{Directory, Moment, Query};
use domain::{Actor, Timestamp};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement, TransactionTrait};

use crate::support::{Company, on_both};

/// Queries of all kinds. Words are left to SQLite: in an empty database PostgreSQL has nothing to plan with.
const QUERIES: [&str; 10] = [
    "",
    "status:new,waiting",
    "-status:closed priority:>=high",
    "dept:1",
    "assignee:none",
    "assignee:me",
    "creator:me client:b2b",
    "station:KYIV-* car:nissan",
    "created:>2026-01-01 resolution:duplicate",
    "-station:KYIV-017 age:>2h",
];
const ONE: Few = Few { texts: Some(1), others: Some(1) };
const WORDS: [&str; 3] = ["кабель", "\"не працює\" -кабель", "кабель station:KYIV-017 status:new"];

fn filters(queries: &[&str]) -> Vec<TicketFilter> {
    let moment = Moment { now: Timestamp::from_millis(1_800_000_000_000), utc_offset: 0 };
    let directory =
        Directory { departments: vec![(domain::DepartmentId(1), "1".to_owned())], ..Directory::default() };
    let mut filters = Vec::new();
    for query in queries {
        let clauses = Query::parse(query).unwrap().resolve(&directory, moment).unwrap();
        for view in View::ALL {
            for sort in Sort::ALL {
                filters.push(TicketFilter { view, clauses: clauses.clone(), sort });
            }
        }
    }
    filters
}

#[derive(FromQueryResult)]
struct Step {
    id: i64,
    parent: i64,
    detail: String,
}

/// What is wrong with the plan of SQLite; few tickets may be sorted.
async fn check_sqlite(db: &DatabaseConnection, statement: Statement, is_few: bool) {
    let sql = statement.sql.clone();
    let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {sql}"), ..statement };
    let steps = Step::find_by_statement(explain).all(db).await.unwrap();
    for step in &steps {
        let parent = steps.iter().find(|other| other.id == step.parent).map_or("", |parent| &parent.detail);
        let reads_all = step.detail.starts_with("SCAN t") && !step.detail.contains("INDEX");
        assert!(!reads_all, "reads all tickets: {}\n{sql}", step.detail);
        let sorts = step.detail == "USE TEMP B-TREE FOR ORDER BY" && parent == "CO-ROUTINE s";
        assert!(!sorts || is_few, "sorts a stream: {sql}");
    }
}

async fn check_postgres(db: &DatabaseConnection, statement: Statement) {
    let sql = statement.sql.clone();
    let tx = db.begin().await.unwrap();
    // With hardly any rows everything would be read and sorted: so the question is whether it must be.
    tx.execute_unprepared(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off",
    )
    .await
    .unwrap();
    let explain = Statement { sql: format!("EXPLAIN {sql}"), ..statement };
    let rows = tx.query_all_raw(explain).await.unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "QUERY PLAN").unwrap()).collect();
    let plan = plan.join("\n");
    assert!(!plan.contains("Seq Scan on tickets"), "reads all tickets: {sql}\n{plan}");
    assert!(!plan.contains("Sort Key: t."), "sorts a stream: {sql}\n{plan}");
}

on_both! {
    async fn every_list_walks_an_index_in_its_order(desk: &Desk) {
        let company = Company::found(desk).await;
        let db = desk.state.read();
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let words: &[&str] = if is_sqlite { &WORDS } else { &[] };
        let (mut walks, mut searches) = (0, 0);
        for actor in [company.specialist.actor(), company.admin.actor()] {
            let actor: &Actor = &actor;
            for filter in filters(&[&QUERIES[..], words].concat()) {
                for after in [None, Some((7, 7))] {
                    // Walking, whatever is known about the clauses; then starting from what few have.
                    let statement = list::statement(db, actor, &filter, after, 50, Few::NONE).await.unwrap().unwrap();
                    if is_sqlite {
                        check_sqlite(db, statement, false).await;
                        let statement = list::statement(db, actor, &filter, after, 50, ONE).await.unwrap().unwrap();
                        searches += usize::from(statement.sql.contains("CROSS JOIN"));
                        check_sqlite(db, statement, true).await;
                    } else {
                        check_postgres(db, statement).await;
                    }
                    walks += 1;
                }
            }
        }
        assert!(walks >= 640 && (!is_sqlite || searches > 300), "{walks} {searches}");
    }

    /// Counts of views: whatever the query, as many tickets are looked at as the count says.
    async fn every_count_looks_at_a_bounded_number(desk: &Desk) {
        let company = Company::found(desk).await;
        let db = desk.state.read();
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let words: &[&str] = if is_sqlite { &WORDS } else { &[] };
        for actor in [company.specialist.actor(), company.admin.actor()] {
            for mut filter in filters(&[&QUERIES[..], words].concat()) {
                let closed = Test::Status(vec![TicketStatus::Closed]);
                filter.clauses.push(Clause { is_negated: true, test: closed });
                for few in [Few::NONE, ONE] {
                    let statement =
                        list::probe_statement(db, &actor, &filter, few, 2_000).await.unwrap().unwrap();
                    assert!(statement.sql.contains("LIMIT 2000"), "{}", statement.sql);
                    if is_sqlite {
                        check_sqlite(db, statement, few == ONE).await;
                    } else {
                        check_postgres(db, statement).await;
                    }
                }
            }
        }
    }
}
