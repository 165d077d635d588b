//! The refresh cookie: HttpOnly, SameSite=Strict, only sent to `/api/v1/auth`, Secure except on loopback.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

const NAME: &str = "desk_refresh";
const PATH: &str = "/api/v1/auth";

/// The refresh token that the browser sent.
pub fn read(request: &HttpRequest) -> Option<String> {
    request.cookie(NAME).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// Sets the refresh token for as long as the session may live.
pub fn set(request: &HttpRequest, token: &str, seconds: i64) -> Cookie<'static> {
    build(request, token.to_owned(), Duration::seconds(seconds))
}

/// Removes the refresh token.
pub fn clear(request: &HttpRequest) -> Cookie<'static> {
    build(request, String::new(), Duration::ZERO)
}

fn build(request: &HttpRequest, value: String, max_age: Duration) -> Cookie<'static> {
    Cookie::build(NAME, value)
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(!is_loopback(request))
        .max_age(max_age)
        .finish()
}

fn is_loopback(request: &HttpRequest) -> bool {
    let info = request.connection_info();
    let host = info.host();
    let name = host.strip_prefix('[').map_or_else(
        || host.split(':').next().unwrap_or_default(),
        |rest| rest.split(']').next().unwrap_or_default(),
    );
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
