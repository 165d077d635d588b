//! Departments.

use domain::DepartmentId;
use domain::departments::wire::{
    CreateDepartmentRequest, DeleteDepartmentQuery, DepartmentListQuery, DepartmentView,
    UpdateDepartmentRequest,
};
use domain::page::Page;

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /departments`, the whole list; `archived` also gives those that exist only in history.
    pub fn list_departments(&self, archived: bool) -> Reply<Page<DepartmentView>> {
        let query = DepartmentListQuery { archived: archived.then_some(true) };
        self.json(Request::get(with_query("/departments", &query)))
    }

    /// `POST /departments`.
    pub fn create_department(&self, request: &CreateDepartmentRequest) -> Reply<DepartmentView> {
        self.json(Request::post("/departments").json(request))
    }

    /// `PATCH /departments/{id}`.
    pub fn update_department(
        &self,
        id: DepartmentId,
        request: &UpdateDepartmentRequest,
    ) -> Reply<DepartmentView> {
        self.json(Request::new(Method::Patch, format!("/departments/{id}")).json(request))
    }

    /// `DELETE /departments/{id}`: archives it; open tickets and members go where the query says.
    pub fn delete_department(&self, id: DepartmentId, query: &DeleteDepartmentQuery) -> Reply<()> {
        self.empty(Request::new(Method::Delete, with_query(&format!("/departments/{id}"), query)))
    }
}
