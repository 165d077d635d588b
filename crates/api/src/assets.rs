//! The browser application inside the binary: precompressed, cached for ever where a name has a hash of the content.

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
    /// Its entity tag, for a file whose name stays when it changes.
    tag: &'static str,
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
        return file(&request, asset);
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

const NO_CACHE: &str = "no-cache";

const WITHOUT_APPLICATION: &str = "<!doctype html><html lang=\"en\"><title>Service desk</title>\
    <p>This binary was built without the browser application: use <code>cargo xtask build</code>. \
    The API is described at <a href=\"/api/docs/\">/api/docs/</a>.";

/// What is loaded by a name that stays: the service worker and what browsers ask for by themselves.
const STABLE: [&str; 3] = ["icon.svg", "manifest.webmanifest", "sw.js"];

/// All names have a hash but those, and those of the texts, which the application loads by language.
fn file(request: &HttpRequest, asset: &Asset) -> HttpResponse {
    if asset.path.starts_with("locales/") || STABLE.contains(&asset.path) {
        return revalidated(request, asset);
    }
    answer(request, asset, "public, max-age=31536000, immutable")
}

fn page(request: &HttpRequest, index: &Asset) -> HttpResponse {
    let mut response = revalidated(request, index);
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

/// A browser asks each time whether its copy is still right.
fn revalidated(request: &HttpRequest, asset: &Asset) -> HttpResponse {
    let mut known = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    let mut response = if known.any(|tags| tags.split(',').any(|tag| tag.trim() == asset.tag)) {
        HttpResponse::NotModified()
            .insert_header((header::CACHE_CONTROL, NO_CACHE))
            .insert_header((header::VARY, "Accept-Encoding"))
            .finish()
    } else {
        answer(request, asset, NO_CACHE)
    };
    response.headers_mut().insert(header::ETAG, HeaderValue::from_static(asset.tag));
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
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
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

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::test::TestRequest;

    use super::*;

    fn asset(path: &'static str) -> Asset {
        Asset { path, tag: "W/\"7\"", plain: b"{}", brotli: None, gzip: None }
    }

    #[test]
    fn texts_are_asked_for_again_and_sent_when_they_changed() {
        let texts = asset("locales/uk.json");
        let first = file(&TestRequest::get().to_http_request(), &texts);
        assert_eq!(first.status(), StatusCode::OK);
        let headers = first.headers();
        assert_eq!(headers.get(header::CONTENT_TYPE).unwrap(), "application/json");
        assert_eq!(headers.get(header::CACHE_CONTROL).unwrap(), NO_CACHE);
        assert_eq!(headers.get(header::ETAG).unwrap(), texts.tag);
        let again = |tag| {
            let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, tag)).to_http_request();
            file(&request, &texts).status()
        };
        assert_eq!(again("W/\"7\""), StatusCode::NOT_MODIFIED);
        assert_eq!(again("W/\"6\", W/\"7\""), StatusCode::NOT_MODIFIED);
        assert_eq!(again("W/\"6\""), StatusCode::OK);
    }

    #[test]
    fn files_with_a_hash_in_their_name_are_kept() {
        let style = file(&TestRequest::get().to_http_request(), &asset("base-2a5bbb9015dbc3e.css"));
        let cache = style.headers().get(header::CACHE_CONTROL).unwrap();
        assert_eq!(cache, "public, max-age=31536000, immutable");
    }
}
