//! Administration of departments.

mod archive_dialog;
mod edit_dialog;
mod list_page;

pub(crate) use list_page::DepartmentsPage;
