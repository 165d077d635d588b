//! Employees.

use domain::EmployeeId;
use domain::employees::wire::{
    CreateEmployeeRequest, CreatedEmployee, DeactivateEmployeeRequest, EmployeeListQuery, EmployeeView,
    Invite, UpdateEmployeeRequest,
};
use domain::page::Page;

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /employees`, by name.
    pub fn list_employees(&self, query: &EmployeeListQuery) -> Reply<Page<EmployeeView>> {
        self.json(Request::get(with_query("/employees", query)))
    }

    /// `POST /employees`; the answer holds the invitation, once.
    pub fn create_employee(&self, request: &CreateEmployeeRequest) -> Reply<CreatedEmployee> {
        self.json(Request::post("/employees").json(request))
    }

    /// `GET /employees/{id}`.
    pub fn get_employee(&self, id: EmployeeId) -> Reply<EmployeeView> {
        self.json(Request::get(format!("/employees/{id}")))
    }

    /// `PATCH /employees/{id}`.
    pub fn update_employee(&self, id: EmployeeId, request: &UpdateEmployeeRequest) -> Reply<EmployeeView> {
        self.json(Request::new(Method::Patch, format!("/employees/{id}")).json(request))
    }

    /// `POST /employees/{id}/deactivate`.
    pub fn deactivate_employee(
        &self,
        id: EmployeeId,
        request: &DeactivateEmployeeRequest,
    ) -> Reply<EmployeeView> {
        self.json(Request::post(format!("/employees/{id}/deactivate")).json(request))
    }

    /// `POST /employees/{id}/activate`.
    pub fn activate_employee(&self, id: EmployeeId) -> Reply<EmployeeView> {
        self.json(Request::post(format!("/employees/{id}/activate")))
    }

    /// `POST /employees/{id}/invite`: a new invitation; earlier ones end.
    pub fn invite_employee(&self, id: EmployeeId) -> Reply<Invite> {
        self.json(Request::post(format!("/employees/{id}/invite")))
    }
}
