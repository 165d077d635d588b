//! HTTP in the browser: `fetch` with the cookies of the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::{RequestBuilder, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortController, FormData, ReadableStreamDefaultReader, RequestCredentials};

use crate::ClientError;
use crate::request::{Body, Method, Request};

/// A file to upload.
pub type Upload = web_sys::File;

/// The content of a downloaded file.
pub type Content = web_sys::Blob;

/// Sends requests to one server.
pub(crate) struct Transport {
    base: String,
}

impl Transport {
    pub(crate) fn new(base: &str) -> Self {
        Self { base: base.to_owned() }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }

    pub(crate) async fn fetch(&self, request: &Request, token: Option<&str>) -> Result<Answer, ClientError> {
        let abort = AbortController::new().map_err(|error| thrown(&error))?;
        let mut builder = RequestBuilder::new(&self.url(&request.path))
            .method(match request.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Put => gloo_net::http::Method::PUT,
                Method::Patch => gloo_net::http::Method::PATCH,
                Method::Delete => gloo_net::http::Method::DELETE,
            })
            .credentials(RequestCredentials::Include)
            .abort_signal(Some(&abort.signal()));
        if let Some(token) = token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let built = match &request.body {
            Body::Nothing => builder.build(),
            Body::Json(text) => builder.header("Content-Type", "application/json").body(text.as_str()),
            Body::File(file) => builder.body(form(file)?),
        };
        let response =
            built.map_err(|error| network(&error))?.send().await.map_err(|error| network(&error))?;
        Ok(Answer { response, abort })
    }
}

fn form(file: &Upload) -> Result<FormData, ClientError> {
    let form = FormData::new().map_err(|error| thrown(&error))?;
    form.append_with_blob_and_filename("file", file, &file.name()).map_err(|error| thrown(&error))?;
    Ok(form)
}

fn network(error: &gloo_net::Error) -> ClientError {
    ClientError::Network(error.to_string())
}

fn thrown(error: &JsValue) -> ClientError {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    ClientError::Network(message.unwrap_or_default())
}

/// An answer whose body has not been read.
pub(crate) struct Answer {
    response: Response,
    abort: AbortController,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        self.response.status()
    }

    pub(crate) async fn text(self) -> Result<String, ClientError> {
        self.response.text().await.map_err(|error| network(&error))
    }

    pub(crate) async fn content(self) -> Result<Content, ClientError> {
        let response: web_sys::Response = self.response.into();
        let blob = response.blob().map_err(|error| thrown(&error))?;
        JsFuture::from(blob).await.map(JsCast::unchecked_into).map_err(|error| thrown(&error))
    }

    pub(crate) fn chunks(self) -> Result<Chunks, ClientError> {
        let stream = self.response.body().ok_or_else(|| ClientError::Network("no stream".to_owned()))?;
        Ok(Chunks { reader: stream.get_reader().unchecked_into(), abort: self.abort })
    }
}

/// A body that is read piece by piece; dropping it closes the connection.
pub(crate) struct Chunks {
    reader: ReadableStreamDefaultReader,
    abort: AbortController,
}

impl Chunks {
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        let read = JsFuture::from(self.reader.read()).await.map_err(|error| thrown(&error))?;
        let value = Reflect::get(&read, &"value".into()).map_err(|error| thrown(&error))?;
        Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// Reads a JSON text with the parser of the browser.
///
/// # Errors
/// A text that is no JSON, or not that of a `T`.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, ClientError> {
    let value = js_sys::JSON::parse(text).map_err(|error| thrown(&error))?;
    serde_wasm_bindgen::from_value(value).map_err(|error| ClientError::unreadable(&error))
}

/// Runs the future to its end even when the caller loses interest.
pub(crate) async fn detached<T: 'static>(
    future: impl Future<Output = Result<T, ClientError>> + 'static,
) -> Result<T, ClientError> {
    let slot = Rc::new(RefCell::new(None));
    let promise = future_to_promise({
        let slot = slot.clone();
        async move {
            let result = future.await;
            slot.replace(Some(result));
            Ok(JsValue::UNDEFINED)
        }
    });
    let failed = |error| Err(thrown(&error));
    match JsFuture::from(promise).await {
        Ok(_) => slot.take().unwrap_or_else(|| failed(JsValue::UNDEFINED)),
        Err(error) => failed(error),
    }
}

/// A held Web Lock; dropping it lets the next tab in.
pub(crate) struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nobody hears of a failure here, and resolving a promise does not throw.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the Web Lock of this name. Browsers offer locks only to secure pages (HTTPS or this machine); elsewhere
/// this is `None` at once.
pub(crate) async fn lock(name: &str) -> Option<Lock> {
    let locks = Reflect::get(&js_sys::global(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"locks".into()))
        .ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _reject| release = Some(resolve));
    let lock = Lock { release: release?.unchecked_into() };
    let granted = Promise::new(&mut |resolve, _reject| {
        let held = held.clone();
        let callback = Closure::once_into_js(move || -> JsValue {
            // The waiting task below hears of it.
            let _ = resolve.unchecked_ref::<Function>().call0(&JsValue::UNDEFINED);
            held.into()
        });
        // A refusal leaves the promise open only when the page is going away.
        let _ = request.call2(&locks, &name.into(), &callback);
    });
    JsFuture::from(granted).await.ok()?;
    Some(lock)
}

/// 64 random bits, good enough for names that must not repeat.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number between 0 and 2^32")]
pub(crate) fn random() -> u64 {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    (half() << 32) | half()
}
