//! The browser application inside the binary: precompressed, cached for ever by its hashed names.

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::ErrorCode;
use sha2::{Digest, Sha256};

use crate::error::ApiError;
use crate::http::frame;
use crate::state::AppState;

/// A file of the application.
struct Asset {
    path: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Everything that is no operation: a file of the application, its page for its own paths, or a problem.
pub async fn serve(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    let path = request.path();
    if path.starts_with("/api") || matches!(path, "/healthz" | "/readyz" | "/metrics") {
        return frame::fallback(request, state).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::new(ErrorCode::MethodNotAllowed).error_response();
    }
    let wanted = path.trim_start_matches('/');
    if let Some(asset) = ASSETS.iter().find(|asset| asset.path == wanted && asset.path != "index.html") {
        return answer(&request, asset, "public, max-age=31536000, immutable");
    }
    // A path with a file extension is a missing file, any other a path of the application.
    if wanted.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return ApiError::not_found().error_response();
    }
    match ASSETS.iter().find(|asset| asset.path == "index.html") {
        Some(index) => page(&request, index),
        None => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(WITHOUT_APPLICATION),
    }
}

const WITHOUT_APPLICATION: &str = "<!doctype html><html lang=\"en\"><title>Service desk</title>\
    <p>This binary was built without the browser application: use <code>cargo xtask build</code>. \
    The API is described at <a href=\"/api/docs/\">/api/docs/</a>.";

fn page(request: &HttpRequest, index: &Asset) -> HttpResponse {
    let mut response = answer(request, index, "no-cache");
    let scripts = inline_script_hashes(index.plain);
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; \
         img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
    response
}

fn answer(request: &HttpRequest, asset: &Asset, cache: &'static str) -> HttpResponse {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (body, encoding) = match (asset.brotli, asset.gzip) {
        (Some(body), _) if accepted.contains("br") => (body, Some("br")),
        (_, Some(body)) if accepted.contains("gzip") => (body, Some("gzip")),
        _ => (asset.plain, None),
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type(content_type(asset.path))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    response.body(body)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Trunk writes the loader into the page; the policy names its hash instead of allowing all inline scripts.
fn inline_script_hashes(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let mut hashes = String::new();
    let mut rest = page.as_ref();
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script>") else { break };
        if !attributes.contains("src=") && !script.is_empty() {
            hashes.push_str(&format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))));
        }
        rest = after;
    }
    hashes
}
