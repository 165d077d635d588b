//! How lists are answered: no list reads a whole table, and none sorts more than a page of each stream.

use api::tickets::repo::list::{self, Few};
use domain::tickets::TicketStatus;
use domain::tickets::list::{Clause, Sort, Test, TicketFilter, View};
use domain::tickets::query::{Directory, Moment, Query};
use domain::{Actor, Timestamp};
use sea_orm::{DatabaseConnection, DbBackend, Statement};

use crate::support::{Company, Step, on_both, plan};

/// Queries of all kinds. Words are left to SQLite: in an empty database PostgreSQL has nothing to plan with.
const QUERIES: [&str; 11] = [
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
    "station:KYIV-017 status:new",
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

/// What is wrong with a plan; few tickets may be sorted.
async fn check(db: &DatabaseConnection, statement: &Statement, is_few: bool) {
    let sql = &statement.sql;
    for Step { detail, parent } in plan(db, statement).await {
        let reads_all = (detail.starts_with("SCAN t") && !detail.contains("INDEX"))
            || detail.contains("Seq Scan on tickets");
        assert!(!reads_all, "reads all tickets: {detail}\n{sql}");
        let sorts = (detail == "USE TEMP B-TREE FOR ORDER BY" && parent == "CO-ROUTINE s")
            || detail.contains("Sort Key: t.");
        assert!(!sorts || is_few, "sorts a stream: {detail}\n{sql}");
    }
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
                    check(db, &statement, false).await;
                    if is_sqlite {
                        let statement = list::statement(db, actor, &filter, after, 50, ONE).await.unwrap().unwrap();
                        searches += usize::from(statement.sql.contains("CROSS JOIN"));
                        check(db, &statement, true).await;
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
                    check(db, &statement, is_sqlite && few == ONE).await;
                }
            }
        }
    }
}
