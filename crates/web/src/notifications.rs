//! Notifications: the bell in every head, and the whole list.

mod bell;
mod desktop;
mod inbox;
mod list_page;
mod model;
mod row;
mod settings;

pub(crate) use bell::Bell;
pub(crate) use desktop::show_new;
pub(crate) use list_page::NotificationsPage;
pub(crate) use settings::NotificationForm;
