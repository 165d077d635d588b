//! Deactivating a person, with the question where his open tickets go.

use domain::employees::wire::{DeactivateEmployeeRequest, EmployeeView};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::Target;
use domain::{EmployeeId, ErrorCode};
use leptos::prelude::*;

use super::model::{target_of, target_value};
use crate::api::use_api;
use crate::directory::use_directory;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::{RwSignal, Signal, derived};
use crate::shell::use_reporter;
use crate::task::{Task, spawn};
use crate::ui::{ButtonKind, Choice, Dialog, Select, Show};

/// Every status but closed.
const OPEN_STATUSES: &str = "new,in_progress,waiting,checking";

/// The dialog.
#[component]
pub(super) fn DeactivateDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Who.
    employee: RwSignal<Option<EmployeeView>>,
    /// Called when the list has changed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let name = move || employee.with(|one| one.as_ref().map(|one| one.full_name.clone())).unwrap_or_default();
    view! {
        <Dialog open=open title=move || t::employee_deactivate_named(name()) close_label=t::common_close>
            {employee.get_untracked().map(|employee| view! { <Form open=open employee=employee on_done=on_done /> })}
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, employee: EmployeeView, on_done: UnsyncCallback<()>) -> impl IntoView {
    let (reporter, directory) = (use_reporter(), use_directory());
    let id = employee.id;
    let target = RwSignal::new(target_value(Target::Department(employee.department_id)));
    let errors = FormProblems::new();
    // What was found may be old; then the server asks.
    let has_tickets = RwSignal::new(false);
    spawn(async move {
        if has_open_tickets(id).await {
            has_tickets.set(true);
        }
    });
    let choices = use_targets(id);
    let task = Task::new();
    let deactivate = move |request: DeactivateEmployeeRequest| {
        task.run(async move {
            match use_api().deactivate_employee(id, &request).await {
                Ok(_) => {
                    open.set(false);
                    reporter.done(untrack(t::employee_deactivated_done));
                    directory.reload();
                    on_done.try_run(());
                }
                Err(error) => {
                    if error.code() == Some(ErrorCode::HasOpenTickets) {
                        has_tickets.set(true);
                    }
                    errors.refused(&error, &[(ErrorCode::HasOpenTickets, "/move_tickets_to")]);
                }
            }
        });
    };
    let submit = move || {
        let move_tickets_to =
            target.with_untracked(|target| target_of(target)).filter(|_| has_tickets.get_untracked());
        if let Some(request) = errors.check(Ok(DeactivateEmployeeRequest { move_tickets_to })) {
            deactivate(request);
        }
    };
    view! {
        <DialogForm open=open text=t::employee_deactivate kind=ButtonKind::Danger busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <p>{t::employee_deactivate_text}</p>
            <Show when=move || has_tickets.get()>
                <Select
                    label=t::employee_move_tickets
                    value=target
                    choices=choices
                    error=errors.of("/move_tickets_to")
                    required=true
                />
            </Show>
        </DialogForm>
    }
}

/// Whether the person holds open tickets; when it cannot be known now, deactivating tells.
async fn has_open_tickets(id: EmployeeId) -> bool {
    let query = TicketListQuery {
        status: Some(OPEN_STATUSES.to_owned()),
        assignee_id: Some(id.to_string()),
        limit: Some(1),
        ..TicketListQuery::default()
    };
    use_api().list_tickets(&query).await.is_ok_and(|page| !page.items.is_empty())
}

/// The queues of departments and the people but this one, under headings.
fn use_targets(but: EmployeeId) -> Signal<Vec<Choice>> {
    let directory = use_directory();
    derived(move || {
        let mut targets = Vec::new();
        for one in directory.departments() {
            let value = target_value(Target::Department(one.id));
            targets.push(Choice::new(value, one.name).under(t::employee_target_queues()));
        }
        for one in directory.employees().into_iter().filter(|one| one.id != but) {
            let value = target_value(Target::Employee(one.id));
            targets.push(Choice::new(value, one.full_name).under(t::employee_target_people()));
        }
        targets
    })
}
