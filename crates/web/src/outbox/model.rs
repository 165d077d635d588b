//! A command that waits.

use client::Unsent;
use domain::json::{FromJson, ToJson};
use domain::{ErrorCode, Timestamp};

/// A command that waits for the server, or was refused by it.
#[derive(Clone, Debug, PartialEq, FromJson, ToJson)]
pub(super) struct Waiting {
    pub(super) command: Unsent,
    /// Why the server refused it.
    refusal: Option<ErrorCode>,
    kept_at: Timestamp,
    /// How often it failed without a reason.
    failures: i64,
}

/// Why a command is not sent by itself any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The server refused it, or failed again and again.
    Refused(ErrorCode),
    /// It has waited too long.
    Late,
}

/// The server knows the key of a command for 24 hours; after that it could be done twice.
const SENT_WITHIN_MS: i64 = 23 * 3_600_000;
/// What fails so often stands in the way of all that comes after it.
const FAILURES_MAX: i64 = 12;

impl Waiting {
    /// A command that is kept now.
    pub(super) fn new(command: Unsent, now: Timestamp) -> Self {
        Self { command, refusal: None, kept_at: now, failures: 0 }
    }

    /// It waits again, as another wish.
    pub(super) fn retry(&mut self, now: Timestamp) {
        *self = Self::new(self.command.anew(), now);
    }

    /// Why it is a question to the person; `None` while it shall be sent.
    pub(super) fn halt(&self, now: Timestamp) -> Option<Halt> {
        let is_late = now > self.kept_at.plus_millis(SENT_WITHIN_MS);
        let failed = (self.failures >= FAILURES_MAX).then_some(ErrorCode::Internal);
        self.refusal.or(failed).map(Halt::Refused).or(is_late.then_some(Halt::Late))
    }

    /// It failed, for a reason that is said or not.
    pub(super) fn fail(&mut self, reason: Option<ErrorCode>) {
        self.failures += 1;
        self.refusal = reason;
    }
}

#[cfg(test)]
mod tests {
    use domain::json;

    use super::*;

    fn waiting() -> Waiting {
        let command = serde_json::json!({ "path": "/tickets/7/take", "body": "{}", "key": "k", "version": null, "by": 7 });
        Waiting::new(json::read(&command).unwrap(), Timestamp::from_millis(1_000))
    }

    #[test]
    fn what_has_waited_too_long_is_not_sent_by_itself() {
        let after = |millis| Timestamp::from_millis(1_000 + millis);
        let mut one = waiting();
        assert_eq!(one.halt(after(SENT_WITHIN_MS)), None);
        assert_eq!(one.halt(after(SENT_WITHIN_MS + 1)), Some(Halt::Late));
        let before = one.command.clone();
        one.retry(after(SENT_WITHIN_MS + 2));
        assert_eq!(one.halt(after(SENT_WITHIN_MS + 3)), None);
        assert_ne!(one.command, before, "it is another wish, so it has another key");
    }

    #[test]
    fn what_is_refused_or_fails_again_and_again_lets_others_go_on() {
        let now = Timestamp::from_millis(1_000);
        let mut one = waiting();
        one.fail(Some(ErrorCode::AlreadyTaken));
        assert_eq!(one.halt(now), Some(Halt::Refused(ErrorCode::AlreadyTaken)));
        let mut one = waiting();
        (1..FAILURES_MAX).for_each(|_| one.fail(None));
        assert_eq!(one.halt(now), None);
        one.fail(None);
        assert_eq!(one.halt(now), Some(Halt::Refused(ErrorCode::Internal)));
    }
}
