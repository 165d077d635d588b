//! Name, e-mail, department and role of a person.

use domain::ErrorCode;
use domain::employees::wire::{EmployeeView, UpdateEmployeeRequest};
use leptos::prelude::*;

use super::fields::{Fields, Values};
use super::model::EmployeeDraft;
use crate::api::use_api;
use crate::directory::use_directory;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::live::use_live;
use crate::reactive::RwSignal;
use crate::session::use_session;
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::Dialog;

/// The dialog.
#[component]
pub(super) fn EditDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Who.
    employee: RwSignal<Option<EmployeeView>>,
    /// Called when the list has changed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t::employee_edit close_label=t::common_close>
            {employee.get_untracked().map(|employee| view! { <Form open=open employee=employee on_done=on_done /> })}
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, employee: EmployeeView, on_done: UnsyncCallback<()>) -> impl IntoView {
    let (reporter, session) = (use_reporter(), use_session());
    let directory = use_directory();
    let id = employee.id;
    let values = Values::new(EmployeeDraft::of(&employee));
    let errors = FormProblems::new();
    let task = Task::new();
    let save = move |request: UpdateEmployeeRequest| {
        task.run(async move {
            match use_api().update_employee(id, &request).await {
                Ok(changed) => {
                    if session.me.with_untracked(|me| me.as_ref().is_some_and(|me| me.id == id)) {
                        session.me.set(Some(changed));
                        // He may see other tickets now.
                        use_live().reset();
                    }
                    open.set(false);
                    reporter.done(untrack(t::common_saved));
                    directory.reload();
                    on_done.try_run(());
                }
                Err(error) => {
                    let places = [
                        (ErrorCode::EmailTaken, "/email"),
                        (ErrorCode::LastAdmin, "/role"),
                        (ErrorCode::DepartmentArchived, "/department_id"),
                    ];
                    errors.refused(&error, &places);
                }
            }
        });
    };
    let submit = move || {
        if let Some(request) = errors.check(values.draft().update(&employee)) {
            save(request);
        }
    };
    view! {
        <DialogForm open=open text=t::common_save busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <Fields values=values errors=errors />
        </DialogForm>
    }
}
