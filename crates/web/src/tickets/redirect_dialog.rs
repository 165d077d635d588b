//! Redirecting to a department or a person, with the comment that says why.

use domain::ErrorCode;
use domain::authz::sees;
use domain::problem::FieldError;
use domain::tickets::wire::RedirectTicketRequest;
use domain::tickets::{Command, Place, TicketFacts, TicketStatus};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::actions::Actions;
use super::page::use_list_path;
use super::place::{PlaceField, PlacePicker, place_name, place_of};
use crate::address::use_address;
use crate::api::{RetryKey, use_api};
use crate::directory::use_directory;
use crate::form::DialogForm;
use crate::i18n::t;
use crate::reactive::{RwSignal, memo};
use crate::session::use_session;
use crate::shell::FormErrors;
use crate::task::{Task, effect};
use crate::ui::{Dialog, Icon, Show, Symbol, TextArea};

/// The dialog before a ticket is redirected.
#[component]
pub(super) fn RedirectDialog(actions: Actions) -> impl IntoView {
    view! {
        <Dialog open=actions.redirect_open title=t::redirect_title close_label=t::common_close>
            <Form actions=actions />
        </Dialog>
    }
}

#[component]
fn Form(actions: Actions) -> impl IntoView {
    let Actions { handle, ticket, redirect_open: open, .. } = actions;
    let (session, directory) = (use_session(), use_directory());
    let (address, list) = (use_address(), use_list_path());
    let draft_name = format!("redirect.{}", handle.id);
    let comment = RwSignal::new(session.draft(&draft_name).unwrap_or_default());
    let kept = draft_name.clone();
    effect(move || comment.with(|text| session.set_draft(&kept, text)));
    let field = actions.redirect_to.with_value(PlaceField::new);
    let errors = FormErrors::new();
    let key = RetryKey::new();
    let target_place = memo(move || field.draft().target().and_then(|target| place_of(target, directory)));
    let loses_sight = memo(move || {
        let (Some(place), Some(actor)) = (target_place.get(), session.actor()) else { return false };
        !sees(&actor, &ticket.with(|ticket| facts_at(&ticket.facts(), place)))
    });
    let task = Task::new();
    let send = move |request: RedirectTicketRequest| {
        let key_now = key.of(&request);
        let to = target_place.get_untracked();
        let place = to.map(|place| untrack(|| place_name(place, directory)));
        let comment = request.comment.clone();
        let list = list.get_untracked();
        let draft_name = draft_name.clone();
        task.run(async move {
            handle.foresee(to.map(|to| Command::Redirect { to, comment }));
            let answer = use_api().redirect_ticket(handle.id, &request, &key_now).await;
            key.settle(&answer);
            match answer {
                Ok(answer) => {
                    session.set_draft(&draft_name, "");
                    open.set(false);
                    handle.reporter.done(untrack(|| t::redirect_done(handle.id, place.unwrap_or_default())));
                    match answer.ticket {
                        Some(ticket) => handle.show(ticket),
                        None => {
                            handle.lose();
                            address.go(&list);
                        }
                    }
                }
                Err(error) => {
                    if error.is_unsent() {
                        session.set_draft(&draft_name, "");
                    }
                    handle.refused(&error, errors, open);
                }
            }
        });
    };
    let submit = move || {
        errors.clear();
        let request =
            RedirectTicketRequest { to: field.draft().assign_to(), comment: comment.get_untracked() };
        let here = ticket.with_untracked(|ticket| Place {
            department_id: ticket.department_id,
            assignee_id: ticket.assignee_id,
        });
        match request.clone().parse() {
            Err(wrong) => errors.show(wrong),
            Ok(_) if target_place.get_untracked() == Some(here) => {
                errors.show(vec![FieldError::new("/to", ErrorCode::AlreadyThere)]);
            }
            Ok(_) => send(request),
        }
    };
    view! {
        <DialogForm open=open text=t::action_redirect icon=Symbol::Forward busy=task.pending() on_submit=submit>
            <PlacePicker label=t::redirect_to field=field error=errors.of("/to") />
            <TextArea
                label=t::redirect_comment
                value=comment
                error=errors.of("/comment")
                hint=TextProp::from(t::redirect_comment_hint)
                rows=4
                required=true
            />
            <div prop:role="status">
                <Show when=move || loses_sight.get()>
                    <p class="notice">
                        <Icon symbol=Symbol::Eye />
                        {t::redirect_loses_sight}
                    </p>
                </Show>
            </div>
        </DialogForm>
    }
}

/// The facts after the redirect.
fn facts_at(facts: &TicketFacts, place: Place) -> TicketFacts {
    TicketFacts {
        status: TicketStatus::New,
        department_id: place.department_id,
        creator_id: facts.creator_id,
        assignee_id: place.assignee_id,
    }
}
