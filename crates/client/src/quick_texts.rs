//! Quick texts.

use domain::QuickTextId;
use domain::page::Page;
use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};

use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /quick-texts`, the whole list by name.
    pub fn list_quick_texts(&self) -> Reply<Page<QuickText>> {
        self.json(Request::get("/quick-texts"))
    }

    /// `POST /quick-texts`.
    pub fn create_quick_text(&self, request: &CreateQuickTextRequest) -> Reply<QuickText> {
        self.json(Request::post("/quick-texts").json(request))
    }

    /// `PATCH /quick-texts/{id}`.
    pub fn update_quick_text(&self, id: QuickTextId, request: &UpdateQuickTextRequest) -> Reply<QuickText> {
        self.json(Request::new(Method::Patch, format!("/quick-texts/{id}")).json(request))
    }

    /// `DELETE /quick-texts/{id}`.
    pub fn delete_quick_text(&self, id: QuickTextId) -> Reply<()> {
        self.empty(Request::new(Method::Delete, format!("/quick-texts/{id}")))
    }
}
