//! Drafts of comments: saved while they are typed, gone when the comment is sent.

pub mod http;
pub mod repo;
pub mod service;
