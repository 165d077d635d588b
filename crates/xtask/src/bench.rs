//! `cargo xtask bench`: what the server costs with many tickets, on both databases, against the limit of the machine;
//! with `--web` what the browser application costs.
use std::env;

use anyhow::Result;

use crate::{e2e, paths, postgres, shell};

/// Starts a PostgreSQL server unless `DESK_TEST_POSTGRES_URL` names one, and runs the benchmark in release. The
/// arguments go to it: `--tickets N`, `--engine sqlite`, `--json FILE` (by default `bench.json` at the root).
pub(crate) fn bench(args: &[String]) -> Result<()> {
    if args == ["--web"] {
        return e2e::bench();
    }
    let server = match env::var_os(postgres::URL) {
        Some(_) => None,
        None => Some(shell::step("Starting PostgreSQL", postgres::Server::start)?),
    };
    let json = paths::root().join("bench.json");
    let mut cargo = shell::cargo(&["bench", "--package", "api", "--bench", "desk", "--"]);
    if !args.iter().any(|argument| argument == "--json") {
        cargo.arg("--json").arg(json);
    }
    if let Some(server) = &server {
        cargo.env(postgres::URL, server.url());
    }
    shell::step("Measuring (release build; fills a desk for each database)", || shell::run(cargo.args(args)))
}
