//! Drafts: comments that a person has not sent yet, one per ticket, on every device where he is logged in.

pub mod wire;

/// The most drafts of a person.
pub const DRAFTS_MAX: usize = 200;
