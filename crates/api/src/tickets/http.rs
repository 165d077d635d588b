//! `/tickets`: lists, one ticket, commands.

mod export;
mod groups;
mod search;
mod talk;

use actix_web::http::header;
use actix_web::{HttpResponse, get, patch, post, web};
use domain::TicketId;
use domain::page::Page;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{
    CreateTicketRequest, RedirectTicketRequest, RedirectTicketResponse, TicketRow, TicketView,
    TransitionTicketRequest, UndoTicketRequest, UpdateTicketRequest,
};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, read};
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::etag::{IfMatch, etag};
use crate::http::frame::fallback;
use crate::http::{Empty, Id, Json, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_tickets)
        .service(create_ticket)
        // Before the ticket: their paths look like those of tickets.
        .configure(export::configure)
        .configure(groups::configure)
        .configure(search::configure)
        .map(|config| {
            config.service(
                web::resource(["/tickets/export", "/tickets/groups", "/tickets/similar"]).to(fallback),
            )
        })
        .service(get_ticket)
        .service(update_ticket)
        .service(take_ticket)
        .service(redirect_ticket)
        .service(transition_ticket)
        .service(undo_ticket)
        .configure(talk::configure);
}

/// List tickets
///
/// What the caller sees, and nothing else: his department's, those he created, those assigned to him; everything for
/// administrators. A deep page costs what the first costs.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(TicketListQuery), responses(
    (status = 200, body = Page<TicketRow>, description = "A page of tickets"),
    (status = 400, description = "`invalid_cursor`; `invalid_query` with the characters that are wrong: `from`, `to`"),
))]
#[get("/tickets")]
async fn list_tickets(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<TicketListQuery>,
) -> ApiResult<web::Json<Page<TicketRow>>> {
    read::list(&state, &user.actor(), query.0).await.map(web::Json)
}

/// Create a ticket
///
/// For a department: unassigned in its queue. For a person: assigned at once, in that person's department.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), request_body = CreateTicketRequest, responses(
    (status = 201, body = TicketView, description = "Created", headers(
        ("Location" = String, description = "Path of the ticket"), ("ETag" = String, description = "Its version"))),
    (status = 409, description = "`department_archived`, `employee_inactive`, `attachment_in_use`"),
))]
#[post("/tickets")]
async fn create_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<CreateTicketRequest>,
) -> ApiResult<HttpResponse> {
    let ticket = service::create(&state, user, body.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/tickets/{}", ticket.id)))
        .insert_header(etag(ticket.version))
        .json(ticket))
}

/// Get a ticket
///
/// With what the caller can do now, and why not.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = TicketView, description = "The ticket", headers(("ETag" = String, description = "Its version"))),
    (status = 404, description = "`not_found`: unknown, or invisible to the caller"),
))]
#[get("/tickets/{id}")]
async fn get_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
) -> ApiResult<HttpResponse> {
    read::get(&state, &user.actor(), id.0).await.map(with_version)
}

/// Change fields of a ticket
///
/// Needs `If-Match` with the version that the change is based on. When others changed different fields since, both
/// changes win; the same field answers 412 with both values and who was first.
#[utoipa::path(tag = "tickets", security(("bearer" = [])),
    params(("id" = i64, Path), ("If-Match" = Option<String>, Header, description = "ETag of the ticket, or `*`")),
    request_body = UpdateTicketRequest, responses(
    (status = 200, body = TicketView, description = "Changed", headers(("ETag" = String, description = "Its version"))),
    (status = 403, description = "`not_a_worker`, `creator_edits_only_new`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`ticket_closed`"),
    (status = 412, description = "`version_conflict`, with `conflicts`"),
    (status = 428, description = "`precondition_required`"),
))]
#[patch("/tickets/{id}")]
async fn update_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    version: IfMatch,
    body: Json<UpdateTicketRequest>,
) -> ApiResult<HttpResponse> {
    service::update(&state, user, id.0, version.0, body.0).await.map(with_version)
}

/// Take a ticket into work
///
/// Of two people at once exactly one wins; the other gets 409 with `taken_by`.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body(content = inline(Object), example = json!({})), responses(
    (status = 200, body = TicketView, description = "Taken", headers(("ETag" = String, description = "Its version"))),
    (status = 403, description = "`not_a_worker`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`already_taken`, `ticket_closed`"),
))]
#[post("/tickets/{id}/take")]
async fn take_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<Empty>,
) -> ApiResult<HttpResponse> {
    let Empty {} = body.0;
    service::take(&state, user, id.0).await.map(with_version)
}

/// Redirect a ticket
///
/// To another department or person, with a comment. The caller may lose sight of the ticket; the answer says so.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = RedirectTicketRequest, responses(
    (status = 200, body = RedirectTicketResponse, description = "Redirected"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`ticket_closed`, `already_there`, `department_archived`, `employee_inactive`"),
))]
#[post("/tickets/{id}/redirect")]
async fn redirect_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<RedirectTicketRequest>,
) -> ApiResult<web::Json<RedirectTicketResponse>> {
    service::redirect(&state, user, id.0, body.0).await.map(web::Json)
}

/// Change the status of a ticket
///
/// To `waiting` (optionally `until`), `checking`, `in_progress` (resume or reopen) or `closed` (with a `resolution`).
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = TransitionTicketRequest, responses(
    (status = 200, body = TicketView, description = "Changed", headers(("ETag" = String, description = "Its version"))),
    (status = 403, description = "`not_a_worker`, `withdraw_only_unassigned`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`transition_not_allowed` with `allowed`, `resolution_not_allowed`, `department_archived` (reopening)"),
))]
#[post("/tickets/{id}/transition")]
async fn transition_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<TransitionTicketRequest>,
) -> ApiResult<HttpResponse> {
    service::transition(&state, user, id.0, body.0).await.map(with_version)
}

/// Undo
///
/// Takes back what the caller did to the ticket in the last ten minutes: taking, a redirect, a change of status or of
/// fields, while nobody has changed the same since. The history keeps both.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = UndoTicketRequest, responses(
    (status = 200, body = TicketView, description = "Taken back", headers(("ETag" = String, description = "Its version"))),
    (status = 403, description = "`not_a_worker`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`not_undoable`, `changed_since`, `undo_expired`, `ticket_closed`, `employee_inactive`, `department_archived`"),
))]
#[post("/tickets/{id}/undo")]
async fn undo_ticket(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<TicketId>,
    body: Json<UndoTicketRequest>,
) -> ApiResult<HttpResponse> {
    service::undo(&state, user, id.0, body.0).await.map(with_version)
}

fn with_version(ticket: TicketView) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(ticket.version)).json(ticket)
}
