//! Drafts.

use domain::TicketId;
use domain::drafts::wire::{Draft, DraftRow, SaveDraftRequest};
use domain::page::Page;

use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /drafts`, all of the caller.
    pub fn list_drafts(&self) -> Reply<Page<DraftRow>> {
        self.json(Request::get("/drafts"))
    }

    /// `GET /tickets/{id}/draft`.
    pub fn get_draft(&self, id: TicketId) -> Reply<Draft> {
        self.json(Request::get(format!("/tickets/{id}/draft")))
    }

    /// `PUT /tickets/{id}/draft`.
    pub fn update_draft(&self, id: TicketId, request: &SaveDraftRequest) -> Reply<Draft> {
        self.json(Request::new(Method::Put, format!("/tickets/{id}/draft")).json(request))
    }

    /// `DELETE /tickets/{id}/draft`.
    pub fn delete_draft(&self, id: TicketId) -> Reply<()> {
        self.empty(Request::new(Method::Delete, format!("/tickets/{id}/draft")))
    }
}
