//! `/auth/*` and `/me`.

use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use domain::ErrorCode;
use domain::accounts::{
    AcceptInviteRequest, ChangePasswordRequest, LoginRequest, SessionView, UpdateMeRequest,
};
use domain::employees::wire::EmployeeView;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, NewSession, SESSION_SECONDS};
use super::{CurrentUser, cookie};
use crate::error::{ApiError, ApiResult};
use crate::http::Json;
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(login)
        .service(refresh)
        .service(logout)
        .service(accept_invite)
        .service(get_me)
        .service(update_me)
        .service(change_password);
}

/// Log in
///
/// The answer carries an access token (15 minutes) and sets the refresh cookie (HttpOnly, path `/api/v1/auth`).
#[utoipa::path(tag = "auth", request_body = LoginRequest, responses(
    (status = 200, body = SessionView, description = "Logged in"),
    (status = 401, description = "`invalid_credentials`"),
    (status = 429, description = "`too_many_requests`: this account or address failed too often"),
))]
#[post("/auth/login")]
async fn login(
    state: web::Data<AppState>,
    http: HttpRequest,
    body: Json<LoginRequest>,
) -> ApiResult<HttpResponse> {
    let LoginRequest { email, password } = body.0;
    let session = service::login(&state, &email, &password, &address(&http)).await?;
    Ok(answer(&http, HttpResponse::Ok(), session))
}

/// Renew the access token
///
/// Uses up the refresh cookie and sets the next one. A cookie that was used before ends the whole session.
#[utoipa::path(tag = "auth", responses(
    (status = 200, body = SessionView, description = "Renewed"),
    (status = 401, description = "`invalid_refresh_token`"),
))]
#[post("/auth/refresh")]
async fn refresh(state: web::Data<AppState>, http: HttpRequest) -> ApiResult<HttpResponse> {
    let token = cookie::read(&http).ok_or_else(|| ApiError::new(ErrorCode::InvalidRefreshToken))?;
    let session = service::refresh(&state, &token).await?;
    Ok(answer(&http, HttpResponse::Ok(), session))
}

/// Log out
///
/// Ends the session of the refresh cookie; its access tokens stop working at once.
#[utoipa::path(tag = "auth", responses((status = 204, description = "Logged out")))]
#[post("/auth/logout")]
async fn logout(state: web::Data<AppState>, http: HttpRequest) -> ApiResult<HttpResponse> {
    if let Some(token) = cookie::read(&http) {
        service::logout(&state, &token).await?;
    }
    Ok(HttpResponse::NoContent().cookie(cookie::clear(&http)).finish())
}

/// Accept an invitation
///
/// Sets the first password of an employee with the token of his invitation and logs in.
#[utoipa::path(tag = "auth", request_body = AcceptInviteRequest, responses(
    (status = 200, body = SessionView, description = "Password set, logged in"),
    (status = 422, description = "`invalid_invite`: unknown, used or expired; or the password is too short"),
))]
#[post("/auth/accept-invite")]
async fn accept_invite(
    state: web::Data<AppState>,
    http: HttpRequest,
    body: Json<AcceptInviteRequest>,
) -> ApiResult<HttpResponse> {
    let AcceptInviteRequest { token, password } = body.0;
    let session = service::accept_invite(&state, &token, &password).await?;
    Ok(answer(&http, HttpResponse::Ok(), session))
}

/// My card
#[utoipa::path(tag = "me", security(("bearer" = [])), responses((status = 200, body = EmployeeView, description = "The caller")))]
#[get("/me")]
async fn get_me(state: web::Data<AppState>, user: CurrentUser) -> ApiResult<web::Json<EmployeeView>> {
    service::me(&state, user).await.map(web::Json)
}

/// Change my name or language
#[utoipa::path(tag = "me", security(("bearer" = [])), request_body = UpdateMeRequest,
    responses((status = 200, body = EmployeeView, description = "The caller")))]
#[patch("/me")]
async fn update_me(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<UpdateMeRequest>,
) -> ApiResult<web::Json<EmployeeView>> {
    service::update_me(&state, user, body.0).await.map(web::Json)
}

/// Change my password
///
/// All other sessions of the caller end.
#[utoipa::path(tag = "me", security(("bearer" = [])), request_body = ChangePasswordRequest, responses(
    (status = 204, description = "Changed"),
    (status = 422, description = "`wrong_password` at `/current_password`, or the new one is too short"),
    (status = 429, description = "`too_many_requests`"),
))]
#[post("/me/password")]
async fn change_password(
    state: web::Data<AppState>,
    user: CurrentUser,
    body: Json<ChangePasswordRequest>,
) -> ApiResult<HttpResponse> {
    service::change_password(&state, user, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A session in the body, its refresh token in the cookie.
pub fn answer(
    http: &HttpRequest,
    mut response: actix_web::HttpResponseBuilder,
    session: NewSession,
) -> HttpResponse {
    response.cookie(cookie::set(http, &session.refresh_token, SESSION_SECONDS)).json(session.view)
}

/// The peer's address. Behind a proxy this is the proxy; the account's own limit still holds.
fn address(http: &HttpRequest) -> String {
    http.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default()
}
