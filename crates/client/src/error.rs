//! Why a request did not give an answer.

use domain::ErrorCode;
use domain::problem::{FieldError, Problem};

use crate::{Unsent, from_json};

/// Why a request did not give an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientError {
    /// The server was not reached, or what came back is not an answer of its API.
    Network(String),
    /// A command of tickets did not reach the server, as far as is known, or waits behind others: it can be repeated.
    Unsent(Box<Unsent>),
    /// The server refused and said why.
    Problem(Box<Problem>),
}

impl ClientError {
    /// The reason, when the server gave one.
    pub fn code(&self) -> Option<ErrorCode> {
        self.problem().map(|problem| problem.code)
    }

    /// The HTTP status, when the server answered.
    pub fn status(&self) -> Option<u16> {
        self.problem().map(|problem| problem.status)
    }

    /// The whole refusal.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Network(_) | Self::Unsent(_) => None,
            Self::Problem(problem) => Some(problem),
        }
    }

    /// The wrong fields of a 422.
    pub fn field_errors(&self) -> &[FieldError] {
        self.problem().map_or(&[], |problem| &problem.errors)
    }

    /// Whether it is a command that can be repeated later.
    pub fn is_unsent(&self) -> bool {
        matches!(self, Self::Unsent(_))
    }

    /// Whether the server did not answer, or cannot now: the same may succeed later.
    pub fn is_passing(&self) -> bool {
        let is_busy = matches!(
            self.code(),
            Some(ErrorCode::IdempotencyKeyInUse | ErrorCode::ConcurrentChange | ErrorCode::Unauthenticated)
        );
        is_busy || self.status().is_none_or(|status| status == 429 || status >= 500)
    }

    /// A body that is not what the API promises.
    pub(crate) fn unreadable(error: &dyn std::fmt::Display) -> Self {
        Self::Network(format!("unreadable answer: {error}"))
    }

    /// From a status that is not a success and its body.
    pub(crate) fn from_answer(status: u16, body: &str) -> Self {
        match from_json(body) {
            Ok(problem) => Self::Problem(Box::new(problem)),
            Err(_) => Self::Network(format!("HTTP status {status}")),
        }
    }
}

impl std::fmt::Display for ClientError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Network(reason) => f.write_str(reason),
            Self::Unsent(command) => write!(f, "{} was not sent", command.path),
            Self::Problem(problem) => write!(f, "{} {}: {}", problem.status, problem.code, problem.detail),
        }
    }
}

impl std::error::Error for ClientError {}
