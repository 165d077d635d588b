//! `cargo xtask bench`: what a desk with many tickets costs, on both databases, against the limit of the machine.
//!
//! Server and load generator share the machine, so only ratios of one run mean something across machines.
//! `--tickets N` (default 100 000), `--json FILE`; PostgreSQL is measured when `DESK_TEST_POSTGRES_URL` names a server.

#[path = "desk/bare.rs"]
mod bare;
#[path = "desk/fanout.rs"]
mod fanout;
#[path = "desk/load.rs"]
mod load;
#[path = "desk/scenarios.rs"]
mod scenarios;
#[path = "desk/server.rs"]
mod server;

use anyhow::Context;
use serde_json::json;

use crate::scenarios::Measured;
use crate::server::Server;

/// Which database is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let index = arguments.iter().position(|argument| argument == name)?;
        arguments.get(index + 1).cloned()
    };
    let tickets: u64 = value("--tickets").map_or(Ok(100_000), |text| text.parse()).context("--tickets")?;
    let mut results = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if engine == Engine::Postgres && std::env::var_os("DESK_TEST_POSTGRES_URL").is_none() {
            eprintln!("PostgreSQL is left out: DESK_TEST_POSTGRES_URL is not set");
            continue;
        }
        results.push((engine, run(engine, tickets)?));
    }
    if let Some(path) = value("--json") {
        let report: Vec<_> = results
            .iter()
            .map(|(engine, rows)| json!({"engine": format!("{engine:?}"), "tickets": tickets, "rows": rows}))
            .collect();
        std::fs::write(&path, serde_json::to_string_pretty(&report)?)?;
        println!("written to {path}");
    }
    Ok(())
}

fn run(engine: Engine, tickets: u64) -> anyhow::Result<Vec<Measured>> {
    eprintln!("==> {engine:?}: filling a desk with {tickets} tickets");
    let server = Server::start(engine, tickets)?;
    let rows = scenarios::all(&server)?;
    println!("\n{engine:?}, {tickets} tickets, filled in {:.1} s", server.filled_in.as_secs_f64());
    println!("{:<36} {:>9} {:>9} {:>12}", "", "p50 ms", "p99 ms", "8 at once /s");
    for row in &rows {
        let rate = row.per_second.map_or(String::new(), |rate| format!("{rate:.0}"));
        println!("{:<36} {:>9.2} {:>9.2} {:>12}", row.name, row.p50_ms, row.p99_ms, rate);
    }
    let find = |name: &str| rows.iter().find(|row| row.name == name);
    if let (Some(list), Some(deep), Some(bare)) =
        (find("list, first page"), find("list, page 1000"), find(bare::NAME))
    {
        println!(
            "list against the bare limit: {:.2} of its throughput",
            list.per_second.unwrap_or(0.0) / bare.per_second.unwrap_or(1.0)
        );
        println!("page 1000 against the first: {:.2} of its time", deep.p50_ms / list.p50_ms);
    }
    println!("memory of the whole process: {} MiB", server::resident_mib());
    Ok(rows)
}
