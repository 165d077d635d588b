//! From the parameters of a list to what it holds.

use domain::Actor;
use domain::problem::FieldError;
use domain::tickets::TicketStatus;
use domain::tickets::list::{Clause, Test, TicketFilter, TicketListQuery};
use domain::tickets::query::{Directory, Mistake, Moment, Query};

use super::super::repo;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::{departments, employees};

/// The parameters as a filter, those of the query language too; names and ages are those of this moment.
pub async fn filter(state: &AppState, parameters: &TicketListQuery) -> ApiResult<TicketFilter> {
    let mut filter = parameters.filter()?;
    if let Some(text) = &parameters.query {
        let mut reader = Reader::new(state, parameters.utc_offset);
        filter.clauses.extend(reader.read(text, "query").await?);
    }
    Ok(filter)
}

/// Reads queries at one moment; the names of people and departments are loaded when the first query needs them.
pub struct Reader<'a> {
    state: &'a AppState,
    directory: Option<Directory>,
    moment: Moment,
}

impl<'a> Reader<'a> {
    /// A reader for somebody whose clock is so many minutes ahead of UTC.
    pub fn new(state: &'a AppState, utc_offset: Option<i32>) -> Self {
        let moment = Moment { now: state.clock.now(), utc_offset: utc_offset.unwrap_or_default() };
        Self { state, directory: None, moment }
    }

    /// What a query means; 400 with the characters that are wrong.
    pub async fn read(&mut self, text: &str, pointer: &str) -> ApiResult<Vec<Clause>> {
        let query = Query::parse(text).map_err(|mistakes| refused(mistakes, pointer))?;
        if query.has_names() && self.directory.is_none() {
            self.directory = Some(directory(self.state).await?);
        }
        let nobody = Directory::default();
        let clauses = query.resolve(self.directory.as_ref().unwrap_or(&nobody), self.moment);
        clauses.map_err(|mistakes| refused(mistakes, pointer))
    }

    /// How many open tickets of a query the actor sees, and whether there are exactly so many, else at least.
    pub async fn open_count(&mut self, actor: &Actor, text: &str) -> ApiResult<(u64, bool)> {
        let mut clauses = self.read(text, "query").await?;
        clauses.push(Clause { is_negated: true, test: Test::Status(vec![TicketStatus::Closed]) });
        let filter = TicketFilter { clauses, ..TicketFilter::default() };
        Ok(repo::list::probe(self.state.read(), actor, &filter).await?)
    }
}

async fn directory(state: &AppState) -> ApiResult<Directory> {
    let departments = departments::repo::list(state.read(), true).await?;
    let departments = departments.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(Directory { departments, employees: employees::repo::names(state.read()).await? })
}

fn refused(mistakes: Vec<Mistake>, pointer: &str) -> ApiError {
    let placed = |mistake: Mistake| FieldError { pointer: pointer.to_owned(), ..mistake.into() };
    ApiError::query(mistakes.into_iter().map(placed).collect())
}
