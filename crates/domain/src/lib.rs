//! The rules of the service desk, pure.
//!
//! Everything here is a function of its arguments: no I/O, no clock, no randomness, no async.
//! The server, the browser and the typed client compile the same crate, so a button is shown exactly when the
//! server would accept the click.
//!
//! Reading order: [`tickets::action`] (what can be done), [`tickets::status`] (what it leads to),
//! [`authz`] (who may), [`tickets::command`] (both together, as events), [`tickets::event`] (the log and its fold),
//! [`notifications`] (who hears of it).
#![warn(missing_docs)]

// The derives of [`json`] name this crate as others do.
extern crate self as domain;

pub mod accounts;
pub mod attachments;
pub mod authz;
pub mod bulk;
pub mod counters;
pub mod departments;
pub mod drafts;
pub mod employees;
pub mod error_code;
pub mod ids;
pub mod json;
pub mod letters;
pub mod live;
pub mod mentions;
pub mod notifications;
pub mod page;
pub mod patch;
pub mod presence;
pub mod problem;
pub mod quick_texts;
pub mod search;
pub mod text;
pub mod tickets;
pub mod time;
pub mod views;
mod words;

#[cfg(test)]
mod tables;

pub use authz::Actor;
pub use error_code::ErrorCode;
pub use ids::{
    AttachmentId, BulkJobId, CommentId, DepartmentId, EmployeeId, EventId, NotificationId, QuickTextId,
    TicketId, ViewId,
};
pub use time::Timestamp;
