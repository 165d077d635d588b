//! Tickets.

mod lifecycle;
