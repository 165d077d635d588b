//! Commands that did not reach the server: kept in this browser, sent in their order as soon as there is a connection.
//! What the server then refuses stays, with the reason, until the person has seen it.

mod banner;
mod model;

use client::Unsent;
use domain::json::{self, Value};
use leptos::prelude::*;

pub(crate) use banner::Connection;
use model::Waiting;

use crate::api::use_api;
use crate::i18n::t;
use crate::live::{Live, use_live};
use crate::reactive::{RwSignal, memo};
use crate::session::{Session, use_session};
use crate::shell::use_reporter;
use crate::single::single;
use crate::task::{Soon, Task, effect};

/// Where it is kept, like a draft of the person.
const NAME: &str = "outbox";
/// What failed although there is a connection is tried again after so long.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(5);

single! {
    /// The commands of the person that wait.
    Outbox of Parts
}

pub(crate) struct Parts {
    waiting: RwSignal<Vec<Waiting>>,
    task: Task,
    again: Soon,
}

/// The commands that wait.
pub(crate) fn use_outbox() -> Outbox {
    Outbox
}

impl Outbox {
    /// Sends what waits when its person logs in, and whenever the live stream comes back.
    pub(crate) fn start(session: Session, live: Live) {
        let outbox = Self::begin(Parts {
            waiting: RwSignal::new(Vec::new()),
            task: Task::new(),
            again: Soon::new(PAUSE),
        });
        let who = memo(move || session.me.with(|me| me.as_ref().map(|me| me.id)));
        effect(move || {
            who.track();
            let is_connected = !live.is_lost();
            untrack(|| {
                outbox.change(|_| {});
                if is_connected {
                    outbox.send();
                }
            });
        });
    }

    /// Keeps a command until it can be sent.
    pub(crate) fn keep(self, command: Unsent) {
        self.change(|waiting| waiting.push(Waiting { command, refusal: None }));
        self.again.run(move || self.send());
    }

    /// Those that wait, and those that were refused.
    fn all(self) -> Vec<Waiting> {
        self.waiting.get()
    }

    /// Tries a refused one again.
    fn retry(self, command: &Unsent) {
        self.change(|waiting| {
            waiting.iter_mut().filter(|one| one.command == *command).for_each(Waiting::retry);
        });
        self.send();
    }

    fn remove(self, command: &Unsent) {
        self.change(|waiting| waiting.retain(|one| one.command != *command));
    }

    /// Changes what is kept, which other tabs may have changed meanwhile.
    fn change(self, change: impl FnOnce(&mut Vec<Waiting>)) {
        let session = use_session();
        let kept = session.draft(NAME).and_then(|text| client::from_json::<Value>(&text).ok());
        let mut waiting: Vec<Waiting> = kept.as_ref().map(json::read_leniently).unwrap_or_default();
        change(&mut waiting);
        session.set_draft(NAME, &if waiting.is_empty() { String::new() } else { json::write(&waiting) });
        // What is done from now on goes behind what waits.
        use_api().hold_back(waiting.iter().any(|one| one.refusal.is_none()));
        self.waiting.set(waiting);
    }

    /// Sends what waits, one after the other.
    fn send(self) {
        self.task.run(async move {
            let session = use_session();
            let person = session.me.with_untracked(|me| me.as_ref().map(|me| me.id));
            let next =
                || self.waiting.with_untracked(|all| all.iter().find(|one| one.refusal.is_none()).cloned());
            let mut count = 0;
            while let Some(Waiting { command, .. }) = next() {
                let answer = use_api().repeat(&command).await;
                // Somebody else is logged in now: it waits for whose it is.
                if session.me.with_untracked(|me| me.as_ref().map(|me| me.id)) != person {
                    return;
                }
                match answer {
                    Ok(()) => {
                        self.remove(&command);
                        count += 1;
                    }
                    Err(error) if error.is_passing() || error.status() == Some(401) => {
                        session.notice(&error);
                        self.again.run(move || self.send());
                        break;
                    }
                    Err(error) => {
                        self.change(|waiting| {
                            let refused = waiting.iter_mut().find(|one| one.command == command);
                            if let Some(one) = refused {
                                one.refusal = error.code();
                            }
                        });
                        use_live().reset();
                    }
                }
            }
            if count > 0 {
                use_reporter().done(untrack(|| t::outbox_sent(count)));
            }
        });
    }
}
