//! The list of departments.

use client::ClientError;
use domain::DepartmentId;
use domain::departments::wire::DepartmentView;
use leptos::prelude::*;

use super::archive_dialog::ArchiveDialog;
use super::edit_dialog::EditDialog;
use crate::api::use_api;
use crate::i18n::{error_text, t};
use crate::loaded::Loaded;
use crate::reactive::RwSignal;
use crate::shell::{PageHead, use_counters};
use crate::ui::{Button, ButtonKind, Check, Empty, ErrorView, Icon, Show, Skeleton, Symbol, dynamic, views};

/// All departments: what they do, how many people and open tickets they have.
#[component]
pub(crate) fn DepartmentsPage() -> impl IntoView {
    let counters = use_counters();
    let list = Loaded::new();
    let load = move || list.ask(load_all());
    load();
    let departments = list.value();
    let with_archived = RwSignal::new(false);
    let (edited, archived) = (RwSignal::new(None), RwSignal::new(None));
    let (editing, archiving) = (RwSignal::new(false), RwSignal::new(false));
    let edit = move |department: Option<DepartmentView>| {
        edited.set(department);
        editing.set(true);
    };
    let on_edit = UnsyncCallback::new(move |department| edit(Some(department)));
    let on_archive = UnsyncCallback::new(move |department: DepartmentView| {
        archived.set(Some(department));
        archiving.set(true);
    });
    let changed = move || {
        load();
        counters.reload();
    };
    let row = move |department: DepartmentView| {
        view! { <Row department=department on_edit=on_edit on_archive=on_archive /> }.into_any()
    };
    view! {
        <PageHead title=t::nav_departments>
            <Button kind=ButtonKind::Primary icon=Symbol::Plus on_press=move || edit(None)>
                <span class="top-text">{t::department_new}</span>
            </Button>
        </PageHead>
        <div class="page">
            {dynamic(move || match (list.error(), departments.get()) {
                (Some(error), _) => failed(error, load),
                (None, Some(departments)) => content(departments, with_archived, row),
                (None, None) => loading(),
            })}
        </div>
        <EditDialog open=editing department=edited on_done=changed />
        <ArchiveDialog open=archiving department=archived on_done=changed />
    }
}

async fn load_all() -> Result<Vec<DepartmentView>, ClientError> {
    Ok(use_api().list_departments(true).await?.items)
}

fn loading() -> AnyView {
    view! {
        <div class="card">
            <Skeleton rows=6 label=t::common_loading />
        </div>
    }
    .into_any()
}

fn content(
    departments: Vec<DepartmentView>,
    with_archived: RwSignal<bool>,
    row: impl Fn(DepartmentView) -> AnyView + Copy + Send + 'static,
) -> AnyView {
    let (archived, active): (Vec<_>, Vec<_>) =
        departments.into_iter().partition(|department| department.archived_at.is_some());
    let archived_count = i64::try_from(archived.len()).unwrap_or(i64::MAX);
    let archived_rows = move || with_archived.get().then(|| views(archived.clone().into_iter().map(row)));
    if active.is_empty() {
        return view! { <Empty symbol=Symbol::House title=t::department_none /> }.into_any();
    }
    view! {
        <ul class="card people">{views(active.into_iter().map(row))}</ul>
        <Show when=move || { archived_count > 0 }>
            <Check
                label=move || t::department_show_archived(archived_count)
                checked=with_archived
                on_change=move |now| with_archived.set(now)
            />
        </Show>
        {dynamic(move || archived_rows().map(|rows| view! { <ul class="card people">{rows}</ul> }.into_any()))}
    }
    .into_any()
}

fn failed(error: ClientError, retry: impl Fn() + 'static) -> AnyView {
    view! { <ErrorView text=move || error_text(&error) retry_label=t::common_retry on_retry=retry /> }
        .into_any()
}

#[component]
fn Row(
    department: DepartmentView,
    on_edit: UnsyncCallback<DepartmentView>,
    on_archive: UnsyncCallback<DepartmentView>,
) -> impl IntoView {
    let DepartmentView { id, active_members, .. } = department;
    let is_archived = department.archived_at.is_some();
    let name = department.name.clone();
    let description = department.description.clone();
    let stored = StoredValue::new(department);
    let edit_label = {
        let name = name.clone();
        move || t::department_edit_named(&name)
    };
    let archive_label = {
        let name = name.clone();
        move || t::department_archive_named(&name)
    };
    view! {
        <li class="person" class:person-gone=is_archived>
            <span class="person-sign">
                <Icon symbol=Symbol::House />
            </span>
            <div class="person-text">
                <p class="person-name">
                    {name} {is_archived.then(|| view! { <span class="tag">{t::department_archived}</span> }.into_any())}
                </p>
                {description.map(|description| view! { <p class="muted small person-note">{description}</p> }.into_any())}
                <p class="muted small">
                    {dynamic(move || t::department_members(active_members))} {dynamic(move || open_tickets(id))}
                </p>
            </div>
            {(!is_archived)
                .then(|| {
                    view! {
                        <div class="person-actions">
                            <Button
                                kind=ButtonKind::Ghost
                                icon=Symbol::Pen
                                label=edit_label
                                on_press=move || on_edit.run(stored.get_value())
                            />
                            <Button
                                kind=ButtonKind::Ghost
                                icon=Symbol::Trash
                                label=archive_label
                                on_press=move || on_archive.run(stored.get_value())
                            />
                        </div>
                    }.into_any()
                })}
        </li>
    }
}

/// « · 5 відкритих тікетів» when there are any.
fn open_tickets(id: DepartmentId) -> Option<String> {
    let open = open_count(id)?;
    (open > 0).then(|| format!(" · {}", t::department_open_tickets(open)))
}

/// How many open tickets a department has, as far as the counters know.
pub(super) fn open_count(id: DepartmentId) -> Option<i64> {
    let counters = use_counters().get()?;
    counters.departments.iter().find(|one| one.department_id == id).map(|one| one.open)
}
