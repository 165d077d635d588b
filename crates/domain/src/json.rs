//! JSON in the browser: wire structs are read from a [`Value`] and written to one, with little code.
//!
//! What serde derives for a struct is compiled once more for each format, five kilobytes and more each. Here a struct
//! that the browser reads derives [`FromJson`], one that it writes [`ToJson`], and both cost one call per field. The
//! server reads and writes with serde, and strictly: it refuses unknown fields and wrong types. The browser trusts its
//! server and takes what is not there for nothing: `None`, an empty list, `false`.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use json_derive::{FromJson, ToJson};
pub use serde_json::{Map, Value};

pub use read::{FromJson, Reader, Unreadable, read, read_leniently};
pub use write::{ToJson, put, text, write};
