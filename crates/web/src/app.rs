//! What there is once begins here; and which page stands where.

use leptos::prelude::*;

use crate::accounts::{InvitePage, LoginPage, ProfilePage, SetupPage, follow_locale};
use crate::address::Address;
use crate::bulk::BulkNow;
use crate::departments::DepartmentsPage;
use crate::directory::Directory;
use crate::drafts::Drafts;
use crate::employees::EmployeesPage;
use crate::keys::Commands;
use crate::live::Live;
use crate::notifications::{NotificationsPage, show_new};
use crate::outbox::Outbox;
use crate::paths::{self, Page};
use crate::quick_texts::{QuickTexts, QuickTextsPage};
use crate::reactive::{Memo, memo};
use crate::session::Session;
use crate::settings::SettingsPage;
use crate::shell::{AdminOnly, CountersNow, Guard, Home, NotFound, OnlyLoggedOut, start_clock};
use crate::tickets::{NewTicketPage, SearchPage, TicketsLayout};
use crate::ui::{ToastRegion, Toasts, dynamic};
use crate::views::{SavedViews, ViewsPage};

/// The application.
#[component]
pub(crate) fn App() -> impl IntoView {
    start_clock();
    let address = Address::start();
    Toasts::start();
    Commands::start();
    let session = Session::start();
    follow_locale(session);
    let live = Live::start(session);
    CountersNow::start(session, live);
    Directory::start(live);
    SavedViews::start(session, live);
    Drafts::start(session, live);
    BulkNow::start(session, live);
    Outbox::start(session, live);
    QuickTexts::start(session, live);
    show_new();
    let page = memo(move || address.with_path(paths::page));
    view! {
        {outside(page)}
        <ToastRegion />
    }
}

/// The pages before login, or the frame around all others, which stays while they change.
fn outside(page: Memo<Page>) -> impl IntoView {
    let outside = memo(move || match page.get() {
        page @ (Page::Login | Page::Setup | Page::Invite) => Some(page),
        _ => None,
    });
    dynamic(move || match outside.get() {
        Some(Page::Login) => view! { <OnlyLoggedOut><LoginPage /></OnlyLoggedOut> }.into_any(),
        Some(Page::Setup) => view! { <OnlyLoggedOut><SetupPage /></OnlyLoggedOut> }.into_any(),
        Some(_) => view! { <InvitePage /> }.into_any(),
        None => view! { <Guard>{dynamic(move || inside(page.get()))}</Guard> }.into_any(),
    })
}

fn inside(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <Home /> }.into_any(),
        Page::Tickets => view! { <TicketsLayout /> }.into_any(),
        Page::NewTicket => view! { <NewTicketPage /> }.into_any(),
        Page::Search => view! { <SearchPage /> }.into_any(),
        Page::Views => view! { <ViewsPage /> }.into_any(),
        Page::QuickTexts => view! { <QuickTextsPage /> }.into_any(),
        Page::Notifications => view! { <NotificationsPage /> }.into_any(),
        Page::Profile => view! { <ProfilePage /> }.into_any(),
        Page::Departments => view! { <AdminOnly><DepartmentsPage /></AdminOnly> }.into_any(),
        Page::Employees => view! { <AdminOnly><EmployeesPage /></AdminOnly> }.into_any(),
        Page::Settings => view! { <AdminOnly><SettingsPage /></AdminOnly> }.into_any(),
        Page::NotFound => view! { <NotFound /> }.into_any(),
        // On the way to a page outside.
        Page::Login | Page::Setup | Page::Invite => ().into_any(),
    }
}
