//! What failed, told to the person.

use client::ClientError;
use leptos::prelude::*;

use crate::i18n::{error_text, t};
use crate::keys::{Shortcut, use_commands};
use crate::outbox::use_outbox;
use crate::session::{Session, use_session};
use crate::ui::{ToastKind, Toasts, use_toasts};

/// Tells the person what failed and what worked.
#[derive(Clone, Copy)]
pub(crate) struct Reporter {
    toasts: Toasts,
    session: Session,
}

/// The reporter.
pub(crate) fn use_reporter() -> Reporter {
    Reporter { toasts: use_toasts(), session: use_session() }
}

impl Reporter {
    /// Something failed; an ended session leads to login. A command that did not reach the server is kept.
    pub(crate) fn failed(self, error: &ClientError) {
        self.session.notice(error);
        match error {
            ClientError::Unsent(command) => {
                use_outbox().keep((**command).clone());
                self.info(untrack(t::outbox_kept));
            }
            _ => self.toasts.show(ToastKind::Failed, untrack(|| error_text(error))),
        }
    }

    /// Something failed, in words that fit better than those of the code.
    pub(crate) fn failed_with(self, text: impl Into<String>) {
        self.toasts.show(ToastKind::Failed, text);
    }

    /// Something worked.
    pub(crate) fn done(self, text: impl Into<String>) {
        self.toasts.show(ToastKind::Done, text);
    }

    /// Something was done that can be taken back for a while.
    pub(crate) fn offer_undo(self, text: String, undo: impl Fn() + Send + Sync + 'static) {
        let key = untrack(|| use_commands().key(Shortcut::Undo));
        self.toasts.offer_undo(text, untrack(t::toast_undo).to_owned(), key, undo);
    }

    /// Something to know.
    pub(crate) fn info(self, text: impl Into<String>) {
        self.toasts.show(ToastKind::Info, text);
    }
}
