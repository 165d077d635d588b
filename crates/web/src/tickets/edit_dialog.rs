//! Editing the fields. Who changed the same field in the meantime is shown with both values.

use domain::json::{self, Value};
use domain::tickets::merge::Conflict;
use domain::tickets::wire::{TicketView, UpdateTicketRequest};
use domain::tickets::{ClientType, Command, Priority};
use leptos::html;
use leptos::prelude::*;

use super::draft::EditDraft;
use super::handle::TicketHandle;
use crate::api::use_api;
use crate::choices;
use crate::form::DialogForm;
use crate::format::full_time;
use crate::i18n::{client_type_name, priority_name, t};
use crate::reactive::{Memo, RwSignal, derived};
use crate::shell::FormErrors;
use crate::task::Task;
use crate::ui::{Button, Dialog, Icon, Item, Select, Symbol, TextArea, TextInput, dynamic, each};

/// The dialog with the fields.
#[component]
pub(super) fn EditDialog(
    handle: TicketHandle,
    ticket: Memo<TicketView>,
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::ticket_edit close_label=t::common_close>
            <Form handle=handle ticket=ticket open=open />
        </Dialog>
    }
}

#[component]
fn Form(handle: TicketHandle, ticket: Memo<TicketView>, open: RwSignal<bool>) -> impl IntoView {
    // What the person sees when he begins; the server compares with it.
    let (began_with, version) = ticket.with_untracked(|ticket| (EditDraft::of(ticket), ticket.version));
    let base = StoredValue::new((began_with.clone(), version));
    let subject = RwSignal::new(began_with.subject);
    let description = RwSignal::new(began_with.description);
    let client_type = RwSignal::new(began_with.client_type);
    let priority = RwSignal::new(began_with.priority);
    let station_number = RwSignal::new(began_with.station_number);
    let car_model = RwSignal::new(began_with.car_model);
    let draft = move || EditDraft {
        subject: subject.get_untracked(),
        description: description.get_untracked(),
        client_type: client_type.get_untracked(),
        priority: priority.get_untracked(),
        station_number: station_number.get_untracked(),
        car_model: car_model.get_untracked(),
    };
    let errors = FormErrors::new();
    let conflicts = RwSignal::new(Vec::<Conflict>::new());
    let found = NodeRef::<html::Div>::new();
    let task = Task::new();
    let save = move |request: UpdateTicketRequest| {
        task.run(async move {
            let (_, version) = base.get_value();
            handle.foresee(request.clone().parse().ok().map(Command::Edit));
            match use_api().update_ticket(handle.id, version, &request).await {
                Ok(ticket) => {
                    open.set(false);
                    handle.show(ticket);
                    handle.reporter.done(untrack(t::common_saved));
                }
                Err(error) if error.status() == Some(412) => {
                    handle.take_back();
                    conflicts.set(error.problem().map(conflicts_of).unwrap_or_default());
                    request_animation_frame(move || scroll_to(found.try_get_untracked().flatten()));
                    handle.reload();
                }
                Err(error) => handle.refused(&error, errors, open),
            }
        });
    };
    let submit = move || {
        errors.clear();
        // Saving over a conflict is a decision: the person has seen the other value, so it becomes the base.
        if !conflicts.with_untracked(Vec::is_empty) {
            ticket.with_untracked(|ticket| base.set_value((EditDraft::of(ticket), ticket.version)));
            conflicts.set(Vec::new());
        }
        match draft().request(&base.with_value(|(began_with, _)| began_with.clone())) {
            Ok(request) if request == UpdateTicketRequest::default() => open.set(false),
            Ok(request) => save(request),
            Err(wrong) => errors.show(wrong),
        }
    };
    let take_theirs = move |field: &str| {
        let theirs = ticket.with_untracked(EditDraft::of);
        match field {
            "subject" => subject.set(theirs.subject),
            "description" => description.set(theirs.description),
            "priority" => priority.set(theirs.priority),
            "client_type" => client_type.set(theirs.client_type),
            "station_number" => station_number.set(theirs.station_number),
            _ => car_model.set(theirs.car_model),
        }
        conflicts.update(|all| all.retain(|conflict| conflict.field != field));
        if conflicts.with_untracked(Vec::is_empty) {
            ticket.with_untracked(|ticket| base.set_value((EditDraft::of(ticket), ticket.version)));
        }
    };
    let on_theirs = UnsyncCallback::new(move |field: String| take_theirs(&field));
    let item = move |conflict: Conflict| {
        Item::new(
            conflict.field.clone(),
            move || view! { <ConflictView conflict=conflict on_theirs=on_theirs /> },
        )
    };
    let text = move || if conflicts.with(Vec::is_empty) { t::common_save() } else { t::conflict_save_mine() };
    view! {
        <DialogForm open=open text=text busy=task.pending() on_submit=submit>
            <div prop:role="alert" node_ref=found>
                {each(move || conflicts.get().into_iter().map(item).collect())}
            </div>
            <TextInput label=t::field_subject value=subject error=errors.of("/subject") required=true />
            <TextArea
                label=t::field_description
                value=description
                error=errors.of("/description")
                rows=6
                required=true
            />
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
                    choices=derived(choices::client_types)
                    error=errors.of("/client_type")
                />
            </div>
            <div class="form-row">
                <TextInput label=t::field_station value=station_number error=errors.of("/station_number") />
                <TextInput label=t::field_car value=car_model error=errors.of("/car_model") />
            </div>
        </DialogForm>
    }
}

