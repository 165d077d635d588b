//! All routes: one line a slice.

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::error::{ApiError, ApiResult};
use crate::http::idempotency::idempotency;
use crate::state::AppState;
use crate::{
    accounts, attachments, auth, bulk, counters, departments, drafts, employees, live, notifications,
    openapi, presence, quick_texts, tickets, views,
};

/// Everything that the document describes.
pub fn documented(config: &mut ServiceConfig<'_>) {
    config
        .service(
            scope::scope("/api/v1")
                .configure(accounts::http::configure)
                .configure(auth::http::configure)
                .configure(departments::http::configure)
                .configure(employees::http::configure)
                .configure(tickets::http::configure)
                .configure(drafts::http::configure)
                .configure(presence::http::configure)
                .configure(views::http::configure)
                .configure(quick_texts::http::configure)
                .configure(bulk::http::configure)
                .configure(attachments::http::configure)
                .configure(notifications::http::configure)
                .configure(counters::configure)
                .configure(live::http::configure)
                .wrap(from_fn(idempotency)),
        )
        .service(openapi::get_openapi)
        .service(get_health)
        .service(get_readiness)
        .service(get_metrics);
}

/// Whether the process lives
#[utoipa::path(tag = "system", responses((status = 200, description = "It does", body = String, content_type = "text/plain")))]
#[get("/healthz")]
async fn get_health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// Whether requests can be served
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "They can", body = String, content_type = "text/plain"),
    (status = 503, description = "`unavailable`: the database does not answer"),
))]
#[get("/readyz")]
async fn get_readiness(state: web::Data<AppState>) -> ApiResult<HttpResponse> {
    let ready = live::repo::last_position(state.read()).await;
    ready.map_err(|_| ApiError::new(domain::ErrorCode::Unavailable))?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}

/// Metrics
///
/// In the text format of Prometheus.
#[utoipa::path(tag = "system", responses((status = 200, description = "The metrics", body = String, content_type = "text/plain")))]
#[get("/metrics")]
async fn get_metrics(state: web::Data<AppState>) -> ApiResult<HttpResponse> {
    let text = state.metrics.render().map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}
