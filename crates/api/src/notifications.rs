//! Notifications: who hears of what is decided in the domain crate and written with the event (`work.rs`).

pub mod http;
pub mod repo;
pub mod service;
