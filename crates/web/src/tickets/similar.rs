//! Tickets that may be about the same.

use domain::TicketId;
use domain::page::Page;
use domain::search::wire::{SimilarRequest, SimilarTicket};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::TicketRow;
use leptos::prelude::*;

use super::StatusPill;
use super::rows::{Question, Rows};
use crate::api::use_api;
use crate::format::joined;
use crate::i18n::t;
use crate::loaded::Loaded;
use crate::paths;
use crate::reactive::RwSignal;
use crate::task::on_pause;
use crate::ui::{Item, Show, each};

/// A shorter subject is like everything.
const SUBJECT_MIN: usize = 5;

/// Tickets like one that is being written; nothing when there are none.
#[component]
pub(super) fn SimilarToDraft(subject: RwSignal<String>, station: RwSignal<String>) -> impl IntoView {
    let found = Loaded::new();
    let typed = move || {
        subject.track();
        station.track();
    };
    on_pause(typed, move || {
        let (subject, station_number) = (subject.get_untracked(), Some(station.get_untracked()));
        if subject.trim().chars().count() >= SUBJECT_MIN {
            let answer = use_api().find_similar_tickets(&SimilarRequest { subject, station_number });
            found.ask(async move { answer.await.map(rows) });
        }
    });
    similar(found)
}

/// Tickets like the one on the page; nothing when there are none.
#[component]
pub(super) fn SimilarTo(id: TicketId) -> impl IntoView {
    let found = Loaded::new();
    found.ask(async move { use_api().similar_tickets(id).await.map(rows) });
    similar(found)
}

/// As a list, because the bundle is small: the list has one already.
fn rows(page: Page<SimilarTicket>) -> Rows {
    let items = page.items.into_iter().map(|similar| similar.ticket).collect();
    let page = Page { items, page: page.page };
    Rows::answered(None, TicketListQuery::default(), Question::First, page, 0)
}

fn similar(found: Loaded<Rows>) -> AnyView {
    let tickets = move || found.value().with(|rows| rows.as_ref().map(Rows::all)).unwrap_or_default();
    view! {
        <Show when=move || found.value().with(|rows| rows.as_ref().is_some_and(|rows| rows.len() > 0))>
            <section class="similar">
                <h2>{t::similar_title}</h2>
                <ul>{each(move || tickets().into_iter().map(item).collect())}</ul>
            </section>
        </Show>
    }
    .into_any()
}

fn item(ticket: TicketRow) -> Item {
    Item::new(format!("{}/{}", ticket.id, ticket.version), move || {
        let text = [Some(format!("#{}", ticket.id)), Some(ticket.subject), ticket.station_number];
        view! {
            <li>
                <a prop:href=paths::ticket(ticket.id)>{joined(&text, " · ")}</a>
                <StatusPill status=ticket.status />
            </li>
        }
    })
}
