//! Views on the wire.

use serde::{Deserialize, Serialize};

use super::NAME_MAX;
use crate::json::{FromJson, ToJson};
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, Length};
use crate::tickets::list::Sort;
use crate::tickets::query::QUERY_MAX;
use crate::words::words;
use crate::{EmployeeId, ErrorCode, ViewId, patch};

words! {
    /// What a list can show of a ticket besides number and subject.
    Column {
        /// Its status.
        Status = "status",
        /// How urgent it is.
        Priority = "priority",
        /// Whose problem it is.
        ClientType = "client_type",
        /// Its department.
        Department = "department",
        /// Who works on it.
        Assignee = "assignee",
        /// Who created it.
        Creator = "creator",
        /// The charging station.
        StationNumber = "station_number",
        /// The car.
        CarModel = "car_model",
        /// When it was created.
        CreatedAt = "created_at",
        /// When it was last touched.
        UpdatedAt = "updated_at",
    }
}

/// A saved view, as the caller has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "id": 4, "name": "Термінові без виконавця", "query": "priority:>=high assignee:none -status:closed",
    "columns": ["status", "priority", "department"], "sort": "-priority", "shared": true, "owner_id": 7, "pinned": true,
    "open_count": 12, "open_count_exact": true
})))]
pub struct SavedView {
    /// Which.
    pub id: ViewId,
    /// Up to 80 characters.
    pub name: String,
    /// What it holds, in the query language of lists.
    pub query: String,
    /// What its list shows besides number and subject; when empty, what lists usually show.
    pub columns: Vec<Column>,
    /// Its order.
    #[cfg_attr(feature = "server", schema(inline))]
    pub sort: Sort,
    /// Whether everybody has it; then administrators change it.
    pub shared: bool,
    /// Who saved it.
    pub owner_id: EmployeeId,
    /// Whether it stands in the caller's navigation.
    pub pinned: bool,
    /// How many open tickets it holds for the caller, at most 99. `null` when it is not among the first 20 that are
    /// pinned, or when its query names what does not exist any more.
    pub open_count: Option<u64>,
    /// Whether there are exactly so many; else there are at least so many.
    pub open_count_exact: bool,
}

/// Query string of `GET /views` and `GET /views/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct SavedViewQuery {
    /// Minutes that the caller's clock is ahead of UTC, for the days in queries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = -840, max = 840)), param(minimum = -840, maximum = 840, default = 0))]
    pub utc_offset: Option<i32>,
}

/// `POST /views`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "name": "Термінові без виконавця", "query": "priority:>=high assignee:none -status:closed",
    "columns": ["status", "priority", "department"], "sort": "-priority"
})))]
#[serde(deny_unknown_fields)]
pub struct CreateViewRequest {
    /// 1 to 80 characters.
    pub name: String,
    /// In the query language of lists, up to 2 000 characters; everything when empty.
    pub query: String,
    /// What the list shows besides number and subject; what lists usually show when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// The order; newest first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(inline))]
    pub sort: Option<Sort>,
    /// Whether everybody gets it; only administrators may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl CreateViewRequest {
    /// Cleans and checks all fields but what the query means; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, query, columns, sort, shared } = self;
        let mut errors = FieldErrors::default();
        let name = errors.take(text::line("/name", &name, NAME));
        let query = errors.take(clean_query(&query));
        let columns = errors.take(distinct(columns));
        let parsed = name.zip(query).zip(columns);
        errors.finish(parsed.map(|((name, query), columns)| Self { name, query, columns, sort, shared }))
    }
}

/// `PATCH /views/{id}`: absent fields stay. `pinned` is the caller's own affair; the rest of a shared view is that of
/// administrators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"name": "Термінові", "sort": "-updated_at"})))]
#[serde(deny_unknown_fields)]
pub struct UpdateViewRequest {
    /// 1 to 80 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In the query language of lists, up to 2 000 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What the list shows besides number and subject.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Column>>,
    /// The order.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(inline))]
    pub sort: Option<Sort>,
    /// Whether everybody has it.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
    /// Whether it stands in the caller's navigation.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
}

impl UpdateViewRequest {
    /// Cleans and checks all fields but what the query means; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { name, query, columns, sort, shared, pinned } = self;
        let mut errors = FieldErrors::default();
        let name = name.and_then(|name| errors.take(text::line("/name", &name, NAME)));
        let query = query.and_then(|query| errors.take(clean_query(&query)));
        let columns = columns.and_then(|columns| errors.take(distinct(columns)));
        errors.finish(Some(Self { name, query, columns, sort, shared, pinned }))
    }

    /// Whether it changes the view itself, for everybody who has it.
    pub fn changes_view(&self) -> bool {
        let Self { name, query, columns, sort, shared, pinned: _ } = self;
        name.is_some() || query.is_some() || columns.is_some() || sort.is_some() || shared.is_some()
    }
}

/// `PUT /views/order`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"ids": []})))]
#[serde(deny_unknown_fields)]
pub struct ViewOrderRequest {
    /// The caller's views in the order in which he wants them; others follow.
    pub ids: Vec<ViewId>,
}

impl ViewOrderRequest {
    /// The ids, each once.
    pub fn parse(self) -> Result<Vec<ViewId>, Vec<FieldError>> {
        let max = 2 * super::VIEWS_MAX;
        let too_many = || vec![FieldError::new("/ids", ErrorCode::TooMany).with("max", max)];
        if self.ids.len() > max { Err(too_many()) } else { distinct(self.ids).map_err(|error| vec![error]) }
    }
}

const NAME: Length = Length { min: 1, max: NAME_MAX };

fn clean_query(query: &str) -> Result<String, FieldError> {
    text::line("/query", query, Length { min: 0, max: QUERY_MAX })
}

/// Each once, where it first stands.
fn distinct<T: PartialEq>(all: Vec<T>) -> Result<Vec<T>, FieldError> {
    let mut each: Vec<T> = Vec::with_capacity(all.len());
    for one in all {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    Ok(each)
}
