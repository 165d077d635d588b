//! The list of people.

use domain::EmployeeId;
use domain::employees::wire::{CreatedEmployee, EmployeeListQuery, EmployeeView};
use leptos::prelude::*;

use super::create_dialog::CreateDialog;
use super::deactivate_dialog::DeactivateDialog;
use super::edit_dialog::EditDialog;
use super::filters::{FilterBar, Filters};
use super::invite_dialog::{Invitation, InviteDialog};
use super::row::{Row, RowAction};
use crate::api::use_api;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::paged::Paged;
use crate::reactive::{RwSignal, derived};
use crate::shell::{PageHead, paged_rows, use_reporter};
use crate::task::{effect, spawn};
use crate::ui::{Button, ButtonKind, Empty, Item, Symbol, each};

/// People: search, filters, and what administrators do with them.
#[component]
pub(crate) fn EmployeesPage() -> impl IntoView {
    let (reporter, directory) = (use_reporter(), use_directory());
    let filters = Filters::new();
    let list = Paged::new(move |after| {
        let query = EmployeeListQuery { after, ..filters.query() };
        async move { use_api().list_employees(&query).await }
    });
    effect(move || {
        filters.track();
        list.reload();
    });
    let (creating, editing, inviting, deactivating) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None);
    let invitation = RwSignal::new(Invitation::default());
    let changed = move || list.reload();
    let show_invitation = move |full_name: String, url: String| {
        invitation.set(Invitation { full_name, url });
        inviting.set(true);
    };
    let invite = move |employee: EmployeeView| {
        spawn(async move {
            match use_api().invite_employee(employee.id).await {
                Ok(invite) => {
                    show_invitation(employee.full_name, invite.invite_url);
                    changed();
                }
                Err(error) => reporter.failed(&error),
            }
        });
    };
    let activate = move |id: EmployeeId| {
        spawn(async move {
            match use_api().activate_employee(id).await {
                Ok(_) => {
                    reporter.done(untrack(t::employee_activated_done));
                    directory.reload();
                    changed();
                }
                Err(error) => reporter.failed(&error),
            }
        });
    };
    let act = UnsyncCallback::new(move |(action, employee): (RowAction, EmployeeView)| match action {
        RowAction::Invite => invite(employee),
        RowAction::Activate => activate(employee.id),
        RowAction::Edit => {
            chosen.set(Some(employee));
            editing.set(true);
        }
        RowAction::Deactivate => {
            chosen.set(Some(employee));
            deactivating.set(true);
        }
    });
    view! {
        <PageHead title=t::nav_employees>
            <Button kind=ButtonKind::Primary icon=Symbol::Plus on_press=move || creating.set(true)>
                <span class="top-text">{t::employee_new}</span>
            </Button>
        </PageHead>
        <div class="page">
            <FilterBar filters=filters />
            <div class="card">{content(list, act)}</div>
        </div>
        <CreateDialog
            open=creating
            department=derived(move || filters.department())
            on_done=move |created: CreatedEmployee| {
                changed();
                show_invitation(created.employee.full_name, created.invite_url);
            }
        />
        <EditDialog open=editing employee=chosen on_done=changed />
        <DeactivateDialog open=deactivating employee=chosen on_done=changed />
        <InviteDialog open=inviting invitation=invitation />
    }
}

fn content(list: Paged<EmployeeView>, act: UnsyncCallback<(RowAction, EmployeeView)>) -> AnyView {
    let empty = || {
        view! { <Empty symbol=Symbol::People title=t::employee_none text=t::employee_none_text /> }.into_any()
    };
    let items = move || {
        let rows = list.rows().unwrap_or_default().into_iter();
        rows.map(|employee| item(employee, act)).collect()
    };
    paged_rows(list, empty, move || view! { <ul class="people">{each(items)}</ul> }.into_any())
}

/// The row of a person, drawn anew when one of these changes.
fn item(employee: EmployeeView, act: UnsyncCallback<(RowAction, EmployeeView)>) -> Item {
    let EmployeeView { id, full_name, email, department_id, role, active, invited, .. } = &employee;
    let role = role.as_str();
    let key = format!("{id}/{department_id}/{role}/{active}/{invited}/{full_name}/{email}");
    Item::new(key, move || view! { <Row employee=employee on_action=act /> })
}
