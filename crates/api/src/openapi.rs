//! The OpenAPI document: generated from the same registration that serves requests.

use actix_web::{HttpResponse, get, web};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, RefOr, Response, ResponseBuilder};
use utoipa::{Modify, OpenApi as _};

use crate::routes;
use crate::state::AppState;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Service desk",
        description = "People, departments, tickets. Log in with `POST /api/v1/auth/login`, press *Authorize* and paste \
            the `access_token`.\n\nErrors are `application/problem+json` (RFC 9457) with a stable `code`. A ticket that \
            the caller does not see answers 404. Lists are pages of `items` with an opaque cursor in `page.next`. POST \
            requests take an `Idempotency-Key`; changes of a ticket's fields need `If-Match`.",
    ),
    tags(
        (name = "setup", description = "The first start"),
        (name = "auth", description = "Log in, renew, log out"),
        (name = "me", description = "The caller himself"),
        (name = "departments", description = "Who does what"),
        (name = "employees", description = "People"),
        (name = "tickets", description = "Lists, commands, comments, history"),
        (name = "drafts", description = "Comments that are not sent yet"),
        (name = "presence", description = "Who is at a ticket"),
        (name = "views", description = "Queries under a name"),
        (name = "quick texts", description = "Texts that people write often"),
        (name = "bulk", description = "One command on many tickets"),
        (name = "attachments", description = "Files"),
        (name = "notifications", description = "What the caller should know"),
        (name = "counters", description = "Numbers for the navigation"),
        (name = "live", description = "Changes as they happen"),
        (name = "system", description = "For operators"),
    ),
    components(schemas(domain::problem::Problem)),
    modifiers(&Bearer),
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        if let Some(components) = document.components.as_mut() {
            components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
        }
    }
}

/// What the document begins with, before the operations are collected.
pub fn base() -> OpenApi {
    Document::openapi()
}

/// The whole document.
pub fn spec() -> OpenApi {
    use utoipa_actix_web::AppExt;

    let (_, mut document) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(base())
        .configure(routes::documented)
        .split_for_parts();
    add_problems(&mut document);
    document
}

/// The document as it is committed and served: pretty, with a newline at the end.
pub fn spec_json() -> serde_json::Result<String> {
    let value = serde_json::to_value(spec())?;
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

/// Every operation can answer some problems for the same reason; handlers name only those of their own.
fn add_problems(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            let mut standard = vec![("500", "`internal`: our fault; `instance` finds it in the log")];
            if operation.security.is_some() {
                standard.push(("401", "`unauthenticated`"));
            }
            if operation.request_body.is_some() {
                standard.push(("400", "`malformed_request`"));
                standard.push(("413", "`payload_too_large`"));
                standard.push(("415", "`unsupported_media_type`"));
                standard.push(("422", "`invalid_fields`, with `errors`; `idempotency_key_reused`"));
            }
            if operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty())
                && path != "/api/v1/events"
            {
                standard.push(("422", "`invalid_fields`, with `errors`"));
            }
            for (status, description) in standard {
                let missing = !operation.responses.responses.contains_key(status);
                if missing {
                    let response = ResponseBuilder::new().description(description).build();
                    operation.responses.responses.insert(status.to_owned(), RefOr::T(response));
                }
            }
            for (status, response) in &mut operation.responses.responses {
                if let (RefOr::T(response), true) = (response, status.starts_with(['4', '5'])) {
                    describe_problem(response);
                }
            }
        }
    }
}

fn describe_problem(response: &mut Response) {
    if response.content.is_empty() {
        let schema = utoipa::openapi::Ref::from_schema_name("Problem");
        response.content.insert("application/problem+json".to_owned(), RefOr::T(Content::new(Some(schema))));
    }
}

/// The document
#[utoipa::path(tag = "system", responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)))]
#[get("/api/openapi.json")]
pub async fn get_openapi(state: web::Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(state.methods.document.clone())
}

/// Which methods a path has, and the document itself: made once.
pub struct Methods {
    paths: Vec<(Vec<String>, Vec<String>)>,
    document: String,
}

impl Methods {
    /// From the document.
    pub fn new() -> anyhow::Result<Self> {
        let document = spec_json()?;
        let value: serde_json::Value = serde_json::from_str(&document)?;
        let mut paths = Vec::new();
        for (path, item) in value["paths"].as_object().into_iter().flatten() {
            let methods = item.as_object().into_iter().flatten().map(|(method, _)| method.clone());
            let methods =
                methods.filter(|name| matches!(name.as_str(), "get" | "post" | "put" | "patch" | "delete"));
            paths.push((path.split('/').map(str::to_owned).collect(), methods.collect()));
        }
        Ok(Self { paths, document })
    }

    /// The methods of the operations with this path; empty when there is none.
    pub fn allowed(&self, path: &str) -> Vec<String> {
        let parts: Vec<&str> = path.split('/').collect();
        // A path that stands there as it is counts, not one that it could be.
        if let Some((_, methods)) = self.paths.iter().find(|(pattern, _)| *pattern == parts) {
            return methods.clone();
        }
        let fits = |pattern: &[String]| {
            pattern.len() == parts.len()
                && pattern
                    .iter()
                    .zip(&parts)
                    .all(|(pattern, part)| pattern == part || (pattern.starts_with('{') && !part.is_empty()))
        };
        self.paths
            .iter()
            .filter(|(pattern, _)| fits(pattern))
            .flat_map(|(_, methods)| methods.clone())
            .collect()
    }
}
