//! Adding a quick text, changing and deleting one.

use domain::authz::Action;
use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use leptos::prelude::*;

use super::use_quick_texts;
use crate::api::use_api;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::{RwSignal, memo};
use crate::session::use_session;
use crate::task::Task;
use crate::ui::{Button, ButtonKind, Check, Dialog, Show, Symbol, TextArea, TextInput};

/// The dialog; it begins with a text, or without one to add one.
#[component]
pub(super) fn EditDialog(open: RwSignal<bool>, text: RwSignal<Option<QuickText>>) -> impl IntoView {
    view! {
        <Dialog open=open title=t::quick_edit close_label=t::common_close>
            <Form open=open text=text.get_untracked() />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, text: Option<QuickText>) -> impl IntoView {
    let session = use_session();
    let id = text.as_ref().map(|text| text.id);
    let (was_name, was_body, was_shared) =
        text.map(|text| (text.name, text.body, text.shared)).unwrap_or_default();
    let (name, body, shared) = (RwSignal::new(was_name), RwSignal::new(was_body), RwSignal::new(was_shared));
    let can_share = memo(move || session.can(Action::ChangeQuickText { shared: true }));
    let errors = FormProblems::new();
    let task = Task::new();
    let save = move |request: CreateQuickTextRequest| {
        task.run(async move {
            let answer = match id {
                None => use_api().create_quick_text(&request).await,
                Some(id) => {
                    let CreateQuickTextRequest { name, body, shared } = request;
                    let changes =
                        UpdateQuickTextRequest { name: Some(name), body: Some(body), shared: Some(shared) };
                    use_api().update_quick_text(id, &changes).await
                }
            };
            settle(answer.map(drop), open, errors);
        });
    };
    let delete = move || {
        task.run(async move {
            if let Some(id) = id {
                settle(use_api().delete_quick_text(id).await, open, errors);
            }
        });
    };
    let submit = move || {
        let request = CreateQuickTextRequest {
            name: name.get_untracked(),
            body: body.get_untracked(),
            shared: shared.get_untracked(),
        };
        if let Some(request) = errors.check(request.parse()) {
            save(request);
        }
    };
    view! {
        <DialogForm open=open text=t::common_save busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <TextInput label=t::quick_name value=name error=errors.of("/name") required=true autofocus=true />
            <TextArea label=t::quick_body value=body error=errors.of("/body") rows=6 required=true />
            <Show when=move || can_share.get()>
                <Check label=t::quick_shared checked=shared on_change=move |now| shared.set(now) />
            </Show>
            <Show when=move || id.is_some()>
                <p>
                    <Button kind=ButtonKind::Danger icon=Symbol::Trash on_press=delete>{t::quick_delete}</Button>
                </p>
            </Show>
        </DialogForm>
    }
}

/// Closes the dialog, or says why not.
fn settle(answer: Result<(), client::ClientError>, open: RwSignal<bool>, errors: FormProblems) {
    match answer {
        Ok(()) => {
            open.set(false);
            use_quick_texts().reload();
        }
        Err(error) => errors.refused(&error, &[]),
    }
}
