//! Commands of tickets that did not reach the server: they can be sent again later, and are done once.

use std::sync::atomic::Ordering;

use domain::json::{self, FromJson, ToJson, Value};
use domain::tickets::TicketStatus;
use domain::{EmployeeId, TicketId};
use futures_util::FutureExt;

use crate::request::{Body, Method, Request};
use crate::{Client, ClientError, Reply, idempotency_key, read, transport};

/// A command of tickets. The server does it once, however often it is sent: a `POST` by its `Idempotency-Key` (for 24
/// hours), a `PATCH` because the fields have the values already.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub struct Unsent {
    /// Below `/api/v1`.
    pub path: String,
    /// The JSON text.
    pub body: String,
    /// The idempotency key of a `POST`.
    key: Option<String>,
    /// The version that a `PATCH` is about.
    version: Option<i64>,
    /// Whose it is: nobody else sends it.
    pub by: Option<EmployeeId>,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A new ticket with this subject.
    Create(String),
    /// A comment.
    Comment(String),
    /// The ticket is taken.
    Take,
    /// With this comment.
    Redirect(String),
    /// To another status.
    Move(TicketStatus),
    /// Other fields.
    Edit,
}

/// The fields of the requests that say what is done.
#[derive(FromJson)]
struct Said {
    subject: Option<String>,
    body: Option<String>,
    comment: Option<String>,
    to: Option<Value>,
}

impl Unsent {
    pub(crate) fn post(path: impl Into<String>, body: &impl ToJson, key: &str) -> Self {
        Self {
            path: path.into(),
            body: json::write(body),
            key: Some(key.to_owned()),
            version: None,
            by: None,
        }
    }

    pub(crate) fn patch(path: impl Into<String>, body: &impl ToJson, version: i64) -> Self {
        Self { path: path.into(), body: json::write(body), key: None, version: Some(version), by: None }
    }

    /// The same as another wish: the answer to a `POST` before is not given again.
    pub fn anew(&self) -> Self {
        Self { key: self.key.as_ref().map(|_| idempotency_key()), ..self.clone() }
    }

    /// The ticket that it is about; `None` when it makes one.
    pub fn ticket_id(&self) -> Option<TicketId> {
        self.target().split('/').next()?.parse().ok()
    }

    /// What it does.
    pub fn deed(&self) -> Deed {
        let body = crate::from_json::<Value>(&self.body).unwrap_or_default();
        let said: Said = json::read_leniently(&body);
        match self.target().split_once('/').map(|(_, deed)| deed) {
            None if self.target().is_empty() => Deed::Create(said.subject.unwrap_or_default()),
            None => Deed::Edit,
            Some("take") => Deed::Take,
            Some("redirect") => Deed::Redirect(said.comment.unwrap_or_default()),
            Some("transition") => {
                let to = said.to.as_ref().and_then(Value::as_str).and_then(TicketStatus::parse);
                to.map_or(Deed::Edit, Deed::Move)
            }
            Some(_) => Deed::Comment(said.body.unwrap_or_default()),
        }
    }

    /// What follows `/tickets/`: nothing, a number, or a number and what is done.
    fn target(&self) -> &str {
        self.path.strip_prefix("/tickets/").unwrap_or_default()
    }

    fn request(&self) -> Request {
        let method = if self.version.is_some() { Method::Patch } else { Method::Post };
        let mut request = Request::new(method, self.path.clone());
        request.body = Body::Json(self.body.clone());
        if let Some(key) = &self.key {
            request = request.idempotent(key);
        }
        match self.version {
            Some(version) => request.header("If-Match", format!("\"{version}\"")),
            None => request,
        }
    }
}

impl Client {
    /// From now on commands go behind those that wait, or no longer: while they are held back, each answers
    /// [`ClientError::Unsent`] at once.
    pub fn hold_back(&self, is_held: bool) {
        self.held_back().store(is_held, Ordering::Relaxed);
    }

    /// Sends a command that waited.
    pub fn repeat(&self, command: &Unsent) -> Reply<()> {
        Box::pin(self.answer(command.clone()).map(|answer| answer.map(drop)))
    }

    /// Sends a command of tickets.
    pub(crate) fn command<T: FromJson + 'static>(&self, command: Unsent) -> Reply<T> {
        let command = Unsent { by: self.employee_id(), ..command };
        let answer = if self.held_back().load(Ordering::Relaxed) {
            Box::pin(std::future::ready(Err(ClientError::Unsent(Box::new(command)))))
        } else {
            self.answer(command)
        };
        Box::pin(answer.map(|answer| read(&answer?)))
    }

    fn answer(&self, command: Unsent) -> Reply<Value> {
        let client = self.clone();
        Box::pin(async move {
            if client.employee_id() != command.by {
                return Err(ClientError::Unsent(Box::new(command)));
            }
            let answer = async {
                let text = client.send(&command.request()).await?.text().await?;
                transport::parse(&text)
            };
            match answer.await {
                Err(ClientError::Network(_)) => Err(ClientError::Unsent(Box::new(command))),
                answer => answer,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::json::Map;

    use super::*;

    #[test]
    fn a_command_goes_behind_those_that_wait() {
        let client = Client::new("http://127.0.0.1:1");
        client.hold_back(true);
        let command = Unsent::post("/tickets/7/take", &Map::new(), "k");
        let answer = client.command::<Value>(command.clone()).now_or_never();
        assert_eq!(answer, Some(Err(ClientError::Unsent(Box::new(command)))));
    }

    #[test]
    fn a_command_says_who_it_is() {
        let taken = Unsent::post("/tickets/7/take", &Map::new(), "k").request();
        assert_eq!((taken.method, taken.headers), (Method::Post, vec![("Idempotency-Key", "k".to_owned())]));
        let edited = Unsent::patch("/tickets/7", &Map::new(), 3).request();
        assert_eq!((edited.method, edited.headers), (Method::Patch, vec![("If-Match", "\"3\"".to_owned())]));
    }

    fn said(path: &str, body: &str) -> (Option<TicketId>, Deed) {
        let command = Unsent { body: body.to_owned(), ..Unsent::post(path, &Map::new(), "k") };
        (command.ticket_id(), command.deed())
    }

    #[test]
    fn a_command_says_what_it_does() {
        let ticket = Some(TicketId(7));
        assert_eq!(said("/tickets/7/comments", r#"{"body":"Їду"}"#), (ticket, Deed::Comment("Їду".into())));
        assert_eq!(said("/tickets/7/take", "{}"), (ticket, Deed::Take));
        assert_eq!(
            said("/tickets/7/transition", r#"{"to":"checking"}"#),
            (ticket, Deed::Move(TicketStatus::Checking))
        );
        assert_eq!(
            said("/tickets/7/redirect", r#"{"to":{"department_id":1},"comment":"Вам"}"#),
            (ticket, Deed::Redirect("Вам".into()))
        );
        assert_eq!(said("/tickets/7", r#"{"priority":"high"}"#), (ticket, Deed::Edit));
        assert_eq!(said("/tickets", r#"{"subject":"Екран"}"#), (None, Deed::Create("Екран".into())));
    }
}
