//! Comments that are not sent yet: in this browser at every keystroke, on the server a moment later.
//!
//! What is typed here and what the server has are both kept in the storage of the browser, so that a draft reaches the
//! server also when its page was left meanwhile, and the newer one is known after a reload.

use std::time::Duration;

use client::ClientError;
use domain::drafts::wire::{DraftRow, SaveDraftRequest};
use domain::{ErrorCode, TicketId};
use leptos::prelude::*;

use crate::api::use_api;
use crate::live::Live;
use crate::loaded::Loaded;
use crate::reactive::RwSignal;
use crate::session::{Session, use_session};
use crate::single::single;
use crate::task::{Soon, on_change, spawn};

/// The server has what was typed at most so much later.
const PAUSE: Duration = Duration::from_millis(1_500);

single! {
    /// The drafts of the person.
    Drafts of Parts
}

pub(crate) struct Parts {
    /// Those on the server.
    rows: Loaded<Vec<DraftRow>>,
    /// Those that are on their way there.
    saving: StoredValue<Vec<TicketId>>,
    /// How often the server has got one.
    saved: RwSignal<u32>,
    /// Those that shall be brought there soon.
    waiting: StoredValue<Vec<TicketId>>,
    soon: Soon,
}

/// The drafts.
pub(crate) fn use_drafts() -> Drafts {
    Drafts
}

impl Drafts {
    /// Drafts that load themselves when somebody logs in, and again when the live stream begins anew.
    pub(crate) fn start(session: Session, live: Live) {
        let drafts = Self::begin(Parts {
            rows: Loaded::new(),
            saving: StoredValue::new(Vec::new()),
            saved: RwSignal::new(0),
            waiting: StoredValue::new(Vec::new()),
            soon: Soon::new(PAUSE),
        });
        on_change(move || session.who.get(), move |_| drafts.rows.forget());
        live.load(move || drafts.reload());
    }

    fn reload(self) {
        self.rows.ask(async { Ok(use_api().list_drafts().await?.items) });
    }

    /// Whether the server has a draft for the ticket.
    pub(crate) fn has(self, id: TicketId) -> bool {
        self.rows.value().with(|rows| rows.iter().flatten().any(|row| row.ticket_id == id))
    }

    /// Whether the server has this text for the ticket.
    pub(crate) fn is_saved(self, id: TicketId, text: &str) -> bool {
        self.saved.track();
        self.saved(id) == text.trim()
    }

    /// What was typed here for the ticket.
    pub(crate) fn typed(self, id: TicketId) -> String {
        use_session().draft(&typed_name(id)).unwrap_or_default()
    }

    /// Keeps what is typed; the server has it soon.
    pub(crate) fn keep(self, id: TicketId, text: &str) {
        if self.typed(id) != text {
            use_session().set_draft(&typed_name(id), text);
            self.waiting.update_value(|waiting| waiting.push(id));
            self.soon.run(move || {
                let waiting = self.waiting.try_update_value(std::mem::take);
                waiting.into_iter().flatten().for_each(|id| self.save(id));
            });
        }
    }

    /// What a comment will look like; the server keeps it as a draft.
    pub(crate) async fn preview(self, id: TicketId, text: &str) -> Result<String, ClientError> {
        let draft = use_api().update_draft(id, &SaveDraftRequest { body: text.to_owned() }).await?;
        self.note(id, &draft.body);
        Ok(draft.body_html)
    }

    /// This comment was sent, which deleted the draft on the server. Whether nothing else was typed meanwhile.
    pub(crate) fn sent(self, id: TicketId, body: &str) -> bool {
        let is_whole = self.typed(id) == body;
        if is_whole {
            use_session().set_draft(&typed_name(id), "");
        }
        if !self.is_saving(id) {
            self.note(id, "");
            self.save(id);
        }
        is_whole
    }

    /// The comment shall not be sent.
    pub(crate) fn forget(self, id: TicketId) {
        use_session().set_draft(&typed_name(id), "");
        self.save(id);
    }

    /// What is there for the ticket on the server, as the text to go on with: `None` when what was typed here is newer.
    pub(crate) async fn fetch(self, id: TicketId) -> Option<String> {
        let theirs = self.ask(id).await.ok()?;
        let (typed, saved) = (self.typed(id), self.saved(id));
        let is_newer_here = typed.trim() != saved && !typed.trim().is_empty();
        if is_newer_here {
            self.save(id);
            return None;
        }
        self.note(id, &theirs);
        let is_other = typed.trim() != theirs;
        is_other.then(|| {
            use_session().set_draft(&typed_name(id), &theirs);
            theirs
        })
    }

    /// The draft on the server; blank when there is none.
    async fn ask(self, id: TicketId) -> Result<String, ClientError> {
        let rows = use_api().list_drafts().await?.items;
        let has_one = rows.iter().any(|row| row.ticket_id == id);
        self.rows.show(rows);
        Ok(if has_one { use_api().get_draft(id).await?.body } else { String::new() })
    }

    /// What the server has, as far as this browser knows.
    fn saved(self, id: TicketId) -> String {
        use_session().draft(&saved_name(id)).unwrap_or_default()
    }

    fn note(self, id: TicketId, saved: &str) {
        use_session().set_draft(&saved_name(id), saved);
        self.saved.update(|saved| *saved += 1);
        if untrack(|| self.has(id)) == saved.is_empty() {
            self.reload();
        }
    }

    fn is_saving(self, id: TicketId) -> bool {
        self.saving.with_value(|saving| saving.contains(&id))
    }

    /// Brings the server to what was typed; one request at a time, so that none overtakes another.
    fn save(self, id: TicketId) {
        if self.is_saving(id) {
            return;
        }
        self.saving.update_value(|saving| saving.push(id));
        spawn(async move {
            loop {
                let typed = self.typed(id).trim().to_owned();
                // What cannot be saved now is tried again with the next keystroke, or when the ticket is opened.
                if typed == self.saved(id) || write(id, &typed).await.is_err() {
                    break;
                }
                self.note(id, &typed);
            }
            self.saving.update_value(|saving| saving.retain(|other| *other != id));
        });
    }
}

async fn write(id: TicketId, text: &str) -> Result<(), ClientError> {
    if text.is_empty() {
        return match use_api().delete_draft(id).await {
            // Sending the comment deleted it.
            Err(error) if error.code() == Some(ErrorCode::NotFound) => Ok(()),
            answer => answer,
        };
    }
    use_api().update_draft(id, &SaveDraftRequest { body: text.to_owned() }).await.map(drop)
}

fn typed_name(id: TicketId) -> String {
    format!("comment.{id}")
}

fn saved_name(id: TicketId) -> String {
    format!("saved.{id}")
}
