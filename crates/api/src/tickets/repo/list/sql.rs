//! Conditions as SQL.

use domain::Actor;
use domain::employees::Role;
use domain::search::Needle;
use domain::text::search_key;
use domain::tickets::TicketStatus;
use domain::tickets::list::{Clause, Period, PersonFilter, Sort, Test, TicketFilter, View};
use domain::tickets::query::Pattern;
use sea_orm::{DbBackend, Statement, Value};

use super::super::index::{ORDINAL_BITS, Texts, question};
use super::super::{priority_number, status_number};
use super::plan::Start;
use super::{Position, order};

/// No text of one line holds it, and no text sorts behind it.
const LAST: char = '\u{10ffff}';
const NEVER: &str = "1 = 0";

/// How a column of ticket `t` is named.
type Column<'a> = &'a dyn Fn(&str) -> String;

/// The predicate of visibility on ticket `t`, for what does not start from a ground; `None` when everything is visible.
pub fn visible(actor: &Actor) -> Option<String> {
    let Actor::Employee { id, department_id, role: Role::User } = actor else { return None };
    Some(format!("(t.department_id = {department_id} OR t.creator_id = {id} OR t.assignee_id = {id})"))
}

/// A statement that is being written, with the values that it binds.
#[derive(Clone)]
pub struct Builder {
    backend: DbBackend,
    values: Vec<Value>,
    /// Texts of older tickets than this query finds need not be looked at.
    pub since: Option<&'static str>,
}

impl Builder {
    /// For an engine.
    pub fn new(backend: DbBackend) -> Self {
        Self { backend, values: Vec::new(), since: None }
    }

    /// Binds a value; what stands for it.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The statement.
    pub fn statement(self, sql: String) -> Statement {
        Statement::from_sql_and_values(self.backend, sql, self.values)
    }

    /// What a stream reads as `t`.
    pub fn from(&mut self, start: &Start<'_>, clauses: &[Clause]) -> String {
        match start {
            Start::All | Start::Equal(..) | Start::Station(_) => "tickets t".to_owned(),
            Start::Texts => self.documents(),
            Start::Found(test) => {
                let found = self.found(test, clauses);
                format!(
                    "(SELECT DISTINCT id FROM ({found}) AS f) AS f {} tickets t ON t.id = f.id",
                    self.join()
                )
            }
        }
    }

    /// The documents of the index as `x`, each with its ticket `t`, read in this order.
    pub fn documents(&self) -> String {
        format!("search_texts x {} tickets t ON t.id = {}", self.join(), self.document_ticket())
    }

