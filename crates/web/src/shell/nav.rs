//! Where one can go.

use domain::counters::Counters;
use domain::tickets::list::View;
use domain::views::wire::SavedView;
use leptos::prelude::*;

use super::use_counters;
use super::user_menu::UserMenu;
use crate::address::use_address;
use crate::i18n::t;
use crate::keys::{KeyHint, Shortcut};
use crate::paths::{self, Page};
use crate::reactive::memo;
use crate::session::use_session;
use crate::ui::{Icon, Item, Show, Symbol, dynamic, each};
use crate::views::use_views;

/// The navigation: on the left, as a rail of icons, or at the bottom of phones.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let session = use_session();
    let can_administer = memo(move || session.can_administer());
    view! {
        <nav class="nav" prop:ariaLabel=t::nav_label>
            <a class="nav-brand" prop:href=paths::QUEUE prop:ariaLabel=t::app_name>
                <span class="brand-mark">
                    <Icon symbol=Symbol::Bolt />
                </span>
                <strong>{t::app_name}</strong>
            </a>
            <a class="button button-primary nav-new" prop:href=paths::NEW_TICKET>
                <Icon symbol=Symbol::Plus />
                <span class="nav-text">{t::nav_new_ticket}</span>
                <KeyHint shortcut=Shortcut::Create />
            </a>
            <section class="nav-views">
                <ul>
                    <ViewLink
                        view=View::Queue
                        symbol=Symbol::Inbox
                        text=t::nav_queue
                        short_text=t::nav_queue_short
                        count=|counters| counters.open
                    />
                    <ViewLink
                        view=View::Mine
                        symbol=Symbol::Person
                        text=t::nav_mine
                        short_text=t::nav_mine_short
                        count=|counters| counters.mine
                    />
                    <ViewLink
                        view=View::Created
                        symbol=Symbol::Pen
                        text=t::nav_created
                        short_text=t::nav_created_short
                        count=|counters| counters.created
                    />
                    <ViewLink
                        view=View::All
                        symbol=Symbol::List
                        text=t::nav_all
                        short_text=t::nav_all_short
                        count=|_| 0
                    />
                </ul>
            </section>
            <SavedViewLinks />
            <Show when=move || can_administer.get()>
                <section class="nav-admin">
                    <h2>{t::nav_admin}</h2>
                    <ul>
                        <PageLink path=paths::DEPARTMENTS symbol=Symbol::House text=t::nav_departments />
                        <PageLink path=paths::EMPLOYEES symbol=Symbol::People text=t::nav_employees />
                        <PageLink path=paths::SETTINGS symbol=Symbol::Cog text=t::nav_settings />
                    </ul>
                </section>
            </Show>
            <UserMenu />
        </nav>
    }
}

#[component]
fn ViewLink(
    view: View,
    symbol: Symbol,
    text: fn() -> &'static str,
    /// For the bar of phones.
    short_text: fn() -> &'static str,
    count: fn(&Counters) -> i64,
) -> impl IntoView {
    let counters = use_counters();
    let address = use_address();
    let is_current = move || {
        let shown = address.query("view");
        address.with_path(paths::page) == Page::Tickets
            && address.query("saved").is_none()
            && shown.as_deref().unwrap_or(View::All.as_str()) == view.as_str()
    };
    let number = move || counters.get().map(|counters| count(&counters)).filter(|number| *number > 0);
    view! {
        <li>
            <a
                class="nav-link"
                prop:href=paths::tickets(&format!("view={}", view.as_str()))
                prop:title=text
                prop:ariaCurrent=move || is_current().then_some("page")
            >
                <Icon symbol=symbol />
                <span class="nav-text">
                    <span class="nav-long">{text}</span>
                    <span class="nav-short">{short_text}</span>
                </span>
                {dynamic(move || number().map(|number| view! { <span class="nav-count">{short(number)}</span> }.into_any()))}
            </a>
        </li>
    }
}

/// The saved views that the person has pinned, and the way to all of them.
#[component]
fn SavedViewLinks() -> impl IntoView {
    let saved = use_views();
    let links = move || {
        let views = saved.get().unwrap_or_default().into_iter();
        views.filter(|view| view.pinned).map(saved_view_link).collect()
    };
    view! {
        <section class="nav-saved">
            <h2>
                <a prop:href=paths::VIEWS prop:title=t::nav_views_all>{t::nav_views}</a>
            </h2>
            <ul>{each(links)}</ul>
        </section>
    }
}

fn saved_view_link(view: SavedView) -> Item {
    let SavedView { id, name, open_count, open_count_exact, .. } = view;
    let address = use_address();
    let is_current = move || address.query("saved").is_some_and(|saved| saved == id.to_string());
    let count = open_count.filter(|count| *count > 0);
    let count = count.map(|count| format!("{count}{}", if open_count_exact { "" } else { "+" }));
    let title = name.clone();
    Item::new(format!("{id}/{name}/{}", count.as_deref().unwrap_or_default()), move || {
        view! {
            <li>
                <a
                    class="nav-link"
                    prop:href=paths::saved_view(id)
                    prop:title=title
                    prop:ariaCurrent=move || is_current().then_some("page")
                >
                    <Icon symbol=Symbol::Bookmark />
                    <span class="nav-text">{name}</span>
                    {count.map(|count| view! { <span class="nav-count">{count}</span> }.into_any())}
                </a>
            </li>
        }
    })
}

#[component]
fn PageLink(path: &'static str, symbol: Symbol, text: fn() -> &'static str) -> impl IntoView {
    let address = use_address();
    let is_current = move || address.with_path(|current| current == path);
    view! {
        <li>
            <a class="nav-link" prop:href=path prop:title=text prop:ariaCurrent=move || is_current().then_some("page")>
                <Icon symbol=symbol />
                <span class="nav-text">{text}</span>
            </a>
        </li>
    }
}

/// A number that fits: nobody needs to know which number above 9999.
fn short(number: i64) -> String {
    if number > 9_999 { "9999+".to_owned() } else { number.to_string() }
}
