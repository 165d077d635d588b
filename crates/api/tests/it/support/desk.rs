//! A running desk.

use std::cell::Cell;
use std::net::{Ipv4Addr, TcpListener};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use actix_web::dev::ServerHandle;
use api::auth::password::Cost;
use api::check;
use api::config::Config;
use api::departments::repo as departments;
use api::employees::repo::{self as employees, Insert};
use api::serve;
use api::state::AppState;
use domain::employees::{Locale, Role};
use domain::{DepartmentId, EmployeeId};
use futures_util::FutureExt;
use tempfile::TempDir;

use super::database::Database;
use super::http::Call;
use super::person::{PASSWORD, Person};
use super::{Engine, database, eventually};

/// The most bytes of an attachment on a test's desk.
const MAX_UPLOAD_BYTES: u64 = 256 * 1024;

/// The real application on a port of its own, with a database of its own that holds nothing but the schema.
pub struct Desk {
    /// What the application works with: for looking behind the API, and for jobs.
    pub state: AppState,
    /// On what it keeps its rows.
    pub engine: Engine,
    base: String,
    server: ServerHandle,
    people: Cell<u32>,
}

/// Runs a test on a desk. Its database goes when the test succeeds, and is kept and named when it fails.
pub fn run(engine: Engine, test: impl for<'a> FnOnce(&'a Desk) -> Pin<Box<dyn Future<Output = ()> + 'a>>) {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::create(engine, directory.path()).await;
        let desk = Desk::open(engine, &database.url, &directory).await;
        let outcome = AssertUnwindSafe(test(&desk)).catch_unwind().await;
        desk.stop().await;
        match outcome {
            Ok(()) => database.drop().await,
            Err(failure) => {
                eprintln!("kept for a look: {} with {}", database.url, directory.keep().display());
                std::panic::resume_unwind(failure);
            }
        }
    });
}

impl Desk {
    async fn open(engine: Engine, database_url: &str, directory: &TempDir) -> Self {
        Self::with_config(
            engine,
            Config {
                listen: String::new(),
                data_dir: directory.path().to_owned(),
                database_url: database_url.to_owned(),
                public_url: None,
                cors_origins: Vec::new(),
                max_upload_bytes: MAX_UPLOAD_BYTES,
                log_json: false,
                password_cost: Cost::Cheapest,
            },
        )
        .await
    }

    async fn with_config(engine: Engine, config: Config) -> Self {
        let state = serve::open(config).await.unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = serve::bind(state.clone(), listener, 1).unwrap();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { state, engine, base, server: handle, people: Cell::new(0) }
    }

    /// One more instance of the application on the same database and data directory; [`Desk::stop`] it at the end.
    pub async fn second(&self) -> Self {
        self.second_with(|_| ()).await
    }

    /// The same, started with other options.
    pub async fn second_with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.state.config.as_ref().clone();
        change(&mut config);
        Self::with_config(self.engine, config).await
    }

    /// Stops serving at once, like a machine that goes down.
    pub async fn stop(&self) {
        self.server.stop(false).await;
    }

    /// A request without a login.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(&reqwest::Client::new(), method, &self.url(path))
    }

    /// The address of a path below `/api/v1`, or of another path of the server when it begins with `//`.
    pub fn url(&self, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(other) if other.starts_with('/') => format!("{}{other}", self.base),
            _ => format!("{}/api/v1{path}", self.base),
        }
    }

    /// Where it is, without a path.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A new department.
    pub async fn department(&self, name: &str) -> DepartmentId {
        departments::insert(self.state.db.write(), name, None, self.state.clock.now()).await.unwrap()
    }

    /// A new person of a department, logged in. Her address is made from a number, her password is [`PASSWORD`].
    pub async fn person(&self, full_name: &str, department_id: DepartmentId) -> Person {
        self.employ(full_name, department_id, Role::User).await
    }

    /// A new administrator of a department, logged in.
    pub async fn admin(&self, full_name: &str, department_id: DepartmentId) -> Person {
        self.employ(full_name, department_id, Role::Admin).await
    }

    async fn employ(&self, full_name: &str, department_id: DepartmentId, role: Role) -> Person {
        self.people.set(self.people.get() + 1);
        let email = format!("person-{}@example.com", self.people.get());
        let new = Insert {
            full_name: full_name.to_owned(),
            email: email.clone(),
            department_id,
            role,
            locale: Locale::default(),
            password_hash: Some(self.state.passwords.hash_blocking(PASSWORD).unwrap()),
        };
        let id: EmployeeId =
            employees::insert(self.state.db.write(), new, self.state.clock.now()).await.unwrap();
        Person::log_in(self, id, full_name, &email).await
    }

    /// Moves the clock of the server forward. Access tokens last 15 minutes: [`Person::renew`] them after it.
    pub fn advance(&self, seconds: i64) {
        self.state.clock.advance(seconds * 1000);
    }

    /// Waits until no job over many tickets runs any more.
    pub async fn jobs_ended(&self) {
        let is_any_running = || api::bulk::repo::is_any_running(self.state.db.write());
        eventually("the end of all jobs", async || (!is_any_running().await.unwrap()).then_some(())).await;
    }

    /// Counters are what counting gives, and the log of every ticket leads to its row.
    pub async fn assert_consistent(&self) {
        assert_eq!(check::problems(&self.state).await.unwrap(), Vec::<String>::new());
    }

    /// A connection of the test's own to the database of this desk (PostgreSQL only).
    pub async fn connection(&self) -> sea_orm::DatabaseConnection {
        database::connect(&self.state.config.database_url).await
    }
}
