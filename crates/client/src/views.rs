//! Saved views.

use domain::ViewId;
use domain::page::Page;
use domain::views::wire::{
    CreateViewRequest, SavedView, SavedViewQuery, UpdateViewRequest, ViewOrderRequest,
};

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, ClientError};

impl Client {
    /// `GET /views`, the whole list in the caller's order.
    pub async fn list_views(&self, query: &SavedViewQuery) -> Result<Page<SavedView>, ClientError> {
        self.json(Request::get(with_query("/views", query))).await
    }

    /// `POST /views`.
    pub async fn create_view(&self, request: &CreateViewRequest) -> Result<SavedView, ClientError> {
        self.json(Request::post("/views").json(request)?).await
    }

    /// `PATCH /views/{id}`.
    pub async fn update_view(
        &self,
        id: ViewId,
        request: &UpdateViewRequest,
    ) -> Result<SavedView, ClientError> {
        self.json(Request::new(Method::Patch, format!("/views/{id}")).json(request)?).await
    }

    /// `DELETE /views/{id}`.
    pub async fn delete_view(&self, id: ViewId) -> Result<(), ClientError> {
        self.empty(Request::new(Method::Delete, format!("/views/{id}"))).await
    }

    /// `PUT /views/order`.
    pub async fn update_view_order(&self, request: &ViewOrderRequest) -> Result<(), ClientError> {
        self.empty(Request::new(Method::Put, "/views/order").json(request)?).await
    }
}
