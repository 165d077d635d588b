//! One command on many tickets.

use domain::BulkJobId;
use domain::bulk::wire::{BulkJob, BulkJobQuery, BulkPreview, BulkRequest, BulkStarted};
use domain::json::Map;

use crate::query::with_query;
use crate::request::Request;
use crate::{Client, Reply};

impl Client {
    /// `POST /bulk` with `preview`: nothing happens.
    pub fn preview_bulk(&self, request: &BulkRequest) -> Reply<BulkPreview> {
        let request = BulkRequest { preview: true, ..request.clone() };
        self.json(Request::post("/bulk").json(&request))
    }

    /// `POST /bulk`: a job begins.
    pub fn create_bulk_job(&self, request: &BulkRequest, idempotency_key: &str) -> Reply<BulkStarted> {
        let request = BulkRequest { preview: false, ..request.clone() };
        self.json(Request::post("/bulk").idempotent(idempotency_key).json(&request))
    }

    /// `GET /bulk/{id}`.
    pub fn get_bulk_job(&self, id: BulkJobId, query: &BulkJobQuery) -> Reply<BulkJob> {
        self.json(Request::get(with_query(&format!("/bulk/{id}"), query)))
    }

    /// `POST /bulk/{id}/cancel`.
    pub fn cancel_bulk_job(&self, id: BulkJobId) -> Reply<BulkJob> {
        self.json(Request::post(format!("/bulk/{id}/cancel")).json(&Map::new()))
    }

    /// `POST /bulk/{id}/undo`: a job that takes back begins.
    pub fn undo_bulk_job(&self, id: BulkJobId) -> Reply<BulkStarted> {
        self.json(Request::post(format!("/bulk/{id}/undo")).json(&Map::new()))
    }
}
