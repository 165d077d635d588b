//! Something that is loaded, and loaded again: the last good answer stays until a newer one is there.

use std::pin::Pin;

use client::ClientError;
use futures_util::FutureExt;
use leptos::prelude::*;

use crate::reactive::{RwSignal, Signal};
use crate::session::use_session;
use crate::task::spawn;

/// An answer that is on its way. One type for all of a kind, because the bundle is small.
pub(crate) type Pending<T> = Pin<Box<dyn Future<Output = Result<T, ClientError>>>>;

/// What the server said last. An answer that comes after a newer question is dropped.
pub(crate) struct Loaded<T: 'static> {
    value: RwSignal<Option<T>>,
    asking: Asking,
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
        Self { value: RwSignal::new(None), asking: Asking::new() }
    }

    /// Loads it, again.
    pub(crate) fn ask(self, answer: impl Future<Output = Result<T, ClientError>> + 'static) {
        self.ask_boxed(Box::pin(answer));
    }

    fn ask_boxed(self, answer: Pending<T>) {
        if let Some(question) = self.asking.begin() {
            spawn(answer.map(move |answer| self.take(question, answer)));
        }
    }

    fn take(self, question: u32, answer: Result<T, ClientError>) {
        if self.asking.ends(question) {
            match answer {
                Ok(value) => self.show(value),
                Err(error) => self.asking.fail(error),
            }
        }
    }

    /// Shows what will be; an answer that is on its way knows nothing of it and is dropped.
    pub(crate) fn foresee(self, value: T) {
        self.asking.drop_pending();
        self.show(value);
    }

    /// Knows nothing any more; an answer that is on its way is dropped.
    pub(crate) fn forget(self) {
        self.asking.drop_pending();
        self.value.set(None);
    }

    /// Shows what is known from elsewhere; the screen changes only when it is something else.
    pub(crate) fn show(self, value: T) {
        self.asking.succeed();
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
        self.asking.0.get_value().error.get()
    }

    /// Whether a question is on its way.
    pub(crate) fn is_busy(self) -> Signal<bool> {
        self.asking.0.get_value().is_busy.into()
    }
}

/// The questions, whatever the answers are; behind one handle, because many carry it.
#[derive(Clone, Copy)]
struct Asking(StoredValue<Parts>);

#[derive(Clone, Copy)]
struct Parts {
    error: RwSignal<Option<ClientError>>,
    /// The number of the last.
    question: StoredValue<u32>,
    is_busy: RwSignal<bool>,
}

impl Asking {
    fn new() -> Self {
        Self(StoredValue::new(Parts {
            error: RwSignal::new(None),
            question: StoredValue::new(0),
            is_busy: RwSignal::new(false),
        }))
    }

    /// The number of a new question; `None` when nobody is there any more to see an answer.
    fn begin(self) -> Option<u32> {
        let Parts { question, is_busy, .. } = self.0.try_get_value()?;
        let number = question.try_get_value()? + 1;
        question.set_value(number);
        is_busy.set(true);
        Some(number)
    }

    /// Whether the answer to this question is wanted; then nothing is on its way any more.
    fn ends(self, number: u32) -> bool {
        let Some(Parts { question, is_busy, .. }) = self.0.try_get_value() else { return false };
        let is_last = question.try_get_value() == Some(number);
        if is_last {
            is_busy.set(false);
        }
        is_last
    }

    fn succeed(self) {
        if let Some(Parts { error, .. }) = self.0.try_get_value()
            && error.try_get_untracked().flatten().is_some()
        {
            error.set(None);
        }
    }

    fn fail(self, why: ClientError) {
        use_session().notice(&why);
        if let Some(Parts { error, .. }) = self.0.try_get_value() {
            error.set(Some(why));
        }
    }

    fn drop_pending(self) {
        let Parts { question, is_busy, .. } = self.0.get_value();
        question.update_value(|question| *question += 1);
        is_busy.set(false);
    }
}
