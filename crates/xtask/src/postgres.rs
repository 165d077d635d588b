//! A PostgreSQL server for the tests: its own directory, its own port, no durability, gone at the end.
use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{paths, shell, tools::debian};

/// Where tests and benchmarks find a PostgreSQL server on which they may create databases.
pub(crate) const URL: &str = "DESK_TEST_POSTGRES_URL";

/// A running server; dropping it stops the server and removes its directory.
pub(crate) struct Server {
    process: Child,
    directory: PathBuf,
    url: String,
}

impl Server {
    /// Starts a server on a free port and waits until it answers.
    pub(crate) fn start() -> Result<Self> {
        let programs = ensure_programs()?;
        let directory = env::temp_dir().join(format!("desk-postgres-{}", process::id()));
        fs::create_dir_all(&directory)?;
        if debian::is_root() {
            shell::run(shell::command("chown").arg("postgres").arg(&directory))?;
        }
        let data = directory.join("data");
        let mut initdb = unprivileged(&programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]);
        shell::output(initdb.arg("--pgdata").arg(&data))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
        let sockets = format!("unix_socket_directories={}", directory.display());
        let mut postgres = unprivileged(&programs.join("postgres"));
        postgres.arg("-D").arg(&data).args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", &sockets]);
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"]
        {
            postgres.args(["-c", setting]);
        }
        let log = fs::File::create(directory.join("log"))?;
        let process = postgres.stdout(Stdio::null()).stderr(log).spawn().context("cannot start postgres")?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut server = Self { process, directory, url };
        server.wait_until_ready(&programs.join("pg_isready"), &port)?;
        Ok(server)
    }

    /// Where the tests reach it, as its administrator.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, pg_isready: &Path, port: &str) -> Result<()> {
        for _ in 0..300 {
            if shell::probe(shell::command(pg_isready).args(["-q", "-h", "127.0.0.1", "-p", port])).is_some()
            {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.directory.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start:\n{log}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT is "immediate shutdown": the server ends its own children, and nothing is worth saving.
        let pid = self.process.id().to_string();
        if shell::probe(shell::command("kill").args(["-QUIT", &pid])).is_some() {
            let _ = self.process.wait();
        }
        if let Err(error) = fs::remove_dir_all(&self.directory) {
            eprintln!("cannot remove {}: {error}", self.directory.display());
        }
    }
}

/// A command that runs as the user `postgres` when we are root, because PostgreSQL refuses to. It ends when
/// we end, even when we are killed.
fn unprivileged(program: &Path) -> Command {
    if !debian::is_root() {
        return shell::command(program);
    }
    let mut command = shell::command("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=QUIT", "--"]);
    command.arg(program).current_dir("/");
    command
}

/// The directory of `initdb`, `postgres` and `pg_isready`; installs them when there is none.
pub(crate) fn ensure_programs() -> Result<PathBuf> {
    if let Some(programs) = programs() {
        return Ok(programs);
    }
    debian::install(&["postgresql"])?;
    programs().context("PostgreSQL was installed, but there is no initdb")
}

/// Debian keeps them out of `PATH`, one directory per version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    let in_path = || paths::find_program("initdb")?.parent().map(Path::to_path_buf);
    newest.max().or_else(in_path)
}
