//! `/tickets/{id}/presence`.

use actix_web::{HttpResponse, delete, put, web};
use domain::TicketId;
use domain::presence::{PresenceRequest, PresenceView};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(update_presence).service(delete_presence);
}

/// Be at a ticket
///
/// Say it again every 15 seconds; after 40 seconds of silence the caller is there no more. Whoever is at the ticket gets
/// `presence.changed` when somebody comes, leaves, or begins or ceases to write.
#[utoipa::path(tag = "presence", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = PresenceRequest, responses(
    (status = 200, body = PresenceView, description = "Who else is there"),
    (status = 404, description = "`not_found`"),
))]
#[put("/tickets/{id}/presence")]
async fn update_presence(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<PresenceRequest>,
) -> ApiResult<web::Json<PresenceView>> {
    service::stay(&state, user, id.0, body.0).await.map(web::Json)
}

/// Leave a ticket
///
/// Also when the caller is not there.
#[utoipa::path(tag = "presence", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 204, description = "The caller is there no more"),
    (status = 404, description = "`not_found`"),
))]
#[delete("/tickets/{id}/presence")]
async fn delete_presence(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
) -> ApiResult<HttpResponse> {
    service::leave(&state, user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
