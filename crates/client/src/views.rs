//! Saved views.

use domain::ViewId;
use domain::page::Page;
use domain::views::wire::{
    CreateViewRequest, SavedView, SavedViewQuery, UpdateViewRequest, ViewOrderRequest,
};

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /views`, the whole list in the caller's order.
    pub fn list_views(&self, query: &SavedViewQuery) -> Reply<Page<SavedView>> {
        self.json(Request::get(with_query("/views", query)))
    }

    /// `POST /views`.
    pub fn create_view(&self, request: &CreateViewRequest) -> Reply<SavedView> {
        self.json(Request::post("/views").json(request))
    }

    /// `PATCH /views/{id}`.
    pub fn update_view(&self, id: ViewId, request: &UpdateViewRequest) -> Reply<SavedView> {
        self.json(Request::new(Method::Patch, format!("/views/{id}")).json(request))
    }

    /// `DELETE /views/{id}`.
    pub fn delete_view(&self, id: ViewId) -> Reply<()> {
        self.empty(Request::new(Method::Delete, format!("/views/{id}")))
    }

    /// `PUT /views/order`.
    pub fn update_view_order(&self, request: &ViewOrderRequest) -> Reply<()> {
        self.empty(Request::new(Method::Put, "/views/order").json(request))
    }
}
