//! A command that waits, and what it says.

use client::Unsent;
use domain::json::{self, FromJson, ToJson, Value};
use domain::tickets::TicketStatus;
use domain::{ErrorCode, TicketId};

/// A command that waits for the server, or was refused by it.
#[derive(Clone, Debug, PartialEq, FromJson, ToJson)]
pub(super) struct Waiting {
    pub(super) command: Unsent,
    /// Why the server refused it.
    pub(super) refusal: Option<ErrorCode>,
}

impl Waiting {
    /// It waits again.
    pub(super) fn retry(&mut self) {
        self.refusal = None;
    }
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// A new ticket with this subject.
    Create(String),
    /// A comment.
    Comment(String),
    Take,
    /// With this comment.
    Redirect(String),
    Move(TicketStatus),
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

/// The ticket of a command, unless it makes one, and what it does.
pub(super) fn deed(command: &Unsent) -> (Option<TicketId>, Deed) {
    let body = client::from_json::<Value>(&command.body).unwrap_or_default();
    let said: Said = json::read_leniently(&body);
    let mut parts = command.path.split('/').skip(2);
    let Some(id) = parts.next().and_then(|id| id.parse().ok()) else {
        return (None, Deed::Create(said.subject.unwrap_or_default()));
    };
    let deed = match parts.next() {
        None => Deed::Edit,
        Some("take") => Deed::Take,
        Some("redirect") => Deed::Redirect(said.comment.unwrap_or_default()),
        Some("transition") => {
            let to = said.to.as_ref().and_then(Value::as_str).and_then(TicketStatus::parse);
            to.map_or(Deed::Edit, Deed::Move)
        }
        Some(_) => Deed::Comment(said.body.unwrap_or_default()),
    };
    (Some(id), deed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, body: &str) -> (Option<TicketId>, Deed) {
        let command = serde_json::json!({ "path": path, "body": body, "key": "k", "version": null });
        deed(&json::read(&command).unwrap())
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
