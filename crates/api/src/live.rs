//! The live stream: [`feed`] reads the log once per instance, [`http`] tells each subscriber what he may know.

pub mod feed;
pub mod http;
pub mod repo;
