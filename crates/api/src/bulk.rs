//! One command on many tickets: [`service`] starts, shows, cancels and undoes jobs, [`worker`] does them.

pub mod http;
pub mod repo;
pub mod service;
pub mod worker;
