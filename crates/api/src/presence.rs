//! Who is at which ticket. It is nobody's history: kept in memory, told to those who are there, forgotten soon.

pub mod http;
pub mod rooms;
pub mod service;
