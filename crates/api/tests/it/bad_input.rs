//! Everything a client can get wrong answers with a problem of the right status and code, and changes nothing.
//!
//! [`company`] is who works here, [`bodies`] what is no request at all, [`fields`] texts and numbers, [`ids`] and
//! [`cursors`] what refers to something, [`tokens`] who is asking, [`people`] who and what is gone, [`uploads`] files,
//! [`protocol`] methods, paths and headers, [`versions`] stale changes, [`panics`] our own faults.

mod bodies;
mod company;
mod cursors;
mod fields;
mod ids;
mod panics;
mod people;
mod protocol;
mod tokens;
mod uploads;
mod versions;
