//! Tickets: one file per thing that people do with them.

mod comment;
mod counters;
mod create;
mod edit;
mod export;
mod flows;
mod groups;
mod list;
mod offers;
mod paging;
mod plans;
mod redirect;
mod search;
mod take;
mod transition;
mod undo;
mod visibility;
mod waiting;
