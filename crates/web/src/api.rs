//! The application's instance of the typed client.

use client::Client;
use leptos::prelude::document;

thread_local! {
    static CLIENT: Client = Client::new(base());
}

/// The client, with the access token of whoever is logged in. Can be called anywhere, also in event handlers.
pub(crate) fn use_api() -> Client {
    CLIENT.with(Client::clone)
}

/// `<meta name="desk-api-base">`: empty when the API is where the page is.
fn base() -> String {
    let meta = document().query_selector("meta[name=desk-api-base]").ok().flatten();
    let base = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    base.trim().trim_end_matches('/').to_owned()
}
