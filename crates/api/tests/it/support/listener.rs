//! Somebody at the live stream, reading what is on the wire.

use std::collections::VecDeque;

use domain::{DepartmentId, EventId, TicketId};
use serde_json::Value;
use tokio::time::timeout;

use super::PATIENCE;
use super::builders::{about, to_department};
use super::http::Call;
use super::person::Person;

/// An event of the stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// `id:`; 0 when it has none.
    pub id: EventId,
    /// `event:`.
    pub event: String,
    /// `data:`.
    pub data: Value,
}

impl Frame {
    /// The ticket that it is about; 0 when it is about a job.
    pub fn ticket_id(&self) -> TicketId {
        TicketId(self.data["ticket_id"].as_i64().unwrap_or(0))
    }
}

/// An open stream.
pub struct Listener {
    response: reqwest::Response,
    buffer: Vec<u8>,
    frames: VecDeque<Frame>,
    /// Where the stream began.
    pub position: EventId,
}

impl Listener {
    /// Opens the stream and reads its greeting, so that nothing after it can be missed.
    pub async fn open(call: Call) -> Self {
        let response = call.header("accept", "text/event-stream").stream().await;
        let mut listener =
            Self { response, buffer: Vec::new(), frames: VecDeque::new(), position: EventId(0) };
        while !listener.buffer.windows(2).any(|end| end == b"\n\n") {
            assert!(listener.read().await, "the stream ended before it began");
        }
        let greeting = listener.block().unwrap();
        let id = greeting.lines().find_map(|line| line.strip_prefix("id: ")).unwrap();
        listener.position = id.parse().unwrap();
        listener
    }

    /// The next event; `None` when the server ended the stream.
    pub async fn next(&mut self) -> Option<Frame> {
        // Also signs of life are not waited for longer than this.
        timeout(PATIENCE, self.next_frame())
            .await
            .unwrap_or_else(|_| panic!("nothing came on the live stream"))
    }

    async fn next_frame(&mut self) -> Option<Frame> {
        loop {
            while let Some(block) = self.block() {
                self.frames.extend(parse(&block));
            }
            if let Some(frame) = self.frames.pop_front() {
                return Some(frame);
            }
            if !self.read().await {
                return None;
            }
        }
    }

    /// Everything until an event that fits, with it.
    pub async fn until(&mut self, fits: impl Fn(&Frame) -> bool) -> Vec<Frame> {
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await.unwrap_or_else(|| panic!("the stream ended after {frames:?}"));
            frames.push(frame);
            if frames.last().is_some_and(&fits) {
                return frames;
            }
        }
    }

    /// Everything that the person at this stream was told up to now: she creates a ticket in a department that is not
    /// hers, and what comes before her news of it has come.
    pub async fn so_far(&mut self, person: &Person, elsewhere: DepartmentId) -> Vec<Frame> {
        let marker = person.create(&about("Позначка", to_department(elsewhere))).await.unwrap().id;
        let mut frames =
            self.until(|frame| frame.ticket_id() == marker && frame.event == "counters.changed").await;
        frames.retain(|frame| frame.ticket_id() != marker);
        frames
    }

    /// The names of all events so far that are about a ticket.
    pub async fn about(&mut self, ticket: TicketId, person: &Person, elsewhere: DepartmentId) -> Vec<String> {
        let frames = self.so_far(person, elsewhere).await;
        frames.into_iter().filter(|frame| frame.ticket_id() == ticket).map(|frame| frame.event).collect()
    }

    async fn read(&mut self) -> bool {
        match self.response.chunk().await {
            Ok(Some(chunk)) => {
                self.buffer.extend_from_slice(&chunk);
                true
            }
            // A stream without a length ends properly or by a closed connection.
            Ok(None) | Err(_) => false,
        }
    }

    fn block(&mut self) -> Option<String> {
        let end = self.buffer.windows(2).position(|end| end == b"\n\n")?;
        let block: Vec<u8> = self.buffer.drain(..end + 2).collect();
        Some(String::from_utf8(block).unwrap())
    }
}

/// An event; `None` for a comment.
fn parse(block: &str) -> Option<Frame> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let event = field("event")?.to_owned();
    Some(Frame {
        id: field("id").map_or(EventId(0), |id| id.parse().unwrap()),
        event,
        data: serde_json::from_str(field("data").unwrap()).unwrap(),
    })
}
