//! Settings of the desk.

mod settings_page;

pub(crate) use settings_page::SettingsPage;
