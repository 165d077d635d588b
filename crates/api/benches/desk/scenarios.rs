//! What is measured: latency with one request at a time, throughput with eight.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context;
use serde::Serialize;
use serde_json::{Value, json};

use crate::load::{Connection, Request, latencies, throughput};
use crate::server::Server;
use crate::{bare, fanout, many};

const SAMPLES: usize = 500;
const AT_ONCE: usize = 8;
const LASTS: Duration = Duration::from_secs(4);
/// The row of a page far behind the first.
pub const DEEP: &str = "list, deep page";
/// That page, where there are so many.
const DEPTH: u64 = 1000;
const PAGE: u64 = 50;

/// Words in percent-encoding: «конектор», which every tenth ticket has, «трансформатор», which few have, and
/// «KYIV-017 конектор», each of which is common and both together are rare.
const SEARCHES: [(&str, &str); 6] = [
    ("search, common word", "search?q=%D0%BA%D0%BE%D0%BD%D0%B5%D0%BA%D1%82%D0%BE%D1%80"),
    (
        "search, rare word",
        "search?q=%D1%82%D1%80%D0%B0%D0%BD%D1%81%D1%84%D0%BE%D1%80%D0%BC%D0%B0%D1%82%D0%BE%D1%80",
    ),
    (
        "search, common words that are rare together",
        "search?q=KYIV-017%20%D0%BA%D0%BE%D0%BD%D0%B5%D0%BA%D1%82%D0%BE%D1%80",
    ),
    ("list, common word", "tickets?query=%D0%BA%D0%BE%D0%BD%D0%B5%D0%BA%D1%82%D0%BE%D1%80"),
    ("list, station", "tickets?query=station:KYIV-017"),
    ("list, status and priority", "tickets?query=status:new,waiting%20priority:%3E%3Dhigh"),
];

/// One row of the table.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// What.
    pub name: &'static str,
    /// Milliseconds, one request at a time.
    pub p50_ms: f64,
    /// Milliseconds, one request at a time.
    pub p95_ms: f64,
    /// Milliseconds, one request at a time.
    pub p99_ms: f64,
    /// Answers per second with eight at once.
    pub per_second: Option<f64>,
}

/// Everything, in the order of the table.
pub fn all(server: &mut Server, tickets: u64) -> anyhow::Result<Vec<Measured>> {
    let technical = server.get("/api/v1/me").and_then(|_| department_of_member(server))?;
    let limit = Request::new("GET", &format!("/{technical}"), "", None);
    let limit = measure(bare::NAME, server.bare, |_| limit.clone())?;
    let mut rows = vec![limit];
    let queue = Request::new("GET", "/api/v1/tickets?view=queue", &server.member_token, None);
    rows.push(measure("queue, first page", server.address, |_| queue.clone())?);
    let all = Request::new("GET", "/api/v1/tickets?view=all", &server.member_token, None);
    rows.push(measure("all that a member sees", server.address, |_| all.clone())?);
    let first = Request::new("GET", "/api/v1/tickets", &server.admin_token, None);
    rows.push(measure("list, first page", server.address, |_| first.clone())?);
    let cursor = cursor_at(server, DEPTH.min(tickets / PAGE / 2))?;
    let deep = Request::new("GET", &format!("/api/v1/tickets?after={cursor}"), &server.admin_token, None);
    rows.push(measure(DEEP, server.address, |_| deep.clone())?);
    let counters = Request::new("GET", "/api/v1/counters", &server.member_token, None);
    rows.push(measure("counters", server.address, |_| counters.clone())?);
    for (name, path) in SEARCHES {
        server.log_in()?;
        let request = Request::new("GET", &format!("/api/v1/{path}"), &server.member_token, None);
        rows.push(measure(name, server.address, |_| request.clone())?);
    }
    server.log_in()?;
    rows.push(saved_views(server)?);
    rows.push(ticket_page(server, technical)?);
    let body = new_ticket(technical).to_string();
    let create = Request::new("POST", "/api/v1/tickets", &server.member_token, Some(&body));
    rows.push(measure("create", server.address, |_| create.clone())?);
    rows.push(take(server, technical)?);
    let newest = newest_id(server)?;
    let times = fanout::run(server, newest)?;
    rows.push(row("comment to the last of 200 subscribers", &times, None));
    server.log_in()?;
    rows.extend(many::mixed(server, technical)?);
    rows.push(many::during_job(server)?);
    Ok(rows)
}

fn measure(
    name: &'static str,
    address: std::net::SocketAddr,
    request: impl Fn(usize) -> Request + Sync,
) -> anyhow::Result<Measured> {
    eprintln!("    {name}");
    let times = latencies(address, SAMPLES, &request)?;
    let rate = throughput(address, AT_ONCE, LASTS, &request)?;
    Ok(row(name, &times, Some(rate)))
}

pub fn row(name: &'static str, times: &[Duration], per_second: Option<f64>) -> Measured {
    let at =
        |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    eprintln!("      {name}: {:.2} ms", at(50));
    Measured { name, p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), per_second }
}

