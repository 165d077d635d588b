//! The real binary as a process: what `cargo xtask build` makes, without the browser application.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::support::PATIENCE;

/// The command line, with nothing in the environment that would change what it means.
pub fn desk(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    let from_outside = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DESK_"));
    for (name, _) in from_outside {
        command.env_remove(name);
    }
    command.env_remove("RUST_LOG").env("RUST_BACKTRACE", "0");
    command.current_dir(directory).args(arguments);
    command
}

/// Runs to the end with this standard input.
pub fn run(directory: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = desk(directory, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses before it reads closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Runs to a success; what it printed.
#[track_caller]
pub fn succeed(directory: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(directory, arguments, input);
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {complaints}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs to a failure that is told in one line, without a panic; the line.
#[track_caller]
pub fn fail(directory: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(directory, arguments, input);
    one_line(&output, arguments)
}

/// The only line on the standard error of a command that failed.
#[track_caller]
pub fn one_line(output: &Output, arguments: &[&str]) -> String {
    let complaints = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert!(output.status.code().is_some(), "{arguments:?} was killed: {complaints}");
    assert!(!complaints.contains("panicked"), "{arguments:?}: {complaints}");
    let lines: Vec<&str> = complaints.lines().collect();
    assert_eq!(lines.len(), 1, "{arguments:?} says more than one line:\n{complaints}");
    assert!(lines[0].starts_with("desk: "), "{arguments:?}: {complaints}");
    lines[0].to_owned()
}

/// `desk serve` as a process; killed when dropped.
pub struct Served {
    /// The process.
    pub child: Child,
    /// Its address, without a path.
    pub base: String,
    /// What it printed before it answered.
    pub greeting: Vec<String>,
}

impl Served {
    /// Starts on a free port and waits until it answers.
    pub fn start(directory: &Path, more: &[&str]) -> Self {
        let mut command = desk(directory, &["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"]);
        command.args(more).env("RUST_LOG", "warn").stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut served = Self { child, base: String::new(), greeting: Vec::new() };
        let (sender, lines) = mpsc::channel();
        // Reads until the process ends, so that it can always write.
        thread::spawn(move || output.lines().map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        while served.base.is_empty() {
            let line = lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("desk serve does not start: {:?}", served.greeting));
            if let Some(address) = line.strip_prefix("Service desk: ") {
                served.base = address.trim_end_matches('/').to_owned();
            }
            served.greeting.push(line);
        }
        await_answer(&served.base);
        // What it printed before it answered has been written; the thread above may need a moment.
        served.greeting.extend(std::iter::from_fn(|| lines.recv_timeout(Duration::from_millis(100)).ok()));
        served
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The port is open from the beginning; the answer comes when everything is ready.
fn await_answer(base: &str) {
    let mut connection = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
    connection.set_read_timeout(Some(PATIENCE)).unwrap();
    connection.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(" 200 "), "{answer}");
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
