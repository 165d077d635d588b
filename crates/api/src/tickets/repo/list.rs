//! Lists of tickets.
//!
//! What a person sees is `department OR creator OR assignee`; one OR would make every list a scan. A list is therefore
//! a union of *streams*: each starts from one equality (or from everything, for administrators), walks one index in the
//! order of the list and stops after a page. The streams are merged by the database; a ticket that is in several
//! appears once. A cursor is the key of the last row, so a deep page costs what the first costs.

use domain::employees::Role;
use domain::tickets::TicketStatus;
use domain::tickets::list::{PersonFilter, Sort, TicketFilter, View};
use domain::tickets::wire::TicketRow;
use domain::{Actor, DepartmentId, EmployeeId, TicketId, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};

use super::{client_type, priority, priority_number, resolution, status, status_number};
use crate::employees::repo::escape_like;

/// Sort key and id of a row.
pub type Position = (i64, i64);

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    subject: String,
    client_type: String,
    priority: i16,
    status: i16,
    department_id: i64,
    department_name: String,
    assignee_id: Option<i64>,
    assignee_name: Option<String>,
    creator_id: i64,
    creator_name: String,
    station_number: Option<String>,
    car_model: Option<String>,
    waiting_until: Option<i64>,
    resolution: Option<String>,
    return_count: i32,
    version: i64,
    created_at: i64,
    updated_at: i64,
    closed_at: Option<i64>,
}

/// One page of what the actor sees, after a position.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<TicketRow>, DbErr> {
    let Some(statement) = statement(db.get_database_backend(), actor, filter, after, limit) else {
        return Ok(Vec::new());
    };
    Row::find_by_statement(statement).all(db).await?.into_iter().map(to_wire).collect()
}

/// The query of a page; `None` when nothing can match.
pub fn statement(
    backend: DbBackend,
    actor: &Actor,
    filter: &TicketFilter,
    after: Option<Position>,
    limit: u64,
) -> Option<Statement> {
    let streams = streams(actor, filter)?;
    let mut query = Builder { values: Vec::new() };
    let (column, direction) = order(filter.sort);
    let common = query.conditions(actor, filter, after);
    // Bound only when it is used: PostgreSQL cannot type a parameter that the query does not name.
    let all_grounds = streams.iter().all(|stream| is_ground(actor, stream));
    let visible = if all_grounds { None } else { query.visible(actor) };
    let selects: Vec<String> = streams
        .iter()
        .map(|stream| {
            let mut conditions = Vec::new();
            if let Some((start, id)) = stream {
                conditions.push(format!("t.{start} = {}", query.bind((*id).into())));
            }
            if !is_ground(actor, stream) {
                conditions.extend(visible.clone());
            }
            conditions.extend(common.iter().cloned());
            let filter = if conditions.is_empty() { "1 = 1".to_owned() } else { conditions.join(" AND ") };
            format!(
                "SELECT * FROM (SELECT t.id, t.{column} AS position FROM tickets t WHERE {filter} \
                 ORDER BY t.{column} {direction}, t.id {direction} LIMIT {limit}) AS s"
            )
        })
        .collect();
    let sql = format!(
        "SELECT t.id, t.subject, t.client_type, t.priority, t.status, t.department_id, d.name AS department_name, \
         t.assignee_id, a.full_name AS assignee_name, t.creator_id, c.full_name AS creator_name, t.station_number, \
         t.car_model, t.waiting_until, t.resolution, t.return_count, t.version, t.created_at, t.updated_at, t.closed_at \
         FROM (SELECT id, position FROM ({}) AS u ORDER BY position {direction}, id {direction} LIMIT {limit}) AS p \
         JOIN tickets t ON t.id = p.id JOIN departments d ON d.id = t.department_id \
         JOIN employees c ON c.id = t.creator_id LEFT JOIN employees a ON a.id = t.assignee_id \
         ORDER BY p.position {direction}, p.id {direction}",
        selects.join(" UNION ")
    );
    Some(Statement::from_sql_and_values(backend, sql, query.values))
}

/// The key of a row in this order.
pub fn position(row: &TicketRow, sort: Sort) -> Position {
    let key = match sort {
        Sort::CreatedDescending | Sort::CreatedAscending => row.created_at.millis(),
        Sort::UpdatedDescending => row.updated_at.millis(),
        Sort::PriorityDescending => i64::from(priority_number(row.priority)),
    };
    (key, row.id.0)
}

fn order(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::CreatedDescending => ("created_at", "DESC"),
        Sort::CreatedAscending => ("created_at", "ASC"),
        Sort::UpdatedDescending => ("updated_at", "DESC"),
        Sort::PriorityDescending => ("priority", "DESC"),
    }
}