    /// SQLite reads a cross join in the order in which it is written.
    fn join(&self) -> &'static str {
        if self.backend == DbBackend::Sqlite { "CROSS JOIN" } else { "JOIN" }
    }

    /// The id of the ticket of document `x`.
    pub fn document_ticket(&self) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("x.rowid >> {ORDINAL_BITS}"),
            _ => "x.ticket_id".to_owned(),
        }
    }

    /// The ordinal of document `x`.
    pub fn document_ordinal(&self) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("x.rowid & {}", (1 << ORDINAL_BITS) - 1),
            _ => "x.ordinal::bigint".to_owned(),
        }
    }

    /// The order of documents by their tickets.
    pub fn document_order(&self, direction: &str) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("x.rowid {direction}"),
            _ => format!("x.ticket_id {direction}, x.ordinal {direction}"),
        }
    }

    /// Documents of the tickets after one, in the order of the direction.
    pub fn documents_after(&mut self, id: i64, direction: &str) -> String {
        match (self.backend, direction) {
            (DbBackend::Sqlite, "DESC") => format!("x.rowid < {}", self.bind(id << ORDINAL_BITS)),
            (DbBackend::Sqlite, _) => format!("x.rowid >= {}", self.bind((id + 1) << ORDINAL_BITS)),
            (_, "DESC") => format!("x.ticket_id < {}", self.bind(id)),
            (..) => format!("x.ticket_id > {}", self.bind(id)),
        }
    }

    /// Whether document `x` answers a question to the index.
    pub fn answers(&mut self, question: String) -> String {
        let question = self.bind(question);
        match self.backend {
            DbBackend::Sqlite => format!("x.search_texts MATCH {question}"),
            _ => format!("x.words @@ {question}::tsquery"),
        }
    }

    /// The ids of the tickets that a test finds by an index; of a text, those that have all texts.
    pub fn found(&mut self, test: &Test, clauses: &[Clause]) -> String {
        if matches!(test, Test::Text(_)) {
            return self.texts(&needles(clauses));
        }
        let condition = self.test(test, None, &|column| format!("t.{column}"));
        format!("SELECT t.id FROM tickets t WHERE {condition}")
    }

    /// Where a stream begins that walks an index in the order of the list; `None` is the whole index.
    pub fn begins(&mut self, start: &Start<'_>) -> Option<String> {
        match start {
            Start::Equal(column, id) => Some(format!("t.{column} = {}", self.bind(*id))),
            Start::Station(station) => {
                Some(format!("t.station_key = {}", self.bind(search_key(&station.text))))
            }
            Start::All | Start::Found(_) | Start::Texts => None,
        }
    }

    /// What all tickets of a stream have in common.
    pub fn conditions(&mut self, actor: &Actor, filter: &TicketFilter, start: &Start<'_>) -> Vec<String> {
        let mut conditions: Vec<String> = self.begins(start).into_iter().collect();
        if !is_ground(actor, start) {
            conditions.extend(visible(actor));
        }
        conditions.extend(self.view(actor, filter.view));
        if is_open_only(filter) {
            conditions.push("t.closed_at IS NULL".to_owned());
        }
        // The plus keeps SQLite from starting anywhere but where the stream starts.
        let plus = if self.backend == DbBackend::Sqlite { "+" } else { "" };
        let (sorted, _) = order(filter.sort);
        let column =
            |name: &str| if name == sorted { format!("t.{name}") } else { format!("{plus}t.{name}") };
        let needles = needles(&filter.clauses);
        match start {
            _ if needles.is_empty() => {}
            Start::Texts => conditions.push(self.answers(question(self.backend, &needles, Texts::All))),
            Start::Found(Test::Text(_)) => {}
            _ => conditions.push(self.in_texts(&needles)),
        }
        for clause in &filter.clauses {
            match (&clause.test, clause.is_negated) {
                (Test::Text(_), false) => {}
                (Test::Text(needle), true) => {
                    conditions.push(self.not_in_texts(needle));
                }
                (test, false) => conditions.push(self.test(test, Some(actor), &column)),
                // What is not known does not fit either.
                (test, true) => {
                    conditions.push(format!("({}) IS NOT TRUE", self.test(test, Some(actor), &column)));
                }
            }
        }
        conditions
    }

    /// What comes after a position.
    pub fn after(&mut self, start: &Start<'_>, sort: Sort, (key, id): Position) -> String {
        match (start, order(sort)) {
            (Start::Texts, (_, direction)) => self.documents_after(id, direction),
            (_, (column, direction)) => {
                let sign = if direction == "DESC" { "<" } else { ">" };
                let (key, id) = (self.bind(key), self.bind(id));
                format!("(t.{column}, t.id) {sign} ({key}, {id})")
            }
        }
    }

    /// Repeats an equality that a stream may start from: that costs nothing and keeps the rule in one place.
    fn view(&mut self, actor: &Actor, view: View) -> Option<String> {
        let (column, id) = match (view, actor) {
            (View::Queue, Actor::Employee { department_id, .. }) => ("department_id", department_id.0),
            (View::Mine, Actor::Employee { id, .. }) => ("assignee_id", id.0),
            (View::Created, Actor::Employee { id, .. }) => ("creator_id", id.0),
            (View::All, _) | (_, Actor::System) => return None,
        };
        Some(format!("t.{column} = {}", self.bind(id)))
    }

    /// A test that is not one of texts. Without an actor nobody is `me`.
    fn test(&mut self, test: &Test, actor: Option<&Actor>, column: Column<'_>) -> String {
        match test {
            Test::Text(needle) => self.in_texts(std::slice::from_ref(needle)),
            Test::Status(all) => one_of(&column("status"), all.iter().map(|one| status_number(*one))),
            Test::Priority(all) => one_of(&column("priority"), all.iter().map(|one| priority_number(*one))),
            Test::Department(all) => one_of(&column("department_id"), all),
            Test::Number(all) => one_of(&column("id"), all),
            Test::Client(all) => {
                one_of(&column("client_type"), all.iter().map(|one| format!("'{}'", one.as_str())))
            }
            Test::Resolution(all) => {
                one_of(&column("resolution"), all.iter().map(|one| format!("'{}'", one.as_str())))
            }
            Test::Assignee(all) => person(&column("assignee_id"), all, actor),
            Test::Creator(all) => person(&column("creator_id"), all, actor),
            Test::Station(all) => self.patterns(&column("station_key"), all),
            Test::Car(all) => self.patterns(&column("car_key"), all),
            Test::Created(period) => self.period(&column("created_at"), *period),
            Test::Updated(period) => self.period(&column("updated_at"), *period),
            Test::Closed(period) => self.period(&column("closed_at"), *period),
        }
    }

    fn patterns(&mut self, column: &str, all: &[Pattern]) -> String {
        let conditions = all.iter().map(|pattern| {
            let key = search_key(&pattern.text);
            match (key.is_empty(), pattern.is_prefix) {
                (true, _) => NEVER.to_owned(),
                (_, false) => format!("{column} = {}", self.bind(key)),
                (_, true) => {
                    let (from, to) = (self.bind(key.clone()), self.bind(format!("{key}{LAST}")));
                    format!("({column} >= {from} AND {column} < {to})")
                }
            }
        });
        any(&conditions.collect::<Vec<_>>())
    }

    fn period(&mut self, column: &str, Period { from, until }: Period) -> String {
        let mut conditions = vec![format!("{column} IS NOT NULL")];
        conditions.extend(from.map(|from| format!("{column} >= {}", self.bind(from.millis()))));
        conditions.extend(until.map(|until| format!("{column} < {}", self.bind(until.millis()))));
        conditions.join(" AND ")
    }

    /// PostgreSQL looks a ticket's own texts up; SQLite collects the tickets with the word once.
    fn not_in_texts(&mut self, needle: &Needle) -> String {
        let needles = std::slice::from_ref(needle);
        if self.backend == DbBackend::Sqlite {
            return format!("NOT {}", self.in_texts(needles));
        }
        let answers = self.answers(question(self.backend, needles, Texts::All));
        format!("NOT EXISTS (SELECT 1 FROM search_texts x WHERE x.ticket_id = t.id AND {answers})")
    }

    fn in_texts(&mut self, needles: &[Needle]) -> String {
        let texts = self.texts(needles);
        let id = if self.backend == DbBackend::Sqlite { "+t.id" } else { "t.id" };
        format!("{id} IN ({texts})")
    }

    /// The tickets of the documents that all words occur in.
    pub fn texts(&mut self, needles: &[Needle]) -> String {
        let answers = self.answers(question(self.backend, needles, Texts::All));
        let since = match (self.since, self.backend) {
            (None, _) => String::new(),
            (Some(since), DbBackend::Sqlite) => format!(" AND x.rowid >= ({since}) << {ORDINAL_BITS}"),
            (Some(since), _) => format!(" AND x.ticket_id >= ({since})"),
        };
        format!("SELECT {} AS id FROM search_texts x WHERE {answers}{since}", self.document_ticket())
    }
}

