//! The rows of the tables, one module a table. Only `repo` modules and what writes the log name them.

pub mod attachments;
pub mod bulk_items;
pub mod bulk_jobs;
pub mod comments;
pub mod counters;
pub mod departments;
pub mod drafts;
pub mod employees;
pub mod idempotency_keys;
pub mod invites;
pub mod notification_settings;
pub mod notifications;
pub mod quick_texts;
pub mod refresh_tokens;
pub mod sessions;
pub mod ticket_events;
pub mod ticket_following;
pub mod tickets;
pub mod view_places;
pub mod views;
