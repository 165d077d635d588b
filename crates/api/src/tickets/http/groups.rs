//! Tickets as groups.

use actix_web::{HttpRequest, get, web};
use domain::tickets::groups::{GroupQuery, TicketGroups};
use domain::tickets::list::TicketListQuery;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::read;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::extract::parse_queries;
use crate::state::AppState;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_ticket_groups);
}

/// List the groups of a list
///
/// How many tickets of a list have each status, priority or assignee. `limit` and `after` mean nothing here: at most the
/// first 1 000 tickets of the list are looked at.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(GroupQuery, TicketListQuery), responses(
    (status = 200, body = TicketGroups, description = "The groups"),
    (status = 400, description = "`invalid_query`"),
))]
#[get("/tickets/groups")]
async fn list_ticket_groups(
    state: web::Data<AppState>,
    user: CurrentUser,
    request: HttpRequest,
) -> ApiResult<web::Json<TicketGroups>> {
    let (GroupQuery { by }, list): (_, TicketListQuery) = parse_queries(request.query_string(), &["by"])?;
    read::groups(&state, &user.actor(), &list, by).await.map(web::Json)
}
