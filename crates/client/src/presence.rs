//! Presence.

use domain::TicketId;
use domain::presence::{PresenceRequest, PresenceView};

use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `PUT /tickets/{id}/presence`.
    pub fn update_presence(&self, id: TicketId, request: PresenceRequest) -> Reply<PresenceView> {
        self.json(Request::new(Method::Put, format!("/tickets/{id}/presence")).json(&request))
    }

    /// `DELETE /tickets/{id}/presence`.
    pub fn delete_presence(&self, id: TicketId) -> Reply<()> {
        self.empty(Request::new(Method::Delete, format!("/tickets/{id}/presence")))
    }
}
