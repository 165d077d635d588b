//! Lists of tickets: views, filters and sorts, and how a query string becomes them.

use serde::{Deserialize, Serialize};

use super::{ClientType, Priority, TicketStatus};
use crate::page::DEFAULT_LIMIT;
use crate::problem::{FieldError, FieldErrors};
use crate::text::{self, Length};
use crate::words::words;
use crate::{DepartmentId, EmployeeId, ErrorCode};

/// The most characters of a search text in a list.
pub const Q_MAX: usize = 200;

words! {
    /// Which tickets a list starts from; [`View::All`] when not said.
    #[derive(Default)]
    View {
        /// My department, not closed.
        Queue = "queue",
        /// Assigned to me, not closed.
        Mine = "mine",
        /// Created by me.
        Created = "created",
        /// Everything that I see.
        #[default]
        All = "all",
    }
}

words! {
    /// The order of a list; ties are broken by id in the same direction.
    #[derive(Default)]
    Sort {
        /// Newest first.
        #[default]
        CreatedDescending = "-created_at",
        /// Oldest first.
        CreatedAscending = "created_at",
        /// Last touched first.
        UpdatedDescending = "-updated_at",
        /// Most urgent first, newest first among equals.
        PriorityDescending = "-priority",
    }
}

/// Query string of `GET /tickets`. Absent means no restriction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TicketListQuery {
    /// Which tickets the list starts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub view: Option<View>,
    /// Statuses, separated by commas: `new,in_progress`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// In this department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// Assigned to: an id, `me` or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<String>,
    /// Created by: an id or `me`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator_id: Option<String>,
    /// Priorities, separated by commas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Whose problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub client_type: Option<ClientType>,
    /// Exactly this station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_number: Option<String>,
    /// Words in subject, station, car model, or the number of the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub sort: Option<Sort>,
    /// Rows of the page, 1 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = 1, max = crate::page::MAX_LIMIT)), param(minimum = 1, maximum = 200, default = 50))]
    pub limit: Option<u64>,
    /// The cursor of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A person in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonFilter {
    /// The caller.
    Me,
    /// Nobody.
    Nobody,
    /// This person.
    Person(EmployeeId),
}

/// [`TicketListQuery`], parsed, without the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are those of TicketListQuery")]
pub struct TicketFilter {
    pub view: View,
    pub statuses: Vec<TicketStatus>,
    pub department_id: Option<DepartmentId>,
    pub assignee: Option<PersonFilter>,
    pub creator: Option<PersonFilter>,
    pub priorities: Vec<Priority>,
    pub client_type: Option<ClientType>,
    pub station_number: Option<String>,
    /// Words in the form of [`text::search_key`]; all must occur.
    pub words: Vec<String>,
    pub sort: Sort,
}

impl TicketListQuery {
    /// How many rows the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// Parses the filters; the errors name each wrong parameter.
    pub fn filter(&self) -> Result<TicketFilter, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let statuses = errors.take(list("status", self.status.as_deref(), TicketStatus::parse));
        let priorities = errors.take(list("priority", self.priority.as_deref(), Priority::parse));
        let assignee = errors.take(person("assignee_id", self.assignee_id.as_deref()));
        let creator = errors.take(person("creator_id", self.creator_id.as_deref()));
        let station =
            errors.take(text::optional_line("station_number", self.station_number.as_deref(), Q_MAX));
        let q = errors.take(text::line(
            "q",
            self.q.as_deref().unwrap_or_default(),
            Length { min: 0, max: Q_MAX },
        ));
        let filter = (|| {
            Some(TicketFilter {
                view: self.view.unwrap_or_default(),
                statuses: statuses?,
                department_id: self.department_id,
                assignee: assignee?,
                creator: creator?,
                priorities: priorities?,
                client_type: self.client_type,
                station_number: station?,
                words: text::search_key(&q?).split_whitespace().map(str::to_owned).collect(),
                sort: self.sort.unwrap_or_default(),
            })
        })();
        errors.finish(filter)
    }
}

fn list<T: PartialEq>(
    pointer: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, FieldError> {
    let mut values = Vec::new();
    for part in text.into_iter().flat_map(|text| text.split(',')) {
        let value = parse(part.trim()).ok_or_else(|| FieldError::new(pointer, ErrorCode::InvalidType))?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

fn person(pointer: &str, text: Option<&str>) -> Result<Option<PersonFilter>, FieldError> {
    match text {
        None => Ok(None),
        Some("me") => Ok(Some(PersonFilter::Me)),
        Some("none") => Ok(Some(PersonFilter::Nobody)),
        Some(id) => match id.parse() {
            Ok(id) => Ok(Some(PersonFilter::Person(EmployeeId(id)))),
            Err(_) => Err(FieldError::new(pointer, ErrorCode::InvalidType)),
        },
    }
}
