//! What rows of a list show.

use domain::views::wire::Column;
use leptos::prelude::*;

use crate::i18n::{column_name, t};
use crate::reactive::{RwSignal, derived};
use crate::ui::{Check, views};

/// A box for each column.
#[component]
pub(crate) fn Columns(chosen: RwSignal<Vec<Column>>) -> impl IntoView {
    let toggle = move |column: Column, is_wanted: bool| {
        chosen.update(|chosen| {
            let wanted = |one: &Column| if *one == column { is_wanted } else { chosen.contains(one) };
            *chosen = Column::ALL.into_iter().filter(wanted).collect();
        });
    };
    let checks = Column::ALL.map(|column| {
        view! {
            <Check
                label=move || column_name(column)
                checked=derived(move || chosen.with(|chosen| chosen.contains(&column)))
                on_change=move |now| toggle(column, now)
            />
        }
    });
    view! {
        <fieldset class="columns">
            <legend class="legend">{t::view_columns}</legend>
            {views(checks)}
            <p class="field-hint">{t::view_columns_hint}</p>
        </fieldset>
    }
}
