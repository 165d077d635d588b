//! A new person.

use domain::employees::Role;
use domain::employees::wire::{CreateEmployeeRequest, CreatedEmployee};
use domain::{DepartmentId, ErrorCode};
use leptos::prelude::*;

use super::fields::{Fields, Values};
use super::model::EmployeeDraft;
use crate::api::use_api;
use crate::directory::use_directory;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::{RwSignal, Signal};
use crate::task::Task;
use crate::ui::Dialog;

/// The dialog.
#[component]
pub(super) fn CreateDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The department that is chosen at first.
    #[prop(into)]
    department: Signal<Option<DepartmentId>>,
    /// Called with the person and the invitation.
    #[prop(into)]
    on_done: UnsyncCallback<CreatedEmployee>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::employee_new close_label=t::common_close>
            <Form open=open department=department.get_untracked() on_done=on_done />
        </Dialog>
    }
}

#[component]
fn Form(
    open: RwSignal<bool>,
    department: Option<DepartmentId>,
    on_done: UnsyncCallback<CreatedEmployee>,
) -> impl IntoView {
    let values = Values::new(EmployeeDraft {
        department: department.map(|id| id.to_string()).unwrap_or_default(),
        role: Role::User.as_str().to_owned(),
        ..EmployeeDraft::default()
    });
    let errors = FormProblems::new();
    let directory = use_directory();
    let task = Task::new();
    let create = move |request: CreateEmployeeRequest| {
        task.run(async move {
            match use_api().create_employee(&request).await {
                Ok(created) => {
                    open.set(false);
                    directory.reload();
                    on_done.try_run(created);
                }
                Err(error) => {
                    let places = [
                        (ErrorCode::EmailTaken, "/email"),
                        (ErrorCode::DepartmentArchived, "/department_id"),
                    ];
                    errors.refused(&error, &places);
                }
            }
        });
    };
    let submit = move || {
        if let Some(request) = errors.check(values.draft().create()) {
            create(request);
        }
    };
    view! {
        <DialogForm open=open text=t::employee_create busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <Fields values=values errors=errors />
            <p class="muted small">{t::employee_new_text}</p>
        </DialogForm>
    }
}
