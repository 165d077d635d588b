//! A database of its own for every test: a copy of one that was migrated once.

use std::path::Path;
use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::UNIX_EPOCH;

use api::db::Db;
use api::serve;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// On what the desk keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary directory.
    Sqlite,
    /// A database on the server that `DESK_TEST_POSTGRES_URL` names.
    Postgres,
}

/// A database that nobody else uses.
pub struct Database {
    /// For `--database-url`.
    pub url: String,
    /// Its name on the server; `None` for a file, which goes with its directory.
    name: Option<String>,
}

impl Database {
    /// A migrated database with nothing in it.
    pub async fn create(engine: Engine, directory: &Path) -> Self {
        match engine {
            Engine::Sqlite => {
                let path = directory.join("desk.sqlite3");
                std::fs::write(&path, sqlite_template()).unwrap();
                Self { url: format!("sqlite://{}", path.display()), name: None }
            }
            Engine::Postgres => Self::create_on_server(postgres_template()).await,
        }
    }

    /// A PostgreSQL database without a schema.
    pub async fn create_empty() -> Self {
        Self::create_on_server("template1").await
    }

    async fn create_on_server(template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("desk_test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        execute(&connect(&server_url()).await, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { url: with_database(&name), name: Some(name) }
    }

    /// Removes the database.
    pub async fn drop(self) {
        if let Some(name) = self.name {
            execute(&connect(&server_url()).await, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// The bytes of a migrated file.
fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("template.sqlite3");
        apart(migrate(format!("sqlite://{}", path.display())));
        std::fs::read(path).unwrap()
    })
}

/// The name of a migrated database. It belongs to this build of the tests, so that it is made once even when every test
/// is a process of its own, and never with the schema of another build.
fn postgres_template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let built = std::env::current_exe().and_then(|exe| exe.metadata()?.modified()).unwrap();
        let built = built.duration_since(UNIX_EPOCH).unwrap().as_millis();
        apart(make_postgres_template(format!("desk_template_{built}")))
    })
}

async fn make_postgres_template(name: String) -> String {
    let server = connect(&server_url()).await;
    execute(&server, "SELECT pg_advisory_lock(1)").await;
    let query = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let known = server.query_one_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap();
    if known.is_none() {
        let unfinished = format!("{name}_unfinished");
        execute(&server, &format!("DROP DATABASE IF EXISTS {unfinished}")).await;
        execute(&server, &format!("CREATE DATABASE {unfinished}")).await;
        migrate(with_database(&unfinished)).await;
        execute(&server, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
    }
    // Closing the only connection gives the lock back.
    server.close().await.unwrap();
    name
}

async fn migrate(url: String) {
    let db = Db::connect(&url).await.unwrap();
    serve::migrate(&db).await.unwrap();
    db.read().clone().close().await.unwrap();
    db.write().clone().close().await.unwrap();
}

/// Runs to its end outside of the runtime of the test that happens to come first.
fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
    std::thread::spawn(run).join().unwrap()
}

/// One connection to a PostgreSQL database.
pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options)
        .await
        .unwrap_or_else(|error| panic!("PostgreSQL does not answer: {error}"))
}

async fn execute(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn server_url() -> String {
    std::env::var("DESK_TEST_POSTGRES_URL").unwrap_or_else(|_| {
        panic!("DESK_TEST_POSTGRES_URL is not set: run `cargo xtask test`, which starts a PostgreSQL server for the tests")
    })
}

/// The URL of another database on the same server.
fn with_database(name: &str) -> String {
    let server = server_url();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}
