//! Changing employees: administrators only.

use domain::authz::{Action, can};
use domain::employees::wire::{
    CreateEmployeeRequest, CreatedEmployee, DeactivateEmployeeRequest, EmployeeListQuery, EmployeeView,
    NewEmployee, UpdateEmployeeRequest,
};
use domain::employees::{Locale, Role};
use domain::page::{Page, PageInfo};
use domain::tickets::event::MoveReason;
use domain::tickets::list::Q_MAX;
use domain::tickets::wire::Target;
use domain::tickets::{Command, Place};
use domain::{EmployeeId, ErrorCode, text};
use sea_orm::ConnectionTrait;

use super::repo;
use crate::auth::service::INVITE_SECONDS;
use crate::auth::token::random_token;
use crate::auth::{self, CurrentUser};
use crate::departments;
use crate::departments::repo::Lock;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;
use crate::tickets;
use crate::work::Work;

/// A page of employees, by name.
pub async fn list(state: &AppState, query: EmployeeListQuery) -> ApiResult<Page<EmployeeView>> {
    let q = text::optional_line("q", query.q.as_deref(), Q_MAX).map_err(|error| vec![error])?;
    let query = EmployeeListQuery { q, ..query };
    let scope = CursorScope::new("employees", (&query.q, query.department_id, query.active));
    let after = scope.open(query.after.as_deref())?;
    let limit = query.page_limit();
    let mut rows = repo::list(state.read(), &query, after, limit + 1).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|(_, position)| scope.seal(position));
    Ok(Page { items: rows.into_iter().map(|(row, _)| row).collect(), page: PageInfo { next } })
}

/// One employee.
pub async fn get(state: &AppState, id: EmployeeId) -> ApiResult<EmployeeView> {
    repo::find(state.read(), id).await?.ok_or_else(ApiError::not_found)
}

/// Adds an employee, with an invitation to set a password.
pub async fn create(
    state: &AppState,
    user: CurrentUser,
    request: CreateEmployeeRequest,
    invite_base: &str,
) -> ApiResult<CreatedEmployee> {
    can(&user.actor(), Action::ManageEmployees)?;
    let NewEmployee { full_name, email, department_id, role } = request.parse()?;
    let tx = state.db.begin().await?;
    departments::service::choose(&tx, department_id, "/department_id").await?;
    ensure_free(&tx, &email, None).await?;
    let new = repo::Insert {
        full_name,
        email,
        department_id,
        role,
        locale: Locale::default(),
        password_hash: None,
    };
    let id = repo::insert(&tx, new, state.clock.now()).await?;
    let invite_url = invite(state, &tx, id, invite_base).await?;
    let employee = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    Ok(CreatedEmployee { employee, invite_url })
}

/// A new invitation; earlier ones end. It also serves a person who forgot his password.
pub async fn new_invite(
    state: &AppState,
    user: CurrentUser,
    id: EmployeeId,
    invite_base: &str,
) -> ApiResult<String> {
    can(&user.actor(), Action::ManageEmployees)?;
    let tx = state.db.begin().await?;
    let employee = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    if !employee.active {
        return Err(ApiError::new(ErrorCode::EmployeeInactive));
    }
    let url = invite(state, &tx, id, invite_base).await?;
    tx.commit().await?;
    Ok(url)
}

/// Changes name, e-mail, department or role.
pub async fn update(
    state: &AppState,
    user: CurrentUser,
    id: EmployeeId,
    request: UpdateEmployeeRequest,
) -> ApiResult<EmployeeView> {
    can(&user.actor(), Action::ManageEmployees)?;
    let UpdateEmployeeRequest { full_name, email, department_id, role } = request.parse()?;
    let tx = state.db.begin().await?;
    let admins = repo::lock_active_admins(&tx).await?;
    repo::lock(&tx, id, Lock::Change).await?;
    let employee = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    if let Some(department_id) = department_id.filter(|department| *department != employee.department_id) {
        departments::service::choose(&tx, department_id, "/department_id").await?;
    }
    if let Some(email) = &email {
        ensure_free(&tx, email, Some(id)).await?;
    }
    if role == Some(Role::User) && employee.role == Role::Admin && employee.active && admins <= 1 {
        return Err(ApiError::new(ErrorCode::LastAdmin));
    }
    repo::update(&tx, id, full_name, email, department_id, role).await?;
    let updated = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    state.feed.people_changed();
    Ok(updated)
}

