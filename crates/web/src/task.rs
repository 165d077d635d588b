//! What runs beside the views: requests while a button turns, and what follows signals.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ask::Ask;
use crate::reactive::{RwSignal, Signal};

/// How long typing stops before something is made of it.
const TYPING_PAUSE_MS: u32 = 300;

/// Runs to its end in the background. One type for everything that runs, because the bundle is small.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(work));
}

fn spawn_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(work);
}

/// Runs now and again after something that it read changed. One type, because the bundle is small.
pub(crate) fn effect(work: impl Fn() + 'static) {
    effect_boxed(Box::new(work));
}

fn effect_boxed(work: Box<dyn Ask<()>>) {
    Effect::new(move |_| work.ask());
}

/// Runs after `value` changed, not in the beginning, and follows nothing else.
pub(crate) fn on_change<T: PartialEq + Clone + 'static>(
    value: impl Fn() -> T + 'static,
    work: impl Fn(T) + 'static,
) {
    let old = RefCell::new(None);
    effect(move || {
        let new = value();
        let before = old.replace(Some(new.clone()));
        if before.is_some_and(|before| before != new) {
            untrack(|| work(new));
        }
    });
}

/// Runs when nothing that `watch` read has changed for a moment, as when typing stops; also after the beginning.
pub(crate) fn on_pause(watch: impl Fn() + 'static, work: impl Fn() + 'static) {
    on_silence(TYPING_PAUSE_MS, watch, work);
}

/// Runs when nothing that `watch` read has changed for so long; also after the beginning.
pub(crate) fn on_silence(millis: u32, watch: impl Fn() + 'static, work: impl Fn() + 'static) {
    let (turn, work) = (StoredValue::new(0_u32), Rc::new(work));
    effect(move || {
        watch();
        let (now, work) = (turn.get_value() + 1, work.clone());
        turn.set_value(now);
        spawn(async move {
            TimeoutFuture::new(millis).await;
            if turn.try_get_value() == Some(now) {
                work();
            }
        });
    });
}

/// Runs something a moment after it is asked for, once for all that ask meanwhile.
#[derive(Clone, Copy)]
pub(crate) struct Soon {
    asked: StoredValue<bool>,
    pause: Duration,
}

impl Soon {
    /// Runs after this pause.
    pub(crate) fn new(pause: Duration) -> Self {
        Self { asked: StoredValue::new(false), pause }
    }

    /// Asks for it; nothing when somebody did already, or when nobody is there any more.
    pub(crate) fn run(self, work: impl FnOnce() + 'static) {
        if self.asked.try_get_value().unwrap_or(true) {
            return;
        }
        self.asked.set_value(true);
        set_timeout(
            move || {
                self.asked.try_set_value(false);
                work();
            },
            self.pause,
        );
    }
}

/// At most one thing that runs.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    is_running: RwSignal<bool>,
    next: StoredValue<Queue, LocalStorage>,
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// What waits; what runs holds it too, so that it comes to its turn also when the page is left.
type Queue = Rc<RefCell<VecDeque<Work>>>;

impl Task {
    /// Nothing runs.
    pub(crate) fn new() -> Self {
        Self { is_running: RwSignal::new(false), next: StoredValue::new_local(Queue::default()) }
    }

    /// Runs to its end, even if the page is left; nothing while something runs.
    pub(crate) fn run(self, work: impl Future<Output = ()> + 'static) {
        if !self.is_running.get_untracked() {
            self.start(Box::pin(work));
        }
    }

    /// Runs to its end when all that was asked for before is done, even if the page is left.
    pub(crate) fn run_next(self, work: impl Future<Output = ()> + 'static) {
        if self.is_running.get_untracked() {
            self.next.with_value(|next| next.borrow_mut().push_back(Box::pin(work)));
        } else {
            self.start(Box::pin(work));
        }
    }

    fn start(self, work: Work) {
        let queue = self.next.get_value();
        self.is_running.set(true);
        spawn(async move {
            let mut work = Some(work);
            while let Some(now) = work {
                now.await;
                work = queue.borrow_mut().pop_front();
            }
            self.is_running.set(false);
        });
    }

    /// Whether something runs.
    pub(crate) fn pending(self) -> Signal<bool> {
        self.is_running.into()
    }
}
