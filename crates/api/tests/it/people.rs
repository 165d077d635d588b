//! Departments, employees, invitations.

mod at_once;
mod departments;
mod employees;
mod invite;
mod last_admin;
