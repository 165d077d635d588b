//! Brings the texts of a language from the server.

use domain::employees::Locale;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::file::{Trouble, parse};

/// How long to wait before another attempt when the application starts.
const PAUSES_MS: [u32; 3] = [300, 1_000, 3_000];

/// The texts of a language.
pub(super) async fn load(locale: Locale) -> Result<Vec<&'static str>, Trouble> {
    let json = fetch(&format!("/locales/{}.json", locale.as_str())).await.ok_or(Trouble::Unreachable)?;
    parse(&json)
}

/// The texts of a language, with a few attempts.
pub(super) async fn load_patiently(locale: Locale) -> Result<Vec<&'static str>, Trouble> {
    for pause in PAUSES_MS {
        match load(locale).await {
            Err(Trouble::Unreachable) => TimeoutFuture::new(pause).await,
            done => return done,
        }
    }
    load(locale).await
}

async fn fetch(path: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
