//! Typed client of the REST API: one [`Client`], one file of methods per slice.
//!
//! In the browser it speaks through `fetch` with the cookies of the page, elsewhere through reqwest with a cookie store
//! of its own. An expired access token is renewed behind the caller's back, see [`session`].
#![warn(missing_docs)]

mod accounts;
mod attachments;
mod bulk;
mod departments;
mod drafts;
mod employees;
mod error;
mod live;
mod notifications;
mod presence;
mod query;
mod quick_texts;
mod request;
mod session;
mod sse;
mod tickets;
#[cfg_attr(target_arch = "wasm32", path = "transport/browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "transport/native.rs")]
mod transport;
mod unsent;
mod views;

use domain::json::{self, FromJson, Value};

pub use error::ClientError;
pub use live::{EventStream, LiveMessage};
pub use request::idempotency_key;
pub use session::Client;
pub use transport::{Content, Reply, Upload};
pub use unsent::{Deed, Unsent};

/// Waits until no other tab of this browser does what has this name; others wait while the answer is kept. Where there
/// are no Web Locks nobody waits.
pub async fn alone(name: &str) -> impl Sized + use<> {
    transport::lock(name).await
}

/// Reads a JSON text.
///
/// # Errors
/// A text that is no JSON, or not that of a `T`.
pub fn from_json<T: FromJson>(text: &str) -> Result<T, ClientError> {
    read(&transport::parse(text)?)
}

fn read<T: FromJson>(value: &Value) -> Result<T, ClientError> {
    json::read(value).map_err(|error| ClientError::unreadable(&error))
}
