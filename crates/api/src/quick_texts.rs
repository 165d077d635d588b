//! Texts that people write often.

pub mod http;
pub mod repo;
pub mod service;
