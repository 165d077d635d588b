//! Lists of tickets: views, filters and sorts, and how a query string becomes them.

use serde::{Deserialize, Serialize};

use super::query::Pattern;
use super::{ClientType, Priority, Resolution, TicketStatus};
use crate::json::ToJson;
use crate::page::DEFAULT_LIMIT;
use crate::problem::{FieldError, FieldErrors};
use crate::search::Needle;
use crate::text;
use crate::words::words;
use crate::{DepartmentId, EmployeeId, ErrorCode, TicketId, Timestamp};

/// The most characters of a search text in a list.
pub const Q_MAX: usize = crate::search::SEARCH_MAX;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToJson)]
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
    /// A query: `dept:"Технічний відділ" status:new,waiting priority:>=high -assignee:none station:KYIV-* age:>2h OCPP`.
    /// A wrong one is answered with 400 `invalid_query` and the characters that are wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Minutes that the caller's clock is ahead of UTC, for the days in `query`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", validate(range(min = -840, max = 840)), param(minimum = -840, maximum = 840, default = 0))]
    pub utc_offset: Option<i32>,
    /// Words of the subject, description, comments, station, car model, or the number of the ticket, in any form and
    /// from their beginning; `"…"` is a phrase. All must occur in one text.
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

/// How `GET /tickets/export` writes tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ExportQuery {
    /// The kind of file.
    #[cfg_attr(feature = "server", param(inline, example = "csv"))]
    pub format: ExportFormat,
    /// Whether a CSV file begins with a byte order mark, without which Excel does not read it as UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(default = false))]
    pub bom: Option<bool>,
}

words! {
    /// A kind of file.
    ExportFormat {
        /// RFC 4180, with a line of names.
        Csv = "csv",
        /// A workbook of Excel.
        Xlsx = "xlsx",
        /// One JSON object a line, as in lists.
        Ndjson = "ndjson",
    }
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

/// What a list holds, however it was asked for: the tickets of a view for which all clauses hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketFilter {
    /// Where the list starts.
    pub view: View,
    /// All must hold. The texts that are looked for must occur in one and the same text of the ticket.
    pub clauses: Vec<Clause>,
    /// The order.
    pub sort: Sort,
}

/// A test or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Whether the test must fail.
    pub is_negated: bool,
    /// The test.
    pub test: Test,
}

/// What a ticket is tested for: one of the values must fit, so that no values mean that nothing fits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the fields of Ticket")]
pub enum Test {
    /// Words in one of its texts.
    Text(Needle),
    Status(Vec<TicketStatus>),
    Priority(Vec<Priority>),
    Department(Vec<DepartmentId>),
    Assignee(Vec<PersonFilter>),
    Creator(Vec<PersonFilter>),
    Client(Vec<ClientType>),
    Resolution(Vec<Resolution>),
    Number(Vec<TicketId>),
    /// Compared by [`text::search_key`].
    Station(Vec<Pattern>),
    /// Compared by [`text::search_key`].
    Car(Vec<Pattern>),
    Created(Period),
    Updated(Period),
    Closed(Period),
}

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

impl From<Test> for Clause {
    fn from(test: Test) -> Self {
        Self { is_negated: false, test }
    }
}

impl TicketListQuery {
    /// How many rows the page has.
    pub fn page_limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    /// The parameters as a filter, but for [`TicketListQuery::query`]; the errors name each wrong parameter.
    pub fn filter(&self) -> Result<TicketFilter, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let q = errors.take(text::optional_line("q", self.q.as_deref(), Q_MAX));
        let tests = self.tests().map_err(|wrong| wrong.into_iter().for_each(|error| errors.push(error)));
        let filter = q.zip(tests.ok()).map(|(q, mut tests)| {
            tests.extend(q.map(|q| text_tests(Needle::all(&q))).unwrap_or_default());
            let clauses = tests.into_iter().map(Clause::from).collect();
            TicketFilter { view: self.view.unwrap_or_default(), clauses, sort: self.sort.unwrap_or_default() }
        });
        errors.finish(filter)
    }

    /// The parameters that are not texts to search for; the errors name each wrong one.
    pub fn tests(&self) -> Result<Vec<Test>, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let statuses = errors.take(list("status", self.status.as_deref(), TicketStatus::parse));
        let priorities = errors.take(list("priority", self.priority.as_deref(), Priority::parse));
        let assignee = errors.take(person("assignee_id", self.assignee_id.as_deref()));
        let creator = errors.take(person("creator_id", self.creator_id.as_deref()));
        let station =
            errors.take(text::optional_line("station_number", self.station_number.as_deref(), Q_MAX));
        let tests = (|| {
            let mut tests = Vec::new();
            tests.extend(some(statuses?).map(Test::Status));
            tests.extend(some(priorities?).map(Test::Priority));
            tests.extend(self.department_id.map(|id| Test::Department(vec![id])));
            tests.extend(assignee?.map(|one| Test::Assignee(vec![one])));
            tests.extend(creator?.map(|one| Test::Creator(vec![one])));
            tests.extend(self.client_type.map(|one| Test::Client(vec![one])));
            tests.extend(station?.map(|text| Test::Station(vec![Pattern { text, is_prefix: false }])));
            Some(tests)
        })();
        errors.finish(tests)
    }
}

/// One test per needle. A text without letters and digits occurs nowhere.
fn text_tests(needles: Vec<Needle>) -> Vec<Test> {
    match needles.is_empty() {
        true => vec![Test::Number(Vec::new())],
        false => needles.into_iter().map(Test::Text).collect(),
    }
}

fn some<T>(values: Vec<T>) -> Option<Vec<T>> {
    (!values.is_empty()).then_some(values)
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
