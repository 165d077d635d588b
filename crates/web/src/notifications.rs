//! Notifications: the bell in every head, and the whole list.

mod bell;
mod inbox;
mod list_page;
mod model;
mod row;

pub(crate) use bell::Bell;
pub(crate) use list_page::NotificationsPage;
