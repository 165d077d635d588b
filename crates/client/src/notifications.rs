//! Notifications and counters.

use domain::NotificationId;
use domain::counters::Counters;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::page::Page;

use crate::query::with_query;
use crate::request::Request;
use crate::{Client, ClientError};

impl Client {
    /// `GET /notifications`, newest first.
    pub async fn list_notifications(
        &self,
        query: &NotificationListQuery,
    ) -> Result<Page<NotificationView>, ClientError> {
        self.json(Request::get(with_query("/notifications", query))).await
    }

    /// `POST /notifications/{id}/read`.
    pub async fn read_notification(&self, id: NotificationId) -> Result<(), ClientError> {
        self.empty(Request::post(format!("/notifications/{id}/read"))).await
    }

    /// `POST /notifications/read-all`.
    pub async fn read_all_notifications(&self) -> Result<(), ClientError> {
        self.empty(Request::post("/notifications/read-all")).await
    }

    /// `GET /counters`.
    pub async fn get_counters(&self) -> Result<Counters, ClientError> {
        self.json(Request::get("/counters")).await
    }
}
