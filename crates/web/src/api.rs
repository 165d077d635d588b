//! The application's instance of the typed client.

mod files;

pub(crate) use files::{download, export, upload};

use client::{Client, ClientError};
use domain::json::{self, ToJson};
use leptos::prelude::{GetValue, SetValue, StoredValue, document};

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

/// The idempotency key of something that a person does: sent again after a lost answer it is the same key, so that the
/// server does it once; with other content it is a new one.
#[derive(Clone, Copy)]
pub(crate) struct RetryKey(StoredValue<Option<(String, String)>>);

impl RetryKey {
    /// Nothing was sent yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The key for a request.
    pub(crate) fn of(self, request: &impl ToJson) -> String {
        self.of_content(json::write(request))
    }

    fn of_content(self, content: String) -> String {
        if let Some((last, key)) = self.0.get_value()
            && last == content
        {
            return key;
        }
        let key = client::idempotency_key();
        self.0.set_value(Some((content, key.clone())));
        key
    }

    /// After an answer of the server the same content is another wish; without one it is the same.
    pub(crate) fn settle<T>(self, answer: &Result<T, ClientError>) {
        if !matches!(answer, Err(ClientError::Network(_))) {
            self.0.try_set_value(None);
        }
    }
}