/// Deactivates: his open tickets go where the call says, his sessions end at once (DESIGN 2.4).
pub async fn deactivate(
    state: &AppState,
    user: CurrentUser,
    id: EmployeeId,
    request: DeactivateEmployeeRequest,
) -> ApiResult<EmployeeView> {
    can(&user.actor(), Action::ManageEmployees)?;
    let target = request.move_tickets_to.map(|to| to.parse("/move_tickets_to")).transpose();
    let target = target.map_err(|error| vec![error])?;
    let mut work = Work::begin(state).await?;
    let admins = repo::lock_active_admins(work.tx()).await?;
    repo::lock(work.tx(), id, Lock::Change).await?;
    let employee = repo::find(work.tx(), id).await?.ok_or_else(ApiError::not_found)?;
    if !employee.active {
        return Ok(employee);
    }
    if employee.role == Role::Admin && admins <= 1 {
        return Err(ApiError::new(ErrorCode::LastAdmin));
    }
    let to = match target {
        None => None,
        Some(Target::Employee(other)) if other == id => {
            return Err(ApiError::field("/move_tickets_to/employee_id", ErrorCode::NotApplicable));
        }
        Some(target) => Some(tickets::service::place(work.tx(), target, "/move_tickets_to").await?),
    };
    move_tickets(state, &mut work, user, id, to).await?;
    repo::set_active(work.tx(), id, false).await?;
    let now = state.clock.now();
    auth::repo::revoke_sessions(work.tx(), id, None, now).await?;
    auth::repo::delete_invites(work.tx(), id).await?;
    let employee = repo::find(work.tx(), id).await?.ok_or_else(ApiError::not_found)?;
    work.commit(state).await?;
    state.feed.people_changed();
    Ok(employee)
}

/// Activates again; his department must not be archived.
pub async fn activate(state: &AppState, user: CurrentUser, id: EmployeeId) -> ApiResult<EmployeeView> {
    can(&user.actor(), Action::ManageEmployees)?;
    let tx = state.db.begin().await?;
    let employee = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    departments::service::choose(&tx, employee.department_id, "/department_id").await?;
    repo::set_active(&tx, id, true).await?;
    let employee = repo::find(&tx, id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    state.feed.people_changed();
    Ok(employee)
}

async fn move_tickets(
    state: &AppState,
    work: &mut Work,
    user: CurrentUser,
    id: EmployeeId,
    to: Option<Place>,
) -> ApiResult<()> {
    for ticket_id in tickets::repo::open_of_assignee(work.tx(), id).await? {
        let to = to.ok_or_else(|| ApiError::new(ErrorCode::HasOpenTickets))?;
        let command = Command::Move { to, reason: MoveReason::EmployeeDeactivated };
        let ticket = tickets::service::load(work, &user.actor(), ticket_id).await?;
        tickets::service::run(state, work, &user.actor(), ticket, command).await?;
    }
    Ok(())
}

async fn invite(
    state: &AppState,
    db: &impl ConnectionTrait,
    id: EmployeeId,
    invite_base: &str,
) -> ApiResult<String> {
    let token = random_token(24);
    let now = state.clock.now();
    auth::repo::replace_invite(db, id, &token, now, now.plus_millis(INVITE_SECONDS * 1000)).await?;
    Ok(format!("{invite_base}/invite/{token}"))
}

async fn ensure_free(db: &impl ConnectionTrait, email: &str, except: Option<EmployeeId>) -> ApiResult<()> {
    match repo::find_by_email(db, email).await? {
        Some(other) if Some(other) != except => Err(ApiError::new(ErrorCode::EmailTaken)),
        _ => Ok(()),
    }
}
