//! Quick texts: loaded when the first is wanted, put into comments by `;`, changed on a page of their own.

mod edit_dialog;
mod list_page;

pub(crate) use list_page::QuickTextsPage;

use client::{ClientError, LiveMessage};
use domain::quick_texts::wire::QuickText;
use leptos::prelude::untrack;

use crate::api::use_api;
use crate::live::Live;
use crate::loaded::Loaded;
use crate::session::Session;
use crate::single::single;
use crate::task::effect;

single! {
    /// The quick texts of the person, by name.
    QuickTexts of Parts
}

pub(crate) struct Parts {
    loaded: Loaded<Vec<QuickText>>,
}

/// The quick texts.
pub(crate) fn use_quick_texts() -> QuickTexts {
    QuickTexts
}

impl QuickTexts {
    /// None is loaded; they are forgotten when somebody else logs in.
    pub(crate) fn start(session: Session, live: Live) {
        let texts = Self::begin(Parts { loaded: Loaded::new() });
        effect(move || {
            session.who.track();
            texts.loaded.forget();
        });
        live.on(move |message| {
            if matches!(message, LiveMessage::Reset(_))
                && texts.loaded.value().with_untracked(Option::is_some)
            {
                texts.reload();
            }
        });
    }

    /// All of them; `None` until they are there, which this asks for.
    pub(crate) fn get(self) -> Option<Vec<QuickText>> {
        let texts = self.loaded.value().get();
        if texts.is_none() && !untrack(|| self.loaded.is_busy().get()) {
            self.reload();
        }
        texts
    }

    /// Follows them, without asking for them.
    pub(crate) fn track(self) {
        self.loaded.value().track();
    }

    /// Why they are not there.
    fn error(self) -> Option<ClientError> {
        self.loaded.error()
    }

    fn reload(self) {
        self.loaded.ask(async { Ok(use_api().list_quick_texts().await?.items) });
    }
}
