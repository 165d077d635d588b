//! Employees.

use domain::EmployeeId;
use domain::employees::wire::{
    CreateEmployeeRequest, CreatedEmployee, DeactivateEmployeeRequest, EmployeeListQuery, EmployeeView,
    Invite, UpdateEmployeeRequest,
};
use domain::page::Page;

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, ClientError};

impl Client {
    /// `GET /employees`, by name.
    pub async fn list_employees(&self, query: &EmployeeListQuery) -> Result<Page<EmployeeView>, ClientError> {
        self.json(Request::get(with_query("/employees", query))).await
    }

    /// `POST /employees`; the answer holds the invitation, once.
    pub async fn create_employee(
        &self,
        request: &CreateEmployeeRequest,
    ) -> Result<CreatedEmployee, ClientError> {
        self.json(Request::post("/employees").json(request)?).await
    }

    /// `GET /employees/{id}`.
    pub async fn get_employee(&self, id: EmployeeId) -> Result<EmployeeView, ClientError> {
        self.json(Request::get(format!("/employees/{id}"))).await
    }

    /// `PATCH /employees/{id}`.
    pub async fn update_employee(
        &self,
        id: EmployeeId,
        request: &UpdateEmployeeRequest,
    ) -> Result<EmployeeView, ClientError> {
        self.json(Request::new(Method::Patch, format!("/employees/{id}")).json(request)?).await
    }

    /// `POST /employees/{id}/deactivate`.
    pub async fn deactivate_employee(
        &self,
        id: EmployeeId,
        request: &DeactivateEmployeeRequest,
    ) -> Result<EmployeeView, ClientError> {
        self.json(Request::post(format!("/employees/{id}/deactivate")).json(request)?).await
    }

    /// `POST /employees/{id}/activate`.
    pub async fn activate_employee(&self, id: EmployeeId) -> Result<EmployeeView, ClientError> {
        self.json(Request::post(format!("/employees/{id}/activate"))).await
    }

    /// `POST /employees/{id}/invite`: a new invitation; earlier ones end.
    pub async fn invite_employee(&self, id: EmployeeId) -> Result<Invite, ClientError> {
        self.json(Request::post(format!("/employees/{id}/invite"))).await
    }
}
