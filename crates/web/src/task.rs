//! Something that a person started: a request that runs while its button turns.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// Runs to its end in the background. One type for everything that runs, because the bundle is small.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(work));
}

fn spawn_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(work);
}

/// At most one thing that runs.
#[derive(Clone, Copy)]
pub(crate) struct Task(RwSignal<bool>);

impl Task {
    /// Nothing runs.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// Runs to its end, even if the page is left; nothing while something runs.
    pub(crate) fn run(self, work: impl Future<Output = ()> + 'static) {
        self.start(Box::pin(work));
    }

    fn start(self, work: Pin<Box<dyn Future<Output = ()>>>) {
        if self.0.get_untracked() {
            return;
        }
        self.0.set(true);
        spawn(async move {
            work.await;
            self.0.set(false);
        });
    }

    /// Whether something runs.
    pub(crate) fn pending(self) -> Signal<bool> {
        self.0.into()
    }
}
