//! Searching on the wire.

use serde::{Deserialize, Serialize};

use super::{Matched, Needle, SEARCH_MAX};
use crate::json::{FromJson, ToJson};
use crate::page::DEFAULT_LIMIT;
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, Length};
use crate::tickets::wire::TicketRow;

/// Query string of `GET /search`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// Words in any form, from their beginning, in any keyboard layout; `"…"` is a phrase. 1 to 200 characters.
    #[cfg_attr(feature = "server", param(example = "зарядка"))]
    pub q: String,
    /// Tickets of the page, 1 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = 1, max = crate::page::MAX_LIMIT)), param(minimum = 1, maximum = 200, default = 50))]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl SearchQuery {
    /// How many tickets the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// The text, cleaned, and what it looks for.
    pub fn parse(&self) -> Result<(String, Vec<Needle>), FieldError> {
        let q = text::line("q", &self.q, Length { min: 1, max: SEARCH_MAX })?;
        let needles = Needle::all(&q);
        Ok((q, needles))
    }
}

/// A ticket that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SearchHit {
    /// The ticket as in lists.
    pub ticket: TicketRow,
    /// In which of its texts.
    pub matched: Matched,
    /// The place in that text as HTML: escaped, what was found in `<mark>`.
    #[cfg_attr(feature = "server", schema(example = "Станція не відпускає <mark>конектор</mark>"))]
    pub snippet: String,
}

/// `POST /tickets/similar`: what a ticket would be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"subject": "Станція не відпускає конектор", "station_number": "KYIV-017"})))]
#[serde(deny_unknown_fields)]
pub struct SimilarRequest {
    /// Up to 200 characters; may be unfinished.
    pub subject: String,
    /// Up to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_number: Option<String>,
}

impl SimilarRequest {
    /// The same with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let subject = errors.take(text::line("/subject", &self.subject, Length { min: 0, max: SEARCH_MAX }));
        let station = self.station_number.as_deref();
        let station = errors.take(text::optional_line("/station_number", station, SEARCH_MAX));
        errors.finish(subject.zip(station).map(|(subject, station_number)| Self { subject, station_number }))
    }
}

/// A ticket that may be about the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SimilarTicket {
    /// The ticket as in lists.
    pub ticket: TicketRow,
    /// 1 to 100: a third for the same station, the rest for the share of words that both subjects have.
    #[cfg_attr(feature = "server", schema(example = 80))]
    pub score: u8,
}
