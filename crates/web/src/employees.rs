//! Administration of people.

mod create_dialog;
mod deactivate_dialog;
mod edit_dialog;
mod fields;
mod filters;
mod invite_dialog;
mod list_page;
mod model;
mod row;

pub(crate) use list_page::EmployeesPage;
