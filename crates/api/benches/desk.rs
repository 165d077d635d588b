//! `cargo xtask bench`: what a desk with many tickets costs, on both databases, against the limit of the machine, and how
//! that grows with the number of tickets.
//!
//! Server and load generator share the machine, so only ratios of one run mean something across machines.
//! `--tickets N` (default 100 000), `--engine sqlite` or `postgres` (default both), `--json FILE`; PostgreSQL is measured
//! when `DESK_TEST_POSTGRES_URL` names a server. `--filled URL` measures a desk that `desk demo` has filled, and no other
//! size. The server is a process of its own, so that its memory is its own.

#[path = "desk/bare.rs"]
mod bare;
#[path = "desk/fanout.rs"]
mod fanout;
#[path = "desk/load.rs"]
mod load;
#[path = "desk/many.rs"]
mod many;
#[path = "desk/scenarios.rs"]
mod scenarios;
#[path = "desk/server.rs"]
mod server;

use anyhow::Context;
use serde_json::json;

use crate::scenarios::Measured;
use crate::server::Server;

/// The growth curve begins here and goes on in steps of ten.
const CURVE: [u64; 3] = [10_000, 100_000, 1_000_000];

/// Which database is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// What was measured on a desk of one size.
struct Run {
    engine: Engine,
    tickets: u64,
    filled_s: f64,
    memory_mib: u64,
    rows: Vec<Measured>,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|argument| argument == server::CHILD) {
        return server::child(&arguments[2..]);
    }
    let value = |name: &str| {
        let index = arguments.iter().position(|argument| argument == name)?;
        arguments.get(index + 1).cloned()
    };
    let tickets: u64 = value("--tickets").map_or(Ok(100_000), |text| text.parse()).context("--tickets")?;
    let only = value("--engine");
    let filled = value("--filled");
    let mut runs = Vec::new();
    for (engine, name) in [(Engine::Sqlite, "sqlite"), (Engine::Postgres, "postgres")] {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        if engine == Engine::Postgres && std::env::var_os("DESK_TEST_POSTGRES_URL").is_none() {
            eprintln!("PostgreSQL is left out: DESK_TEST_POSTGRES_URL is not set");
            continue;
        }
        let smaller = CURVE.into_iter().filter(|size| *size < tickets && filled.is_none());
        for size in smaller.chain([tickets]) {
            runs.push(run(engine, size, filled.as_deref())?);
        }
        print_growth(engine, &runs);
    }
    if let Some(path) = value("--json") {
        let report: Vec<_> = runs.iter().map(report).collect();
        std::fs::write(&path, serde_json::to_string_pretty(&report)?)?;
        println!("written to {path}");
    }
    Ok(())
}

fn run(engine: Engine, tickets: u64, filled: Option<&str>) -> anyhow::Result<Run> {
    eprintln!("==> {engine:?}: a desk with {tickets} tickets");
    let mut server = Server::start(engine, tickets, filled)?;
    let rows = scenarios::all(&mut server, tickets)?;
    let (filled_s, memory_mib) = (server.filled_in.as_secs_f64(), server.peak_mib());
    println!("\n{engine:?}, {tickets} tickets, filled in {filled_s:.1} s");
    println!("{:<42} {:>9} {:>9} {:>9} {:>12}", "", "p50 ms", "p95 ms", "p99 ms", "8 at once /s");
    for row in &rows {
        let rate = row.per_second.map_or(String::new(), |rate| format!("{rate:.0}"));
        println!("{:<42} {:>9.2} {:>9.2} {:>9.2} {:>12}", row.name, row.p50_ms, row.p95_ms, row.p99_ms, rate);
    }
    let find = |name: &str| rows.iter().find(|row| row.name == name);
    if let (Some(list), Some(deep), Some(bare)) =
        (find("list, first page"), find(scenarios::DEEP), find(bare::NAME))
    {
        println!(
            "list against the bare limit: {:.2} of its throughput",
            list.per_second.unwrap_or(0.0) / bare.per_second.unwrap_or(1.0)
        );
        println!("deep page against the first: {:.2} of its time", deep.p50_ms / list.p50_ms);
    }
    if let (Some(idle), Some(busy)) = (find("queue, first page"), find(many::QUEUE_DURING_JOB)) {
        println!("queue while a job runs: {:.2} of its p99 without one", busy.p99_ms / idle.p99_ms);
    }
    println!("memory of the server at most: {memory_mib} MiB");
    Ok(Run { engine, tickets, filled_s, memory_mib, rows })
}

/// Each row against the smallest desk.
fn print_growth(engine: Engine, runs: &[Run]) {
    let runs: Vec<&Run> = runs.iter().filter(|run| run.engine == engine).collect();
    let [first, _, ..] = runs.as_slice() else { return };
    println!("\n{engine:?}: p50 in ms as the desk grows; the last column against the first");
    let sizes: Vec<String> = runs.iter().map(|run| format!("{:>12}", run.tickets)).collect();
    println!("{:<42} {}", "tickets", sizes.join(" "));
    for row in &first.rows {
        let times: Vec<f64> = runs
            .iter()
            .filter_map(|run| run.rows.iter().find(|other| other.name == row.name))
            .map(|row| row.p50_ms)
            .collect();
        let shown: Vec<String> = times.iter().map(|time| format!("{time:>12.2}")).collect();
        let growth = times.last().copied().unwrap_or(0.0) / row.p50_ms;
        println!("{:<42} {} {growth:>8.2} x", row.name, shown.join(" "));
    }
}

fn report(run: &Run) -> serde_json::Value {
    json!({
        "engine": format!("{:?}", run.engine), "tickets": run.tickets, "filled_s": run.filled_s,
        "memory_mib": run.memory_mib, "rows": run.rows,
    })
}
