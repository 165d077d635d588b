//! Commands on many tickets on the wire.

use serde::{Deserialize, Serialize};

use super::{IDS_MAX, Order, Selection};
use crate::json::{FromJson, ToJson};
use crate::page::{DEFAULT_LIMIT, Page};
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, Length};
use crate::tickets::query::QUERY_MAX;
use crate::tickets::wire::{RedirectTicketRequest, TransitionTicketRequest, UpdateTicketRequest};
use crate::words::words;
use crate::{BulkJobId, ErrorCode, TicketId, Timestamp, patch};

/// `POST /bulk`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "select": {"query": "dept:1 status:new -station:KYIV-*"}, "command": {"edit": {"priority": "high"}}
})))]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// Which tickets.
    #[serde(deserialize_with = "patch::object")]
    pub select: BulkSelect,
    /// What shall happen to each of them.
    #[serde(deserialize_with = "patch::object")]
    pub command: BulkCommand,
    /// Whether it is only asked what would happen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preview: bool,
}

/// Tickets: exactly one of `ids` and `query`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkSelect {
    /// At most 10 000.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<TicketId>>,
    /// In the query language of lists; it may find at most 100 000 tickets.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Minutes that the caller's clock is ahead of UTC, for the days in `query`.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(minimum = -840, maximum = 840))]
    pub utc_offset: Option<i32>,
}

/// A command: exactly one of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkCommand {
    /// As `POST /tickets/{id}/take`.
    #[serde(default, deserialize_with = "patch::optional_object", skip_serializing_if = "Option::is_none")]
    pub take: Option<Take>,
    /// As `POST /tickets/{id}/redirect`.
    #[serde(default, deserialize_with = "patch::optional_object", skip_serializing_if = "Option::is_none")]
    pub redirect: Option<RedirectTicketRequest>,
    /// As `POST /tickets/{id}/transition`.
    #[serde(default, deserialize_with = "patch::optional_object", skip_serializing_if = "Option::is_none")]
    pub transition: Option<TransitionTicketRequest>,
    /// As `PATCH /tickets/{id}`.
    #[serde(default, deserialize_with = "patch::optional_object", skip_serializing_if = "Option::is_none")]
    pub edit: Option<UpdateTicketRequest>,
}

/// A command without parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Take {}

impl BulkRequest {
    /// Cleans and checks everything but what the query means; the errors name each wrong field.
    pub fn parse(self) -> Result<(Selection, Order), Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let selection = errors.take(self.select.parse());
        let order = match self.command.parse() {
            Ok(order) => Some(order),
            Err(wrong) => {
                for error in wrong {
                    errors.push(FieldError { pointer: format!("/command{}", error.pointer), ..error });
                }
                None
            }
        };
        errors.finish(selection.zip(order))
    }
}

impl BulkSelect {
    fn parse(self) -> Result<Selection, FieldError> {
        let Self { ids, query, utc_offset } = self;
        if utc_offset.is_some_and(|minutes| !(-840..=840).contains(&minutes)) {
            let error = FieldError::new("/select/utc_offset", ErrorCode::OutOfRange);
            return Err(error.with("min", -840).with("max", 840));
        }
        match (ids, query) {
            (Some(ids), None) if ids.len() > IDS_MAX => {
                Err(FieldError::new("/select/ids", ErrorCode::TooMany).with("max", IDS_MAX))
            }
            (Some(ids), None) if ids.iter().any(|id| id.0 < 1) => {
                Err(FieldError::new("/select/ids", ErrorCode::OutOfRange).with("min", 1))
            }
            (Some(mut ids), None) => {
                ids.sort_unstable();
                ids.dedup();
                Ok(Selection::Ids(ids))
            }
            (None, Some(query)) => {
                let query = text::line("/select/query", &query, Length { min: 0, max: QUERY_MAX })?;
                Ok(Selection::Query(query, utc_offset))
            }
            (None, None) => Err(FieldError::new("/select", ErrorCode::Required)),
            (Some(_), Some(_)) => Err(FieldError::new("/select/query", ErrorCode::NotApplicable)),
        }
    }
}

