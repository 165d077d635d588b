//! Departments, employees, invitations.

mod departments;
mod employees;
mod invite;
mod last_admin;
