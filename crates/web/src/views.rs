//! Saved views: loaded once and kept fresh, in the navigation, on a page of their own.

mod columns;
mod edit_dialog;
mod list_page;

pub(crate) use columns::Columns;
pub(crate) use edit_dialog::{Draft, ViewDialog};
pub(crate) use list_page::ViewsPage;

use std::time::Duration;

use client::LiveMessage;
use domain::ViewId;
use domain::live::LiveKind;
use domain::views::wire::{SavedView, SavedViewQuery, UpdateViewRequest, ViewOrderRequest};

use crate::api::use_api;
use crate::format::utc_offset;
use crate::live::Live;
use crate::loaded::Loaded;
use crate::reactive::RwSignal;
use crate::session::{Session, use_session};
use crate::single::single;
use crate::task::{Soon, on_change, spawn};

/// Counts follow what happens at most this often.
const PAUSE: Duration = Duration::from_secs(3);

single! {
    /// The saved views of the person, in his order.
    SavedViews of Parts
}

pub(crate) struct Parts {
    loaded: Loaded<Vec<SavedView>>,
    soon: Soon,
}

/// The saved views.
pub(crate) fn use_views() -> SavedViews {
    SavedViews
}

impl SavedViews {
    /// Views that load themselves when somebody logs in, and count again when tickets change.
    pub(crate) fn start(session: Session, live: Live) {
        let views = Self::begin(Parts { loaded: Loaded::new(), soon: Soon::new(PAUSE) });
        on_change(move || session.who.get(), move |_| views.loaded.forget());
        live.load(move || views.reload());
        live.on(move |message| {
            if matches!(message, LiveMessage::Event(event) if event.kind == LiveKind::CountersChanged) {
                views.count_again();
            }
        });
    }

    /// Loads them again.
    pub(crate) fn reload(self) {
        self.loaded.ask(async {
            let query = SavedViewQuery { utc_offset: Some(utc_offset()) };
            Ok(use_api().list_views(&query).await?.items)
        });
    }

    /// Only what is pinned is counted.
    fn count_again(self) {
        if self.all().with_untracked(|all| all.iter().flatten().any(|view| view.pinned)) {
            self.soon.run(move || self.reload());
        }
    }

    fn all(self) -> RwSignal<Option<Vec<SavedView>>> {
        self.loaded.value()
    }

    /// All; `None` until they are known.
    pub(crate) fn get(self) -> Option<Vec<SavedView>> {
        self.all().get()
    }

    /// One of them.
    pub(crate) fn find(self, id: ViewId) -> Option<SavedView> {
        self.all().with(|all| all.iter().flatten().find(|view| view.id == id).cloned())
    }

    /// Puts one into the navigation, or out of it.
    fn pin(self, id: ViewId, pinned: bool) {
        self.change(move |all| {
            all.iter_mut().filter(|view| view.id == id).for_each(|view| view.pinned = pinned);
        });
        spawn(async move {
            let request = UpdateViewRequest { pinned: Some(pinned), ..UpdateViewRequest::default() };
            self.settle(use_api().update_view(id, &request).await.map(drop));
        });
    }

    /// Exchanges one with its neighbour.
    fn shift(self, id: ViewId, down: bool) {
        self.change(move |all| {
            let Some(at) = all.iter().position(|view| view.id == id) else { return };
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < all.len() {
                all.swap(at, to);
            }
        });
        let ids = self.all().with_untracked(|all| all.iter().flatten().map(|view| view.id).collect());
        spawn(async move {
            self.settle(use_api().update_view_order(&ViewOrderRequest { ids }).await);
        });
    }

    fn change(self, change: impl FnOnce(&mut Vec<SavedView>)) {
        self.all().update(|all| {
            if let Some(all) = all {
                change(all);
            }
        });
    }

    /// What is on the screen was a guess: now it is what the server says.
    fn settle(self, answer: Result<(), client::ClientError>) {
        if let Err(error) = answer {
            use_session().notice(&error);
        }
        self.reload();
    }
}
