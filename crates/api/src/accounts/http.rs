//! `/setup`.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use domain::accounts::{SessionView, SetupRequest, SetupState};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service;
use crate::auth;
use crate::error::ApiResult;
use crate::http::Json;
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_setup).service(create_setup);
}

/// Whether the desk needs its first set-up
#[utoipa::path(tag = "setup", responses((status = 200, body = SetupState, description = "The state")))]
#[get("/setup")]
async fn get_setup(state: web::Data<AppState>) -> ApiResult<web::Json<SetupState>> {
    let needed = service::needed(&state).await?;
    Ok(web::Json(SetupState { needed }))
}

/// Set up the desk
///
/// Creates departments and the first administrator, and logs him in. Needs the token that `desk serve` prints.
#[utoipa::path(tag = "setup", request_body = SetupRequest, responses(
    (status = 201, body = SessionView, description = "Set up, logged in"),
    (status = 409, description = "`setup_done`"),
    (status = 422, description = "`invalid_setup_token` at `/token`, or other wrong fields"),
    (status = 429, description = "`too_many_requests`"),
))]
#[post("/setup")]
async fn create_setup(
    state: web::Data<AppState>,
    http: HttpRequest,
    body: Json<SetupRequest>,
) -> ApiResult<HttpResponse> {
    let address = http.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default();
    let session = service::setup(&state, body.0, &address).await?;
    Ok(auth::http::answer(&http, HttpResponse::Created(), session))
}
