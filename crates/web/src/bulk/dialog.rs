//! What shall happen to the chosen tickets: first asked, then shown what would happen, then done.

use domain::ErrorCode;
use domain::bulk::wire::{BulkCommand, BulkPreview, BulkRefusal, BulkRequest, Take};
use domain::problem::FieldError;
use domain::tickets::wire::{RedirectTicketRequest, TransitionTicketRequest, UpdateTicketRequest};
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};
use leptos::prelude::*;

use super::now::use_bulk;
use super::selection::Selection;
use crate::api::{RetryKey, use_api};
use crate::choices;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::{code_text, t};
use crate::reactive::{RwSignal, derived};
use crate::task::Task;
use crate::tickets::draft::PlaceDraft;
use crate::tickets::place::{PlaceField, PlacePicker};
use crate::ui::{Choice, Dialog, Select, Show, TextArea, dynamic, views};

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Take,
    Redirect,
    Transition,
    Edit,
}

/// The dialog.
#[component]
pub(super) fn CommandDialog(
    open: RwSignal<bool>,
    kind: RwSignal<Kind>,
    selection: Selection,
) -> impl IntoView {
    let title = move || match kind.get() {
        Kind::Take => t::action_take(),
        Kind::Redirect => t::redirect_title(),
        Kind::Transition => t::bulk_status(),
        Kind::Edit => t::bulk_edit(),
    };
    view! {
        <Dialog open=open title=title close_label=t::common_close>
            <Form open=open kind=kind.get_untracked() selection=selection />
        </Dialog>
    }
}

/// What was typed; of which the command takes what it needs.
#[derive(Clone, Copy)]
struct Fields {
    place: PlaceField,
    comment: RwSignal<String>,
    status: RwSignal<String>,
    resolution: RwSignal<String>,
    priority: RwSignal<String>,
    client_type: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        let blank = || RwSignal::new(String::new());
        Self {
            place: PlaceField::new(&PlaceDraft::default()),
            comment: blank(),
            status: RwSignal::new(TicketStatus::InProgress.as_str().to_owned()),
            resolution: RwSignal::new(Resolution::Solved.as_str().to_owned()),
            priority: blank(),
            client_type: blank(),
        }
    }

    fn command(self, kind: Kind) -> BulkCommand {
        let mut command = BulkCommand::default();
        let comment = self.comment.get();
        match kind {
            Kind::Take => command.take = Some(Take {}),
            Kind::Redirect => {
                command.redirect =
                    Some(RedirectTicketRequest { to: self.place.draft().assign_to(), comment });
            }
            Kind::Transition => {
                let to = TicketStatus::parse(&self.status.get()).unwrap_or(TicketStatus::InProgress);
                let resolution =
                    Resolution::parse(&self.resolution.get()).filter(|_| to == TicketStatus::Closed);
                let comment = Some(comment).filter(|comment| !comment.trim().is_empty());
                command.transition = Some(TransitionTicketRequest { to, until: None, resolution, comment });
            }
            Kind::Edit => {
                command.edit = Some(UpdateTicketRequest {
                    priority: Priority::parse(&self.priority.get()),
                    client_type: ClientType::parse(&self.client_type.get()),
                    ..UpdateTicketRequest::default()
                });
            }
        }
        command
    }
}