fn scroll_to(element: Option<web_sys::HtmlDivElement>) {
    if let Some(element) = element {
        element.scroll_into_view();
    }
}

fn conflicts_of(problem: &domain::problem::Problem) -> Vec<Conflict> {
    problem.extra.get("conflicts").and_then(|all| json::read(all).ok()).unwrap_or_default()
}

/// A field that somebody else changed: who, when, both values.
#[component]
fn ConflictView(conflict: Conflict, on_theirs: UnsyncCallback<String>) -> impl IntoView {
    let Conflict { field, yours, theirs, changed_by, changed_at } = conflict;
    let (name, key) = (field.clone(), field.clone());
    let who = changed_by.map(|person| person.full_name);
    let text = move || {
        let who = who.clone().unwrap_or_else(|| t::event_system().to_owned());
        t::conflict_text(field_name(&name), who, full_time(changed_at))
    };
    let (own_field, other_field) = (field.clone(), field);
    view! {
        <section class="conflict">
            <p class="notice">
                <Icon symbol=Symbol::Warning />
                <span>{dynamic(text)}</span>
            </p>
            <dl class="conflict-values">
                <div>
                    <dt>{t::conflict_theirs}</dt>
                    <dd>{dynamic(move || value_text(&other_field, &theirs))}</dd>
                </div>
                <div>
                    <dt>{t::conflict_yours}</dt>
                    <dd>{dynamic(move || value_text(&own_field, &yours))}</dd>
                </div>
            </dl>
            <div class="form-actions">
                <Button on_press=move || on_theirs.run(key.clone())>{t::conflict_take_theirs}</Button>
            </div>
        </section>
    }
}

/// The name of a field by its name on the wire.
pub(super) fn field_name(field: &str) -> &'static str {
    match field {
        "subject" => t::field_subject(),
        "description" => t::field_description(),
        "priority" => t::field_priority(),
        "client_type" => t::field_client_type(),
        "station_number" => t::field_station(),
        _ => t::field_car(),
    }
}

fn value_text(field: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let name = match field {
        "priority" => Priority::parse(text).map(priority_name),
        "client_type" => ClientType::parse(text).map(client_type_name),
        _ if text.is_empty() => Some(t::field_none()),
        _ => None,
    };
    name.unwrap_or(text).to_owned()
}
