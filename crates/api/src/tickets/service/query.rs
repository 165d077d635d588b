//! From the parameters of a list to what it holds.

use domain::tickets::list::{TicketFilter, TicketListQuery};
use domain::tickets::query::{Directory, Mistake, Moment, Query};

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::{departments, employees};

/// The parameters as a filter, those of the query language too; names and ages are those of this moment.
pub async fn filter(state: &AppState, parameters: &TicketListQuery) -> ApiResult<TicketFilter> {
    let mut filter = parameters.filter()?;
    if let Some(text) = &parameters.query {
        let query = Query::parse(text).map_err(refused)?;
        let directory = if query.has_names() { directory(state).await? } else { Directory::default() };
        let moment = Moment { now: state.clock.now(), utc_offset: parameters.utc_offset.unwrap_or_default() };
        filter.clauses.extend(query.resolve(&directory, moment).map_err(refused)?);
    }
    Ok(filter)
}

async fn directory(state: &AppState) -> ApiResult<Directory> {
    let departments = departments::repo::list(state.read(), true).await?;
    let departments = departments.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(Directory { departments, employees: employees::repo::names(state.read()).await? })
}

fn refused(mistakes: Vec<Mistake>) -> ApiError {
    ApiError::query(mistakes.into_iter().map(Into::into).collect())
}
