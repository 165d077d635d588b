//! Employees: list, create with an invitation, change, deactivate.

pub mod http;
pub mod repo;
pub mod service;
