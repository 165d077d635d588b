//! The version of a ticket as an entity tag (RFC 9110, 8.8.3).

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use domain::ErrorCode;

use crate::error::{ApiError, ApiResult};

/// The header value for a version: `"7"`.
pub fn etag(version: i64) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

/// The version in `If-Match`; `None` for `*`, which matches whatever there is.
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = std::future::Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        std::future::ready(parse(request.headers().get(header::IF_MATCH)).map(Self))
    }
}

fn parse(value: Option<&header::HeaderValue>) -> ApiResult<Option<i64>> {
    let value = value
        .ok_or_else(|| ApiError::new(ErrorCode::PreconditionRequired).with_detail("If-Match is missing"))?;
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version =
        text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse().ok());
    version.map(Some).ok_or_else(|| {
        ApiError::new(ErrorCode::MalformedRequest)
            .with_detail("If-Match is not the ETag of a ticket, such as \"7\"")
    })
}
