//! Who else is at the ticket, and telling others that one is.

use std::time::Duration;

use client::LiveMessage;
use domain::TicketId;
use domain::presence::{PresenceRequest, PresentPerson, REPEATED_SECONDS};
use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::api::use_api;
use crate::format::initials;
use crate::i18n::t;
use crate::live::use_live;
use crate::reactive::{RwSignal, memo};
use crate::task::{effect, on_silence, spawn};
use crate::ui::{Avatar, dynamic, views};

/// So long after the last letter nobody is writing any more.
const WRITING_MS: u32 = 5_000;

/// Those who are at a ticket.
#[derive(Clone, Copy)]
pub(super) struct Presence {
    id: TicketId,
    others: RwSignal<Vec<PresentPerson>>,
    typing: RwSignal<bool>,
    /// How many requests are on their way.
    saying: RwSignal<u32>,
}

impl Presence {
    /// Is at the ticket until the page is left.
    pub(super) fn new(handle: TicketHandle) -> Self {
        let id = handle.id;
        let presence = Self {
            id,
            others: RwSignal::new(Vec::new()),
            typing: RwSignal::new(false),
            saying: RwSignal::new(0),
        };
        let typing = memo(move || presence.typing.get());
        effect(move || presence.say(typing.get()));
        on_silence(
            WRITING_MS,
            move || presence.typing.track(),
            move || {
                if presence.typing.get_untracked() {
                    presence.typing.set(false);
                }
            },
        );
        let pulse = Duration::from_secs(REPEATED_SECONDS.unsigned_abs());
        let repeated = set_interval_with_handle(
            move || {
                if !document().hidden() {
                    presence.say(presence.typing.get_untracked());
                }
            },
            pulse,
        );
        on_cleanup(move || {
            // Without a window there is nothing to repeat.
            if let Ok(repeated) = repeated {
                repeated.clear();
            }
            // Whoever lost sight of it is there no more. What is on its way is waited for: see `say`.
            if presence.saying.try_get_untracked() == Some(0) && !untrack(|| handle.is_gone()) {
                spawn(leave(id));
            }
        });
        use_live().on(move |message| {
            if let LiveMessage::Presence(view) = message
                && view.ticket_id == id
            {
                presence.others.set(view.people.clone());
            }
        });
        presence
    }

    /// The person has typed something, and this is there now.
    pub(super) fn typed(self, text: &str) {
        self.typing.set(!text.trim().is_empty());
    }

    fn say(self, typing: bool) {
        let id = self.id;
        self.saying.update(|saying| *saying += 1);
        spawn(async move {
            let answer = use_api().update_presence(id, PresenceRequest { typing }).await;
            self.saying.update(|saying| *saying -= 1);
            match answer {
                Ok(_) if self.others.is_disposed() => leave(id).await,
                Ok(view) => self.others.set(view.people),
                // Whoever cannot say it is not there; the page itself tells what is wrong.
                Err(_) => {}
            }
        });
    }
}

/// Whoever cannot say that he leaves is forgotten soon; nobody is there who is not logged in.
async fn leave(id: TicketId) {
    if use_api().access_token().is_some() {
        drop(use_api().delete_presence(id).await);
    }
}

/// The others as avatars, in the head of the ticket.
#[component]
pub(super) fn Present(presence: Presence) -> impl IntoView {
    let avatars = move || {
        views(presence.others.get().into_iter().map(|one| {
            let name = one.full_name.clone();
            let text =
                move || if one.typing { t::presence_typing(&name) } else { t::presence_looking(&name) };
            view! {
                <span class="present" class:present-typing=one.typing>
                    <Avatar initials=Some(initials(&one.full_name)) name=text />
                </span>
            }
        }))
    };
    view! { <div class="presents" prop:role="status">{dynamic(avatars)}</div> }
}

/// Who is writing, as a line of text.
pub(super) fn writing(presence: Presence) -> Option<String> {
    presence.others.with(|all| {
        let names: Vec<&str> =
            all.iter().filter(|one| one.typing).map(|one| one.full_name.as_str()).collect();
        (!names.is_empty()).then(|| t::presence_typing(names.join(", ")))
    })
}
