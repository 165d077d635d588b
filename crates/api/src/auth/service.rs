//! Login, rotation of refresh tokens, logout, invitations, passwords.

use domain::accounts::{ChangePasswordRequest, SessionView, UpdateMeRequest};
use domain::employees::wire::EmployeeView;
use domain::{EmployeeId, ErrorCode, text};
use sea_orm::ConnectionTrait;

use super::token::{ACCESS_SECONDS, Access, random_token};
use super::{CurrentUser, repo};
use crate::employees::repo as employees;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Seconds that a session lives after its login.
pub const SESSION_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Seconds that an invitation can be used.
pub const INVITE_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A session with the refresh token that goes into the cookie.
pub struct NewSession {
    /// For the body.
    pub view: SessionView,
    /// For the cookie.
    pub refresh_token: String,
}

/// Checks e-mail and password; failures are counted per account and per address.
pub async fn login(state: &AppState, email: &str, password: &str, address: &str) -> ApiResult<NewSession> {
    let now = state.clock.now();
    let account: String = email.trim().to_lowercase().chars().take(text::EMAIL_MAX).collect();
    state.throttle.check(&account, address, now)?;
    // What cannot be an address is nobody's; it must not reach the database, either.
    let known = match text::email("/email", &account) {
        Ok(address) => employees::find_credentials(state.read(), &address).await?,
        Err(_) => None,
    };
    let (employee, hash) = known.map_or((None, None), |(id, active, hash)| (active.then_some(id), hash));
    let password = text::password("/password", password).unwrap_or_default();
    let fits = state.passwords.verify(password, hash).await?;
    match employee {
        Some(employee) if fits => {
            state.throttle.succeeded(&account);
            begin_session(state, employee).await
        }
        _ => {
            state.throttle.failed(&account, address, now);
            Err(ApiError::new(ErrorCode::InvalidCredentials))
        }
    }
}

/// A new session of an employee who has proved who he is.
pub async fn begin_session(state: &AppState, employee: EmployeeId) -> ApiResult<NewSession> {
    let tx = state.db.begin().await?;
    let now = state.clock.now();
    let expires_at = now.plus_millis(SESSION_SECONDS * 1000);
    let session_id = repo::insert_session(&tx, employee, now, expires_at).await?;
    let session = issue(state, &tx, employee, session_id).await?;
    tx.commit().await?;
    Ok(session)
}

/// A new access token for a refresh token, which is used up by this. Using one twice means that somebody else has it:
/// the whole session ends.
pub async fn refresh(state: &AppState, token: &str) -> ApiResult<NewSession> {
    let refused = || ApiError::new(ErrorCode::InvalidRefreshToken);
    let tx = state.db.begin().await?;
    let now = state.clock.now();
    let (found, session) = repo::find_refresh_token(&tx, token).await?.ok_or_else(refused)?;
    if session.revoked_at.is_some() || session.expires_at <= now.millis() {
        return Err(refused());
    }
    if !repo::use_refresh_token(&tx, &found.token_hash, now).await? {
        repo::revoke_session(&tx, session.id, now).await?;
        tx.commit().await?;
        state.feed.people_changed();
        tracing::warn!(
            session.id = session.id,
            "refresh token of session {} used twice, session ended",
            session.id
        );
        return Err(refused());
    }
    let employee = EmployeeId(session.employee_id);
    let session = issue(state, &tx, employee, session.id).await?;
    if !session.view.employee.active {
        return Err(refused());
    }
    tx.commit().await?;
    Ok(session)
}

/// Ends the session of a refresh token; an unknown one is no error.
pub async fn logout(state: &AppState, token: &str) -> ApiResult<()> {
    let tx = state.db.begin().await?;
    if let Some((_, session)) = repo::find_refresh_token(&tx, token).await? {
        repo::revoke_session(&tx, session.id, state.clock.now()).await?;
    }
    tx.commit().await?;
    state.feed.people_changed();
    Ok(())
}

/// Sets the first password with an invitation and logs in.
pub async fn accept_invite(state: &AppState, token: &str, password: &str) -> ApiResult<NewSession> {
    let password = text::password("/password", password).map_err(|error| vec![error])?;
    let hash = state.passwords.hash(password).await?;
    let tx = state.db.begin().await?;
    let now = state.clock.now();
    let invited = repo::take_invite(&tx, token, now).await?;
    let employee = invited.ok_or_else(|| ApiError::new(ErrorCode::InvalidInvite))?;
    let view = employees::find(&tx, employee).await?.ok_or_else(ApiError::not_found)?;
    if !view.active {
        return Err(ApiError::new(ErrorCode::InvalidInvite));
    }
    employees::set_password(&tx, employee, &hash).await?;
    repo::revoke_sessions(&tx, employee, None, now).await?;
    tx.commit().await?;
    state.feed.people_changed();
    begin_session(state, employee).await
}

/// The caller's own card.
pub async fn me(state: &AppState, user: CurrentUser) -> ApiResult<EmployeeView> {
    employees::find(state.read(), user.id).await?.ok_or_else(ApiError::not_found)
}

/// Changes the caller's own name and language.
pub async fn update_me(
    state: &AppState,
    user: CurrentUser,
    request: UpdateMeRequest,
) -> ApiResult<EmployeeView> {
    let UpdateMeRequest { full_name, locale } = request.parse()?;
    let tx = state.db.begin().await?;
    employees::update_own(&tx, user.id, full_name, locale).await?;
    let view = employees::find(&tx, user.id).await?.ok_or_else(ApiError::not_found)?;
    tx.commit().await?;
    Ok(view)
}

/// Changes the caller's own password; his other sessions end.
pub async fn change_password(
    state: &AppState,
    user: CurrentUser,
    request: ChangePasswordRequest,
) -> ApiResult<()> {
    let ChangePasswordRequest { current_password, new_password } = request;
    let new_password = text::password("/new_password", &new_password).map_err(|error| vec![error])?;
    let now = state.clock.now();
    let throttle_key = format!("password of {}", user.id);
    state.throttle.check(&throttle_key, "", now)?;
    let current = text::password("/current_password", &current_password).unwrap_or_default();
    let hash = employees::password_hash(state.read(), user.id).await?;
    if !state.passwords.verify(current, hash).await? {
        state.throttle.failed(&throttle_key, "", now);
        return Err(ApiError::field("/current_password", ErrorCode::WrongPassword));
    }
    let hash = state.passwords.hash(new_password).await?;
    let tx = state.db.begin().await?;
    employees::set_password(&tx, user.id, &hash).await?;
    repo::revoke_sessions(&tx, user.id, Some(user.session_id), now).await?;
    tx.commit().await?;
    state.feed.people_changed();
    Ok(())
}

async fn issue(
    state: &AppState,
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    session_id: i64,
) -> ApiResult<NewSession> {
    let now = state.clock.now();
    let refresh_token = random_token(32);
    repo::insert_refresh_token(db, &refresh_token, session_id, now).await?;
    let employee_view = employees::find(db, employee).await?.ok_or_else(ApiError::not_found)?;
    let access_token = state.tokens.issue(Access { employee_id: employee, session_id }, now)?;
    let view = SessionView {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in: ACCESS_SECONDS,
        employee: employee_view,
    };
    Ok(NewSession { view, refresh_token })
}
