//! One command on many tickets.

use domain::BulkJobId;
use domain::bulk::wire::{BulkJob, BulkJobQuery, BulkPreview, BulkRequest, BulkStarted};
use serde_json::json;

use crate::query::with_query;
use crate::request::Request;
use crate::{Client, ClientError};

impl Client {
    /// `POST /bulk` with `preview`: nothing happens.
    pub async fn preview_bulk(&self, request: &BulkRequest) -> Result<BulkPreview, ClientError> {
        let request = BulkRequest { preview: true, ..request.clone() };
        self.json(Request::post("/bulk").json(&request)?).await
    }

    /// `POST /bulk`: a job begins.
    pub async fn create_bulk_job(
        &self,
        request: &BulkRequest,
        idempotency_key: &str,
    ) -> Result<BulkStarted, ClientError> {
        let request = BulkRequest { preview: false, ..request.clone() };
        self.json(Request::post("/bulk").idempotent(idempotency_key).json(&request)?).await
    }

    /// `GET /bulk/{id}`.
    pub async fn get_bulk_job(&self, id: BulkJobId, query: &BulkJobQuery) -> Result<BulkJob, ClientError> {
        self.json(Request::get(with_query(&format!("/bulk/{id}"), query))).await
    }

    /// `POST /bulk/{id}/cancel`.
    pub async fn cancel_bulk_job(&self, id: BulkJobId) -> Result<BulkJob, ClientError> {
        self.json(Request::post(format!("/bulk/{id}/cancel")).json(&json!({}))?).await
    }

    /// `POST /bulk/{id}/undo`: a job that takes back begins.
    pub async fn undo_bulk_job(&self, id: BulkJobId) -> Result<BulkStarted, ClientError> {
        self.json(Request::post(format!("/bulk/{id}/undo")).json(&json!({}))?).await
    }
}
