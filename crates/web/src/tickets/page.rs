//! One ticket: loading it, its loss, its absence.

use domain::{ErrorCode, TicketId};
use leptos::prelude::*;

use super::detail::Detail;
use super::handle::TicketHandle;
use super::query;
use crate::address::use_address;
use crate::clipboard;
use crate::drafts::use_drafts;
use crate::i18n::{error_text, t};
use crate::paths;
use crate::reactive::{RwSignal, Signal, derived, memo};
use crate::shell::{use_reporter, use_title};
use crate::task::spawn;
use crate::ui::{Button, Empty, ErrorView, Icon, Show, Skeleton, Symbol, dynamic};

/// The ticket that the address names, `None` when it is no number of a ticket.
#[component]
pub(super) fn TicketPage(
    /// The ticket.
    id: Option<TicketId>,
) -> impl IntoView {
    match id {
        Some(id) => view! { <Loader id=id /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    }
}

/// The address of the list that the ticket was opened from.
pub(super) fn use_list_path() -> Signal<String> {
    let address = use_address();
    derived(move || match query::saved(address) {
        Some(id) => paths::saved_view(id),
        None => paths::tickets(&query::write(&query::read(|name| address.query(name)))),
    })
}

#[component]
fn Loader(id: TicketId) -> impl IntoView {
    let handle = TicketHandle::new(id);
    let is_loaded = memo(move || handle.latest().with(Option::is_some));
    let is_gone = memo(move || handle.is_gone());
    dynamic(move || match (is_gone.get(), is_loaded.get()) {
        (true, _) => view! { <Gone id=id /> }.into_any(),
        (false, true) => detail(handle).into_any(),
        (false, false) => view! { <NotYet handle=handle /> }.into_any(),
    })
}

fn detail(handle: TicketHandle) -> Option<impl IntoView> {
    let first = handle.latest().get_untracked()?;
    let ticket = memo(move || handle.latest().get().unwrap_or_else(|| first.clone()));
    Some(view! { <Detail handle=handle ticket=ticket /> })
}

/// Not loaded yet, or not at all.
#[component]
fn NotYet(handle: TicketHandle) -> impl IntoView {
    dynamic(move || match handle.error() {
        None => view! { <Skeleton rows=6 label=t::common_loading /> }.into_any(),
        Some(error) if error.code() == Some(ErrorCode::NotFound) => view! { <Missing /> }.into_any(),
        Some(error) => {
            let retry = move || handle.reload();
            view! { <ErrorView text=error_text(&error) retry_label=t::common_retry on_retry=retry /> }
                .into_any()
        }
    })
}

/// No such ticket, as far as this person may know.
#[component]
fn Missing() -> impl IntoView {
    use_title(t::ticket_missing);
    view! {
        <BackBar />
        <h1 class="spoken">{t::ticket_missing}</h1>
        <Empty symbol=Symbol::Search title=t::ticket_missing text=t::ticket_missing_text>
            <BackButton />
        </Empty>
    }
}

/// The ticket left the person's sight while he looked.
#[component]
fn Gone(id: TicketId) -> impl IntoView {
    view! {
        <BackBar />
        <h1 class="spoken">{t::ticket_gone}</h1>
        <div prop:role="status">
            <Empty symbol=Symbol::Forward title=move || t::ticket_gone_title(id) text=t::ticket_gone_text>
                <BackButton />
            </Empty>
        </div>
        <Unsent id=id />
    }
}

/// What was being written when the ticket went away, to take it elsewhere.
#[component]
fn Unsent(id: TicketId) -> impl IntoView {
    let (drafts, reporter) = (use_drafts(), use_reporter());
    let text = RwSignal::new(drafts.typed(id));
    let copy = move || {
        spawn(async move {
            if clipboard::copy(&text.get_untracked()).await {
                reporter.done(untrack(t::common_copied));
            }
        });
    };
    let forget = move || {
        drafts.forget(id);
        text.set(String::new());
    };
    view! {
        <Show when=move || text.with(|text| !text.trim().is_empty())>
            <section class="card unsent" prop:ariaLabel=t::ticket_unsent>
                <h2>{t::ticket_unsent}</h2>
                <p class="comment-body">{dynamic(move || text.get())}</p>
                <div class="form-actions">
                    <Button on_press=forget>{t::ticket_unsent_forget}</Button>
                    <Button icon=Symbol::Copy on_press=copy>{t::ticket_unsent_copy}</Button>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn BackButton() -> impl IntoView {
    let list = use_list_path();
    view! {
        <a class="button" prop:href=move || list.get()>
            {t::ticket_to_list}
        </a>
    }
}

#[component]
fn BackBar() -> impl IntoView {
    let list = use_list_path();
    view! {
        <header class="top">
            <a class="button button-ghost button-icon" prop:href=move || list.get() prop:ariaLabel=t::page_back prop:title=t::page_back>
                <Icon symbol=Symbol::Back />
            </a>
        </header>
    }
}
