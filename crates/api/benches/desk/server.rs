//! The real server in this process, on a desk that the demo generator filled.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use anyhow::Context;
use api::auth::password::Cost;
use api::config::{Config, Options};
use api::state::AppState;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::Engine;
use crate::load::{Connection, Request};

/// A running desk.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where the bare handler listens.
    pub bare: SocketAddr,
    /// How long filling took.
    pub filled_in: Duration,
    /// Of an administrator.
    pub admin_token: String,
    /// Of a member of the technical department.
    pub member_token: String,
    _directory: tempfile::TempDir,
}

impl Server {
    /// Fills a new database and serves it.
    pub fn start(engine: Engine, tickets: u64) -> anyhow::Result<Self> {
        let directory = tempfile::tempdir()?;
        let options = Options { data_dir: Some(directory.path().to_owned()), ..Options::default() };
        let mut config = options.load(None)?;
        config.password_cost = Cost::Cheapest;
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let outcome = actix_web::rt::System::new().block_on(serve(engine, tickets, config, &sender));
            if let Err(error) = outcome {
                eprintln!("the server stopped: {error:#}");
            }
        });
        let (address, bare, filled_in) = receiver.recv().context("the server did not start")?;
        let admin_token = login(address, "admin@example.com")?;
        let member_token = login(address, "tech1@example.com")?;
        Ok(Self { address, bare, filled_in, admin_token, member_token, _directory: directory })
    }

    /// The JSON answer to a GET of the administrator.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        let request = Request::new("GET", path, &self.admin_token, None);
        let (status, body) = Connection::open(self.address)?.send(&request)?;
        anyhow::ensure!(status == 200, "GET {path}: {status}");
        Ok(serde_json::from_slice(&body)?)
    }
}

type Started = (SocketAddr, SocketAddr, Duration);

async fn serve(
    engine: Engine,
    tickets: u64,
    mut config: Config,
    started: &std::sync::mpsc::Sender<Started>,
) -> anyhow::Result<()> {
    if engine == Engine::Postgres {
        config.database_url = new_database().await?;
    }
    let state = api::serve::open(config).await?;
    let beginning = Instant::now();
    api::demo::fill(&state, tickets, 1).await?;
    let filled_in = beginning.elapsed();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let bare = crate::bare::start(state.clone())?;
    let server = api::serve::bind(AppState::clone(&state), listener, 2)?;
    started.send((address, bare, filled_in)).context("nobody waits for the server")?;
    server.await.context("serving failed")
}

async fn new_database() -> anyhow::Result<String> {
    let url = std::env::var("DESK_TEST_POSTGRES_URL")?;
    let name = format!("desk_bench_{}", std::process::id());
    let server = Database::connect(&url).await?;
    server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await?;
    server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let (base, _) = url.rsplit_once('/').context("the URL names no database")?;
    Ok(format!("{base}/{name}"))
}

fn login(address: SocketAddr, email: &str) -> anyhow::Result<String> {
    let body = json!({"email": email, "password": "demo-password"}).to_string();
    let request = Request::new("POST", "/api/v1/auth/login", "", Some(&body));
    let (status, body) = Connection::open(address)?.send(&request)?;
    anyhow::ensure!(status == 200, "login of {email}: {status}");
    let session: Value = serde_json::from_slice(&body)?;
    session["access_token"].as_str().map(str::to_owned).context("no token")
}

/// Resident memory of this process: server, load generator and all.
pub fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
