//! Who is asking: access tokens, sessions with rotating refresh tokens, passwords, login throttling.
//!
//! [`CurrentUser`] in the signature of a handler is what makes it need a login.

pub mod cookie;
pub mod http;
pub mod password;
pub mod repo;
pub mod service;
pub mod throttle;
pub mod token;

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use domain::employees::Role;
use domain::{Actor, DepartmentId, EmployeeId, ErrorCode};

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// The active employee behind the access token, as the database knows him at this moment.
#[derive(Clone, Copy, Debug)]
pub struct CurrentUser {
    /// Who.
    pub id: EmployeeId,
    /// His department.
    pub department_id: DepartmentId,
    /// His role.
    pub role: Role,
    /// The session that the token belongs to.
    pub session_id: i64,
}

impl CurrentUser {
    /// As the one who acts.
    pub fn actor(&self) -> Actor {
        Actor::Employee { id: self.id, department_id: self.department_id, role: self.role }
    }
}

impl FromRequest for CurrentUser {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            if let Some(user) = request.extensions().get::<Self>() {
                return Ok(*user);
            }
            let state =
                request.app_data::<web::Data<AppState>>().ok_or_else(|| ApiError::internal("no state"))?;
            let token = bearer(&request).ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))?;
            let claims = state.tokens.verify(token, state.clock.now())?;
            let user = repo::current_user(state.read(), claims.session_id, claims.employee_id).await?;
            let user = user.ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))?;
            request.extensions_mut().insert(user);
            Ok(user)
        })
    }
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
