//! Writing a comment: the text survives everything until it is sent.

use client::ClientError;
use domain::tickets::wire::{CreateCommentRequest, TicketView, TransitionTicketRequest};
use domain::tickets::{Resolution, TicketAction, TicketStatus};
use domain::{ErrorCode, TicketId};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::actions::Actions;
use super::completion::{Completion, CompletionList, FIELD};
use super::files::{AttachButton, UploadList, Uploads};
use super::handle::TicketHandle;
use super::list_keys;
use super::newer::{Newer, NewerComments};
use super::page::use_list_path;
use super::presence::{Presence, writing};
use super::preview::{Preview, PreviewButton, PreviewText};
use crate::api::{RetryKey, use_api};
use crate::drafts::{Drafts, use_drafts};
use crate::i18n::t;
use crate::reactive::{RwSignal, derived, memo};
use crate::shell::FormErrors;
use crate::task::{Task, effect, spawn};
use crate::ui::{Button, ButtonKind, Show, Symbol, dynamic};

/// What happens besides the comment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    Close,
    /// The next ticket of the list.
    Next,
}

/// The comment and the keys of the requests.
#[derive(Clone)]
struct Sending {
    request: CreateCommentRequest,
    /// As it stands in the field.
    typed: String,
    comment_key: String,
    /// `None` when the ticket stays open.
    close_key: Option<String>,
    /// Whether the next ticket is opened.
    goes_on: bool,
}

