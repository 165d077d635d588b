//! Notifications and counters.

use domain::counters::Counters;
use domain::notifications::settings::{FollowingRequest, NotificationSettings};
use domain::notifications::{NotificationListQuery, NotificationView, ReadAllQuery};
use domain::page::Page;
use domain::{NotificationId, TicketId};

use crate::query::with_query;
use crate::request::{Method, Request};
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

    /// `POST /notifications/{id}/unread`.
    pub fn unread_notification(&self, id: NotificationId) -> Reply<()> {
        self.empty(Request::post(format!("/notifications/{id}/unread")))
    }

    /// `POST /notifications/read-all`, or only those about a ticket.
    pub fn read_all_notifications(&self, ticket_id: Option<TicketId>) -> Reply<()> {
        self.empty(Request::post(with_query("/notifications/read-all", &ReadAllQuery { ticket_id })))
    }

    /// `GET /me/notification-settings`.
    pub fn get_notification_settings(&self) -> Reply<NotificationSettings> {
        self.json(Request::get("/me/notification-settings"))
    }

    /// `PUT /me/notification-settings`.
    pub fn update_notification_settings(
        &self,
        settings: &NotificationSettings,
    ) -> Reply<NotificationSettings> {
        self.json(Request::new(Method::Put, "/me/notification-settings").json(settings))
    }

    /// `PUT /tickets/{id}/following`.
    pub fn update_following(&self, id: TicketId, request: FollowingRequest) -> Reply<()> {
        self.empty(Request::new(Method::Put, format!("/tickets/{id}/following")).json(&request))
    }

    /// `GET /counters`.
    pub fn get_counters(&self) -> Reply<Counters> {
        self.json(Request::get("/counters"))
    }
}
