//! The filters of the list of people.

use domain::DepartmentId;
use domain::employees::wire::EmployeeListQuery;
use leptos::prelude::*;

use crate::address::use_address;
use crate::choices;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::task::{on_change, on_pause};
use crate::ui::{Choice, Select, TextInput};

// Names in the address.
const SEARCH: &str = "q";
const DEPARTMENT: &str = "department_id";
const STATE: &str = "state";
/// The value of the filter that shows everybody; without a value active people are shown.
const ALL: &str = "all";
const INACTIVE: &str = "inactive";

/// The filters, kept in the address.
#[derive(Clone, Copy)]
pub(super) struct Filters {
    search: RwSignal<String>,
    department: RwSignal<String>,
    state: RwSignal<String>,
    applied: Memo<(String, String, String)>,
}

impl Filters {
    /// Filters that begin with what the address says.
    pub(super) fn new() -> Self {
        let address = use_address();
        let given = move |name| untrack(|| RwSignal::new(address.query(name).unwrap_or_default()));
        let (search, department, state) = (given(SEARCH), given(DEPARTMENT), given(STATE));
        let apply = move |name, value: &str| {
            let value = value.trim();
            if untrack(|| address.query(name).unwrap_or_default()) != value {
                address.set_query(name, (!value.is_empty()).then_some(value));
            }
        };
        on_change(move || department.get(), move |value| apply(DEPARTMENT, &value));
        on_change(move || state.get(), move |value| apply(STATE, &value));
        on_pause(move || search.track(), move || search.with_untracked(|typed| apply(SEARCH, typed)));
        let applied = memo(move || {
            let value = |name| address.query(name).unwrap_or_default();
            (value(SEARCH), value(DEPARTMENT), value(STATE))
        });
        Self { search, department, state, applied }
    }

    /// Follows what is applied.
    pub(super) fn track(self) {
        self.applied.track();
    }

    /// The department that is chosen.
    pub(super) fn department(self) -> Option<DepartmentId> {
        self.department.with(|id| id.parse().ok())
    }

    /// The first page of what is applied.
    pub(super) fn query(self) -> EmployeeListQuery {
        let (q, department, state) = self.applied.get_untracked();
        EmployeeListQuery {
            q: (!q.is_empty()).then_some(q),
            department_id: department.parse::<DepartmentId>().ok(),
            active: match state.as_str() {
                ALL => None,
                state => Some(state != INACTIVE),
            },
            ..EmployeeListQuery::default()
        }
    }
}

/// The controls of the filters.
#[component]
pub(super) fn FilterBar(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let directory = use_directory();
    let departments = derived(move || {
        choices::after(Choice::new("", t::employee_all_departments()), choices::departments(directory))
    });
    let states = derived(|| {
        vec![
            Choice::new("", t::employee_state_active()),
            Choice::new(INACTIVE, t::employee_state_inactive()),
            Choice::new(ALL, t::employee_state_all()),
        ]
    });
    view! {
        <div class="people-filters" prop:role="search">
            <TextInput label=t::employee_search value=filters.search kind="search" />
            <Select label=t::account_department value=filters.department choices=departments />
            <Select label=t::employee_state value=filters.state choices=states />
        </div>
    }
}