/// The field for a comment.
#[component]
pub(super) fn Composer(handle: TicketHandle, actions: Actions, presence: Presence) -> impl IntoView {
    let drafts = use_drafts();
    let text = draft_text(drafts, handle.id);
    let newer = Newer::new(handle, text);
    let completion = Completion::new(actions, text);
    let preview = Preview::new(handle, text);
    let uploads = Uploads::new();
    let errors = FormErrors::new();
    let comment_key = RetryKey::new();
    let task = Task::new();
    let list = use_list_path();
    let send = move |sending: Sending| {
        task.run(async move {
            let answer = use_api().create_comment(handle.id, &sending.request, &sending.comment_key).await;
            comment_key.settle(&answer);
            match answer {
                Err(error) if errors.show_answer(&error) => {}
                Err(error) if !error.is_unsent() => handle.failed(&error),
                answer => {
                    // Also when the page was left meanwhile, and nothing follows the text any more.
                    if drafts.sent(handle.id, &sending.typed) {
                        text.set(String::new());
                        presence.typed("");
                    }
                    uploads.clear();
                    match &answer {
                        Err(error) => handle.failed(error),
                        Ok(_) if sending.close_key.is_none() => handle.reload(),
                        Ok(_) => {}
                    }
                    if let Some(key) = sending.close_key {
                        match close(handle.id, &key).await {
                            Ok(ticket) => handle.show(ticket),
                            Err(error) => {
                                handle.failed(&error);
                                handle.reload();
                            }
                        }
                    }
                    if sending.goes_on && !text.is_disposed() {
                        list_keys::open_next(&list.get_untracked());
                    }
                }
            }
        });
    };
    let submit = move |then: Then| {
        errors.clear();
        if untrack(|| uploads.is_busy()) {
            handle.reporter.info(untrack(t::files_wait));
            return;
        }
        let request =
            CreateCommentRequest { body: completion.linked(), attachment_ids: untrack(|| uploads.ids()) };
        match request.clone().parse() {
            Ok(_) if newer.ask() => {}
            Ok(_) => {
                let comment_key = comment_key.of(&request);
                let close_key = (then == Then::Close).then(client::idempotency_key);
                let goes_on = then == Then::Next;
                send(Sending { request, typed: text.get_untracked(), comment_key, close_key, goes_on });
            }
            Err(wrong) => errors.show(wrong),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if completion.hear(&event) {
            return;
        }
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            submit(if event.shift_key() { Then::Next } else { Then::Nothing });
        }
    };
    let is_empty = memo(move || text.with(|text| text.trim().is_empty()));
    let error = errors.of("/body");
    let can_close = memo(move || {
        actions.allows(TicketAction::Close)
            && handle
                .latest()
                .with(|ticket| ticket.as_ref().is_some_and(|ticket| ticket.status != TicketStatus::New))
    });
    let is_saved = memo(move || text.with(|text| drafts.is_saved(handle.id, text)));
    let hint = move || {
        let kept = move || if is_saved.get() { t::comment_draft_saved() } else { t::comment_draft_kept() };
        writing(presence).or_else(|| (!is_empty.get()).then(|| kept().to_owned()))
    };
    let dragged = RwSignal::new(false);
    view! {
        <form
            class="card composer"
            class:drop=move || dragged.get()
            prop:ariaLabel=t::comment_new
            on:submit=move |event| {
                event.prevent_default();
                submit(Then::Nothing);
            }
            on:dragover=move |event| {
                event.prevent_default();
                dragged.set(true);
            }
            on:dragleave=move |_| dragged.set(false)
            on:drop=move |event| {
                event.prevent_default();
                dragged.set(false);
                if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                    uploads.add(&files);
                }
            }
        >
            <NewerComments newer=newer />
            <CompletionList completion=completion />
            <PreviewText preview=preview />
            <textarea
                prop:hidden=move || preview.is_shown()
                prop:id=FIELD
                prop:ariaLabel=t::comment_label
                prop:placeholder=t::comment_placeholder
                prop:rows="2"
                prop:ariaInvalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby="comment-error"
                prop:value=move || text.get()
                on:input:target=move |event| {
                    text.set(event.target().value());
                    text.with_untracked(|text| presence.typed(text));
                }
                on:keydown=on_key
            ></textarea>
            <p class="field-error" prop:id="comment-error">
                {dynamic(move || error.get())}
            </p>
            <UploadList uploads=uploads />
            <footer>
                <AttachButton uploads=uploads />
                <Show when=move || !is_empty.get()>
                    <PreviewButton preview=preview />
                </Show>
                <span class="composer-hint" prop:role="status">{dynamic(hint)}</span>
                <Button
                    kind=ButtonKind::Ghost
                    icon=Symbol::Next
                    label=t::comment_send_next
                    on_press=move || submit(Then::Next)
                />
                <Show when=move || can_close.get()>
                    <Button on_press=move || submit(Then::Close)>{t::comment_send_close}</Button>
                </Show>
                <Button
                    kind=derived(move || if is_empty.get() { ButtonKind::Plain } else { ButtonKind::Primary })
                    submit=true
                    icon=Symbol::Send
                    busy=task.pending()
                >
                    {t::comment_send}
                    <kbd aria-hidden="true">"Ctrl ↵"</kbd>
                </Button>
            </footer>
        </form>
    }
}

/// What one goes on with: what was typed in this browser, or what the server has when that is newer.
fn draft_text(drafts: Drafts, id: TicketId) -> RwSignal<String> {
    let text = RwSignal::new(drafts.typed(id));
    effect(move || text.with(|text| drafts.keep(id, text)));
    let begun_with = text.get_untracked();
    spawn(async move {
        let Some(theirs) = drafts.fetch(id).await else { return };
        // Whoever is typing already goes on with that.
        if text.try_get_untracked().is_some_and(|now| now == begun_with) {
            text.set(theirs);
        }
    });
    text
}

async fn close(id: TicketId, key: &str) -> Result<TicketView, ClientError> {
    let request = TransitionTicketRequest {
        to: TicketStatus::Closed,
        until: None,
        resolution: Some(Resolution::Solved),
        comment: None,
    };
    let answer = use_api().transition_ticket(id, &request, key).await;
    match answer {
        // Somebody closed it at the same moment: that is what was wanted.
        Err(error) if error.code() == Some(ErrorCode::TicketClosed) => use_api().get_ticket(id).await,
        answer => answer,
    }
}
