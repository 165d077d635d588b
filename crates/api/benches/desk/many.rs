//! Many at once: fifty people who mostly read, and one who changes a hundred thousand tickets.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use crate::load::{Connection, Request};
use crate::scenarios::{Measured, new_ticket, row};
use crate::server::Server;

/// The row of the queue while a job runs.
pub const QUEUE_DURING_JOB: &str = "queue, first page, while a job runs";

const PEOPLE: usize = 50;
const LASTS: Duration = Duration::from_secs(15);
/// So long at most the queue is asked beside a job; then the job is cancelled.
const JOB_LASTS: Duration = Duration::from_secs(60);
/// So often the queue is asked before somebody looks how far the job is.
const ASKED_AT_ONCE: usize = 200;
/// Every fifth request writes.
const WRITES: usize = 5;

/// Fifty people without pauses between their requests, four of five read: how long reading and writing take.
pub fn mixed(server: &Server, department: i64) -> anyhow::Result<[Measured; 2]> {
    eprintln!("    fifty people");
    let reads = [
        "tickets?view=queue",
        "tickets?view=all",
        "tickets?query=status:new,waiting%20priority:%3E%3Dhigh",
        "counters",
        "search?q=KYIV-017",
        "views",
    ];
    let reads: Vec<Request> = reads
        .iter()
        .map(|path| Request::new("GET", &format!("/api/v1/{path}"), &server.member_token, None))
        .collect();
    let body = new_ticket(department).to_string();
    let write = Request::new("POST", "/api/v1/tickets", &server.member_token, Some(&body));
    let (read_times, write_times) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let started = Instant::now();
    std::thread::scope(|scope| {
        let people: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let (reads, write, read_times, write_times) = (&reads, &write, &read_times, &write_times);
                scope.spawn(move || -> anyhow::Result<()> {
                    let mut connection = Connection::open(server.address)?;
                    let (mut of_reads, mut of_writes) = (Vec::new(), Vec::new());
                    for turn in person.. {
                        if started.elapsed() > LASTS {
                            break;
                        }
                        let is_write = turn % WRITES == 0;
                        let request = if is_write { write } else { &reads[turn % reads.len()] };
                        let sent = Instant::now();
                        let (status, _) = connection.send(request)?;
                        anyhow::ensure!(status < 300, "status {status}");
                        if is_write { &mut of_writes } else { &mut of_reads }.push(sent.elapsed());
                    }
                    read_times.lock().map_err(|_| anyhow::anyhow!("poisoned"))?.append(&mut of_reads);
                    write_times.lock().map_err(|_| anyhow::anyhow!("poisoned"))?.append(&mut of_writes);
                    Ok(())
                })
            })
            .collect();
        people
            .into_iter()
            .try_for_each(|person| person.join().map_err(|_| anyhow::anyhow!("a person panicked"))?)
    })?;
    let sorted = |times: Mutex<Vec<Duration>>| -> anyhow::Result<Vec<Duration>> {
        let mut times = times.into_inner().map_err(|_| anyhow::anyhow!("poisoned"))?;
        times.sort_unstable();
        Ok(times)
    };
    let (reads, writes) = (sorted(read_times)?, sorted(write_times)?);
    let rate = |times: &[Duration]| Some(times.len() as f64 / LASTS.as_secs_f64());
    Ok([row("50 people: reading", &reads, rate(&reads)), row("50 people: creating", &writes, rate(&writes))])
}

/// The queue, one request at a time, while a job over up to a hundred thousand tickets runs.
pub fn during_job(server: &Server) -> anyhow::Result<Measured> {
    eprintln!("    a job over many tickets");
    let newest = server.get("/api/v1/tickets?limit=1")?["items"][0]["id"].as_i64().context("no ticket")?;
    let since = server.get(&format!("/api/v1/tickets/{}", (newest - 95_000).max(1)))?;
    let day = since["created_at"].as_str().and_then(|at| at.get(..10)).context("no time")?.to_owned();
    let body = json!({
        "select": {"query": format!("created:>{day}")}, // Reopening: most of them are closed.
        "command": {"transition": {"to": "in_progress"}},
    })
    .to_string();
    let start = Request::new("POST", "/api/v1/bulk", &server.admin_token, Some(&body));
    let beginning = Instant::now();
    let (status, answer) = Connection::open(server.address)?.send(&start)?;
    anyhow::ensure!(status == 202, "job: {status} {}", String::from_utf8_lossy(&answer));
    let job = serde_json::from_slice::<Value>(&answer)?["job"].as_i64().context("no job")?;
    let prepared = beginning.elapsed();
    let queue = Request::new("GET", "/api/v1/tickets?view=queue", &server.member_token, None);
    let mut connection = Connection::open(server.address)?;
    let mut times = Vec::new();
    let started = Instant::now();
    let now = loop {
        for _ in 0..ASKED_AT_ONCE {
            let sent = Instant::now();
            let (status, _) = connection.send(&queue)?;
            anyhow::ensure!(status == 200, "queue: {status}");
            times.push(sent.elapsed());
        }
        let now = server.get(&format!("/api/v1/bulk/{job}?limit=1"))?;
        if now["state"] != "running" || started.elapsed() > JOB_LASTS {
            break now;
        }
    };
    println!(
        "a job over {} tickets: prepared in {:.1} s, {} done in {:.1} s, {} refused",
        now["total"],
        prepared.as_secs_f64(),
        now["done"],
        started.elapsed().as_secs_f64(),
        now["refused"],
    );
    if now["state"] == "running" {
        let cancel = Request::new("POST", &format!("/api/v1/bulk/{job}/cancel"), &server.admin_token, None);
        let (status, _) = connection.send(&cancel)?;
        anyhow::ensure!(status == 200, "cancel: {status}");
    }
    times.sort_unstable();
    Ok(row(QUEUE_DURING_JOB, &times, None))
}
