//! A new ticket. What is typed stays until it is sent, also over a reload.

use domain::json::{self, Value};
use domain::tickets::ClientType;
use domain::tickets::wire::CreateTicketRequest;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::draft::TicketDraft;
use super::files::{AttachButton, UploadList, Uploads};
use super::place::{PlaceField, PlacePicker};
use super::similar::SimilarToDraft;
use crate::address::use_address;
use crate::api::{RetryKey, use_api};
use crate::choices;
use crate::i18n::{client_type_name, t};
use crate::paths;
use crate::reactive::{RwSignal, derived, memo};
use crate::session::use_session;
use crate::shell::{FormErrors, PageHead, use_reporter};
use crate::task::{Task, effect};
use crate::ui::{Button, ButtonKind, Choice, Select, Show, TextArea, TextInput};

const DRAFT: &str = "new-ticket";

/// The form for a new ticket.
#[component]
pub(crate) fn NewTicketPage() -> impl IntoView {
    let (session, reporter, address) = (use_session(), use_reporter(), use_address());
    let saved = session.draft(DRAFT).and_then(|json| client::from_json::<Value>(&json).ok());
    let begun = saved.as_ref().map_or_else(TicketDraft::empty, json::read_leniently);
    let subject = RwSignal::new(begun.subject);
    let description = RwSignal::new(begun.description);
    let client_type = RwSignal::new(begun.client_type);
    let priority = RwSignal::new(begun.priority);
    let station_number = RwSignal::new(begun.station_number);
    let car_model = RwSignal::new(begun.car_model);
    let place = PlaceField::new(&begun.place);
    let uploads = Uploads::new();
    let draft = memo(move || TicketDraft {
        subject: subject.get(),
        description: description.get(),
        client_type: client_type.get(),
        priority: priority.get(),
        station_number: station_number.get(),
        car_model: car_model.get(),
        place: place.draft(),
    });
    let keep = move |draft: &TicketDraft| {
        let json = if draft.is_blank() { String::new() } else { json::write(draft) };
        session.set_draft(DRAFT, &json);
    };
    effect(move || draft.with(keep));
    let errors = FormErrors::new();
    let key = RetryKey::new();
    let task = Task::new();
    let create = move |request: CreateTicketRequest| {
        let key_now = key.of(&request);
        task.run(async move {
            let answer = use_api().create_ticket(&request, &key_now).await;
            key.settle(&answer);
            match answer {
                Ok(ticket) => {
                    session.set_draft(DRAFT, "");
                    reporter.done(untrack(|| t::new_done(ticket.id)));
                    // Whoever went elsewhere meanwhile stays there.
                    if !subject.is_disposed() {
                        address.go(&paths::ticket(ticket.id));
                    }
                }
                Err(error) if errors.show_answer(&error) => {}
                Err(error) => {
                    if error.is_unsent() {
                        session.set_draft(DRAFT, "");
                        if !subject.is_disposed() {
                            address.go(paths::CREATED);
                        }
                    }
                    reporter.failed(&error);
                }
            }
        });
    };
    let submit = move || {
        errors.clear();
        if uploads.is_busy() {
            reporter.info(t::files_wait());
            return;
        }
        match draft.with(|draft| draft.request(uploads.ids())) {
            Ok(request) => create(request),
            Err(wrong) => errors.show(wrong),
        }
    };
    let clear = move || {
        let TicketDraft { client_type: client, priority: usual, .. } = TicketDraft::empty();
        for (field, value) in [(client_type, client), (priority, usual)] {
            field.set(value);
        }
        for field in [subject, description, station_number, car_model] {
            field.set(String::new());
        }
        uploads.clear();
        errors.clear();
    };
    let clients = || ClientType::ALL.map(|one| Choice::new(one.as_str(), client_text(one))).to_vec();
    view! {
        <PageHead title=t::nav_new_ticket />
        <div class="page page-narrow">
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    untrack(submit);
                }
            >
                <TextInput
                    label=t::field_subject
                    value=subject
                    error=errors.of("/subject")
                    hint=TextProp::from(t::new_subject_hint)
                    required=true
                    autofocus=true
                />
                <SimilarToDraft subject=subject station=station_number />
                <TextArea
                    label=t::field_description
                    value=description
                    error=errors.of("/description")
                    rows=7
                    required=true
                />
                <PlacePicker label=t::new_assign_to field=place error=errors.of("/assign_to") />
                <div class="form-row">
                    <Select
                        label=t::field_priority
                        value=priority
                        choices=derived(choices::priorities)
                        error=errors.of("/priority")
                    />
                    <Select
                        label=t::field_client_type
                        value=client_type
                        choices=derived(clients)
                        error=errors.of("/client_type")
                    />
                </div>
                <div class="form-row">
                    <TextInput
                        label=t::field_station
                        value=station_number
                        error=errors.of("/station_number")
                        hint=TextProp::from(t::new_station_hint)
                    />
                    <TextInput
                        label=t::field_car
                        value=car_model
                        error=errors.of("/car_model")
                        hint=TextProp::from(t::new_car_hint)
                    />
                </div>
                <div class="form-actions">
                    <AttachButton uploads=uploads>{t::files_add}</AttachButton>
                    <span class="muted small">{t::new_files_hint}</span>
                </div>
                <UploadList uploads=uploads />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=task.pending()>
                        {t::new_create}
                    </Button>
                    <Show when=move || draft.with(|draft| !draft.is_blank())>
                        <Button kind=ButtonKind::Ghost on_press=clear>
                            {t::new_clear}
                        </Button>
                        <span class="muted small">{t::comment_draft_kept}</span>
                    </Show>
                </div>
            </form>
        </div>
    }
}

/// The type of a client with what it means.
fn client_text(client_type: ClientType) -> String {
    let meaning = match client_type {
        ClientType::B2c => t::client_b2c(),
        ClientType::B2b => t::client_b2b(),
    };
    format!("{} — {meaning}", client_type_name(client_type))
}
