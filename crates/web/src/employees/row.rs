//! One person in the list.

use domain::employees::Role;
use domain::employees::wire::EmployeeView;
use leptos::prelude::*;

use crate::format::initials;
use crate::i18n::t;
use crate::ui::{Avatar, Button, ButtonKind, Symbol};

/// What an administrator does with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowAction {
    /// Change his fields.
    Edit,
    /// Give him a new invitation.
    Invite,
    /// End his access.
    Deactivate,
    /// Let him in again.
    Activate,
}

/// A person: who, where, which role, and what can be done.
#[component]
pub(super) fn Row(
    /// Who.
    employee: EmployeeView,
    /// Called when a button is pressed.
    #[prop(into)]
    on_action: UnsyncCallback<(RowAction, EmployeeView)>,
) -> impl IntoView {
    let EmployeeView { active, invited, role, .. } = employee;
    let name = employee.full_name.clone();
    let contact = employee.email.clone();
    let department = employee.department_name.clone();
    let stored = StoredValue::new(employee);
    let button = move |action: RowAction, symbol: Symbol, label: fn(String) -> String| {
        let label = move || label(stored.with_value(|employee| employee.full_name.clone()));
        let press = move || on_action.run((action, stored.get_value()));
        view! { <Button kind=ButtonKind::Ghost icon=symbol label=label on_press=press /> }
    };
    let access = if active {
        button(RowAction::Deactivate, Symbol::Close, t::employee_deactivate_named)
    } else {
        button(RowAction::Activate, Symbol::Play, t::employee_activate_named)
    };
    view! {
        <li class="person person-tall" class:person-gone=!active>
            <Avatar initials=Some(initials(&name)) name=name.clone() large=true />
            <div class="person-text">
                <p class="person-name">
                    {name} {(role == Role::Admin).then(|| view! { <span class="tag">{t::role_admin}</span> }.into_any())}
                    {(invited && active).then(|| view! { <span class="tag tag-warn">{t::employee_invited}</span> }.into_any())}
                    {(!active).then(|| view! { <span class="tag">{t::employee_inactive}</span> }.into_any())}
                </p>
                <p class="muted small person-facts">
                    <span>{department}</span>
                    <span>{contact}</span>
                </p>
            </div>
            <div class="person-actions">
                {button(RowAction::Edit, Symbol::Pen, t::employee_edit_named)}
                {active.then(|| button(RowAction::Invite, Symbol::Mail, t::employee_invite_named))}
                {access}
            </div>
        </li>
    }
}
