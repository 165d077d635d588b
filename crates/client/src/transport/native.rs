//! HTTP outside of the browser: reqwest with a cookie store.

use std::hash::{BuildHasher, Hasher, RandomState};

use domain::json::Value;
use futures_util::future::BoxFuture;
use reqwest::multipart::{Form, Part};

use crate::ClientError;
use crate::request::{Body, Method, Request};

/// A file to upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The content of a downloaded file.
pub type Content = Vec<u8>;

/// An answer that is on its way.
pub type Reply<T> = BoxFuture<'static, Result<T, ClientError>>;

/// Sends requests to one server.
pub(crate) struct Transport {
    base: String,
    http: reqwest::Client,
}

impl Transport {
    pub(crate) fn new(base: &str) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap_or_default();
        Self { base: base.to_owned(), http }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }

    pub(crate) async fn fetch(&self, request: &Request, token: Option<&str>) -> Result<Answer, ClientError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.http.request(method, self.url(&request.path));
        if let Some(token) = token {
            builder = builder.bearer_auth(token);
        }
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        builder = match &request.body {
            Body::Nothing => builder,
            Body::Json(text) => builder.header("Content-Type", "application/json").body(text.clone()),
            Body::File(upload) => {
                let part = Part::bytes(upload.bytes.clone()).file_name(upload.file_name.clone());
                builder.multipart(Form::new().part("file", part))
            }
        };
        builder.send().await.map(Answer).map_err(network)
    }
}

fn network(error: reqwest::Error) -> ClientError {
    ClientError::Network(error.without_url().to_string())
}

/// An answer whose body has not been read.
pub(crate) struct Answer(reqwest::Response);

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    pub(crate) async fn text(self) -> Result<String, ClientError> {
        self.0.text().await.map_err(network)
    }

    pub(crate) async fn content(self) -> Result<Content, ClientError> {
        self.0.bytes().await.map(Into::into).map_err(network)
    }

    #[expect(clippy::unnecessary_wraps, reason = "in the browser an answer can be without a body")]
    pub(crate) fn chunks(self) -> Result<Chunks, ClientError> {
        Ok(Chunks(self.0))
    }
}

/// A body that is read piece by piece.
pub(crate) struct Chunks(reqwest::Response);

impl Chunks {
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        Ok(self.0.chunk().await.map_err(network)?.map(Into::into))
    }
}

/// Reads a JSON text.
pub(crate) fn parse(text: &str) -> Result<Value, ClientError> {
    serde_json::from_str(text).map_err(|error| ClientError::unreadable(&error))
}

/// Runs the future; here the caller decides how long.
pub(crate) async fn detached<T>(
    future: impl Future<Output = Result<T, ClientError>>,
) -> Result<T, ClientError> {
    future.await
}

/// Nothing is held.
pub(crate) struct Lock;

/// Each client outside of a browser has cookies of its own, so there is nobody to wait for.
pub(crate) async fn lock(_name: &str) -> Lock {
    Lock
}

/// 64 random bits, good enough for names that must not repeat.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
