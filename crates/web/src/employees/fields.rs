//! The fields of a person, for creating and for editing.

use domain::employees::Role;
use leptos::prelude::*;

use super::model::EmployeeDraft;
use crate::choices;
use crate::directory::use_directory;
use crate::form::FormProblems;
use crate::i18n::{role_name, t};
use crate::reactive::{RwSignal, derived};
use crate::ui::{Choice, Select, TextInput};

/// The values of the fields.
#[derive(Clone, Copy)]
pub(super) struct Values {
    full_name: RwSignal<String>,
    email: RwSignal<String>,
    department: RwSignal<String>,
    role: RwSignal<String>,
}

impl Values {
    /// Fields that begin with the draft.
    pub(super) fn new(draft: EmployeeDraft) -> Self {
        let EmployeeDraft { full_name, email, department, role } = draft;
        Self {
            full_name: RwSignal::new(full_name),
            email: RwSignal::new(email),
            department: RwSignal::new(department),
            role: RwSignal::new(role),
        }
    }

    /// What they hold now.
    pub(super) fn draft(self) -> EmployeeDraft {
        EmployeeDraft {
            full_name: self.full_name.get_untracked(),
            email: self.email.get_untracked(),
            department: self.department.get_untracked(),
            role: self.role.get_untracked(),
        }
    }
}

/// The four fields.
#[component]
pub(super) fn Fields(
    /// Their values.
    values: Values,
    /// What is wrong.
    errors: FormProblems,
) -> impl IntoView {
    let directory = use_directory();
    let departments =
        derived(move || choices::after(Choice::new("", t::common_choose()), choices::departments(directory)));
    let roles = derived(|| {
        [Role::User, Role::Admin].map(|role| Choice::new(role.as_str(), role_name(role))).to_vec()
    });
    view! {
        <TextInput
            label=t::account_full_name
            value=values.full_name
            error=errors.of("/full_name")
            required=true
            autofocus=true
        />
        <TextInput label=t::account_email value=values.email kind="email" error=errors.of("/email") required=true />
        <div class="form-row">
            <Select
                label=t::account_department
                value=values.department
                choices=departments
                error=errors.of("/department_id")
                required=true
            />
            <Select
                label=t::account_role
                value=values.role
                choices=roles
                hint=t::employee_role_hint
                error=errors.of("/role")
                required=true
            />
        </div>
    }
}
