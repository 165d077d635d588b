//! The keyboard: [`model`] which key does what, [`commands`] what can be done now, [`palette`] everything in one field,
//! [`list`] the keys, to look at and to switch off.
//!
//! A page offers its commands ([`Commands::offer`]) while it is shown; one that is refused says why.

mod commands;
mod everywhere;
mod list;
mod model;
mod palette;

pub(crate) use commands::{Command, Commands, KeyHint, use_commands};
pub(crate) use everywhere::offer_everywhere;
pub(crate) use list::KeyList;
pub(crate) use model::Shortcut;
pub(crate) use palette::Palette;
