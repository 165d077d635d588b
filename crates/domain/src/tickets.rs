//! Tickets: [`action`] what can be done, [`status`] the state machine, [`command`] decisions, [`event`] the log,
//! [`fields`] limits, [`wire`] requests and answers.

pub mod action;
pub mod command;
pub mod event;
pub mod fields;
pub mod groups;
pub mod list;
pub mod merge;
pub mod past;
pub mod predict;
pub mod query;
pub mod status;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod ticket;
pub mod undo;
pub mod wire;

pub use action::TicketAction;
pub use command::{Command, Refusal};
pub use event::{EventData, TicketEvent};
pub use fields::{ClientType, Priority, Resolution};
pub use status::TicketStatus;
pub use ticket::{Place, Ticket, TicketFacts};
