//! HTTP in the browser: `fetch` with the cookies of the page.

use std::cell::RefCell;
use std::rc::Rc;

use domain::json::{Map, Value};
use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    AbortController, AbortSignal, FormData, Headers, ReadableStreamDefaultReader, RequestCredentials,
    RequestInit, Response,
};

use crate::ClientError;
use crate::request::{Body, Method, Request};

/// A command that is not answered for so long has not reached the server: some networks swallow what they cannot carry.
const ANSWERED_WITHIN_MS: u32 = 30_000;

/// A file to upload.
pub type Upload = web_sys::File;

/// The content of a downloaded file.
pub type Content = web_sys::Blob;

/// An answer that is on its way; the same kind for all requests, because the bundle is small.
pub type Reply<T> = LocalBoxFuture<'static, Result<T, ClientError>>;

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
        let init = RequestInit::new();
        init.set_method(match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        });
        init.set_credentials(RequestCredentials::Include);
        init.set_signal(Some(&match request.body {
            Body::Json(_) => AbortSignal::timeout_with_u32(ANSWERED_WITHIN_MS),
            // Streams and files take as long as they take.
            Body::Nothing | Body::File(_) => abort.signal(),
        }));
        let headers = Headers::new().map_err(|error| thrown(&error))?;
        let set = |name: &str, value: &str| headers.set(name, value).map_err(|error| thrown(&error));
        if let Some(token) = token {
            set("Authorization", &format!("Bearer {token}"))?;
        }
        for (name, value) in &request.headers {
            set(name, value)?;
        }
        match &request.body {
            Body::Nothing => {}
            Body::Json(text) => {
                set("Content-Type", "application/json")?;
                init.set_body(&text.as_str().into());
            }
            Body::File(file) => init.set_body(&form(file)?.into()),
        }
        init.set_headers(&headers);
        let window = web_sys::window().ok_or_else(|| ClientError::Network("no window".to_owned()))?;
        let response = wait(window.fetch_with_str_and_init(&self.url(&request.path), &init)).await?;
        let response = response.unchecked_into();
        Ok(Answer { response, abort })
    }
}

fn form(file: &Upload) -> Result<FormData, ClientError> {
    let form = FormData::new().map_err(|error| thrown(&error))?;
    form.append_with_blob_and_filename("file", file, &file.name()).map_err(|error| thrown(&error))?;
    Ok(form)
}

async fn wait(promise: Promise) -> Result<JsValue, ClientError> {
    JsFuture::from(promise).await.map_err(|error| thrown(&error))
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
        let text = wait(self.response.text().map_err(|error| thrown(&error))?).await?;
        Ok(text.as_string().unwrap_or_default())
    }

    pub(crate) async fn content(self) -> Result<Content, ClientError> {
        let blob = wait(self.response.blob().map_err(|error| thrown(&error))?).await?;
        Ok(blob.unchecked_into())
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
        let read = wait(self.reader.read()).await?;
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
pub(crate) fn parse(text: &str) -> Result<Value, ClientError> {
    js_sys::JSON::parse(text).map(|value| json(&value)).map_err(|error| thrown(&error))
}

/// A value that the parser of the browser made, as one of ours.
#[expect(clippy::cast_possible_truncation, reason = "numbers of the API are whole and exact in JavaScript")]
fn json(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(number) = value.as_f64() {
        Value::from(number as i64)
    } else if let Some(is_true) = value.as_bool() {
        Value::Bool(is_true)
    } else if let Some(values) = value.dyn_ref::<Array>() {
        Value::Array(values.iter().map(|value| json(&value)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let mut fields = Map::new();
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            fields.insert(entry.get(0).as_string().unwrap_or_default(), json(&entry.get(1)));
        }
        Value::Object(fields)
    } else {
        Value::Null
    }
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
