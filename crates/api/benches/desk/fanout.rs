//! 200 subscribers of the live stream: from the answer to a change until the last of them has heard of it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::json;

use crate::load::{Connection, Request};
use crate::server::Server;

const SUBSCRIBERS: usize = 200;
const ROUNDS: usize = 50;

/// Times from sending a comment until all subscribers have its event.
pub fn run(server: &Server, ticket: i64) -> anyhow::Result<Vec<Duration>> {
    let (heard, ears) = mpsc::channel();
    for _ in 0..SUBSCRIBERS {
        let mut stream = TcpStream::connect(server.address)?;
        let request = Request::new("GET", "/api/v1/events", &server.admin_token, None);
        stream.write_all(request.as_bytes())?;
        let heard = heard.clone();
        std::thread::Builder::new().stack_size(128 * 1024).spawn(move || {
            for line in BufReader::new(stream).lines() {
                let Ok(line) = line else { return };
                let told = line == ": connected" || line == "event: comment.created";
                if told && heard.send(Instant::now()).is_err() {
                    return;
                }
            }
        })?;
    }
    let all = || -> anyhow::Result<Instant> {
        let mut last = None;
        for _ in 0..SUBSCRIBERS {
            last = Some(ears.recv_timeout(Duration::from_secs(20)).context("a subscriber heard nothing")?);
        }
        last.context("nobody subscribed")
    };
    all()?;
    let mut writer = Connection::open(server.address)?;
    let body = json!({"body": "Перевіряю трансляцію."}).to_string();
    let comment =
        Request::new("POST", &format!("/api/v1/tickets/{ticket}/comments"), &server.admin_token, Some(&body));
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let (status, _) = writer.send(&comment)?;
        anyhow::ensure!(status == 201, "comment: {status}");
        times.push(all()?.duration_since(started));
    }
    times.sort_unstable();
    Ok(times)
}