/// What a stream starts from: a column and its value, or everything.
type Start = Option<(&'static str, i64)>;

/// The most selective equality of the filter when there is one, else the grounds on which the actor sees tickets.
fn streams(actor: &Actor, filter: &TicketFilter) -> Option<Vec<Start>> {
    let assignee = match filter.assignee {
        Some(PersonFilter::Me) => Some(actor.employee_id()?),
        Some(PersonFilter::Person(id)) => Some(id),
        Some(PersonFilter::Nobody) | None => None,
    };
    let creator = match filter.creator {
        Some(PersonFilter::Me) => Some(actor.employee_id()?),
        Some(PersonFilter::Person(id)) => Some(id),
        // Every ticket has a creator.
        Some(PersonFilter::Nobody) => return None,
        None => None,
    };
    let start = match (filter.view, actor) {
        (View::Mine, _) => Some(("assignee_id", actor.employee_id()?.0)),
        (View::Created, _) => Some(("creator_id", actor.employee_id()?.0)),
        (View::Queue, Actor::Employee { department_id, .. }) => Some(("department_id", department_id.0)),
        (View::Queue, Actor::System) => return None,
        (View::All, _) => assignee
            .map(|id| ("assignee_id", id.0))
            .or(creator.map(|id| ("creator_id", id.0)))
            .or(filter.department_id.map(|id| ("department_id", id.0))),
    };
    if start.is_some() {
        return Some(vec![start]);
    }
    Some(match actor {
        Actor::System | Actor::Employee { role: Role::Admin, .. } => vec![None],
        Actor::Employee { id, department_id, role: Role::User } => vec![
            Some(("department_id", department_id.0)),
            Some(("creator_id", id.0)),
            Some(("assignee_id", id.0)),
        ],
    })
}

/// Whether a stream holds nothing that the actor does not see.
fn is_ground(actor: &Actor, start: &Start) -> bool {
    match (actor, start) {
        (Actor::Employee { department_id, .. }, Some(("department_id", id))) => department_id.0 == *id,
        (Actor::Employee { id, .. }, Some(("creator_id" | "assignee_id", person))) => id.0 == *person,
        (Actor::System | Actor::Employee { .. }, _) => false,
    }
}

struct Builder {
    values: Vec<Value>,
}

impl Builder {
    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// The predicate of visibility, for streams that do not start from a ground; `None` when everything is visible.
    fn visible(&mut self, actor: &Actor) -> Option<String> {
        let Actor::Employee { id, department_id, role: Role::User } = actor else { return None };
        let (department, id) = (self.bind(department_id.0.into()), self.bind(id.0.into()));
        Some(format!("(t.department_id = {department} OR t.creator_id = {id} OR t.assignee_id = {id})"))
    }

    /// What every stream has in common. Repeats equalities that a stream starts from: that costs nothing and keeps the
    /// rule in one place.
    fn conditions(&mut self, actor: &Actor, filter: &TicketFilter, after: Option<Position>) -> Vec<String> {
        let mut conditions = Vec::new();
        let statuses = &filter.statuses;
        let only_open = matches!(filter.view, View::Queue | View::Mine)
            || (!statuses.is_empty() && !statuses.contains(&TicketStatus::Closed));
        if only_open {
            conditions.push("t.closed_at IS NULL".to_owned());
        }
        if !statuses.is_empty() {
            let numbers: Vec<_> = statuses.iter().map(|status| status_number(*status).to_string()).collect();
            conditions.push(format!("t.status IN ({})", numbers.join(", ")));
        }
        if !filter.priorities.is_empty() {
            let numbers: Vec<_> =
                filter.priorities.iter().map(|one| priority_number(*one).to_string()).collect();
            conditions.push(format!("t.priority IN ({})", numbers.join(", ")));
        }
        if let Some(department) = filter.department_id {
            conditions.push(format!("t.department_id = {}", self.bind(department.0.into())));
        }
        if let Some(condition) = self.person("assignee_id", filter.assignee, actor) {
            conditions.push(condition);
        }
        if let Some(condition) = self.person("creator_id", filter.creator, actor) {
            conditions.push(condition);
        }
        if let Some(client_type) = filter.client_type {
            conditions.push(format!("t.client_type = {}", self.bind(client_type.as_str().into())));
        }
        if let Some(station) = &filter.station_number {
            conditions.push(format!("t.station_number = {}", self.bind(station.clone().into())));
        }
        conditions.extend(filter.words.iter().map(|word| self.word(word)));
        if let Some((key, id)) = after {
            let (column, direction) = order(filter.sort);
            let sign = if direction == "DESC" { "<" } else { ">" };
            let (key, id) = (self.bind(key.into()), self.bind(id.into()));
            conditions.push(format!("(t.{column}, t.id) {sign} ({key}, {id})"));
        }
        conditions
    }

    fn person(&mut self, column: &str, filter: Option<PersonFilter>, actor: &Actor) -> Option<String> {
        let id = match filter? {
            PersonFilter::Nobody => return Some(format!("t.{column} IS NULL")),
            PersonFilter::Me => actor.employee_id()?.0,
            PersonFilter::Person(id) => id.0,
        };
        Some(format!("t.{column} = {}", self.bind(id.into())))
    }

    fn word(&mut self, word: &str) -> String {
        let pattern = self.bind(format!("%{}%", escape_like(word)).into());
        let text = format!("t.search_key LIKE {pattern} ESCAPE '!'");
        match word.trim_start_matches('#').parse::<i64>() {
            Ok(number) => format!("({text} OR t.id = {})", self.bind(number.into())),
            Err(_) => text,
        }
    }
}

fn to_wire(row: Row) -> Result<TicketRow, DbErr> {
    Ok(TicketRow {
        id: TicketId(row.id),
        subject: row.subject,
        client_type: client_type(&row.client_type)?,
        priority: priority(row.priority)?,
        status: status(row.status)?,
        department_id: DepartmentId(row.department_id),
        department_name: row.department_name,
        assignee_id: row.assignee_id.map(EmployeeId),
        assignee_name: row.assignee_name,
        creator_id: EmployeeId(row.creator_id),
        creator_name: row.creator_name,
        station_number: row.station_number,
        car_model: row.car_model,
        waiting_until: row.waiting_until.map(Timestamp::from_millis),
        resolution: resolution(row.resolution.as_deref())?,
        return_count: row.return_count,
        version: row.version,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        closed_at: row.closed_at.map(Timestamp::from_millis),
    })
}
