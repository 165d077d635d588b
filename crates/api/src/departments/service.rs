//! Changing departments: administrators only.

use domain::authz::{Action, can};
use domain::departments::wire::{
    CreateDepartmentRequest, DeleteDepartmentQuery, DepartmentView, UpdateDepartmentRequest,
};
use domain::problem::FieldError;
use domain::tickets::event::MoveReason;
use domain::tickets::{Command, Place};
use domain::{Actor, DepartmentId, ErrorCode};
use sea_orm::ConnectionTrait;

use super::repo::{self, Lock};
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::work::Work;
use crate::{employees, tickets};

/// A department that can be chosen: 422 when unknown, 409 when archived. Stays so until the end of the transaction.
pub async fn choose(db: &impl ConnectionTrait, id: DepartmentId, pointer: &str) -> ApiResult<DepartmentView> {
    repo::lock(db, id, Lock::Choose).await?;
    let department = repo::find(db, id).await?;
    let department = department.ok_or_else(|| ApiError::field(pointer, ErrorCode::UnknownDepartment))?;
    if department.archived_at.is_some() {
        return Err(ApiError::new(ErrorCode::DepartmentArchived));
    }
    Ok(department)
}

/// Whether the department is active. Stays so until the end of the transaction.
pub async fn is_active(db: &impl ConnectionTrait, id: DepartmentId) -> ApiResult<bool> {
    repo::lock(db, id, Lock::Choose).await?;
    let department = repo::find(db, id).await?;
    Ok(department.is_some_and(|department| department.archived_at.is_none()))
}

/// Adds a department.
pub async fn create(
    state: &AppState,
    user: CurrentUser,
    request: CreateDepartmentRequest,
) -> ApiResult<DepartmentView> {
    can(&user.actor(), Action::ManageDepartments)?;
    let CreateDepartmentRequest { name, description } = request.parse()?;
    let tx = state.db.begin().await?;
    ensure_free(&tx, &name, None).await?;
    let id = repo::insert(&tx, &name, description.as_deref(), state.clock.now()).await?;
    let created = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    Ok(created)
}

/// Renames or describes a department.
pub async fn update(
    state: &AppState,
    user: CurrentUser,
    id: DepartmentId,
    request: UpdateDepartmentRequest,
) -> ApiResult<DepartmentView> {
    can(&user.actor(), Action::ManageDepartments)?;
    let UpdateDepartmentRequest { name, description } = request.parse()?;
    let tx = state.db.begin().await?;
    repo::lock(&tx, id, Lock::Change).await?;
    let department = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    if department.archived_at.is_some() {
        return Err(ApiError::new(ErrorCode::DepartmentArchived));
    }
    if let Some(name) = &name {
        ensure_free(&tx, name, Some(id)).await?;
    }
    repo::update(&tx, id, name, description).await?;
    let updated = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    Ok(updated)
}

/// Archives a department; its open tickets and active members go where the call says (DESIGN 2.4).
pub async fn delete(
    state: &AppState,
    user: CurrentUser,
    id: DepartmentId,
    query: DeleteDepartmentQuery,
) -> ApiResult<()> {
    can(&user.actor(), Action::ManageDepartments)?;
    let DeleteDepartmentQuery { move_tickets_to, move_members_to } = query;
    let mut work = Work::begin(state).await?;
    repo::lock(work.tx(), id, Lock::Change).await?;
    let department = repo::find(work.tx(), id).await?.ok_or_else(ApiError::not_found)?;
    if department.archived_at.is_some() {
        return Err(ApiError::new(ErrorCode::DepartmentArchived));
    }
    for (target, pointer) in [(move_tickets_to, "move_tickets_to"), (move_members_to, "move_members_to")] {
        if let Some(target) = target {
            if target == id {
                return Err(ApiError::invalid(vec![FieldError::new(pointer, ErrorCode::NotApplicable)]));
            }
            choose(work.tx(), target, pointer).await?;
        }
    }
    if department.active_members > 0 && move_members_to.is_none() {
        return Err(ApiError::new(ErrorCode::HasMembers));
    }
    let open = tickets::repo::open_in_department(work.tx(), id).await?;
    if !open.is_empty() && move_tickets_to.is_none() {
        return Err(ApiError::new(ErrorCode::HasOpenTickets));
    }
    if let Some(target) = move_tickets_to {
        let to = Place { department_id: target, assignee_id: None };
        for ticket_id in open {
            let command = Command::Move { to, reason: MoveReason::DepartmentArchived };
            let ticket = tickets::service::load(&work, &user.actor(), ticket_id).await?;
            tickets::service::run(state, &mut work, &user.actor(), ticket, command).await?;
        }
    }
    if let Some(target) = move_members_to {
        employees::repo::move_members(work.tx(), id, target).await?;
    }
    repo::archive(work.tx(), id, state.clock.now()).await?;
    work.commit(state).await?;
    state.feed.people_changed();
    Ok(())
}

/// All departments.
pub async fn list(state: &AppState, _actor: &Actor, archived: bool) -> ApiResult<Vec<DepartmentView>> {
    Ok(repo::list(state.read(), archived).await?)
}

async fn ensure_free(db: &impl ConnectionTrait, name: &str, except: Option<DepartmentId>) -> ApiResult<()> {
    match repo::find_by_name(db, name).await? {
        Some(other) if Some(other) != except => Err(ApiError::new(ErrorCode::NameTaken)),
        _ => Ok(()),
    }
}
