//! Where the streams of a list start.

use domain::Actor;
use domain::employees::Role;
use domain::tickets::list::{Clause, PersonFilter, Sort, Test, TicketFilter, View};
use domain::tickets::query::Pattern;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::sql::Builder;

/// So few texts PostgreSQL collects before it looks at their tickets.
pub const FEW_OF_POSTGRES: u64 = 4_000;

/// Of how many tickets at most an index is a start; without a number it is none, and nobody asks how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Few {
    /// Tickets with a word.
    pub texts: Option<u64>,
    /// Tickets with a number, a station, a car or a time.
    pub others: Option<u64>,
}

impl Few {
    /// Nothing is.
    pub const NONE: Self = Self { texts: None, others: None };

    /// For a page. As many tickets are found by an index and sorted about as fast as a page of a list is found that so
    /// many of a million belong to (measured with `cargo xtask bench --tickets 1000000`). PostgreSQL knows by its
    /// statistics how many tickets have a station, but of a word that is not among the most common ones it only guesses,
    /// and reads all texts when it guessed wrong; it counts slower, so less is few.
    pub fn of_page(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Sqlite => Self { texts: Some(20_000), others: Some(20_000) },
            _ => Self { texts: Some(FEW_OF_POSTGRES), others: None },
        }
    }

    /// For a count. To find the first text with a word costs SQLite as much as to find those that are looked at.
    pub fn of_count(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Sqlite => Self { texts: None, others: Some(1_000) },
            _ => Self::of_page(backend),
        }
    }

    fn of(self, test: &Test) -> Option<u64> {
        if matches!(test, Test::Text(_)) { self.texts } else { self.others }
    }
}

/// What a stream starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<'a> {
    /// Everything, in the order of the list.
    All,
    /// A column with this value, in the order of the list.
    Equal(&'static str, i64),
    /// The tickets of one station, in the order of the list; who sees them its index says too.
    Station(&'a Pattern),
    /// What one of the tests finds, then sorted.
    Found(&'a Test),
    /// The texts that all words occur in, those of the newest or oldest tickets first. On SQLite the numbers of tickets
    /// ascend with the time of their creation.
    Texts,
}

/// The most selective start, else the grounds on which the actor sees tickets; `None` when nothing can match.
pub async fn starts<'a>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &'a TicketFilter,
    few: Few,
) -> Result<Option<Vec<Start<'a>>>, DbErr> {
    let Some(starts) = streams(actor, filter) else { return Ok(None) };
    if let Some(station) = filter.clauses.iter().find_map(station).filter(|_| is_by_creation(filter.sort)) {
        return Ok(Some(vec![Start::Station(station)]));
    }
    for clause in &filter.clauses {
        let Some(few) = few.of(&clause.test).filter(|_| finds(clause, filter.sort)) else { continue };
        if finds_few(db, &clause.test, &filter.clauses, few).await? {
            return Ok(Some(vec![Start::Found(&clause.test)]));
        }
    }
    let has_texts = |clause: &Clause| matches!(clause.test, Test::Text(_)) && !clause.is_negated;
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    if is_sqlite && is_by_creation(filter.sort) && filter.clauses.iter().any(has_texts) {
        return Ok(Some(vec![Start::Texts]));
    }
    Ok(Some(starts))
}

/// The one station that the clause asks for.
fn station(clause: &Clause) -> Option<&Pattern> {
    match &clause.test {
        Test::Station(all) if !clause.is_negated => match all.as_slice() {
            [one] if !one.is_prefix => Some(one),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an index leads from the clause to its tickets.
fn finds(clause: &Clause, sort: Sort) -> bool {
    !clause.is_negated
        && match &clause.test {
            Test::Text(_) | Test::Number(_) | Test::Station(_) | Test::Car(_) | Test::Closed(_) => true,
            // In their own order the streams begin there anyway.
            Test::Created(_) => !is_by_creation(sort),
            Test::Updated(_) => sort != Sort::UpdatedDescending,
            Test::Status(_)
            | Test::Priority(_)
            | Test::Department(_)
            | Test::Assignee(_)
            | Test::Creator(_)
            | Test::Client(_)
            | Test::Resolution(_) => false,
        }
}

fn is_by_creation(sort: Sort) -> bool {
    matches!(sort, Sort::CreatedDescending | Sort::CreatedAscending)
}

async fn finds_few(
    db: &impl ConnectionTrait,
    test: &Test,
    clauses: &[Clause],
    few: u64,
) -> Result<bool, DbErr> {
    let mut query = Builder::new(db.get_database_backend());
    let found = query.found(test, clauses);
    is_few(db, query, &found, few).await
}

/// Whether a query finds so few rows at most; it is read no further.
pub async fn is_few(db: &impl ConnectionTrait, query: Builder, found: &str, few: u64) -> Result<bool, DbErr> {
    let sql = format!("SELECT COUNT(*) AS count FROM (SELECT 1 FROM ({found}) AS f LIMIT {}) AS g", few + 1);
    let row = db.query_one_raw(query.statement(sql)).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(count.unsigned_abs() <= few)
}

fn streams(actor: &Actor, filter: &TicketFilter) -> Option<Vec<Start<'static>>> {
    let start = match (filter.view, actor) {
        (View::Mine, _) => Some(Start::Equal("assignee_id", actor.employee_id()?.0)),
        (View::Created, _) => Some(Start::Equal("creator_id", actor.employee_id()?.0)),
        (View::Queue, Actor::Employee { department_id, .. }) => {
            Some(Start::Equal("department_id", department_id.0))
        }
        (View::Queue, Actor::System) => return None,
        (View::All, _) => equality(actor, &filter.clauses),
    };
    Some(match (start, actor) {
        (Some(start), _) => vec![start],
        (None, Actor::System | Actor::Employee { role: Role::Admin, .. }) => vec![Start::All],
        (None, Actor::Employee { id, department_id, role: Role::User }) => vec![
            Start::Equal("department_id", department_id.0),
            Start::Equal("creator_id", id.0),
            Start::Equal("assignee_id", id.0),
        ],
    })
}

/// The clause that fewest tickets are likely to fit, of those with one value.
fn equality(actor: &Actor, clauses: &[Clause]) -> Option<Start<'static>> {
    let person = |filter: &PersonFilter| match filter {
        PersonFilter::Me => actor.employee_id(),
        PersonFilter::Person(id) => Some(*id),
        PersonFilter::Nobody => None,
    };
    let start = |clause: &Clause| match &clause.test {
        _ if clause.is_negated => None,
        Test::Assignee(all) if all.len() == 1 => {
            Some((0, Start::Equal("assignee_id", person(all.first()?)?.0)))
        }
        Test::Creator(all) if all.len() == 1 => {
            Some((1, Start::Equal("creator_id", person(all.first()?)?.0)))
        }
        Test::Department(all) if all.len() == 1 => Some((2, Start::Equal("department_id", all.first()?.0))),
        _ => None,
    };
    clauses.iter().filter_map(start).min_by_key(|(order, _)| *order).map(|(_, start)| start)
}
