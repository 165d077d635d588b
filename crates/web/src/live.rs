//! What happens while one looks: one stream of events per tab, from which lists, tickets, counters and the bell are
//! kept fresh.

use std::rc::Rc;

use client::{ClientError, EventStream, LiveMessage};
use domain::EventId;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use crate::api::use_api;
use crate::listeners::Listeners;
use crate::reactive::RwSignal;
use crate::session::Session;
use crate::single::single;
use crate::task::{effect, spawn};

/// What is on the screen does not wait for the stream for longer.
const BEGINS_WITHIN_MS: u32 = 1_000;
const FIRST_PAUSE_MS: u32 = 1_000;
const LONGEST_PAUSE_MS: u32 = 30_000;
/// The server says something every 15 s; a connection that is silent for longer is dead.
const SILENCE_MS: u32 = 40_000;

single! {
    /// The live stream of this tab.
    Live of Parts
}

pub(crate) struct Parts {
    listeners: Listeners<dyn Fn(&LiveMessage)>,
    /// Ends the streams of earlier sessions.
    generation: StoredValue<u32>,
    lost: RwSignal<bool>,
    begun: RwSignal<bool>,
}

/// The live stream.
pub(crate) fn use_live() -> Live {
    Live
}

impl Live {
    /// A stream that runs while somebody is logged in.
    pub(crate) fn start(session: Session) -> Self {
        let live = Self::begin(Parts {
            listeners: Listeners::new(),
            generation: StoredValue::new(0),
            lost: RwSignal::new(false),
            begun: RwSignal::new(false),
        });
        effect(move || {
            let is_wanted = session.who.get().is_some();
            live.lost.set(false);
            live.begun.set(false);
            live.begin_anew(session, is_wanted);
            if is_wanted {
                spawn(live.begin_at_last());
            }
        });
        // The device has a network again: nobody waits for the next try.
        let online = window_event_listener(leptos::ev::online, move |_| {
            if live.lost.get_untracked() {
                live.begin_anew(session, session.who.get_untracked().is_some());
            }
        });
        on_cleanup(move || online.remove());
        live
    }

    /// Calls `listener` for every event and reset until the owner of the calling component is gone.
    pub(crate) fn on(self, listener: impl Fn(&LiveMessage) + 'static) {
        self.listeners.add(Rc::new(listener));
    }

    /// Loads something whenever the stream begins anew, and now if it runs: what is loaded before it begins may be old
    /// already, and would be loaded twice.
    pub(crate) fn load(self, load: impl Fn() + Clone + 'static) {
        let again = load.clone();
        self.on(move |message| {
            if matches!(message, LiveMessage::Reset(_)) {
                again();
            }
        });
        if self.begun.get_untracked() {
            load();
        }
    }

    /// Whether the stream has begun, so that what is loaded now is kept fresh.
    pub(crate) fn has_begun(self) -> bool {
        self.begun.get()
    }

    /// Whether the connection is lost; it comes back by itself.
    pub(crate) fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// Ends the stream, and begins another one if somebody is logged in.
    fn begin_anew(self, session: Session, is_wanted: bool) {
        self.generation.update_value(|generation| *generation += 1);
        if is_wanted {
            spawn(self.run(session, self.generation.get_value()));
        }
    }

    /// A stream that does not begin soon, or never, keeps nobody waiting.
    async fn begin_at_last(self) {
        let generation = self.generation.get_value();
        TimeoutFuture::new(BEGINS_WITHIN_MS).await;
        if self.generation.get_value() == generation && !self.begun.get_untracked() {
            self.reset();
        }
    }

    async fn run(self, session: Session, generation: u32) {
        let mut last: Option<EventId> = None;
        let mut pause = FIRST_PAUSE_MS;
        let mut missed = self.lost.get_untracked();
        while self.generation.get_value() == generation {
            match use_api().events(last).await {
                Ok(mut events) => {
                    pause = FIRST_PAUSE_MS;
                    self.lost.set(false);
                    // The server also ends the stream of a person who was moved or got another role: he sees other
                    // tickets now. And without a position there is nothing to resume from: what was loaded before the
                    // stream began may be old already.
                    let has_other_rights = missed && session.look_again().await;
                    if has_other_rights || last.is_none() {
                        self.reset();
                    }
                    while let Some(Ok(message)) = next(&mut events).await {
                        if self.generation.get_value() != generation {
                            return;
                        }
                        match message {
                            LiveMessage::Event(event) => last = Some(event.id),
                            LiveMessage::Reset(position) => last = position,
                            LiveMessage::Bulk(_) | LiveMessage::Presence(_) => {}
                            LiveMessage::Heartbeat => continue,
                        }
                        self.tell(&message);
                    }
                }
                Err(error) => {
                    session.notice(&error);
                    // What this browser has kept is shown.
                    if !self.begun.get_untracked() {
                        self.reset();
                    }
                }
            }
            if self.generation.get_value() != generation {
                return;
            }
            missed = true;
            self.lost.set(true);
            TimeoutFuture::new(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE_MS);
        }
    }

    /// Everything is loaded again: something on the screen is not what the server has.
    pub(crate) fn reset(self) {
        self.tell(&LiveMessage::Reset(None));
        self.begun.set(true);
    }

    fn tell(self, message: &LiveMessage) {
        for listener in self.listeners.all() {
            listener(message);
        }
    }
}

/// The next message; `None` when the stream ended or fell silent.
async fn next(events: &mut EventStream) -> Option<Result<LiveMessage, ClientError>> {
    let message = std::pin::pin!(events.next());
    match select(message, TimeoutFuture::new(SILENCE_MS)).await {
        Either::Left((message, _)) => message,
        Either::Right(_) => None,
    }
}
