//! The filters of the list of people.

use domain::DepartmentId;
use domain::employees::wire::EmployeeListQuery;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use crate::directory::use_directory;
use crate::i18n::t;
use crate::ui::{Choice, Select, TextInput};

/// Typing stops for so long before the list is asked.
const TYPING_PAUSE_MS: u32 = 250;
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
        let replace = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        let (q, set_q) = query_signal_with_options::<String>("q", replace.clone());
        let (department_id, set_department) =
            query_signal_with_options::<String>("department_id", replace.clone());
        let (active, set_state) = query_signal_with_options::<String>("state", replace);
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        let search = text(q.get_untracked());
        let department = text(department_id.get_untracked());
        let state = text(active.get_untracked());
        let given = |value: String| (!value.trim().is_empty()).then_some(value);
        Effect::watch(
            move || department.get(),
            move |value, _, _| set_department.set(given(value.clone())),
            false,
        );
        Effect::watch(move || state.get(), move |value, _, _| set_state.set(given(value.clone())), false);
        Effect::watch(
            move || search.get(),
            move |typed, _, _| {
                let typed = typed.clone();
                spawn_local(async move {
                    TimeoutFuture::new(TYPING_PAUSE_MS).await;
                    if search.try_get_untracked().as_ref() == Some(&typed) {
                        set_q.set(given(typed));
                    }
                });
            },
            false,
        );
        let applied = Memo::new(move |_| {
            (
                q.get().unwrap_or_default(),
                department_id.get().unwrap_or_default(),
                active.get().unwrap_or_default(),
            )
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
    let departments = Signal::derive(move || {
        let all = directory.departments().into_iter();
        std::iter::once(Choice::new("", t::employee_all_departments()))
            .chain(all.map(|department| Choice::new(department.id.to_string(), department.name)))
            .collect::<Vec<_>>()
    });
    let states = Signal::derive(|| {
        vec![
            Choice::new("", t::employee_state_active()),
            Choice::new(INACTIVE, t::employee_state_inactive()),
            Choice::new(ALL, t::employee_state_all()),
        ]
    });
    view! {
        <div class="people-filters" role="search">
            <TextInput label=t::employee_search value=filters.search kind="search" />
            <Select label=t::account_department value=filters.department choices=departments />
            <Select label=t::employee_state value=filters.state choices=states />
        </div>
    }
}
