//! Something that is loaded, and loaded again: the last good answer stays until a newer one is there.

use std::pin::Pin;

use client::ClientError;
use leptos::prelude::*;

use crate::reactive::{RwSignal, Signal};
use crate::session::use_session;
use crate::task::spawn;

/// An answer that is on its way. One type for all of a kind, because the bundle is small.
pub(crate) type Pending<T> = Pin<Box<dyn Future<Output = Result<T, ClientError>>>>;

/// What the server said last. An answer that comes after a newer question is dropped.
pub(crate) struct Loaded<T: 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ClientError>>,
    question: StoredValue<u32>,
    is_busy: RwSignal<bool>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T: Clone + PartialEq + Send + Sync> Loaded<T> {
    /// Nothing is loaded yet.
    pub(crate) fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            error: RwSignal::new(None),
            question: StoredValue::new(0),
            is_busy: RwSignal::new(false),
        }
    }

    /// Loads it, again.
    pub(crate) fn ask(self, answer: impl Future<Output = Result<T, ClientError>> + 'static) {
        self.ask_boxed(Box::pin(answer));
    }

    fn ask_boxed(self, answer: Pending<T>) {
        // Nobody is there any more to see an answer.
        let Some(last) = self.question.try_get_value() else { return };
        let question = last + 1;
        self.question.set_value(question);
        self.is_busy.set(true);
        spawn(async move {
            let answer = answer.await;
            if self.question.try_get_value() == Some(question) {
                self.is_busy.set(false);
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Result<T, ClientError>) {
        match answer {
            Ok(value) => self.show(value),
            Err(error) => {
                use_session().notice(&error);
                self.error.set(Some(error));
            }
        }
    }

    /// Knows nothing any more; an answer that is on its way is dropped.
    pub(crate) fn forget(self) {
        self.question.update_value(|question| *question += 1);
        self.is_busy.set(false);
        self.value.set(None);
    }

    /// Shows what is known from elsewhere; the screen changes only when it is something else.
    pub(crate) fn show(self, value: T) {
        if self.error.try_get_untracked().flatten().is_some() {
            self.error.set(None);
        }
        let is_same = self.value.try_with_untracked(|old| old.as_ref() == Some(&value));
        if is_same == Some(false) {
            self.value.set(Some(value));
        }
    }

    /// The last good answer.
    pub(crate) fn value(self) -> RwSignal<Option<T>> {
        self.value
    }

    /// Why the last question has no answer.
    pub(crate) fn error(self) -> Option<ClientError> {
        self.error.get()
    }

    /// Whether a question is on its way.
    pub(crate) fn is_busy(self) -> Signal<bool> {
        self.is_busy.into()
    }
}
