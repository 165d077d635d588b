//! Departments: list, create, rename, archive.

pub mod http;
pub mod repo;
pub mod service;
