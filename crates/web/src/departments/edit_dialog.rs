//! A new department, or another name and description for one.

use domain::ErrorCode;
use domain::departments::wire::{CreateDepartmentRequest, DepartmentView, UpdateDepartmentRequest};
use leptos::prelude::*;

use crate::api::use_api;
use crate::directory::use_directory;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::RwSignal;
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{Dialog, TextArea, TextInput};

/// The dialog; without a department it creates one.
#[component]
pub(super) fn EditDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which department.
    department: RwSignal<Option<DepartmentView>>,
    /// Called when the list has changed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let title =
        move || if department.with(Option::is_some) { t::department_edit() } else { t::department_new() };
    view! {
        <Dialog open=open title=title close_label=t::common_close>
            <Form open=open department=department.get_untracked() on_done=on_done />
        </Dialog>
    }
}

#[component]
fn Form(
    open: RwSignal<bool>,
    department: Option<DepartmentView>,
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let reporter = use_reporter();
    let directory = use_directory();
    let id = department.as_ref().map(|department| department.id);
    let (name, description) = department
        .map(|department| (department.name, department.description.unwrap_or_default()))
        .unwrap_or_default();
    let (name, description) = (RwSignal::new(name), RwSignal::new(description));
    let errors = FormProblems::new();
    let task = Task::new();
    let save = move |request: CreateDepartmentRequest| {
        task.run(async move {
            let answer = match id {
                None => use_api().create_department(&request).await,
                Some(id) => {
                    let CreateDepartmentRequest { name, description } = request;
                    let request =
                        UpdateDepartmentRequest { name: Some(name), description: Some(description) };
                    use_api().update_department(id, &request).await
                }
            };
            match answer {
                Ok(_) => {
                    open.set(false);
                    reporter.done(untrack(t::common_saved));
                    directory.reload();
                    on_done.try_run(());
                }
                Err(error) => errors.refused(&error, &[(ErrorCode::NameTaken, "/name")]),
            }
        });
    };
    let submit = move || {
        let request = CreateDepartmentRequest {
            name: name.get_untracked(),
            description: Some(description.get_untracked()),
        };
        if let Some(request) = errors.check(request.parse()) {
            save(request);
        }
    };
    view! {
        <DialogForm open=open text=t::common_save busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <TextInput
                label=t::department_name
                value=name
                error=errors.of("/name")
                required=true
                autofocus=true
            />
            <TextArea
                label=t::department_description
                value=description
                hint=t::common_optional
                error=errors.of("/description")
                rows=2
            />
        </DialogForm>
    }
}
