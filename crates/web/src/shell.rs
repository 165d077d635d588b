//! The frame around the pages: who may see them, navigation, the head of a page, times, what failed.

mod ago;
mod counters;
mod form_errors;
mod frame;
mod guard;
mod nav;
mod page_head;
mod paged_rows;
mod report;
mod user_menu;

pub(crate) use ago::{Ago, now, start_clock};
pub(crate) use counters::{CountersNow, use_counters};
pub(crate) use form_errors::FormErrors;
pub(crate) use guard::{AdminOnly, Guard, Home, NotFound, OnlyLoggedOut};
pub(crate) use page_head::{PageHead, use_title};
pub(crate) use paged_rows::paged_rows;
pub(crate) use report::{Reporter, use_reporter};