/// Five saved views with their counts, as the navigation asks for them.
fn saved_views(server: &Server) -> anyhow::Result<Measured> {
    let queries = [
        "assignee:none -status:closed",
        "priority:>=high status:new,in_progress",
        "конектор status:new",
        "station:KYIV-* client:b2b",
        "status:checking priority:critical client:b2b assignee:none",
    ];
    let mut connection = Connection::open(server.address)?;
    for query in queries {
        let body = json!({"name": query.chars().take(40).collect::<String>(), "query": query}).to_string();
        let save = Request::new("POST", "/api/v1/views", &server.member_token, Some(&body));
        let (status, _) = connection.send(&save)?;
        anyhow::ensure!(status == 201, "{query}: {status}");
    }
    let views = Request::new("GET", "/api/v1/views", &server.member_token, None);
    measure("five saved views with counts", server.address, |_| views.clone())
}

/// A ticket with 200 comments and its history: the three requests of the ticket page, as one.
fn ticket_page(server: &Server, department: i64) -> anyhow::Result<Measured> {
    eprintln!("    ticket page");
    let mut writer = Connection::open(server.address)?;
    let id = created(server, &mut writer, department)?;
    let comments = format!("/api/v1/tickets/{id}/comments");
    for number in 1..=200 {
        let body = json!({"body": format!("Клієнт телефонував знову, дзвінок {number}.")}).to_string();
        let comment = Request::new("POST", &comments, &server.admin_token, Some(&body));
        let (status, _) = writer.send(&comment)?;
        anyhow::ensure!(status == 201, "comment: {status}");
    }
    let paths = [
        format!("/api/v1/tickets/{id}"),
        format!("{comments}?limit=200"),
        format!("/api/v1/tickets/{id}/events"),
    ];
    let requests: Vec<_> =
        paths.iter().map(|path| Request::new("GET", path, &server.admin_token, None)).collect();
    let mut connection = Connection::open(server.address)?;
    let mut times = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let started = std::time::Instant::now();
        for request in &requests {
            let (status, _) = connection.send(request)?;
            anyhow::ensure!(status == 200, "ticket {id}: {status}");
        }
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let rate = throughput(server.address, AT_ONCE, LASTS, |index| {
        requests.get(index % 3).cloned().unwrap_or_else(|| Request::new("GET", "/", "", None))
    })?;
    Ok(row("ticket with 200 comments, history", &times, Some(rate / 3.0)))
}

/// Every ticket can be taken once: as many new ones are made as will be taken.
fn take(server: &Server, department: i64) -> anyhow::Result<Measured> {
    eprintln!("    take");
    let mut connection = Connection::open(server.address)?;
    let ids: Vec<i64> =
        (0..4000).map(|_| created(server, &mut connection, department)).collect::<anyhow::Result<_>>()?;
    let next = AtomicUsize::new(0);
    let request = |_: usize| {
        let id = ids.get(next.fetch_add(1, Ordering::Relaxed)).copied().unwrap_or(0);
        Request::new("POST", &format!("/api/v1/tickets/{id}/take"), &server.member_token, Some("{}"))
    };
    let times = latencies(server.address, SAMPLES, request)?;
    let left = ids.len() - next.load(Ordering::Relaxed);
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    let mut connection = Connection::open(server.address)?;
                    for _ in 0..left / AT_ONCE {
                        let (status, _) = connection.send(&request(0))?;
                        anyhow::ensure!(status == 200, "take: {status}");
                    }
                    Ok(())
                })
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?)
    })?;
    let rate = (left / AT_ONCE * AT_ONCE) as f64 / started.elapsed().as_secs_f64();
    Ok(row("take", &times, Some(rate)))
}

fn cursor_at(server: &Server, pages: u64) -> anyhow::Result<String> {
    let mut cursor = String::new();
    for _ in 0..pages {
        let path = if cursor.is_empty() {
            "/api/v1/tickets".to_owned()
        } else {
            format!("/api/v1/tickets?after={cursor}")
        };
        let page = server.get(&path)?;
        let next =
            page["page"]["next"].as_str().context("there are fewer pages: measure with more tickets")?;
        next.clone_into(&mut cursor);
    }
    Ok(cursor)
}

/// The number of a new ticket.
fn created(server: &Server, connection: &mut Connection, department: i64) -> anyhow::Result<i64> {
    let body = new_ticket(department).to_string();
    let create = Request::new("POST", "/api/v1/tickets", &server.member_token, Some(&body));
    let (status, body) = connection.send(&create)?;
    anyhow::ensure!(status == 201, "create: {status}");
    serde_json::from_slice::<Value>(&body)?["id"].as_i64().context("no id")
}

fn newest_id(server: &Server) -> anyhow::Result<i64> {
    server.get("/api/v1/tickets?limit=1")?["items"][0]["id"].as_i64().context("there is no ticket")
}

fn department_of_member(server: &Server) -> anyhow::Result<i64> {
    let request = Request::new("GET", "/api/v1/me", &server.member_token, None);
    let (_, body) = Connection::open(server.address)?.send(&request)?;
    serde_json::from_slice::<Value>(&body)?["department_id"].as_i64().context("no department")
}

pub fn new_ticket(department: i64) -> Value {
    json!({
        "subject": "Станція не відпускає конектор", "description": "Сесію завершено, конектор заблоковано.",
        "client_type": "b2c", "priority": "high", "assign_to": {"department_id": department},
        "station_number": "KYIV-017", "car_model": "Nissan Leaf"
    })
}
