//! Closing, with a reason.

use domain::tickets::wire::{TicketView, TransitionTicketRequest};
use domain::tickets::{Command, Resolution, TicketStatus};
use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::api::{RetryKey, use_api};
use crate::form::DialogForm;
use crate::i18n::{resolution_name, t};
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::shell::FormErrors;
use crate::task::Task;
use crate::ui::{Choice, Dialog, Icon, Select, Show, Symbol, TextArea};

/// The dialog before a ticket is closed.
#[component]
pub(super) fn CloseDialog(
    handle: TicketHandle,
    ticket: Memo<TicketView>,
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::close_title close_label=t::common_close>
            <Form handle=handle ticket=ticket open=open />
        </Dialog>
    }
}

#[component]
fn Form(handle: TicketHandle, ticket: Memo<TicketView>, open: RwSignal<bool>) -> impl IntoView {
    // What nobody took cannot have been solved.
    let is_new = memo(move || ticket.with(|ticket| ticket.status == TicketStatus::New));
    let first = if is_new.get_untracked() { Resolution::Duplicate } else { Resolution::Solved };
    let resolution = RwSignal::new(first.as_str().to_owned());
    let comment = RwSignal::new(String::new());
    let choices = move || {
        let all = Resolution::ALL.iter().filter(|one| !is_new.get() || **one != Resolution::Solved);
        all.map(|one| Choice::new(one.as_str(), resolution_name(*one))).collect::<Vec<_>>()
    };
    let errors = FormErrors::new();
    let key = RetryKey::new();
    let task = Task::new();
    let send = move |request: TransitionTicketRequest| {
        let key_now = key.of(&request);
        task.run(async move {
            handle.foresee(request.clone().parse().ok().map(Command::Transition));
            let answer = use_api().transition_ticket(handle.id, &request, &key_now).await;
            key.settle(&answer);
            match answer {
                Ok(ticket) => {
                    open.set(false);
                    handle.show(ticket);
                }
                Err(error) if errors.show_answer(&error) => handle.take_back(),
                Err(error) => {
                    // What is kept needs no dialog any more.
                    if error.is_unsent() {
                        open.set(false);
                    }
                    handle.failed(&error);
                }
            }
        });
    };
    let submit = move || {
        errors.clear();
        let request = TransitionTicketRequest {
            to: TicketStatus::Closed,
            until: None,
            resolution: Resolution::parse(&resolution.get_untracked()),
            comment: Some(comment.get_untracked()).filter(|comment| !comment.trim().is_empty()),
        };
        match request.clone().parse() {
            Ok(_) => send(request),
            Err(wrong) => errors.show(wrong),
        }
    };
    view! {
        <DialogForm open=open text=t::close_confirm busy=task.pending() on_submit=submit>
            <Select
                label=t::field_resolution
                value=resolution
                choices=derived(choices)
                error=errors.of("/resolution")
            />
            <Show when=move || is_new.get()>
                <p class="notice notice-info">
                    <Icon symbol=Symbol::Flag />
                    {t::close_new_hint}
                </p>
            </Show>
            <TextArea label=t::transition_comment value=comment error=errors.of("/comment") rows=3 />
        </DialogForm>
    }
}
