//! Walking back through the history: the ticket as it was at any moment, folded here from its events.

use domain::EventId;
use domain::tickets::Ticket;
use domain::tickets::past::{set_at, steps};
use domain::tickets::wire::TicketView;
use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::directory::use_directory;
use crate::format::{full_time, short_time};
use crate::i18n::t;
use crate::reactive::{Memo, RwSignal, memo};
use crate::ui::{Button, Show, Symbol, dynamic};

/// The moment that is shown.
#[derive(Clone, Copy)]
pub(super) struct Past {
    handle: TicketHandle,
    /// The number of the entry after which the ticket is shown; `None` is now.
    at: RwSignal<Option<usize>>,
}

impl Past {
    /// Now.
    pub(super) fn new(handle: TicketHandle) -> Self {
        Self { handle, at: RwSignal::new(None) }
    }

    /// Folded again whenever it is asked for: a long history holds many descriptions.
    fn steps(self) -> Vec<Ticket> {
        self.handle.history().with(|history| {
            history.as_ref().map(|history| steps(self.handle.id, &history.events)).unwrap_or_default()
        })
    }

    /// The ticket at the moment that is shown.
    pub(super) fn shown(self, ticket: Memo<TicketView>) -> Memo<TicketView> {
        let directory = use_directory();
        memo(move || {
            let then = self.at.get().and_then(|at| self.steps().into_iter().nth(at));
            ticket.with(|now| match then {
                Some(then) => now.restated(then, |place| directory.place_names(place)),
                None => now.clone(),
            })
        })
    }

    /// Whether it is now.
    pub(super) fn is_now(self) -> bool {
        self.at.get().is_none()
    }

    /// The last entry that is shown; `None` when all are.
    pub(super) fn last_entry(self) -> Option<EventId> {
        let at = self.at.get()?;
        self.handle.history().with(|history| Some(history.as_ref()?.events.get(at)?.id))
    }

    /// Who gave the ticket the value that is shown, and when.
    pub(super) fn set_by<T: PartialEq>(self, value: impl Fn(&Ticket) -> T) -> Option<String> {
        let steps = self.steps();
        let shown = self.at.get().map_or(steps.len(), |at| at + 1);
        let number = set_at(steps.get(..shown)?, value);
        self.handle.history().with(|history| {
            let entry = history.as_ref()?.events.get(number)?;
            let who = entry.actor.as_ref().map_or_else(t::event_system, |actor| actor.full_name.as_str());
            Some(format!("{who} · {}", short_time(entry.at)))
        })
    }

    fn last(self) -> usize {
        let count =
            self.handle.history().with(|history| history.as_ref().map(|history| history.events.len()));
        count.unwrap_or(0).saturating_sub(1)
    }

    fn go(self, to: usize) {
        self.at.set((to < self.last()).then_some(to));
    }

    fn time(self) -> String {
        let at = self.at.get().unwrap_or_else(|| self.last());
        let entry = self.handle.history().with(|history| Some(history.as_ref()?.events.get(at)?.at));
        entry.map(full_time).unwrap_or_default()
    }
}

/// The slider over the history; there is none when nothing has happened. Its place is there before the history is.
#[component]
pub(super) fn PastBar(past: Past) -> impl IntoView {
    let is_there = move || past.last() > 0 || past.handle.history().with(Option::is_none);
    let position = move || past.at.get().unwrap_or_else(|| past.last()).to_string();
    view! {
        <Show when=is_there>
            <div class="past" class:past-then=move || !past.is_now()>
                <input
                    prop:type="range"
                    prop:min="0"
                    prop:max=move || past.last().to_string()
                    prop:ariaLabel=t::past_label
                    prop:ariaValueText=move || past.time()
                    prop:value=position
                    on:input:target=move |event| {
                        if let Ok(to) = event.target().value().parse() {
                            past.go(to);
                        }
                    }
                />
                <p prop:role="status">
                    {dynamic(move || if past.is_now() { t::past_now().to_owned() } else { t::past_then(past.time()) })}
                </p>
                <Show when=move || !past.is_now()>
                    <Button icon=Symbol::Repeat on_press=move || past.at.set(None)>{t::past_return}</Button>
                </Show>
            </div>
        </Show>
    }
}
