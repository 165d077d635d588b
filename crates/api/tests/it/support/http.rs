//! Requests as they go over the wire. There is no way to an answer but through its status.

use std::fmt::Debug;

use client::ClientError;
use domain::ErrorCode;
use domain::problem::Problem;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;

/// A request that is not sent yet.
#[must_use = "a request is sent by `status`, `ok` or `refused`"]
pub struct Call {
    name: String,
    request: reqwest::RequestBuilder,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The headers.
    pub headers: HeaderMap,
    /// The body, whatever it is.
    pub bytes: Vec<u8>,
    /// The body as JSON; `null` when it is not.
    pub body: Value,
}

impl Call {
    /// A request to a full address.
    pub fn new(http: &reqwest::Client, method: &str, url: &str) -> Self {
        let name = format!("{method} {url}");
        Self { name, request: http.request(method.parse().unwrap(), url) }
    }

    /// With the access token.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// With a JSON body.
    #[expect(clippy::needless_pass_by_value, reason = "`json!` makes values")]
    pub fn json(mut self, body: Value) -> Self {
        self.request = self.request.json(&body);
        self
    }

    /// With this body, as it is.
    pub fn body(mut self, content_type: &str, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.header(CONTENT_TYPE, content_type).body(body);
        self
    }

    /// With a form, for uploads.
    pub fn form(mut self, form: reqwest::multipart::Form) -> Self {
        self.request = self.request.multipart(form);
        self
    }

    /// Sends; fails unless the answer has this status.
    pub async fn status(self, expected: u16) -> Answer {
        let response = self.request.send().await.unwrap_or_else(|error| panic!("{}: {error:?}", self.name));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes =
            response.bytes().await.unwrap_or_else(|error| panic!("{}: {error:?}", self.name)).to_vec();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(status, expected, "{} answered {status}: {text}", self.name);
        Answer { body: serde_json::from_slice(&bytes).unwrap_or_default(), headers, bytes }
    }

    /// Sends; fails unless the answer is a problem with this status and code.
    pub async fn refused(self, status: u16, code: ErrorCode) -> Problem {
        let name = self.name.clone();
        let answer = self.status(status).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{name}");
        let problem: Problem = serde_json::from_slice(&answer.bytes).unwrap();
        assert_eq!((problem.status, problem.code), (status, code), "{name}: {problem:?}");
        assert_eq!(problem.instance, answer.header("x-request-id"), "{name}");
        problem
    }

    /// Sends and gives the open answer, for streams; fails unless it has status 200.
    pub async fn stream(self) -> reqwest::Response {
        let response = self.request.send().await.unwrap_or_else(|error| panic!("{}: {error:?}", self.name));
        assert_eq!(response.status(), 200, "{}", self.name);
        response
    }
}

impl Answer {
    /// The value of a header; fails when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).to_str().unwrap()
    }
}

/// The same for the typed client.
pub trait Refused {
    /// Fails unless the server refused with this status and code.
    fn refused(self, status: u16, code: ErrorCode) -> Problem;
}

impl<T: Debug> Refused for Result<T, ClientError> {
    #[track_caller]
    fn refused(self, status: u16, code: ErrorCode) -> Problem {
        match self {
            Err(ClientError::Problem(problem)) => {
                assert_eq!((problem.status, problem.code), (status, code), "{problem:?}");
                *problem
            }
            other => panic!("expected {status} {code}, got {other:?}"),
        }
    }
}
