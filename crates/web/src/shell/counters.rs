//! The numbers beside the lists and at the bell.

use std::time::Duration;

use client::LiveMessage;
use domain::counters::Counters;
use domain::live::LiveKind;

use crate::api::use_api;
use crate::live::Live;
use crate::loaded::Loaded;
use crate::session::Session;
use crate::single::single;
use crate::task::{Soon, on_change};

/// Many changes at once are asked for once.
const PAUSE: Duration = Duration::from_millis(300);

single! {
    /// The counters of the person, kept fresh.
    CountersNow of Parts
}

pub(crate) struct Parts {
    loaded: Loaded<Counters>,
    soon: Soon,
}

/// The counters.
pub(crate) fn use_counters() -> CountersNow {
    CountersNow
}

impl CountersNow {
    /// Counters that follow the session and the live stream.
    pub(crate) fn start(session: Session, live: Live) {
        let counters = Self::begin(Parts { loaded: Loaded::new(), soon: Soon::new(PAUSE) });
        on_change(move || session.who.get(), move |_| counters.loaded.forget());
        live.load(move || counters.load());
        live.on(move |message| {
            if matches!(message, LiveMessage::Event(event) if event.kind == LiveKind::CountersChanged) {
                counters.reload();
            }
        });
    }

    /// The counters; `None` until they are known.
    pub(crate) fn get(self) -> Option<Counters> {
        self.loaded.value().get()
    }

    /// Asks for them again, shortly.
    pub(crate) fn reload(self) {
        self.soon.run(move || self.load());
    }

    fn load(self) {
        self.loaded.ask(use_api().get_counters());
    }
}
