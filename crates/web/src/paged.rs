//! Lists that come page by page.

use std::pin::Pin;
use std::rc::Rc;

use client::ClientError;
use domain::page::Page;
use leptos::prelude::*;

use crate::session::{Session, use_session};
use crate::task::spawn;

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, ClientError>>>>;
type Fetch<T> = Rc<dyn Fn(Option<String>) -> Answer<T>>;

/// The rows that are loaded so far. An answer that comes after a newer question is dropped.
pub(crate) struct Paged<T: 'static> {
    rows: RwSignal<Option<Vec<T>>, LocalStorage>,
    next: RwSignal<Option<String>>,
    error: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    question: StoredValue<u32>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
    session: Session,
}

impl<T> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Paged<T> {}

impl<T: Clone> Paged<T> {
    /// An empty list; `fetch` gets the cursor of the page. Nothing is loaded before [`Paged::reload`].
    pub(crate) fn new<F>(fetch: impl Fn(Option<String>) -> F + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        Self {
            rows: RwSignal::new_local(None),
            next: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            question: StoredValue::new(0),
            fetch: StoredValue::new_local(Rc::new(move |after| Box::pin(fetch(after)) as Answer<T>)),
            session: use_session(),
        }
    }

    /// Loads the first page again; the rows stay until it is there.
    pub(crate) fn reload(self) {
        self.ask(None);
    }

    /// Loads one more page.
    pub(crate) fn more(self) {
        if let Some(cursor) = self.next.get_untracked() {
            self.ask(Some(cursor));
        }
    }

    /// The rows; `None` until the first page is there.
    pub(crate) fn rows(self) -> Option<Vec<T>> {
        self.rows.get()
    }

    /// Changes the rows on the screen.
    pub(crate) fn update(self, change: impl FnOnce(&mut Vec<T>)) {
        self.rows.try_update(|rows| rows.as_mut().map(change));
    }

    /// What failed last.
    pub(crate) fn error(self) -> Option<ClientError> {
        self.error.get()
    }

    /// Whether there are more rows.
    pub(crate) fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether rows are being loaded.
    pub(crate) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    fn ask(self, after: Option<String>) {
        // The page was left.
        let Some(last) = self.question.try_get_value() else { return };
        let number = last.wrapping_add(1);
        self.question.set_value(number);
        self.busy.set(true);
        let is_first = after.is_none();
        let answer = self.fetch.with_value(|fetch| fetch(after));
        spawn(async move {
            let answer = answer.await;
            // The list is gone, or it was asked again.
            if self.question.try_get_value() != Some(number) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => self.take(page, is_first),
                Err(error) => {
                    self.session.notice(&error);
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    fn take(self, page: Page<T>, is_first: bool) {
        self.error.set(None);
        self.next.set(page.page.next);
        self.rows.update(|rows| match rows {
            Some(rows) if !is_first => rows.extend(page.items),
            _ => *rows = Some(page.items),
        });
    }
}
