//! Saved views: list with counts, create, change, delete, order.

pub mod http;
pub mod repo;
pub mod service;
