//! Notifications and counters.

use domain::NotificationId;
use domain::counters::Counters;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::page::Page;

use crate::query::with_query;
use crate::request::Request;
use crate::{Client, Reply};

impl Client {
    /// `GET /notifications`, newest first.
    pub fn list_notifications(&self, query: &NotificationListQuery) -> Reply<Page<NotificationView>> {
        self.json(Request::get(with_query("/notifications", query)))
    }

    /// `POST /notifications/{id}/read`.
    pub fn read_notification(&self, id: NotificationId) -> Reply<()> {
        self.empty(Request::post(format!("/notifications/{id}/read")))
    }

    /// `POST /notifications/read-all`.
    pub fn read_all_notifications(&self) -> Reply<()> {
        self.empty(Request::post("/notifications/read-all"))
    }

    /// `GET /counters`.
    pub fn get_counters(&self) -> Reply<Counters> {
        self.json(Request::get("/counters"))
    }
}
