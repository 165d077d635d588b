//! Commands that did not reach the server: kept in this browser, sent in their order as soon as there is a connection.
//! What the server then refuses stays, with the reason, until the person has seen it.

mod banner;
mod model;

use client::{ClientError, Unsent};
use domain::EmployeeId;
use domain::json::{self, Value};
use leptos::prelude::*;

pub(crate) use banner::Connection;
use model::Waiting;

use crate::api::use_api;
use crate::i18n::t;
use crate::live::{Live, use_live};
use crate::reactive::RwSignal;
use crate::session::{Session, use_session};
use crate::shell::{now, use_reporter};
use crate::single::single;
use crate::storage;
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
        effect(move || {
            session.who.track();
            let is_connected = !live.is_lost();
            untrack(|| {
                outbox.look();
                if is_connected {
                    outbox.send();
                }
            });
        });
    }

    /// Keeps a command until it can be sent by whose it is.
    pub(crate) fn keep(self, command: Unsent) {
        if let Some(person) = command.by {
            let kept = Waiting::new(command, untrack(now));
            rewrite(person, |waiting| waiting.push(kept));
            self.look();
            self.again.run(move || self.send());
        }
    }

    /// Those that wait, and those that were refused.
    fn all(self) -> Vec<Waiting> {
        self.waiting.get()
    }

    /// Tries a refused one again.
    fn retry(self, command: &Unsent) {
        let now = untrack(now);
        self.change(|waiting| {
            waiting.iter_mut().filter(|one| one.command == *command).for_each(|one| one.retry(now));
        });
        self.send();
    }

    fn remove(self, command: &Unsent) {
        self.change(|waiting| waiting.retain(|one| one.command != *command));
    }

    fn change(self, with: impl FnOnce(&mut Vec<Waiting>)) {
        if let Some(person) = me() {
            rewrite(person, with);
        }
        self.look();
    }

    /// Shows what is kept, which other tabs may have changed meanwhile.
    fn look(self) {
        let (waiting, now) = (me().map(kept).unwrap_or_default(), untrack(now));
        // What is done from now on goes behind what waits.
        use_api().hold_back(waiting.iter().any(|one| one.halt(now).is_none()));
        self.waiting.set(waiting);
    }

    /// The first that shall be sent.
    fn next(self) -> Option<Unsent> {
        let now = untrack(now);
        self.look();
        self.waiting.with_untracked(|waiting| {
            let next = waiting.iter().find(|one| one.halt(now).is_none());
            next.map(|one| one.command.clone())
        })
    }

    /// Sends what waits, one after the other.
    fn send(self) {
        self.task.run(async move {
            // Another tab may have sent it meanwhile.
            let _turn = client::alone("desk-outbox").await;
            let mut count = 0;
            while let Some(command) = self.next() {
                let answer = use_api().repeat(&command).await;
                let is_done = answer.is_ok();
                let passing = answer.as_ref().is_err_and(ClientError::is_passing);
                let reason = answer.as_ref().err().filter(|_| !passing).and_then(ClientError::code);
                // Somebody else may be logged in now.
                if let Some(person) = command.by {
                    rewrite(person, |waiting| {
                        waiting.retain(|one| !is_done || one.command != command);
                        waiting
                            .iter_mut()
                            .filter(|one| one.command == command)
                            .for_each(|one| one.fail(reason));
                    });
                }
                self.look();
                count += i64::from(is_done);
                if let Err(error) = &answer {
                    use_session().notice(error);
                }
                if reason.is_some() {
                    use_live().reset();
                }
                if passing {
                    self.again.run(move || self.send());
                    break;
                }
            }
            if count > 0 {
                use_reporter().done(untrack(|| t::outbox_sent(count)));
            }
        });
    }
}

fn me() -> Option<EmployeeId> {
    use_session().who.get_untracked()
}

fn kept(person: EmployeeId) -> Vec<Waiting> {
    let kept = storage::draft(person, NAME).and_then(|text| client::from_json::<Value>(&text).ok());
    kept.as_ref().map(json::read_leniently).unwrap_or_default()
}

/// Keeps something else for a person.
fn rewrite(person: EmployeeId, with: impl FnOnce(&mut Vec<Waiting>)) {
    let mut waiting = kept(person);
    with(&mut waiting);
    storage::set_draft(person, NAME, &if waiting.is_empty() { String::new() } else { json::write(&waiting) });
}
