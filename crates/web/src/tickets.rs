//! Tickets: [`layout`] the list beside the ticket, [`list`] the list, [`page`] one ticket, [`new_page`] a new one.
//!
//! [`offers`], [`query`] and [`draft`] decide without any view and are tested natively.

mod actions;
mod badge;
mod board;
mod board_model;
mod chain;
mod close_dialog;
mod commands;
mod completion;
mod composer;
mod detail;
pub(crate) mod draft;
mod edit_dialog;
mod event_line;
mod feed;
mod files;
mod filters;
mod flat;
mod following;
mod groups;
mod handle;
mod layout;
mod list;
mod list_keys;
mod list_menu;
mod look_dialog;
mod mention;
mod new_page;
mod newer;
mod nothing;
mod offers;
mod page;
mod past;
pub(crate) mod place;
mod presence;
mod preview;
pub(crate) mod query;
mod redirect_dialog;
mod row;
mod rows;
mod scroll;
mod search_page;
mod side;
mod similar;
mod timeline;
mod transition_form;
mod undo;
mod wait_dialog;

pub(crate) use badge::{PriorityIcon, StatusPill};
pub(crate) use layout::TicketsLayout;
pub(crate) use new_page::NewTicketPage;
pub(crate) use search_page::SearchPage;
