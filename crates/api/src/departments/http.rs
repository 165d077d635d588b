//! `/departments`.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use domain::DepartmentId;
use domain::departments::wire::{
    CreateDepartmentRequest, DeleteDepartmentQuery, DepartmentListQuery, DepartmentView,
    UpdateDepartmentRequest,
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
        .service(list_departments)
        .service(create_department)
        .service(update_department)
        .service(delete_department);
}

/// List departments
///
/// All of them, by name; archived ones only on request.
#[utoipa::path(tag = "departments", security(("bearer" = [])), params(DepartmentListQuery),
    responses((status = 200, body = Page<DepartmentView>, description = "The departments")))]
#[get("/departments")]
async fn list_departments(
    state: web::Data<AppState>,
    user: CurrentUser,
    query: Query<DepartmentListQuery>,
) -> ApiResult<web::Json<Page<DepartmentView>>> {
    let archived = query.0.archived.unwrap_or(false);
    let departments = service::list(&state, &user.actor(), archived).await?;
    Ok(web::Json(Page::whole(departments)))
}

/// Create a department
#[utoipa::path(tag = "departments", security(("bearer" = [])), request_body = CreateDepartmentRequest, responses(
    (status = 201, body = DepartmentView, description = "Created"),
    (status = 403, description = "`admin_only`"),
    (status = 409, description = "`name_taken`"),
))]
#[post("/departments")]
async fn create_department(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<CreateDepartmentRequest>,
) -> ApiResult<HttpResponse> {
    let department = service::create(&state, user, body.0).await?;
    Ok(HttpResponse::Created().json(department))
}

/// Rename or describe a department
#[utoipa::path(tag = "departments", security(("bearer" = [])), params(("id" = i64, Path)),
    request_body = UpdateDepartmentRequest, responses(
    (status = 200, body = DepartmentView, description = "Changed"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`name_taken`, `department_archived`"),
))]
#[patch("/departments/{id}")]
async fn update_department(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<DepartmentId>,
    body: Json<UpdateDepartmentRequest>,
) -> ApiResult<web::Json<DepartmentView>> {
    service::update(&state, user, id.0, body.0).await.map(web::Json)
}

/// Archive a department
///
/// History keeps the name; it cannot be chosen any more and its name can be used again.
#[utoipa::path(tag = "departments", security(("bearer" = [])), params(("id" = i64, Path), DeleteDepartmentQuery), responses(
    (status = 204, description = "Archived"),
    (status = 403, description = "`admin_only`"),
    (status = 404, description = "`not_found`"),
    (status = 409, description = "`has_open_tickets`, `has_members`, `department_archived`"),
))]
#[delete("/departments/{id}")]
async fn delete_department(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<DepartmentId>,
    query: Query<DeleteDepartmentQuery>,
) -> ApiResult<HttpResponse> {
    service::delete(&state, user, id.0, query.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
