//! The keys, to look at and to switch off.

use leptos::prelude::*;

use super::commands::use_commands;
use super::everywhere::PLACES;
use super::model::Shortcut;
use crate::i18n::t;
use crate::reactive::derived;
use crate::session::use_session;
use crate::ui::{Check, dynamic, views};

/// All keys.
#[component]
pub(crate) fn KeyList() -> impl IntoView {
    let commands = use_commands();
    let shortcuts = Shortcut::ALL.map(|one| row(one.key().to_owned(), name(one)));
    let go = Shortcut::Go.key();
    let is_admin = untrack(|| use_session().can_administer());
    let seen = PLACES.into_iter().filter(|place| is_admin || !place.is_administration);
    let places = seen.map(|place| row(format!("{go} {}", place.key), place.name));
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

/// What a shortcut does, in words.
fn name(shortcut: Shortcut) -> fn() -> &'static str {
    match shortcut {
        Shortcut::Next => t::key_next,
        Shortcut::Previous => t::key_previous,
        Shortcut::Open => t::key_open,
        Shortcut::Select => t::key_select,
        Shortcut::Create => t::nav_new_ticket,
        Shortcut::Reply => t::key_reply,
        Shortcut::Take => t::action_take,
        Shortcut::Redirect => t::action_redirect,
        Shortcut::Edit => t::ticket_edit,
        Shortcut::Back => t::ticket_to_list,
        Shortcut::Undo => t::key_undo,
        Shortcut::Search => t::key_search,
        Shortcut::Go => t::key_go,
        Shortcut::Help => t::key_help,
        Shortcut::Send => t::key_send,
    }
}
