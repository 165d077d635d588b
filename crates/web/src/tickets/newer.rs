//! Comments that others added while one was writing: shown before one's own is sent.

use domain::CommentId;
use domain::tickets::wire::CommentView;
use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::i18n::t;
use crate::reactive::{RwSignal, memo};
use crate::session::{Session, use_session};
use crate::task::effect;
use crate::ui::{Icon, Symbol, dynamic, views};

/// What came since one began to write.
#[derive(Clone, Copy)]
pub(super) struct Newer {
    handle: TicketHandle,
    /// The last comment that was there; `None` while nothing is being written.
    known: RwSignal<Option<CommentId>>,
    session: Session,
    shown: RwSignal<Vec<CommentView>>,
}

impl Newer {
    /// Follows the text.
    pub(super) fn new(handle: TicketHandle, text: RwSignal<String>) -> Self {
        let newer = Self {
            handle,
            known: RwSignal::new(None),
            session: use_session(),
            shown: RwSignal::new(Vec::new()),
        };
        // A draft may be there before the comments are.
        let is_writing = memo(move || text.with(|text| !text.trim().is_empty()));
        let is_loaded = memo(move || handle.history().with(Option::is_some));
        effect(move || {
            let began = is_writing.get() && is_loaded.get();
            newer.shown.set(Vec::new());
            newer.known.set(began.then(|| newer.last()));
        });
        newer
    }

    fn last(self) -> CommentId {
        let history = self.handle.history();
        let last =
            history.with_untracked(|history| history.as_ref()?.comments.last().map(|comment| comment.id));
        last.unwrap_or(CommentId(0))
    }

    /// Whether there is something to read first; shows it. It is asked once for each comment.
    pub(super) fn ask(self) -> bool {
        let Some(known) = self.known.get_untracked() else { return false };
        let me = self.session.who.get_untracked();
        let came = self.handle.history().with_untracked(|history| {
            let mut all = history.as_ref().map(|history| history.comments.clone()).unwrap_or_default();
            all.retain(|one| one.id > known && Some(one.author.id) != me);
            all
        });
        self.known.set(Some(self.last()));
        let is_new = !came.is_empty();
        self.shown.set(came);
        is_new
    }
}

/// The comments, over the field.
#[component]
pub(super) fn NewerComments(newer: Newer) -> impl IntoView {
    let notice = move || {
        let came = newer.shown.get();
        let count = i64::try_from(came.len()).unwrap_or(i64::MAX);
        let comment = |CommentView { author, body, .. }: CommentView| {
            view! {
                <li>
                    <b>{author.full_name}</b>
                    ": "
                    {body}
                </li>
            }
        };
        (count > 0).then(|| {
            view! {
                <div class="notice">
                    <Icon symbol=Symbol::Bell />
                    <div>
                        <p>{t::comment_newer(count)}</p>
                        <ul class="newer">{views(came.into_iter().map(comment))}</ul>
                    </div>
                </div>
            }
            .into_any()
        })
    };
    view! { <div prop:role="alert">{dynamic(notice)}</div> }
}