impl BulkCommand {
    /// The one command; the pointers start at the command.
    pub fn parse(self) -> Result<Order, Vec<FieldError>> {
        let one = |name: &'static str| {
            move |errors: Vec<FieldError>| -> Vec<FieldError> {
                let placed =
                    |error: FieldError| FieldError { pointer: format!("/{name}{}", error.pointer), ..error };
                errors.into_iter().map(placed).collect()
            }
        };
        match self {
            Self { take: Some(Take {}), redirect: None, transition: None, edit: None } => Ok(Order::Take),
            Self { take: None, redirect: Some(redirect), transition: None, edit: None } => {
                let (target, comment) = redirect.parse().map_err(one("redirect"))?;
                Ok(Order::Redirect(target, comment))
            }
            Self { take: None, redirect: None, transition: Some(transition), edit: None } => {
                transition.parse().map(Order::Transition).map_err(one("transition"))
            }
            Self { take: None, redirect: None, transition: None, edit: Some(edit) } => {
                edit.parse().map(Order::Edit).map_err(one("edit"))
            }
            Self { take: None, redirect: None, transition: None, edit: None } => {
                Err(vec![FieldError::new("", ErrorCode::Required)])
            }
            Self { .. } => Err(vec![FieldError::new("", ErrorCode::NotApplicable)]),
        }
    }
}

/// Answer of `POST /bulk` with `preview`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "matched": 120, "allowed": 117, "refused": [{"code": "ticket_closed", "count": 3}]
})))]
pub struct BulkPreview {
    /// How many tickets are meant.
    pub matched: u64,
    /// How many of them the command would be accepted for now.
    pub allowed: u64,
    /// Why it would be refused for the others, the most frequent reason first.
    pub refused: Vec<BulkRefusal>,
}

/// A reason, and how many tickets have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BulkRefusal {
    /// As the command on one ticket would say it.
    pub code: ErrorCode,
    /// How many.
    pub count: u64,
}

/// Answer of `POST /bulk` and `POST /bulk/{id}/undo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"job": 17})))]
pub struct BulkStarted {
    /// The job.
    pub job: BulkJobId,
}

words! {
    /// How far a job is.
    BulkState {
        /// Some tickets are still to come.
        Running = "running",
        /// Every ticket has had its turn.
        Done = "done",
        /// Its author cancelled it.
        Cancelled = "cancelled",
        /// Its author was deactivated, or this version does not know its command any more.
        Stopped = "stopped",
    }
}

/// Answer of `GET /bulk/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 17, "state": "done", "command": {"edit": {"priority": "high"}}, "undoes": null, "total": 2, "done": 2, "refused": 1,
    "created_at": "2026-11-21T10:05:00.000Z", "finished_at": "2026-11-21T10:05:01.200Z",
    "undo_until": "2026-11-21T10:15:01.200Z",
    "results": {"items": [{"ticket_id": 41}, {"ticket_id": 42, "code": "ticket_closed"}], "page": {"next": null}}
})))]
pub struct BulkJob {
    /// Which.
    pub id: BulkJobId,
    /// How far it is.
    pub state: BulkState,
    /// What it does to each ticket; `null` when it takes back another job.
    pub command: Option<BulkCommand>,
    /// The job that it takes back.
    pub undoes: Option<BulkJobId>,
    /// How many tickets it has.
    pub total: u64,
    /// How many have had their turn.
    pub done: u64,
    /// How many of these were refused.
    pub refused: u64,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Until when it can be undone; `null` when it cannot.
    pub undo_until: Option<Timestamp>,
    /// The tickets that have had their turn, by number.
    pub results: Page<BulkResult>,
}

impl BulkJob {
    /// How far it is, as the live stream tells it.
    pub fn progress(&self) -> BulkProgress {
        let Self { id, state, done, refused, total, .. } = *self;
        BulkProgress { job: id, state, done, refused, total }
    }
}

/// What happened to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// Which.
    pub ticket_id: TicketId,
    /// Why the command was refused; absent when it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ErrorCode>,
}

/// Query string of `GET /bulk/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct BulkJobQuery {
    /// Only results that were refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<bool>,
    /// Results of the page, 1 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = 1, max = crate::page::MAX_LIMIT)), param(minimum = 1, maximum = 200, default = 50))]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl BulkJobQuery {
    /// How many results the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }
}

/// `data:` of the server-sent event `bulk.progress`, which only the author of the job gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BulkProgress {
    /// Which job.
    pub job: BulkJobId,
    /// How far it is.
    pub state: BulkState,
    /// How many tickets have had their turn.
    pub done: u64,
    /// How many of these were refused.
    pub refused: u64,
    /// How many tickets it has.
    pub total: u64,
}
