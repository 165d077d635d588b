//! Who is logged in, and what belongs to him: profile, theme, language, leaving.

use domain::employees::Locale;
use leptos::html;
use leptos::prelude::*;

use crate::format::initials;
use crate::i18n::{self, locale_name, t};
use crate::paths;
use crate::reactive::{RwSignal, derived, memo};
use crate::session::use_session;
use crate::theme::{self, Theme};
use crate::ui::{Avatar, Icon, MenuItem, Show, Symbol, dynamic, hide, views};

/// The person at the end of the navigation; pressing him opens the menu.
#[component]
pub(super) fn UserMenu() -> impl IntoView {
    let session = use_session();
    let menu = NodeRef::<html::Div>::new();
    let name = move || session.me.with(|me| me.as_ref().map(|me| me.full_name.clone())).unwrap_or_default();
    let department = move || session.me.with(|me| me.as_ref().map(|me| me.department_name.clone()));
    let can_administer = memo(move || session.can_administer());
    let hide = move || hide(menu);
    view! {
        <button type="button" class="nav-user" popovertarget="user-menu">
            <Avatar initials=derived(move || Some(initials(&name()))) name=name large=true />
            <span class="nav-user-text" aria-hidden="true">
                <span class="nav-long">{dynamic(name)}</span>
                <span class="nav-long muted small">{dynamic(department)}</span>
                <span class="nav-short">{t::user_short}</span>
            </span>
            <span class="spoken">{t::user_menu}</span>
        </button>
        <div prop:id="user-menu" class="menu nav-user-menu" prop:popover="auto" node_ref=menu>
            <MenuLink path=paths::PROFILE symbol=Symbol::Person text=t::user_profile hide=hide />
            <MenuLink path=paths::VIEWS symbol=Symbol::Bookmark text=t::nav_views hide=hide />
            <MenuLink path=paths::TEXTS symbol=Symbol::Pen text=t::nav_texts hide=hide />
            <div class="menu-phone">
                <MenuLink path=paths::NEW_TICKET symbol=Symbol::Plus text=t::nav_new_ticket hide=hide />
                <Show when=move || can_administer.get()>
                    <p class="menu-title">{t::nav_admin}</p>
                    <MenuLink path=paths::DEPARTMENTS symbol=Symbol::House text=t::nav_departments hide=hide />
                    <MenuLink path=paths::EMPLOYEES symbol=Symbol::People text=t::nav_employees hide=hide />
                    <MenuLink path=paths::SETTINGS symbol=Symbol::Cog text=t::nav_settings hide=hide />
                </Show>
            </div>
            <hr />
            <ThemeChoice />
            <LanguageChoice />
            <hr />
            <MenuItem symbol=Symbol::Leave text=t::user_logout on_press=move || session.logout() />
        </div>
    }
}

#[component]
fn MenuLink(
    path: &'static str,
    symbol: Symbol,
    text: fn() -> &'static str,
    #[prop(into)] hide: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <a class="menu-item" prop:href=path on:click=move |_| hide.run(())>
            <Icon symbol=symbol />
            {text}
        </a>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let chosen = RwSignal::new(theme::saved());
    let text = |theme| match theme {
        Theme::System => t::theme_system(),
        Theme::Light => t::theme_light(),
        Theme::Dark => t::theme_dark(),
    };
    let choices = Theme::ALL.map(|theme| {
        view! {
            <label>
                <input
                    prop:type="radio"
                    prop:name="theme"
                    prop:checked=move || chosen.get() == theme
                    on:change=move |_| {
                        chosen.set(theme);
                        theme::choose(theme);
                    }
                />
                {dynamic(move || text(theme))}
            </label>
        }
        .into_any()
    });
    view! {
        <p class="menu-title" aria-hidden="true">
            {t::user_theme}
        </p>
        <fieldset class="segments" prop:ariaLabel=t::user_theme>
            {views(choices)}
        </fieldset>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let choices = Locale::ALL.map(|locale| {
        view! {
            <label class="capitals" prop:lang=locale.as_str()>
                <input
                    prop:type="radio"
                    prop:name="language"
                    prop:ariaLabel=locale_name(locale)
                    prop:checked=move || i18n::locale() == locale
                    on:change=move |_| i18n::set_locale(locale)
                />
                {locale.as_str()}
            </label>
        }
        .into_any()
    });
    view! {
        <p class="menu-title" aria-hidden="true">
            {t::user_language}
        </p>
        <fieldset class="segments" prop:ariaLabel=t::user_language>
            {views(choices)}
        </fieldset>
    }
}
