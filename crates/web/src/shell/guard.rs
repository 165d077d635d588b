//! Who may see which page.

use leptos::prelude::*;

use super::PageHead;
use super::frame::Frame;
use crate::address::use_address;
use crate::i18n::t;
use crate::paths;
use crate::reactive::memo;
use crate::session::{Phase, use_session};
use crate::ui::{Empty, ErrorView, Spinner, Symbol, dynamic};

/// The pages of people who are logged in. While the session is being asked for, nobody is sent away.
#[component]
pub(crate) fn Guard(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let address = use_address();
    let phase = memo(move || session.phase());
    dynamic(move || match phase.get() {
        Phase::Loading => view! { <Splash /> }.into_any(),
        Phase::Unreachable => view! { <Unreachable /> }.into_any(),
        Phase::LoggedOut => view! { <Redirect to=paths::login_and_back(&address.now()) /> }.into_any(),
        Phase::LoggedIn => {
            let page = children.clone();
            view! { <Frame>{page()}</Frame> }.into_any()
        }
    })
}

/// Login and set-up: whoever is logged in is sent on, to where he wanted to go.
#[component]
pub(crate) fn OnlyLoggedOut(children: ChildrenFn) -> impl IntoView {
    let session = use_session();
    let address = use_address();
    let phase = memo(move || session.phase());
    dynamic(move || match phase.get() {
        Phase::LoggedIn => {
            let next = untrack(|| address.query("next"));
            view! { <Redirect to=paths::after_login(next) /> }.into_any()
        }
        Phase::Loading => view! { <Splash /> }.into_any(),
        Phase::Unreachable => view! { <Unreachable /> }.into_any(),
        Phase::LoggedOut => children().into_any(),
    })
}

/// The pages of administrators; for others they do not exist.
#[component]
pub(crate) fn AdminOnly(children: ChildrenFn) -> impl IntoView {
    let session = use_session();
    let allowed = memo(move || session.can_administer());
    dynamic(move || if allowed.get() { children().into_any() } else { view! { <NotFound /> }.into_any() })
}

/// The start page is the queue.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! { <Redirect to=paths::QUEUE.to_owned() /> }
}

/// Goes on to another page.
#[component]
fn Redirect(to: String) -> impl IntoView {
    use_address().replace(&to);
}

/// No such page.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=t::page_not_found />
        <Empty symbol=Symbol::Search title=t::page_not_found text=t::page_not_found_text>
            <a class="button" prop:href=paths::QUEUE>
                {t::page_home}
            </a>
        </Empty>
    }
}

#[component]
fn Splash() -> impl IntoView {
    view! {
        <main class="splash">
            <Spinner label=t::common_loading />
        </main>
    }
}

#[component]
fn Unreachable() -> impl IntoView {
    let session = use_session();
    view! {
        <main class="splash">
            <ErrorView text=t::page_unreachable retry_label=t::common_retry on_retry=move || session.resume() />
        </main>
    }
}
