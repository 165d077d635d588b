//! No table of the schema can be forgotten.

use std::collections::BTreeSet;

use api::copy::repo::schema::{self, NOT_COPIED};
use api::copy::repo::source::Source;
use api::copy::repo::target;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::{Database, Engine, connect};

/// PostgreSQL needs no table of words.
const ONLY_SQLITE: &str = "search_words";

async fn names(db: &impl ConnectionTrait, sql: &str) -> BTreeSet<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

#[test]
fn every_table_is_copied_or_said_not_to_be() {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let sqlite = Database::create(Engine::Sqlite, directory.path()).await;
        let postgres = Database::create(Engine::Postgres, directory.path()).await;
        let mut source = Source::open(&directory.path().join("desk.sqlite3")).await.unwrap();
        let mut opened = target::Target::open(&postgres.url).await.unwrap();

        // Every column has a type that can be carried; else this fails and says which.
        let mut known: BTreeSet<String> = NOT_COPIED.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (name, columns) in source.tables().await.unwrap() {
            let there = opened.columns(&name).await.unwrap();
            schema::Table::matched(&name, columns, &there).unwrap();
            assert!(known.insert(name.clone()), "{name} is copied and said not to be");
        }
        for (name, reason) in NOT_COPIED {
            assert!(!reason.is_empty(), "{name}");
        }

        let db = connect(&postgres.url).await;
        let tables = "SELECT relname::text AS name FROM pg_class \
                      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')";
        let mut there = names(&db, tables).await;
        assert!(there.insert(ONLY_SQLITE.to_owned()), "{ONLY_SQLITE} is a table of SQLite alone");
        assert_eq!(there, known, "the tables of PostgreSQL");
        db.close().await.unwrap();

        // Tables in which FTS5 and SQLite itself keep what they need.
        let inner = |name: &str| name.starts_with("search_texts_") || name.starts_with("sqlite_");
        let db = sea_orm::Database::connect(&sqlite.url).await.unwrap();
        assert_eq!(db.get_database_backend(), DbBackend::Sqlite);
        let tables = names(&db, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')").await;
        let tables: BTreeSet<String> = tables.into_iter().filter(|name| !inner(name)).collect();
        assert_eq!(tables, known, "the tables of SQLite");
        drop(opened);
        postgres.drop().await;
    });
}
