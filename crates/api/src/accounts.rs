//! First-run set-up: only while there are no employees, only with the token that `desk serve` printed.

pub mod http;
pub mod service;
