//! `/employees`.

use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use domain::EmployeeId;
use domain::employees::wire::{
    CreateEmployeeRequest, CreatedEmployee, DeactivateEmployeeRequest, EmployeeListQuery, EmployeeView,
    Invite, UpdateEmployeeRequest,
};
use domain::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth::CurrentUser;
use crate::error::ApiResult;
use crate::http::{Id, Json, Query};
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_employees)
        .service(create_employee)
        .service(get_employee)
        .service(update_employee)
        .service(deactivate_employee)
        .service(activate_employee)
        .service(invite_employee);
}

/// List employees
///
/// By name. Everybody may: a ticket can be assigned to any active person.
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(EmployeeListQuery), responses(
    (status = 200, body = Page<EmployeeView>, description = "A page of employees"),
    (status = 400, description = "`invalid_cursor`"),
))]
#[get("/employees")]
async fn list_employees(
    state: web::Data<AppState>,
    _user: CurrentUser,
    query: Query<EmployeeListQuery>,
) -> ApiResult<web::Json<Page<EmployeeView>>> {
    service::list(&state, query.0).await.map(web::Json)
}

/// Create an employee
///
/// The answer holds a one-time invitation (valid for 7 days) with which the person sets a password.
#[utoipa::path(tag = "employees", security(("bearer" = [])), request_body = CreateEmployeeRequest, responses(
    (status = 201, body = CreatedEmployee, description = "Created"),
    (status = 403, description = "`admin_only`"),
    (status = 409, description = "`email_taken`, `department_archived`"),
))]
#[post("/employees")]
async fn create_employee(
    state: web::Data<AppState>,
    user: CurrentUser,
    http: HttpRequest,
    body: Json<CreateEmployeeRequest>,
) -> ApiResult<HttpResponse> {
    let created = service::create(&state, user, body.0, &state.config.public_base(&http)).await?;
    Ok(HttpResponse::Created().json(created))
}

/// Get an employee
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = EmployeeView, description = "The employee"),
    (status = 404, description = "`not_found`"),
))]
#[get("/employees/{id}")]
async fn get_employee(
    state: web::Data<AppState>,
    _user: CurrentUser,
    id: Id<EmployeeId>,
) -> ApiResult<web::Json<EmployeeView>> {
    service::get(&state, id.0).await.map(web::Json)
}

/// Change an employee
///
/// A person who moves to another department still sees the tickets that are assigned to him.
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = UpdateEmployeeRequest, responses(
    (status = 200, body = EmployeeView, description = "Changed"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`email_taken`, `department_archived`, `last_admin`"),
))]
#[patch("/employees/{id}")]
async fn update_employee(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<EmployeeId>,
    body: Json<UpdateEmployeeRequest>,
) -> ApiResult<web::Json<EmployeeView>> {
    service::update(&state, user, id.0, body.0).await.map(web::Json)
}

/// Deactivate an employee
///
/// Sessions and tokens end at once; history stays. Open tickets of the person need a place to go.
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = DeactivateEmployeeRequest, responses(
    (status = 200, body = EmployeeView, description = "Deactivated"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`has_open_tickets`, `last_admin`, `employee_inactive`, `department_archived`"),
))]
#[post("/employees/{id}/deactivate")]
async fn deactivate_employee(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<EmployeeId>,
    body: Json<DeactivateEmployeeRequest>,
) -> ApiResult<web::Json<EmployeeView>> {
    service::deactivate(&state, user, id.0, body.0).await.map(web::Json)
}

/// Activate an employee
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = EmployeeView, description = "Active"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`department_archived`: move the person first"),
))]
#[post("/employees/{id}/activate")]
async fn activate_employee(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<EmployeeId>,
) -> ApiResult<web::Json<EmployeeView>> {
    service::activate(&state, user, id.0).await.map(web::Json)
}

/// Invite an employee again
///
/// Also for a person who forgot his password. Earlier invitations end.
#[utoipa::path(tag = "employees", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, body = Invite, description = "The invitation"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`employee_inactive`"),
))]
#[post("/employees/{id}/invite")]
async fn invite_employee(
    state: web::Data<AppState>,
    user: CurrentUser,
    http: HttpRequest,
    id: Id<EmployeeId>,
) -> ApiResult<web::Json<Invite>> {
    let invite_url = service::new_invite(&state, user, id.0, &state.config.public_base(&http)).await?;
    Ok(web::Json(Invite { invite_url }))
}
