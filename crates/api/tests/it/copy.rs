//! `desk migrate --to`: a SQLite desk is copied to PostgreSQL, by the real binary.

mod changed;
mod refused;
mod resumed;
mod schema;
mod whole;

use std::path::Path;
use std::process::{Child, Stdio};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::binary;
use crate::support::{Database, connect};

/// Runs a test with an empty PostgreSQL database and a directory.
fn with_target(test: impl AsyncFnOnce(&Target, &Path)) {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let target = Target::create().await;
        test(&target, directory.path()).await;
        target.drop().await;
    });
}

/// The database into which is copied, and a look at it from outside.
struct Target {
    database: Database,
    db: DatabaseConnection,
}

impl Target {
    async fn create() -> Self {
        let database = Database::create_empty().await;
        let db = connect(&database.url).await;
        Self { database, db }
    }

    async fn drop(self) {
        self.db.close().await.unwrap();
        self.database.drop().await;
    }

    fn url(&self) -> &str {
        &self.database.url
    }

    /// The command on the desk of this directory.
    fn command(&self) -> Vec<&str> {
        vec!["migrate", "--to", self.url()]
    }

    async fn execute(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The first column of all rows, as text.
    async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = format!("SELECT found.first::text AS first FROM ({sql}) found (first)");
        let rows = self.db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql.clone())).await;
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.iter().map(|row| row.try_get("", "first").unwrap()).collect()
    }

    async fn tables(&self) -> Vec<String> {
        self.texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1")
            .await
    }

    /// Everything that makes tables quick and sound.
    async fn indexes_and_constraints(&self) -> Vec<String> {
        let sql = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION \
                   SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
                   FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1";
        self.texts(sql).await
    }

    /// Starts the copy in the background.
    fn start(&self, here: &Path) -> Child {
        let mut command = binary::desk(here, &self.command());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

/// Fills the desk of a directory.
fn demo(here: &Path, tickets: &str) {
    binary::succeed(here, &["demo", "--tickets", tickets], "");
}
