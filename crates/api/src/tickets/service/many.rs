//! One command on many tickets: which are meant, what it would do to them, doing it to each.

use std::collections::{HashMap, HashSet};

use domain::bulk::Order;
use domain::tickets::command::{Context, decide};
use domain::tickets::list::TicketFilter;
use domain::tickets::{Command, Ticket};
use domain::{Actor, DepartmentId, EmployeeId, ErrorCode, TicketId, Timestamp};
use sea_orm::ConnectionTrait;

use super::query::Reader;
use super::repo;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::work::Work;
use crate::{departments, employees};

/// Rows that are read at once.
const ROWS: u64 = 1_000;

/// The tickets that the actor sees and a query finds, at most `max`, the newest first.
pub async fn matching(
    state: &AppState,
    actor: Actor,
    query: &str,
    utc_offset: Option<i32>,
    max: usize,
) -> ApiResult<Vec<TicketId>> {
    let clauses = Reader::new(state, utc_offset).read(query, "/select/query").await?;
    let filter = TicketFilter { clauses, ..TicketFilter::default() };
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let limit = ROWS.min((max - ids.len()) as u64);
        let rows = repo::list::page(state.read(), &actor, &filter, after, limit).await?;
        ids.extend(rows.iter().map(|row| row.id));
        after = rows.last().map(|row| repo::list::position(row, filter.sort));
        if (rows.len() as u64) < limit || ids.len() >= max {
            return Ok(ids);
        }
    }
}

/// Says beforehand why a command would be refused.
pub struct Judge {
    actor: Actor,
    command: Command,
    now: Timestamp,
    active: HashSet<EmployeeId>,
    departments: HashSet<DepartmentId>,
}

impl Judge {
    /// For a command of somebody now; an error when its target cannot be chosen.
    pub async fn new(state: &AppState, actor: Actor, order: &Order) -> ApiResult<Self> {
        let db = state.read();
        let command = command(db, order.clone(), "/command/redirect").await?;
        let departments = departments::repo::list(db, false).await?;
        Ok(Self {
            actor,
            command,
            now: state.clock.now(),
            active: employees::repo::all_active(db).await?.into_iter().collect(),
            departments: departments.into_iter().map(|one| one.id).collect(),
        })
    }

    /// The reasons of those tickets that it would be refused for.
    pub async fn refusals(&self, state: &AppState, ids: &[TicketId]) -> ApiResult<Vec<ErrorCode>> {
        let found = repo::find_many(state.read(), &self.actor, ids).await?;
        let tickets: HashMap<TicketId, Ticket> = found.into_iter().map(|one| (one.id, one)).collect();
        let refusal = |id: &TicketId| match tickets.get(id) {
            None => Some(ErrorCode::NotFound),
            Some(ticket) => {
                decide(ticket, self.command.clone(), self.context(ticket)).err().map(|why| why.code())
            }
        };
        Ok(ids.iter().filter_map(refusal).collect())
    }

    fn context(&self, ticket: &Ticket) -> Context<'_> {
        Context {
            actor: &self.actor,
            now: self.now,
            assignee_active: ticket.assignee_id.is_some_and(|id| self.active.contains(&id)),
            department_active: self.departments.contains(&ticket.department_id),
        }
    }
}

/// The command of an order, with its target as it is now. It stays so until the end of the transaction.
pub async fn command(db: &impl ConnectionTrait, order: Order, pointer: &str) -> ApiResult<Command> {
    Ok(match order {
        Order::Take => Command::Take,
        Order::Transition(transition) => Command::Transition(transition),
        Order::Edit(changes) => Command::Edit(changes),
        Order::Redirect(target, comment) => {
            let to = super::place(db, target, &format!("{pointer}/to")).await?;
            Command::Redirect { to, comment }
        }
    })
}

/// Does a command to a ticket; the version that it led to (`None` when it changed nothing), or why it was refused.
pub async fn apply(
    state: &AppState,
    work: &mut Work,
    actor: &Actor,
    id: TicketId,
    command: Command,
) -> ApiResult<Result<Option<i64>, ErrorCode>> {
    let before = match fate(super::load(work, actor, id).await)? {
        Ok(ticket) => ticket,
        Err(code) => return Ok(Err(code)),
    };
    let version = before.version;
    let after = fate(super::run(state, work, actor, before, command).await)?;
    Ok(after.map(|ticket| (ticket.version > version).then_some(ticket.version)))
}

/// Takes back the event of a ticket that led to a version; the result is that of [`apply`].
pub async fn undo(
    state: &AppState,
    work: &mut Work,
    actor: &Actor,
    id: TicketId,
    version: i64,
) -> ApiResult<Result<Option<i64>, ErrorCode>> {
    let (ticket, undo) = match fate(super::load_undo(work, actor, id, version).await)? {
        Ok(found) => found,
        Err(code) => return Ok(Err(code)),
    };
    let after = fate(super::take_back(state, work, actor, ticket, undo).await)?;
    Ok(after.map(|ticket| Some(ticket.version)))
}

/// What refuses one ticket is its result; what hinders the work as a whole is an error.
pub fn fate<T>(result: ApiResult<T>) -> ApiResult<Result<T, ErrorCode>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(error) => match error.code() {
            ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::ConcurrentChange => Err(error),
            ErrorCode::InvalidFields => Ok(Err(field_code(&error))),
            code => Ok(Err(code)),
        },
    }
}

fn field_code(error: &ApiError) -> ErrorCode {
    error.fields().first().map_or(ErrorCode::InvalidFields, |field| field.code)
}
