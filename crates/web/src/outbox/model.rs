//! A command that waits, and what it says.

use client::Unsent;
use domain::json::{self, FromJson, ToJson, Value};
use domain::tickets::TicketStatus;
use domain::{ErrorCode, TicketId, Timestamp};

/// A command that waits for the server, or was refused by it.
#[derive(Clone, Debug, PartialEq, FromJson, ToJson)]
pub(super) struct Waiting {
    pub(super) command: Unsent,
    /// Why the server refused it, or why it is not sent by itself any more.
    pub(super) refusal: Option<ErrorCode>,
    /// When it was kept, in milliseconds since 1970.
    pub(super) kept_at: i64,
    /// How often it failed without a reason.
    pub(super) failures: i64,
}

/// The server knows the key of a command for 24 hours; after that it could be done twice.
const SENT_WITHIN_MS: i64 = 23 * 3_600_000;
/// What fails so often stands in the way of all that comes after it.
const FAILURES_MAX: i64 = 12;

impl Waiting {
    /// A command that is kept now.
    pub(super) fn new(command: Unsent, now: Timestamp) -> Self {
        Self { command, refusal: None, kept_at: now.millis(), failures: 0 }
    }

    /// It waits again, as another wish.
    pub(super) fn retry(&mut self, now: Timestamp) {
        if let Some(command) = self.command.anew() {
            *self = Self::new(command, now);
        }
    }

    /// Whether it shall be sent; one that has waited too long is a question to the person from now on.
    pub(super) fn is_due(&mut self, now: Timestamp) -> bool {
        if self.refusal.is_none() && now.millis() - self.kept_at > SENT_WITHIN_MS {
            self.refusal = Some(ErrorCode::ChangedSince);
        }
        self.refusal.is_none()
    }

    /// It failed, for a reason that is said or not.
    pub(super) fn fail(&mut self, reason: Option<ErrorCode>) {
        self.failures += 1;
        let has_enough = self.failures >= FAILURES_MAX;
        self.refusal = reason.or(has_enough.then_some(ErrorCode::Internal));
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
        let command = serde_json::json!({ "path": path, "body": body, "key": "k", "version": null, "by": 7 });
        deed(&json::read(&command).unwrap())
    }

    fn waiting() -> Waiting {
        let command = serde_json::json!({ "path": "/tickets/7/take", "body": "{}", "key": "k", "version": null, "by": 7 });
        Waiting::new(json::read(&command).unwrap(), Timestamp::from_millis(1_000))
    }

    #[test]
    fn what_has_waited_too_long_is_not_sent_by_itself() {
        let after = |millis| Timestamp::from_millis(1_000 + millis);
        let mut one = waiting();
        assert!(one.is_due(after(SENT_WITHIN_MS)));
        assert!(!one.is_due(after(SENT_WITHIN_MS + 1)));
        let before = one.command.clone();
        one.retry(after(SENT_WITHIN_MS + 2));
        assert!(one.is_due(after(SENT_WITHIN_MS + 3)));
        assert_ne!(one.command, before, "it is another wish, so it has another key");
    }

    #[test]
    fn what_is_refused_or_fails_again_and_again_lets_others_go_on() {
        let mut one = waiting();
        one.fail(Some(ErrorCode::AlreadyTaken));
        assert!(!one.is_due(Timestamp::from_millis(1_000)));
        let mut one = waiting();
        (1..FAILURES_MAX).for_each(|_| one.fail(None));
        assert!(one.is_due(Timestamp::from_millis(1_000)));
        one.fail(None);
        assert_eq!(one.refusal, Some(ErrorCode::Internal));
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
