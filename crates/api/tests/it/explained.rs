//! How everything but the lists of tickets is listed: by an index, in its order (for those see `tickets/plans.rs`).

use std::sync::Mutex;

use api::tickets::repo::{comments, events, search};
use api::{attachments, bulk, drafts, employees, notifications, quick_texts};
use domain::employees::wire::EmployeeListQuery;
use domain::search::Needle;
use domain::{BulkJobId, CommentId, TicketId};
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::support::{Company, Step, on_both, plan};

/// A connection that asks for the plan of each query before it asks the query.
struct Explained<'a> {
    db: &'a DatabaseConnection,
    plans: Mutex<Vec<(String, Vec<Step>)>>,
}

impl Explained<'_> {
    async fn explain(&self, statement: &Statement) {
        let plan = plan(self.db, statement).await;
        self.plans.lock().unwrap().push((statement.sql.clone(), plan));
    }
}

#[async_trait]
impl ConnectionTrait for Explained<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.explain(&statement).await;
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.explain(&statement).await;
        self.db.query_all_raw(statement).await
    }
}

/// Whether a step reads a whole table, or sorts what it found; the files of one ticket are a handful.
fn is_wrong(step: &str) -> bool {
    let scans = step.starts_with("SCAN ") && !step.contains("INDEX") && !step.contains("SUBQUERY");
    let sorts = step == "USE TEMP B-TREE FOR ORDER BY";
    scans
        || sorts
        || step.contains("Seq Scan on")
        || (step.contains("Sort Key") && !step.contains("attachments"))
}

on_both! {
    async fn every_other_list_walks_an_index_in_its_order(desk: &Desk) {
        let company = Company::found(desk).await;
        let db = Explained { db: desk.state.read(), plans: Mutex::default() };
        let (ticket, person) = (TicketId(1), company.specialist.id);
        for after in [None, Some(7)] {
            comments::list(&db, ticket, after, 50).await.unwrap();
            events::list(&db, ticket, after, 50).await.unwrap();
            for flag in [false, true] {
                notifications::repo::list(&db, person, flag, after, 50).await.unwrap();
                bulk::repo::results(&db, BulkJobId(1), flag, after, 50).await.unwrap();
            }
            drafts::repo::list(&db, person).await.unwrap();
            quick_texts::repo::list(&db, person).await.unwrap();
            // Those of one department are few, and sorted.
            for q in [None, Some("Олена".to_owned())] {
                let query = EmployeeListQuery { q, active: Some(true), ..Default::default() };
                employees::repo::list(&db, &query, after.map(|id| ("а".to_owned(), id)), 50).await.unwrap();
            }
        }
        attachments::repo::of_ticket(&db, ticket).await.unwrap();
        attachments::repo::of_comments(&db, ticket, [CommentId(1), CommentId(2)].into_iter()).await.unwrap();
        if db.get_database_backend() == DbBackend::Sqlite {
            // In an empty database PostgreSQL has nothing to plan words with.
            let words = Needle::all("кабель");
            for actor in [company.specialist.actor(), company.admin.actor()] {
                search::open_with_any(&db, &actor, &words, 10).await.unwrap();
            }
        }
        let plans = db.plans.into_inner().unwrap();
        assert!(plans.len() >= 18, "{}", plans.len());
        for (sql, plan) in plans {
            let wrong: Vec<&String> = plan.iter().map(|step| &step.detail).filter(|step| is_wrong(step)).collect();
            assert!(wrong.is_empty(), "{wrong:?} in\n{sql}");
        }
    }
}
