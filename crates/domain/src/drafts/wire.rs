//! Drafts on the wire.

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, ToJson};
use crate::problem::FieldError;
use crate::text::{self, BODY_MAX, Length};
use crate::{TicketId, Timestamp};

/// That there is a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"ticket_id": 42, "updated_at": "2026-11-21T14:02:11.000Z"})))]
pub struct DraftRow {
    /// For which ticket.
    pub ticket_id: TicketId,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// A comment that is not sent yet; nobody but its author sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "ticket_id": 42, "body": "Телефонувала **двічі**,",
    "body_html": "<p>Телефонувала <strong>двічі</strong>,</p>\n", "updated_at": "2026-11-21T14:02:11.000Z"
})))]
pub struct Draft {
    /// For which ticket.
    pub ticket_id: TicketId,
    /// The text as far as it is written.
    pub body: String,
    /// What it will look like: HTML that is safe to show.
    pub body_html: String,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// `PUT /tickets/{id}/draft`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"body": "Телефонувала клієнтці,"})))]
#[serde(deny_unknown_fields)]
pub struct SaveDraftRequest {
    /// Not blank, up to 20 000 characters.
    pub body: String,
}

impl SaveDraftRequest {
    /// The text, cleaned like that of a comment.
    pub fn parse(self) -> Result<String, Vec<FieldError>> {
        text::body("/body", &self.body, Length { min: 1, max: BODY_MAX }).map_err(|error| vec![error])
    }
}
