//! What can be done on all pages, and where one can go.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::commands::{Command, use_commands};
use super::model::Shortcut;
use crate::address::{Address, use_address};
use crate::directory::use_directory;
use crate::i18n::t;
use crate::paths;
use crate::session::use_session;
use crate::ui::use_toasts;
use crate::views::use_views;

/// Where a key leads after "go".
pub(super) struct Place {
    pub(super) key: &'static str,
    path: &'static str,
    pub(super) name: fn() -> &'static str,
    pub(super) is_administration: bool,
}

/// All of them; who may not see a page is told so there.
const PLACES: [Place; 11] = [
    Place { key: "Q", path: paths::QUEUE, name: t::nav_queue, is_administration: false },
    Place { key: "M", path: paths::MINE, name: t::nav_mine, is_administration: false },
    Place { key: "C", path: paths::CREATED, name: t::nav_created, is_administration: false },
    Place { key: "A", path: paths::ALL, name: t::nav_all, is_administration: false },
    Place { key: "V", path: paths::VIEWS, name: t::nav_views, is_administration: false },
    Place { key: "T", path: paths::TEXTS, name: t::nav_texts, is_administration: false },
    Place { key: "N", path: paths::NOTIFICATIONS, name: t::nav_notifications, is_administration: false },
    Place { key: "P", path: paths::PROFILE, name: t::user_profile, is_administration: false },
    Place { key: "D", path: paths::DEPARTMENTS, name: t::nav_departments, is_administration: true },
    Place { key: "E", path: paths::EMPLOYEES, name: t::nav_employees, is_administration: true },
    Place { key: "S", path: paths::SETTINGS, name: t::nav_settings, is_administration: true },
];

/// Goes where the key says; `false` when it says nothing.
pub(super) fn go_to(address: Address, key: &str) -> bool {
    PLACES.iter().find(|place| place.key == key).map(|place| address.go(place.path)).is_some()
}

/// Offers them until the owner of the calling component is gone.
pub(crate) fn offer_everywhere() {
    let (commands, address, toasts) = (use_commands(), use_address(), use_toasts());
    commands.offer(move || {
        let nothing_to_undo = (!toasts.can_undo()).then(|| t::key_undo_nothing().to_owned());
        vec![
            Command::new(Shortcut::Create, move || address.go(paths::NEW_TICKET)),
            Command::new(Shortcut::Search, move || search(address)),
            Command::new(Shortcut::Undo, move || toasts.undo_last()).refused(nothing_to_undo),
            Command::new(Shortcut::Go, move || commands.go()),
            Command::new(Shortcut::Help, move || address.go(paths::PROFILE)),
            Command::new(Shortcut::Palette, move || commands.ask_all()),
        ]
    });
}

/// What the palette offers: what can be done `now`, then pages, saved views, the tickets of departments and of people.
pub(super) fn choices(mut now: Vec<Command>) -> Vec<Command> {
    let address = use_address();
    let to = move |name: String, path: String| Command::named(name, move || address.go(&path));
    let is_meant = |command: &Command| {
        !matches!(
            command.shortcut,
            Some(
                Shortcut::Next
                    | Shortcut::Previous
                    | Shortcut::Open
                    | Shortcut::Select
                    | Shortcut::Go
                    | Shortcut::Palette
            )
        )
    };
    now.retain(is_meant);
    for place in places() {
        now.push(to((place.name)().to_owned(), place.path.to_owned()));
    }
    for view in untrack(|| use_views().get()).unwrap_or_default() {
        now.push(to(view.name, paths::saved_view(view.id)).note(t::palette_view()));
    }
    for one in untrack(|| use_directory().departments()) {
        let list = paths::tickets(&format!("department_id={}", one.id));
        now.push(to(one.name, list).note(t::place_department()));
    }
    for one in untrack(|| use_directory().employees()) {
        let list = paths::tickets(&format!("assignee_id={}", one.id));
        now.push(to(one.full_name, list).note(one.department_name));
    }
    now
}

/// The places that whoever is logged in may see.
pub(super) fn places() -> impl Iterator<Item = Place> {
    let is_admin = untrack(|| use_session().can_administer());
    PLACES.into_iter().filter(move |place| is_admin || !place.is_administration)
}

/// Into the search field of the page, or to the page that searches.
fn search(address: Address) {
    let field = document().query_selector("main input[type=search]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    match field.filter(|field| field.offset_width() > 0) {
        // A field that cannot take the focus leaves it where it is.
        Some(field) => drop(field.focus()),
        None => address.go(paths::SEARCH),
    }
}
