//! A ticket, whole: head, actions, description, history, writing, fields.

use domain::DepartmentId;
use domain::tickets::event::Undone;
use domain::tickets::wire::TicketView;
use domain::tickets::{EventData, TicketAction};
use leptos::prelude::*;

use super::actions::{ActionBar, Actions, ThumbBar};
use super::chain::Chain;
use super::close_dialog::CloseDialog;
use super::composer::Composer;
use super::edit_dialog::EditDialog;
use super::files::Files;
use super::handle::TicketHandle;
use super::offers::refusal;
use super::page::use_list_path;
use super::redirect_dialog::RedirectDialog;
use super::side::Side;
use super::timeline::Timeline;
use super::wait_dialog::WaitDialog;
use crate::directory::use_directory;
use crate::i18n::{code_text, t};
use crate::session::use_session;
use crate::shell::use_title;
use crate::ui::{Button, ButtonKind, Icon, Symbol, dynamic, views};

/// A ticket that is loaded.
#[component]
pub(super) fn Detail(handle: TicketHandle, ticket: Memo<TicketView>) -> impl IntoView {
    let id = handle.id;
    use_title(move || ticket.with(|ticket| format!("#{id} {}", ticket.subject)));
    let actions = Actions::new(handle, ticket);
    let attachments = Memo::new(move |_| ticket.with(|ticket| ticket.attachments.clone()));
    view! {
        <Top handle=handle ticket=ticket actions=actions />
        <article class="ticket">
            <header class="ticket-head">
                <h1 class="ticket-title">{dynamic(move || ticket.with(|ticket| ticket.subject.clone()))}</h1>
                <Chain status=Signal::derive(move || ticket.with(|ticket| ticket.status)) />
                <ActionBar actions=actions />
            </header>
            <div class="ticket-main">
                <section class="card description" aria-label=t::field_description>
                    <p class="description-text">{dynamic(move || ticket.with(|ticket| ticket.description.clone()))}</p>
                    {dynamic(move || view! { <Files files=attachments.get() /> })}
                </section>
                <Timeline handle=handle />
                <Composer handle=handle actions=actions />
            </div>
            <Side ticket=ticket />
        </article>
        <ThumbBar actions=actions />
        <WaitDialog handle=handle open=actions.wait_open />
        <CloseDialog handle=handle ticket=ticket open=actions.close_open />
        <RedirectDialog handle=handle ticket=ticket open=actions.redirect_open />
        <EditDialog handle=handle ticket=ticket open=actions.edit_open />
    }
}

/// The number, the way through the departments, back and edit.
#[component]
fn Top(handle: TicketHandle, ticket: Memo<TicketView>, actions: Actions) -> impl IntoView {
    let list = use_list_path();
    let session = use_session();
    let directory = use_directory();
    let edit_refusal = move || {
        let actor = session.actor()?;
        let code = ticket.with(|ticket| refusal(ticket, &actor, TicketAction::Edit))?;
        Some(code_text(code).to_owned())
    };
    let way = Memo::new(move |_| {
        handle.history().with(|history| match history {
            Some(history) => way(history.events.iter().map(|event| &event.data)),
            None => vec![ticket.with(|ticket| ticket.department_id)],
        })
    });
    let stations = move || {
        let names = way.get().into_iter().map(|id| directory.department_name(id));
        let last = names.len().saturating_sub(1);
        let parts = names.enumerate().map(|(index, name)| {
            view! {
                <span class:way-past=index < last>
                    {name} {(index < last).then(|| view! { <Icon symbol=Symbol::Forward /> })}
                </span>
            }
        });
        views(parts)
    };
    view! {
        <header class="top">
            <a class="button button-ghost button-icon" href=list aria-label=t::page_back title=t::page_back>
                <Icon symbol=Symbol::Back />
            </a>
            <div class="ticket-where">
                <span class="ticket-number">{format!("#{}", handle.id)}</span>
                <span aria-hidden="true">"·"</span>
                {dynamic(stations)}
            </div>
            <Button
                kind=ButtonKind::Ghost
                icon=Symbol::Pen
                label=t::ticket_edit
                disabled_reason=Signal::derive(edit_refusal)
                on_press=move || actions.edit_open.set(true)
            />
        </header>
    }
}

/// The departments that the ticket went through.
fn way<'a>(events: impl Iterator<Item = &'a EventData>) -> Vec<DepartmentId> {
    let mut way = Vec::new();
    for event in events {
        let next = match event {
            EventData::Created(created) => created.department_id,
            EventData::Redirected(redirected) => redirected.to.department_id,
            EventData::Undone(Undone { state: Some(state), .. }) => state.department_id,
            EventData::Taken { .. }
            | EventData::StatusChanged(_)
            | EventData::FieldsChanged(_)
            | EventData::Commented { .. }
            | EventData::WaitingOver { .. }
            | EventData::Undone(_) => continue,
        };
        if way.last() != Some(&next) {
            way.push(next);
        }
    }
    // The beginning of a long way is in the history.
    way.split_off(way.len().saturating_sub(3))
}
