//! The ticket of a page: loaded, kept fresh by the live stream, replaced by the answers of commands.

use client::{ClientError, LiveMessage};
use domain::json;
use domain::live::LiveKind;
use domain::tickets::command::Context;
use domain::tickets::wire::{CommentView, EventView, PersonRef, TicketView};
use domain::tickets::{Command, Place};
use domain::{ErrorCode, TicketId};
use leptos::prelude::*;

use super::undo;
use crate::api::use_api;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::live::use_live;
use crate::loaded::Loaded;
use crate::reactive::RwSignal;
use crate::session::use_session;
use crate::shell::{FormErrors, Reporter, now, use_reporter};

/// What happened to a ticket.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct History {
    pub(super) events: Vec<EventView>,
    pub(super) comments: Vec<CommentView>,
}

/// The ticket of a page.
#[derive(Clone, Copy)]
pub(super) struct TicketHandle {
    pub(super) id: TicketId,
    pub(super) reporter: Reporter,
    /// Behind one handle, because many closures carry it.
    parts: StoredValue<Parts>,
}

#[derive(Clone, Copy)]
struct Parts {
    ticket: Loaded<TicketView>,
    history: Loaded<History>,
    left: RwSignal<bool>,
    /// The last version that can be taken back by a message.
    offered: StoredValue<i64>,
    /// The ticket as the server had it, while what a command will lead to is shown.
    before: StoredValue<Option<TicketView>>,
}

impl TicketHandle {
    /// Loads the ticket and follows it until the page is left.
    pub(super) fn new(id: TicketId) -> Self {
        let parts = Parts {
            ticket: Loaded::new(),
            history: Loaded::new(),
            left: RwSignal::new(false),
            offered: StoredValue::new(0),
            before: StoredValue::new(None),
        };
        let handle = Self { id, reporter: use_reporter(), parts: StoredValue::new(parts) };
        use_live().load(move || handle.reload());
        use_live().on(move |message| handle.hear(message));
        handle
    }

    fn parts(self) -> Parts {
        self.parts.get_value()
    }

    fn hear(self, message: &LiveMessage) {
        match message {
            LiveMessage::Event(event) if event.data.ticket_id == self.id => match event.kind {
                LiveKind::TicketGone => self.lose(),
                LiveKind::TicketCreated | LiveKind::TicketChanged | LiveKind::CommentCreated => {
                    self.parts().left.set(false);
                    self.reload();
                }
                LiveKind::NotificationCreated
                | LiveKind::CountersChanged
                | LiveKind::BulkProgress
                | LiveKind::PresenceChanged => {}
            },
            LiveMessage::Event(_)
            | LiveMessage::Reset(_)
            | LiveMessage::Bulk(_)
            | LiveMessage::Presence(_)
            | LiveMessage::Heartbeat => {}
        }
    }

    /// Loads everything again; nothing when the page was left.
    pub(super) fn reload(self) {
        let Some(Parts { ticket, history, .. }) = self.parts.try_get_value() else { return };
        let id = self.id;
        ticket.ask(async move { use_api().get_ticket(id).await });
        history.ask(load_history(id));
    }

    /// Shows what a command will lead to by the rules; its answer replaces that, a refusal takes it back.
    pub(super) fn foresee(self, command: Option<Command>) {
        // What was asked for before may come to its turn when the page is gone.
        let Some(parts) = self.parts.try_get_value() else { return };
        let Some((command, before)) = command.zip(parts.ticket.value().get_untracked()) else { return };
        let Some(actor) = untrack(|| use_session().actor()) else { return };
        let context = Context {
            actor: &actor,
            now: untrack(now),
            assignee_active: before.assignee_active,
            department_active: before.department_active,
        };
        let names = |place: &Place| use_directory().place_names(place);
        if let Some(foreseen) = untrack(|| before.predict(command, context, names)) {
            // What a command before this one will lead to is not what the server has.
            parts.before.update_value(|known| {
                known.get_or_insert(before);
            });
            parts.ticket.foresee(foreseen);
        }
    }

