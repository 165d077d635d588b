//! What all handlers share: reading requests, cursors, versions, idempotency, the frame around every request.

pub mod cursor;
pub mod etag;
pub mod extract;
pub mod frame;
pub mod idempotency;

pub use extract::{Empty, Id, Json, Query};

tokio::task_local! {
    static REQUEST_ID: String;
}

/// The id of the request that is being answered; empty outside of one (start-up, jobs).
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}
