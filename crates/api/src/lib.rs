//! The service desk: REST API, embedded browser application, command line.
//!
//! A slice (`tickets`, `employees`, …) is `http` (requests), `service` (commands) and `repo` (queries), in this order of
//! calls. Start at [`routes`]; one request end to end is told in ARCHITECTURE.md.

pub mod accounts;
pub mod assets;
pub mod attachments;
pub mod auth;
pub mod bulk;
pub mod check;
pub mod cli;
pub mod clock;
pub mod config;
pub mod copy;
pub mod counters;
pub mod db;
pub mod demo;
pub mod departments;
pub mod drafts;
pub mod employees;
pub mod entities;
pub mod error;
pub mod http;
pub mod jobs;
pub mod live;
pub mod markdown;
pub mod notifications;
pub mod openapi;
pub mod presence;
pub mod quick_texts;
pub mod routes;
pub mod serve;
pub mod state;
pub mod telemetry;
pub mod tickets;
pub mod views;
pub mod work;
