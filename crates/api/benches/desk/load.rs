//! A load generator that costs as little as possible: blocking sockets, one thread a connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::Context;

/// A scenario is not measured for longer,
const LONGEST: Duration = Duration::from_secs(30);
/// unless so few answers have come.
const FEWEST: usize = 50;

/// One request as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
}

impl Request {
    /// A request with a bearer token and, perhaps, a JSON body.
    pub fn new(method: &str, path: &str, token: &str, body: Option<&str>) -> Self {
        let body = body.unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        Self { bytes: head.into_bytes() }
    }

    /// What goes over the wire.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A kept-alive connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::with_capacity(256 * 1024, stream) })
    }

    /// Sends and reads the whole answer: status and body.
    pub fn send(&mut self, request: &Request) -> anyhow::Result<(u16, Vec<u8>)> {
        self.stream.get_mut().write_all(&request.bytes)?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status line")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length: ") {
                length = value.parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }
}

/// Latencies on one connection: a fifth more requests than `count` in the beginning do not count. What takes long is
/// asked less often.
pub fn latencies(
    address: SocketAddr,
    count: usize,
    mut request: impl FnMut(usize) -> Request,
) -> anyhow::Result<Vec<Duration>> {
    let mut connection = Connection::open(address)?;
    let warm = count / 5;
    let mut times = Vec::with_capacity(count);
    let beginning = Instant::now();
    for index in 0..count + warm {
        if times.len() >= FEWEST && beginning.elapsed() > LONGEST {
            break;
        }
        let request = request(index);
        let started = Instant::now();
        let (status, body) = connection.send(&request)?;
        anyhow::ensure!(status < 300, "status {status}: {}", String::from_utf8_lossy(&body));
        if index >= warm {
            times.push(started.elapsed());
        }
    }
    times.sort_unstable();
    Ok(times)
}

/// Answers per second with `connections` at once, for `duration`.
pub fn throughput(
    address: SocketAddr,
    connections: usize,
    duration: Duration,
    request: impl Fn(usize) -> Request + Sync,
) -> anyhow::Result<f64> {
    let started = Instant::now();
    let counts = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|worker| {
                let request = &request;
                scope.spawn(move || -> anyhow::Result<usize> {
                    let mut connection = Connection::open(address)?;
                    let mut count = 0;
                    while started.elapsed() < duration {
                        let (status, _) = connection.send(&request(worker + count * connections))?;
                        anyhow::ensure!(status < 300, "status {status}");
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?)
            .collect::<anyhow::Result<Vec<_>>>()
    })?;
    Ok(counts.iter().sum::<usize>() as f64 / started.elapsed().as_secs_f64())
}
