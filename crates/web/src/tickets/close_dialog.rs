//! Closing, with a reason.

use domain::tickets::wire::{TicketView, TransitionTicketRequest};
use domain::tickets::{Resolution, TicketStatus};
use leptos::prelude::*;

use super::handle::TicketHandle;
use super::transition_form::TransitionForm;
use crate::form::DialogForm;
use crate::i18n::{resolution_name, t};
use crate::reactive::{Memo, RwSignal, derived, memo};
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
    let form = TransitionForm::new(handle, open);
    let submit = move || {
        form.errors.clear();
        form.submit(TransitionTicketRequest {
            to: TicketStatus::Closed,
            until: None,
            resolution: Resolution::parse(&resolution.get_untracked()),
            comment: Some(comment.get_untracked()).filter(|comment| !comment.trim().is_empty()),
        });
    };
    view! {
        <DialogForm open=open text=t::close_confirm busy=form.pending() on_submit=submit>
            <Select
                label=t::field_resolution
                value=resolution
                choices=derived(choices)
                error=form.errors.of("/resolution")
            />
            <Show when=move || is_new.get()>
                <p class="notice notice-info">
                    <Icon symbol=Symbol::Flag />
                    {t::close_new_hint}
                </p>
            </Show>
            <TextArea label=t::transition_comment value=comment error=form.errors.of("/comment") rows=3 />
        </DialogForm>
    }
}
