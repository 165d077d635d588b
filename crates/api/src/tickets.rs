//! Tickets: [`http`] requests, [`service`] commands, [`repo`] queries.

pub mod http;
pub mod repo;
pub mod service;
