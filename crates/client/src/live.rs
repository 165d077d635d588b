//! The live stream, `GET /events`.

use domain::EventId;
use domain::bulk::wire::BulkProgress;
use domain::live::{LiveData, LiveEvent, LiveKind};
use domain::presence::PresenceView;

use crate::request::Request;
use crate::sse::{Frame, Parser};
use crate::transport::Chunks;
use crate::{Client, ClientError, from_json};

/// What the stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveMessage {
    /// Something happened.
    Event(LiveEvent),
    /// A job of the subscriber went on.
    Bulk(BulkProgress),
    /// Who is at a ticket at which the subscriber is.
    Presence(PresenceView),
    /// What happened since `Last-Event-ID` cannot be told any more: load everything again. Carries the new position.
    Reset(Option<EventId>),
    /// Nothing happened, the connection is alive.
    Heartbeat,
}

/// An open live stream; dropping it closes the connection.
pub struct EventStream {
    chunks: Chunks,
    parser: Parser,
}

impl Client {
    /// Opens the live stream after the given position, or from now on.
    pub async fn events(&self, last_event_id: Option<EventId>) -> Result<EventStream, ClientError> {
        let mut request = Request::get("/events").header("Accept", "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id.to_string());
        }
        let chunks = self.send(&request).await?.chunks()?;
        Ok(EventStream { chunks, parser: Parser::default() })
    }
}

impl EventStream {
    /// The next message; `None` when the server closed the stream.
    pub async fn next(&mut self) -> Option<Result<LiveMessage, ClientError>> {
        loop {
            while let Some(frame) = self.parser.next_frame() {
                if let Some(message) = message(&frame) {
                    return Some(Ok(message));
                }
            }
            match self.chunks.next().await {
                Ok(Some(chunk)) => self.parser.push(&chunk),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// What a frame means; `None` for names that a newer server may know.
fn message(frame: &Frame) -> Option<LiveMessage> {
    let id = frame.id.as_deref().and_then(|id| id.parse().ok()).map(EventId);
    if frame.heartbeat {
        return Some(LiveMessage::Heartbeat);
    }
    if frame.event == "reset" {
        return Some(LiveMessage::Reset(id));
    }
    let kind = LiveKind::parse(&frame.event)?;
    if kind == LiveKind::BulkProgress {
        return from_json(&frame.data).ok().map(LiveMessage::Bulk);
    }
    if kind == LiveKind::PresenceChanged {
        return from_json(&frame.data).ok().map(LiveMessage::Presence);
    }
    let data: LiveData = from_json(&frame.data).ok()?;
    Some(LiveMessage::Event(LiveEvent { id: id?, kind, data }))
}

#[cfg(test)]
mod tests {
    use domain::TicketId;

    use super::*;

    fn frame(event: &str, id: Option<&str>, data: &str) -> Frame {
        Frame { event: event.into(), id: id.map(str::to_owned), data: data.into(), heartbeat: false }
    }

    #[test]
    fn frames_become_messages() {
        let event = LiveEvent {
            id: EventId(9),
            kind: LiveKind::TicketGone,
            data: LiveData { ticket_id: TicketId(4) },
        };
        let gone = frame("ticket.gone", Some("9"), r#"{"ticket_id":4}"#);
        assert_eq!(message(&gone), Some(LiveMessage::Event(event)));
        assert_eq!(message(&frame("reset", Some("12"), "{}")), Some(LiveMessage::Reset(Some(EventId(12)))));
        assert_eq!(message(&frame("ticket.renamed", Some("9"), "{}")), None);
        assert_eq!(message(&Frame { heartbeat: true, ..Frame::default() }), Some(LiveMessage::Heartbeat));
    }
}