#[component]
fn Form(open: RwSignal<bool>, kind: Kind, selection: Selection) -> impl IntoView {
    let bulk = use_bulk();
    let fields = Fields::new();
    let errors = FormProblems::new();
    let (key, task) = (RetryKey::new(), Task::new());
    let preview = RwSignal::new(None::<(BulkRequest, BulkPreview)>);
    // What would happen is that of the command as it was asked about.
    crate::task::on_change(move || fields.command(kind), move |_| preview.set(None));
    let ask = move || {
        let Some(select) = selection.select() else { return };
        let command = untrack(|| fields.command(kind));
        let is_blank = command.edit == Some(UpdateTicketRequest::default());
        let checked = match is_blank {
            true => Err(vec![FieldError::new("/edit", ErrorCode::Required)]),
            false => command.clone().parse(),
        };
        if errors.check(checked).is_none() {
            return;
        }
        let request = BulkRequest { select, command, preview: false };
        task.run(async move {
            match use_api().preview_bulk(&request).await {
                Ok(told) => preview.set(Some((request, told))),
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    let start = move |request: BulkRequest| {
        let key_now = key.of(&request);
        task.run(async move {
            let answer = use_api().create_bulk_job(&request, &key_now).await;
            key.settle(&answer);
            match answer {
                Ok(started) => {
                    open.set(false);
                    bulk.follow(started.job, false);
                    selection.end();
                }
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    if kind == Kind::Take {
        ask();
    }
    let submit = move || match preview.get_untracked() {
        Some((request, told)) if told.allowed > 0 => start(request),
        Some(_) => {}
        None => ask(),
    };
    let button = move || match preview.get() {
        Some((_, told)) => t::bulk_start(i64::try_from(told.allowed).unwrap_or(i64::MAX)),
        None => t::bulk_check().to_owned(),
    };
    let nothing = derived(move || {
        let is_none = preview.with(|preview| preview.as_ref().is_some_and(|(_, told)| told.allowed == 0));
        is_none.then(|| t::bulk_nothing().to_owned())
    });
    view! {
        <DialogForm open=open text=button disabled_reason=nothing busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            {inputs(kind, fields, errors)}
            <div prop:role="status">{dynamic(move || preview.get().map(|(_, told)| view! { <Told told=told /> }))}</div>
        </DialogForm>
    }
}

/// What the command asks for.
fn inputs(kind: Kind, fields: Fields, errors: FormProblems) -> AnyView {
    match kind {
        Kind::Take => ().into_any(),
        Kind::Redirect => view! {
            <PlacePicker label=t::redirect_to field=fields.place error=errors.of("/redirect/to") />
            <TextArea
                label=t::redirect_comment
                value=fields.comment
                error=errors.of("/redirect/comment")
                rows=3
                required=true
            />
        }
        .into_any(),
        Kind::Transition => {
            let to = [
                TicketStatus::InProgress,
                TicketStatus::Waiting,
                TicketStatus::Checking,
                TicketStatus::Closed,
            ];
            let statuses = move || choices::statuses(&to);
            let closes = move || fields.status.with(|status| status == TicketStatus::Closed.as_str());
            view! {
                <Select label=t::field_status value=fields.status choices=derived(statuses) />
                <Show when=closes>
                    <Select label=t::field_resolution value=fields.resolution choices=derived(choices::resolutions) />
                </Show>
                <TextArea
                    label=t::transition_comment
                    value=fields.comment
                    error=errors.of("/transition/comment")
                    rows=2
                />
            }
            .into_any()
        }
        Kind::Edit => {
            let same = || Choice::new("", t::bulk_unchanged());
            let priorities = move || choices::after(same(), choices::priorities_down());
            let clients = move || choices::after(same(), choices::client_types());
            view! {
                <Select
                    label=t::field_priority
                    value=fields.priority
                    choices=derived(priorities)
                    error=errors.of("/edit")
                />
                <Select label=t::field_client_type value=fields.client_type choices=derived(clients) />
            }
            .into_any()
        }
    }
}

/// How many tickets are meant, and why some are left out.
#[component]
fn Told(told: BulkPreview) -> impl IntoView {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let (matched, allowed) = (number(told.matched), number(told.allowed));
    let reason = move |BulkRefusal { code, count }: BulkRefusal| {
        view! { <li>{format!("{} — {count}", code_text(code).trim_end_matches('.'))}</li> }
    };
    let is_all = told.refused.is_empty();
    view! {
        <div class="notice notice-info job-told">
            <p>{t::bulk_preview(matched, allowed.to_string())}</p>
            {(!is_all).then(|| view! { <ul>{views(told.refused.into_iter().map(reason))}</ul> }.into_any())}
        </div>
    }
}
