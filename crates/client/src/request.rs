//! What is sent: method, path, headers, body.

use domain::json::{self, ToJson};

use crate::transport::{self, Upload};

/// The methods of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// What a request carries.
pub(crate) enum Body {
    Nothing,
    Json(String),
    /// A file in the multipart field `file`.
    File(Upload),
}

/// One request, before the access token is added; it can be sent again after a renewal.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Below `/api/v1`, with query string.
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

impl Request {
    pub(crate) fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: Body::Nothing }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, path)
    }

    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::Post, path)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn idempotent(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    pub(crate) fn json(mut self, body: &impl ToJson) -> Self {
        self.body = Body::Json(json::write(body));
        self
    }

    pub(crate) fn file(mut self, upload: Upload) -> Self {
        self.body = Body::File(upload);
        self
    }
}

/// A new random value for `Idempotency-Key`: make one per thing that the person does, keep it when it is tried again.
pub fn idempotency_key() -> String {
    format!("{:016x}{:016x}", transport::random(), transport::random())
}

#[cfg(test)]
mod tests {
    use super::idempotency_key;

    #[test]
    fn keys_differ() {
        assert_eq!(idempotency_key().len(), 32);
        assert_ne!(idempotency_key(), idempotency_key());
    }
}
