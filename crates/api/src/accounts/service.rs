//! Makes an empty database a desk.

use domain::ErrorCode;
use domain::accounts::{NewDesk, SetupRequest};
use domain::departments::SAMPLE;
use domain::employees::{Locale, Role};

use crate::auth::service::{NewSession, begin_session};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::{departments, employees};

/// Whether there are no employees yet.
pub async fn needed(state: &AppState) -> ApiResult<bool> {
    Ok(!employees::repo::any(state.read()).await?)
}

/// Creates the departments and the first administrator, and logs him in.
pub async fn setup(state: &AppState, request: SetupRequest, address: &str) -> ApiResult<NewSession> {
    if !needed(state).await? {
        return Err(ApiError::new(ErrorCode::SetupDone));
    }
    let NewDesk { token, full_name, email, password, departments: names, admin_department } =
        request.parse()?;
    let now = state.clock.now();
    state.throttle.check("set-up", address, now)?;
    if !same(&token, &state.setup_token) {
        state.throttle.failed("set-up", address, now);
        return Err(ApiError::field("/token", ErrorCode::InvalidSetupToken));
    }
    let hash = state.passwords.hash(password).await?;
    let tx = state.db.begin().await?;
    employees::repo::lock_all(&tx).await?;
    if employees::repo::any(&tx).await? {
        return Err(ApiError::new(ErrorCode::SetupDone));
    }
    let mut home = None;
    for (index, name) in names.iter().enumerate() {
        let description = SAMPLE.iter().find(|(sample, _)| sample == name).map(|(_, text)| *text);
        let id = departments::repo::insert(&tx, name, description, now).await?;
        if index == admin_department {
            home = Some(id);
        }
    }
    let department_id = home.ok_or_else(|| ApiError::field("/departments", ErrorCode::Required))?;
    let admin = employees::repo::Insert {
        full_name,
        email,
        department_id,
        role: Role::Admin,
        locale: Locale::default(),
        password_hash: Some(hash),
    };
    let id = employees::repo::insert(&tx, admin, now).await?;
    tx.commit().await?;
    begin_session(state, id).await
}

/// Compares without saying by time where the difference is.
fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.bytes().zip(right.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
