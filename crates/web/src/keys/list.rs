//! The keys, to look at, to exchange and to switch off.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::commands::{name, use_commands};
use super::everywhere::places;
use super::model::Shortcut;
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::ui::{Button, Check, Show, dynamic, views};

/// All keys.
#[component]
pub(crate) fn KeyList() -> impl IntoView {
    let commands = use_commands();
    let chosen = RwSignal::new(None);
    let shortcuts = Shortcut::ALL.map(|one| row(name(one), shortcut(one, chosen)));
    let places = places().map(|place| {
        let key = move || format!("{} {}", commands.key(Shortcut::Go), place.key);
        row(place.name, view! { <kbd>{dynamic(key)}</kbd> }.into_any())
    });
    view! {
        <section class="card card-body keys-card">
            <h2>{t::key_list}</h2>
            <Check
                label=t::key_on
                checked=derived(move || commands.is_on())
                on_change=move |is_on: bool| commands.switch(is_on)
            />
            <p class="muted small">{t::key_hint}</p>
            <ul class="keys">{views(shortcuts.into_iter().chain(places))}</ul>
            <Show when=move || commands.has_other_keys()>
                <Button on_press=move || commands.reset_keys()>{t::key_reset}</Button>
            </Show>
        </section>
    }
}

fn row(name: fn() -> &'static str, key: AnyView) -> impl IntoView {
    view! {
        <li>
            <span>{dynamic(name)}</span>
            {key}
        </li>
    }
}

/// The key of a shortcut; a letter is a button that waits for another one.
fn shortcut(shortcut: Shortcut, chosen: RwSignal<Option<Shortcut>>) -> AnyView {
    let commands = use_commands();
    let is_chosen = move || chosen.get() == Some(shortcut);
    let key = move || if is_chosen() { "…" } else { commands.key(shortcut) };
    if !shortcut.is_letter() {
        return view! { <kbd>{dynamic(key)}</kbd> }.into_any();
    }
    let choose = move |event: KeyboardEvent| {
        if !untrack(is_chosen) || event.key() == "Tab" {
            return;
        }
        event.prevent_default();
        match event.code().strip_prefix("Key") {
            Some(letter) => commands.assign(shortcut, letter),
            None if event.key() == "Escape" => {}
            None => return,
        }
        chosen.set(None);
    };
    view! {
        <button
            prop:type="button"
            class="key"
            prop:ariaLabel=move || t::key_change(name(shortcut)(), commands.key(shortcut))
            prop:ariaPressed=move || is_chosen().to_string()
            on:click=move |_| chosen.set(Some(shortcut))
            on:blur=move |_| chosen.set(None)
            on:keydown=choose
        >
            <kbd>{dynamic(key)}</kbd>
        </button>
    }
    .into_any()
}
