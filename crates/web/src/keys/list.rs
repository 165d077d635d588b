//! The keys, to look at and to switch off.

use leptos::prelude::*;

use super::commands::{name, use_commands};
use super::everywhere::places;
use super::model::Shortcut;
use crate::i18n::t;
use crate::reactive::derived;
use crate::ui::{Check, dynamic, views};

/// All keys.
#[component]
pub(crate) fn KeyList() -> impl IntoView {
    let commands = use_commands();
    let shortcuts = Shortcut::ALL.map(|one| row(one.key().to_owned(), name(one)));
    let go = Shortcut::Go.key();
    let places = places().map(|place| row(format!("{go} {}", place.key), place.name));
    view! {
        <section class="card card-body keys-card">
            <h2>{t::key_list}</h2>
            <Check
                label=t::key_on
                checked=derived(move || commands.is_on())
                on_change=move |is_on: bool| commands.switch(is_on)
            />
            <ul class="keys">{views(shortcuts.into_iter().chain(places))}</ul>
        </section>
    }
}

fn row(key: String, name: fn() -> &'static str) -> impl IntoView {
    view! {
        <li>
            <span>{dynamic(name)}</span>
            <kbd>{key}</kbd>
        </li>
    }
}
