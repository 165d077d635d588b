//! The rules of the service desk.
