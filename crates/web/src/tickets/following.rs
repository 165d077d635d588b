//! Whether one hears of the ticket more than usual, or nothing.

use domain::notifications::settings::{Following, FollowingRequest};
use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::api::use_api;
use crate::i18n::{following_name, t};
use crate::reactive::{RwSignal, derived};
use crate::task::{effect, on_change, spawn};
use crate::ui::{Choice, Select};

/// The choice, in the fields of the ticket.
#[component]
pub(super) fn FollowingChoice(handle: TicketHandle) -> impl IntoView {
    let now = move || handle.latest().with(|ticket| ticket.as_ref().map(|ticket| ticket.following));
    let value = RwSignal::new(String::new());
    effect(move || {
        if let Some(now) = now() {
            value.set(now.as_str().to_owned());
        }
    });
    let choose = move |chosen: String| {
        let Some(following) = Following::parse(&chosen).filter(|one| untrack(now) != Some(*one)) else {
            return;
        };
        spawn(async move {
            match use_api().update_following(handle.id, FollowingRequest { following }).await {
                Ok(()) => handle.reload(),
                Err(error) => handle.failed(&error),
            }
        });
    };
    on_change(move || value.get(), choose);
    let choices = move || Following::ALL.map(|one| Choice::new(one.as_str(), following_name(one))).to_vec();
    view! { <Select label=t::following_label value=value choices=derived(choices) /> }
}
