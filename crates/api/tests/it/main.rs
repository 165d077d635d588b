//! The desk as a whole, spoken to over HTTP: every test starts the real application with a database of its own, on
//! SQLite and on PostgreSQL (see [`support`]).
#![expect(clippy::unwrap_used, reason = "a value that is not there is how a test fails")]

mod architecture;
mod attachments;
mod authz_coverage;
mod bad_input;
mod binary;
mod bulk;
mod check;
mod cli;
mod copy;
mod crash;
mod drafts;
mod explained;
mod footprint;
mod idempotency;
mod live;
mod notifications;
mod openapi;
mod people;
mod presence;
mod quick_texts;
mod races;
mod sessions;
mod support;
mod system;
mod tickets;
mod views;