    /// Shows the ticket as it was before [`Self::foresee`].
    pub(super) fn take_back(self) {
        let Some(Parts { ticket, before, .. }) = self.parts.try_get_value() else { return };
        let Some(before) = before.try_update_value(Option::take).flatten() else { return };
        // Unless the server has said something newer meanwhile.
        let shown = ticket.value().with_untracked(|ticket| ticket.as_ref().map(|ticket| ticket.version));
        if shown == Some(before.version) {
            ticket.show(before);
        }
    }

    /// Shows the answer of a command at once, then its traces in the history; what it changed can be taken back.
    pub(super) fn show(self, ticket: TicketView) {
        let parts = self.parts.try_get_value();
        // The live stream may have been faster; a command that changed nothing is not offered twice.
        let offered = parts.and_then(|parts| parts.offered.try_get_value());
        if offered.is_none_or(|offered| offered < ticket.version) {
            undo::offer(self.reporter, ticket.id, ticket.version);
        }
        let Some(parts) = parts else { return };
        parts.offered.try_set_value(ticket.version.max(offered.unwrap_or(0)));
        parts.before.try_set_value(None);
        parts.ticket.show(ticket);
        self.reload();
    }

    /// The last that was seen of it; `None` until it is loaded.
    pub(super) fn latest(self) -> RwSignal<Option<TicketView>> {
        self.parts().ticket.value()
    }

    /// The version that was seen last; `None` when the page is gone.
    pub(super) fn version(self) -> Option<i64> {
        let ticket = self.parts.try_get_value()?.ticket.value().try_get_untracked()??;
        Some(ticket.version)
    }

    /// Its history; `None` until it is loaded.
    pub(super) fn history(self) -> RwSignal<Option<History>> {
        self.parts().history.value()
    }

    /// Why the ticket could not be loaded.
    pub(super) fn error(self) -> Option<ClientError> {
        self.parts().ticket.error()
    }

    /// Whether the ticket left the person's sight while he looked.
    pub(super) fn is_gone(self) -> bool {
        let not_found = self.error().is_some_and(|error| error.code() == Some(ErrorCode::NotFound));
        self.latest().with(Option::is_some) && (self.parts().left.get() || not_found)
    }

    /// The person sent the ticket out of his sight.
    pub(super) fn lose(self) {
        if let Some(parts) = self.parts.try_get_value() {
            parts.left.set(true);
        }
    }

    /// What a dialog asked for was refused: its fields say why, or [`Self::failed`] does. What is kept needs no dialog
    /// any more.
    pub(super) fn refused(self, error: &ClientError, errors: FormErrors, open: RwSignal<bool>) {
        if errors.show_answer(error) {
            self.take_back();
            return;
        }
        if error.is_unsent() {
            open.set(false);
        }
        self.failed(error);
    }

    /// A command was refused: says why and shows how the ticket stands now. One that could not be sent is kept, and
    /// what it will lead to stays on the screen.
    pub(super) fn failed(self, error: &ClientError) {
        if error.is_unsent() {
            if let Some(parts) = self.parts.try_get_value() {
                parts.before.try_set_value(None);
            }
            self.reporter.failed(error);
            return;
        }
        self.take_back();
        match error.code() {
            Some(ErrorCode::AlreadyTaken) => match taken_by(error) {
                Some(person) => self.reporter.info(untrack(|| t::ticket_taken_by(&person.full_name))),
                None => self.reporter.failed(error),
            },
            _ => self.reporter.failed(error),
        }
        if error.status().is_none_or(|status| matches!(status, 403 | 404 | 409 | 412)) {
            self.reload();
        }
    }
}

/// Who was faster.
fn taken_by(error: &ClientError) -> Option<PersonRef> {
    let person = error.problem()?.extra.get("taken_by")?;
    json::read(person).ok()
}

async fn load_history(id: TicketId) -> Result<History, ClientError> {
    let (events, comments) = futures_util::join!(load_events(id), load_comments(id));
    Ok(History { events: events?, comments: comments? })
}

async fn load_events(id: TicketId) -> Result<Vec<EventView>, ClientError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = use_api().list_ticket_events(id, after.as_deref()).await?;
        all.extend(page.items);
        after = page.page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

async fn load_comments(id: TicketId) -> Result<Vec<CommentView>, ClientError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = use_api().list_comments(id, after.as_deref()).await?;
        all.extend(page.items);
        after = page.page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}
