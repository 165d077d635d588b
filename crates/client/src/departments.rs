//! Departments.

use domain::DepartmentId;
use domain::departments::wire::{
    CreateDepartmentRequest, DeleteDepartmentQuery, DepartmentListQuery, DepartmentView,
    UpdateDepartmentRequest,
};
use domain::page::Page;

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, ClientError};

impl Client {
    /// `GET /departments`, the whole list; `archived` also gives those that exist only in history.
    pub async fn list_departments(&self, archived: bool) -> Result<Page<DepartmentView>, ClientError> {
        let query = DepartmentListQuery { archived: archived.then_some(true) };
        self.json(Request::get(with_query("/departments", &query))).await
    }

    /// `POST /departments`.
    pub async fn create_department(
        &self,
        request: &CreateDepartmentRequest,
    ) -> Result<DepartmentView, ClientError> {
        self.json(Request::post("/departments").json(request)?).await
    }

    /// `PATCH /departments/{id}`.
    pub async fn update_department(
        &self,
        id: DepartmentId,
        request: &UpdateDepartmentRequest,
    ) -> Result<DepartmentView, ClientError> {
        self.json(Request::new(Method::Patch, format!("/departments/{id}")).json(request)?).await
    }

    /// `DELETE /departments/{id}`: archives it; open tickets and members go where the query says.
    pub async fn delete_department(
        &self,
        id: DepartmentId,
        query: &DeleteDepartmentQuery,
    ) -> Result<(), ClientError> {
        self.empty(Request::new(Method::Delete, with_query(&format!("/departments/{id}"), query))).await
    }
}
