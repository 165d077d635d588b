//! The real server in a process of its own, on a desk that the demo generator filled.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;
use api::auth::password::Cost;
use api::config::Options;
use api::state::AppState;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::Engine;
use crate::load::{Connection, Request};

/// The first argument of this program when it is the server.
pub const CHILD: &str = "--serve";

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
    process: Child,
    _directory: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends with its input, too.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Fills a new database in one process and serves it in another; or serves one that is filled.
    pub fn start(engine: Engine, tickets: u64, filled: Option<&str>) -> anyhow::Result<Self> {
        let directory = tempfile::tempdir()?;
        let data = directory.path().display().to_string();
        let beginning = Instant::now();
        let url = match (filled, engine) {
            (Some(url), _) => url.to_owned(),
            (None, Engine::Sqlite) => format!("sqlite://{data}/desk.sqlite3"),
            (None, Engine::Postgres) => actix_web::rt::System::new().block_on(new_database())?,
        };
        if filled.is_none() {
            let filled = command(&[&tickets.to_string(), &data, &url])?.status()?;
            anyhow::ensure!(filled.success(), "the desk was not filled");
        }
        let filled_in = beginning.elapsed();
        let mut process = command(&["0", &data, &url])?.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut line)?;
        let mut addresses = line.split_whitespace().map(str::parse::<SocketAddr>);
        let (Some(Ok(address)), Some(Ok(bare))) = (addresses.next(), addresses.next()) else {
            anyhow::bail!("the server did not start");
        };
        let mut server = Self {
            address,
            bare,
            filled_in,
            admin_token: String::new(),
            member_token: String::new(),
            process,
            _directory: directory,
        };
        server.log_in()?;
        Ok(server)
    }

    /// Access tokens live for a quarter of an hour; a large desk is measured for longer.
    pub fn log_in(&mut self) -> anyhow::Result<()> {
        self.admin_token = login(self.address, "admin@example.com")?;
        self.member_token = login(self.address, "tech1@example.com")?;
        Ok(())
    }

    /// The most memory that the server had at once.
    pub fn peak_mib(&self) -> u64 {
        let path = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    /// The JSON answer to a GET of the administrator.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        let request = Request::new("GET", path, &self.admin_token, None);
        let (status, body) = Connection::open(self.address)?.send(&request)?;
        anyhow::ensure!(status == 200, "GET {path}: {status}");
        Ok(serde_json::from_slice(&body)?)
    }
}

/// This program as the one that fills or serves.
fn command(arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(CHILD).args(arguments);
    Ok(command)
}

/// Fills (a number of tickets that is not 0) or serves: number, data directory, database.
pub fn child(arguments: &[String]) -> anyhow::Result<()> {
    let [tickets, data, url] = arguments else { anyhow::bail!("three arguments") };
    let options =
        Options { data_dir: Some(data.into()), database_url: Some(url.clone()), ..Options::default() };
    let mut config = options.load(None)?;
    config.password_cost = Cost::Cheapest;
    let tickets: u64 = tickets.parse()?;
    actix_web::rt::System::new().block_on(async move {
        let state = api::serve::open(config).await?;
        if tickets > 0 {
            return api::demo::fill(&state, tickets, 1).await;
        }
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let bare = crate::bare::start(state.clone())?;
        let server = api::serve::bind(AppState::clone(&state), listener, 2)?;
        println!("{address} {bare}");
        server.await.context("serving failed")
    })
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
