//! Archiving a department, with the question where its people and open tickets go.

use domain::departments::wire::{DeleteDepartmentQuery, DepartmentView};
use domain::problem::{FieldError, FieldErrors};
use domain::{DepartmentId, ErrorCode};
use leptos::prelude::*;

use super::list_page::open_count;
use crate::api::use_api;
use crate::choices;
use crate::directory::use_directory;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{ButtonKind, Choice, Dialog, Select, Show};

/// The dialog.
#[component]
pub(super) fn ArchiveDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which department.
    department: RwSignal<Option<DepartmentView>>,
    /// Called when the list has changed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let name = move || department.with(|one| one.as_ref().map(|one| one.name.clone())).unwrap_or_default();
    view! {
        <Dialog open=open title=move || t::department_archive_named(name()) close_label=t::common_close>
            {department.get_untracked().map(|department| view! { <Form open=open department=department on_done=on_done /> })}
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, department: DepartmentView, on_done: UnsyncCallback<()>) -> impl IntoView {
    let (reporter, directory) = (use_reporter(), use_directory());
    let id = department.id;
    let (tickets_to, members_to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // What is known may be old; then the server asks.
    let has_tickets = RwSignal::new(untrack(|| open_count(id)).is_some_and(|open| open > 0));
    let has_members = RwSignal::new(department.active_members > 0);
    let errors = FormProblems::new();
    let choices = derived(move || {
        let mut others = choices::departments(directory);
        others.retain(|one| one.value != id.to_string());
        choices::after(Choice::new("", t::common_choose()), others)
    });
    let task = Task::new();
    let archive = move |query: DeleteDepartmentQuery| {
        task.run(async move {
            match use_api().delete_department(id, &query).await {
                Ok(()) => {
                    open.set(false);
                    reporter.done(untrack(t::department_archived_done));
                    directory.reload();
                    on_done.try_run(());
                }
                Err(error) => {
                    match error.code() {
                        Some(ErrorCode::HasOpenTickets) => has_tickets.set(true),
                        Some(ErrorCode::HasMembers) => has_members.set(true),
                        _ => {}
                    }
                    let places = [
                        (ErrorCode::HasOpenTickets, "move_tickets_to"),
                        (ErrorCode::HasMembers, "move_members_to"),
                    ];
                    errors.refused(&error, &places);
                }
            }
        });
    };
    let submit = move || {
        let query = DeleteDepartmentQuery {
            move_tickets_to: chosen(has_tickets, tickets_to),
            move_members_to: chosen(has_members, members_to),
        };
        let mut wrong = FieldErrors::default();
        for (needed, given, pointer) in [
            (has_tickets, query.move_tickets_to, "move_tickets_to"),
            (has_members, query.move_members_to, "move_members_to"),
        ] {
            if needed.get_untracked() && given.is_none() {
                wrong.push(FieldError::new(pointer, ErrorCode::Required));
            }
        }
        if let Some(query) = errors.check(wrong.finish(Some(query))) {
            archive(query);
        }
    };
    view! {
        <DialogForm open=open text=t::department_archive kind=ButtonKind::Danger busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <p>{t::department_archive_text}</p>
            <Show when=move || has_members.get()>
                <Select
                    label=t::department_move_members
                    value=members_to
                    choices=choices
                    error=errors.of("move_members_to")
                    required=true
                />
            </Show>
            <Show when=move || has_tickets.get()>
                <Select
                    label=t::department_move_tickets
                    value=tickets_to
                    choices=choices
                    error=errors.of("move_tickets_to")
                    required=true
                />
            </Show>
        </DialogForm>
    }
}

fn chosen(needed: RwSignal<bool>, value: RwSignal<String>) -> Option<DepartmentId> {
    value.with_untracked(|value| value.parse().ok()).filter(|_| needed.get_untracked())
}
