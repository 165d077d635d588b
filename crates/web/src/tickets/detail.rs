//! A ticket, whole: head, actions, description, history, writing, fields.

use domain::DepartmentId;
use domain::tickets::event::Undone;
use domain::tickets::wire::TicketView;
use domain::tickets::{EventData, TicketAction};
use leptos::prelude::*;

use super::actions::{ActionBar, Actions, ThumbBar};
use super::chain::Chain;
use super::close_dialog::CloseDialog;
use super::commands;
use super::composer::Composer;
use super::edit_dialog::EditDialog;
use super::files::Files;
use super::handle::TicketHandle;
use super::page::use_list_path;
use super::past::{Past, PastBar};
use super::presence::{Presence, Present};
use super::redirect_dialog::RedirectDialog;
use super::side::Side;
use super::timeline::Timeline;
use super::wait_dialog::WaitDialog;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::reactive::{Memo, derived, memo};
use crate::shell::use_title;
use crate::ui::{Button, ButtonKind, Icon, Rich, Symbol, dynamic, views};

/// A ticket that is loaded.
#[component]
pub(super) fn Detail(handle: TicketHandle, ticket: Memo<TicketView>) -> impl IntoView {
    let id = handle.id;
    use_title(move || ticket.with(|ticket| format!("#{id} {}", ticket.subject)));
    let actions = Actions::new(handle, ticket);
    commands::offer(actions);
    let presence = Presence::new(handle);
    let past = Past::new(handle);
    let shown = past.shown(ticket);
    let attachments = memo(move || ticket.with(|ticket| ticket.attachments.clone()));
    view! {
        <Top handle=handle ticket=ticket actions=actions presence=presence />
        <article class="ticket">
            <header class="ticket-head">
                <h1 class="ticket-title">{dynamic(move || shown.with(|ticket| ticket.subject.clone()))}</h1>
                <Chain status=derived(move || shown.with(|ticket| ticket.status)) />
                <ActionBar actions=actions />
            </header>
            <div class="ticket-main">
                <section class="card description" prop:ariaLabel=t::field_description>
                    <Rich html=derived(move || shown.with(|ticket| ticket.description_html.clone())) />
                    {dynamic(move || view! { <Files files=attachments.get() /> })}
                </section>
                <PastBar past=past />
                <Timeline handle=handle past=past />
                <Composer handle=handle actions=actions presence=presence />
            </div>
            <Side handle=handle ticket=shown past=past />
        </article>
        <ThumbBar actions=actions />
        <WaitDialog handle=handle open=actions.wait_open />
        <CloseDialog handle=handle ticket=ticket open=actions.close_open />
        <RedirectDialog actions=actions />
        <EditDialog handle=handle ticket=ticket open=actions.edit_open />
    }
}

/// The number, the way through the departments, back and edit.
#[component]
fn Top(
    handle: TicketHandle,
    ticket: Memo<TicketView>,
    actions: Actions,
    presence: Presence,
) -> impl IntoView {
    let list = use_list_path();
    let directory = use_directory();
    let edit_refusal = move || actions.reason(TicketAction::Edit);
    let way = memo(move || {
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
            .into_any()
        });
        views(parts)
    };
    view! {
        <header class="top">
            <a class="button button-ghost button-icon" prop:href=move || list.get() prop:ariaLabel=t::page_back prop:title=t::page_back>
                <Icon symbol=Symbol::Back />
            </a>
            <div class="ticket-where">
                <span class="ticket-number">{format!("#{}", handle.id)}</span>
                <span aria-hidden="true">"·"</span>
                {dynamic(stations)}
            </div>
            <Present presence=presence />
            <Button
                kind=ButtonKind::Ghost
                icon=Symbol::Pen
                label=t::ticket_edit
                disabled_reason=derived(edit_refusal)
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
