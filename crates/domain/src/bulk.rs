//! One command on many tickets: first what it would do, then a job that can be watched, cancelled and undone.

pub mod wire;

use crate::TicketId;
use crate::tickets::command::Transition;
use crate::tickets::wire::{Target, TicketChanges};

/// The most tickets of a job.
pub const TICKETS_MAX: usize = 100_000;
/// The most tickets that a request names one by one.
pub const IDS_MAX: usize = 10_000;
/// How many jobs of one person run at once.
pub const JOBS_MAX: u64 = 5;

/// Which tickets are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These, each once.
    Ids(Vec<TicketId>),
    /// Those that a query finds, with the minutes that the asker's clock is ahead of UTC.
    Query(String, Option<i32>),
}

/// What shall happen to each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take it into work.
    Take,
    /// Send it somewhere, with a comment.
    Redirect(Target, String),
    /// Change its status.
    Transition(Transition),
    /// Change its fields.
    Edit(TicketChanges),
}