/// Whether a stream holds nothing that the actor does not see.
fn is_ground(actor: &Actor, start: &Start<'_>) -> bool {
    match (actor, start) {
        (Actor::Employee { department_id, .. }, Start::Equal("department_id", id)) => department_id.0 == *id,
        (Actor::Employee { id, .. }, Start::Equal("creator_id" | "assignee_id", person)) => id.0 == *person,
        (Actor::System | Actor::Employee { .. }, _) => false,
    }
}

/// Whether no closed ticket can be in the list; then it walks an index that holds none.
fn is_open_only(filter: &TicketFilter) -> bool {
    let excludes_closed = |clause: &Clause| match &clause.test {
        Test::Status(all) => all.contains(&TicketStatus::Closed) == clause.is_negated,
        _ => false,
    };
    matches!(filter.view, View::Queue | View::Mine) || filter.clauses.iter().any(excludes_closed)
}

/// What must all occur in one text.
pub fn needles(clauses: &[Clause]) -> Vec<Needle> {
    let wanted = clauses.iter().filter(|clause| !clause.is_negated);
    wanted
        .filter_map(|clause| match &clause.test {
            Test::Text(needle) => Some(needle.clone()),
            _ => None,
        })
        .collect()
}

fn one_of<T: ToString>(column: &str, all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    if all.is_empty() { NEVER.to_owned() } else { format!("{column} IN ({})", all.join(", ")) }
}

fn person(column: &str, all: &[PersonFilter], actor: Option<&Actor>) -> String {
    let conditions = all.iter().map(|one| {
        let id = match one {
            PersonFilter::Nobody => return format!("{column} IS NULL"),
            PersonFilter::Me => actor.and_then(Actor::employee_id),
            PersonFilter::Person(id) => Some(*id),
        };
        id.map_or_else(|| NEVER.to_owned(), |id| format!("{column} = {id}"))
    });
    any(&conditions.collect::<Vec<_>>())
}

fn any(conditions: &[String]) -> String {
    match conditions.len() {
        0 => NEVER.to_owned(),
        _ => format!("({})", conditions.join(" OR ")),
    }
}
