//! Lists that come page by page.

use std::rc::Rc;

use client::ClientError;
use domain::page::Page;
use leptos::prelude::*;

use crate::loaded::{Loaded, Pending};
use crate::reactive::Signal;

type Fetch<T> = Rc<dyn Fn(Option<String>) -> Pending<Page<T>>>;

/// The rows that are loaded so far, as one page. An answer that comes after a newer question is dropped.
pub(crate) struct Paged<T: 'static> {
    loaded: Loaded<Page<T>>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
}

impl<T> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Paged<T> {}

impl<T: Clone + PartialEq + Send + Sync> Paged<T> {
    /// An empty list; `fetch` gets the cursor of the page. Nothing is loaded before [`Paged::reload`].
    pub(crate) fn new<F>(fetch: impl Fn(Option<String>) -> F + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        let fetch: Fetch<T> = Rc::new(move |after| Box::pin(fetch(after)));
        Self { loaded: Loaded::new(), fetch: StoredValue::new_local(fetch) }
    }

    /// Loads the first page again; the rows stay until it is there.
    pub(crate) fn reload(self) {
        if let Some(answer) = self.fetch.try_with_value(|fetch| fetch(None)) {
            self.loaded.ask(answer);
        }
    }

    /// Loads one more page.
    pub(crate) fn more(self) {
        let Some(cursor) = self.page(|page| page.page.next.clone()) else { return };
        let answer = self.fetch.with_value(|fetch| fetch(Some(cursor)));
        self.loaded.ask(async move {
            let mut next = answer.await?;
            // The rows as they are now: some may have changed while this page came.
            let mut items = self.page(|page| Some(page.items.clone())).unwrap_or_default();
            items.append(&mut next.items);
            Ok(Page { items, ..next })
        });
    }

    /// The rows; `None` until the first page is there.
    pub(crate) fn rows(self) -> Option<Vec<T>> {
        self.loaded.value().with(|page| page.as_ref().map(|page| page.items.clone()))
    }

    /// Changes the rows on the screen.
    pub(crate) fn update(self, change: impl FnOnce(&mut Vec<T>)) {
        self.loaded.value().update(|page| {
            if let Some(page) = page {
                change(&mut page.items);
            }
        });
    }

    /// What failed last.
    pub(crate) fn error(self) -> Option<ClientError> {
        self.loaded.error()
    }

    /// Whether there are more rows.
    pub(crate) fn has_more(self) -> bool {
        self.loaded.value().with(|page| page.as_ref().is_some_and(|page| page.page.next.is_some()))
    }

    /// Whether rows are being loaded.
    pub(crate) fn busy(self) -> Signal<bool> {
        self.loaded.is_busy()
    }

    fn page<R>(self, read: impl FnOnce(&Page<T>) -> Option<R>) -> Option<R> {
        self.loaded.value().try_with_untracked(|page| page.as_ref().and_then(read)).flatten()
    }
}
