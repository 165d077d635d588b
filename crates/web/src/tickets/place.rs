//! Choosing where a ticket goes: a department's queue or a person.

use domain::tickets::{Place, wire::Target};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::draft::PlaceDraft;
use crate::choices;
use crate::directory::{Directory, use_directory};
use crate::i18n::t;
use crate::reactive::{RwSignal, Signal, derived};
use crate::ui::{Choice, Icon, Select, Symbol, dynamic, next_id};

/// A place that is being chosen.
#[derive(Clone, Copy)]
pub(crate) struct PlaceField {
    to_person: RwSignal<bool>,
    department: RwSignal<String>,
    person: RwSignal<String>,
}

impl PlaceField {
    /// Begins with what was chosen before.
    pub(crate) fn new(draft: &PlaceDraft) -> Self {
        Self {
            to_person: RwSignal::new(draft.to_person),
            department: RwSignal::new(draft.department.clone()),
            person: RwSignal::new(draft.person.clone()),
        }
    }

    /// What is chosen.
    pub(crate) fn draft(self) -> PlaceDraft {
        PlaceDraft {
            to_person: self.to_person.get(),
            department: self.department.get(),
            person: self.person.get(),
        }
    }
}

/// Where a ticket is after it went to the target; `None` while that is not known.
pub(crate) fn place_of(target: Target, directory: Directory) -> Option<Place> {
    match target {
        Target::Department(department_id) => Some(Place { department_id, assignee_id: None }),
        Target::Employee(id) => {
            let employee = directory.employee(id)?;
            Some(Place { department_id: employee.department_id, assignee_id: Some(id) })
        }
    }
}

/// The name of a place: a department, or a person with the department.
pub(crate) fn place_name(place: Place, directory: Directory) -> String {
    let department = directory.department_name(place.department_id);
    match place.assignee_id {
        None => department,
        Some(id) => format!("{} ({department})", directory.employee_name(id)),
    }
}

/// Department or person, and which.
#[component]
pub(crate) fn PlacePicker(
    /// What the choice means.
    #[prop(into)]
    label: TextProp,
    /// What is chosen.
    field: PlaceField,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let directory = use_directory();
    let name = next_id("place");
    let (to_department, to_person) = (name.clone(), name);
    let departments = derived(move || {
        choices::after(Choice::new("", t::place_choose_department()), choices::departments(directory))
    });
    let people = derived(move || {
        let mut all = directory.employees();
        all.sort_by(|one, other| {
            (&one.department_name, &one.full_name).cmp(&(&other.department_name, &other.full_name))
        });
        let all = all
            .into_iter()
            .map(|one| Choice::new(one.id.to_string(), one.full_name).under(one.department_name));
        choices::after(Choice::new("", t::place_choose_person()), all.collect())
    });
    let chosen = field.to_person;
    view! {
        <fieldset class="place">
            <legend class="legend">{dynamic(move || label.get())}</legend>
            <div class="segments">
                <label>
                    <input
                        prop:type="radio"
                        prop:name=to_department
                        prop:checked=move || !chosen.get()
                        on:change=move |_| chosen.set(false)
                    />
                    <Icon symbol=Symbol::House />
                    {t::place_department}
                </label>
                <label>
                    <input
                        prop:type="radio"
                        prop:name=to_person
                        prop:checked=move || chosen.get()
                        on:change=move |_| chosen.set(true)
                    />
                    <Icon symbol=Symbol::Person />
                    {t::place_person}
                </label>
            </div>
            {dynamic(move || {
                if chosen.get() {
                    view! {
                        <Select
                            label=t::place_person
                            value=field.person
                            choices=people
                            error=error
                            hint=TextProp::from(t::place_person_hint)
                            required=true
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <Select
                            label=t::place_department
                            value=field.department
                            choices=departments
                            error=error
                            hint=TextProp::from(t::place_department_hint)
                            required=true
                        />
                    }
                        .into_any()
                }
            })}
        </fieldset>
    }
}
