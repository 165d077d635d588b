//! Providers and the whole route table.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::accounts::{InvitePage, LoginPage, ProfilePage, SetupPage, follow_locale};
use crate::departments::DepartmentsPage;
use crate::directory::Directory;
use crate::employees::EmployeesPage;
use crate::live::Live;
use crate::notifications::NotificationsPage;
use crate::paths;
use crate::session::Session;
use crate::settings::SettingsPage;
use crate::shell::{AdminOnly, CountersNow, Guard, Home, NotFound, OnlyLoggedOut, start_clock};
use crate::tickets::{NewTicketPage, NoTicket, TicketPage, TicketsLayout};
use crate::ui::{ToastRegion, Toasts};

/// The application.
#[component]
pub(crate) fn App() -> impl IntoView {
    start_clock();
    provide_context(Toasts::new());
    let session = Session::start();
    provide_context(session);
    follow_locale(session);
    let live = Live::new(session);
    provide_context(live);
    provide_context(CountersNow::new(session, live));
    provide_context(Directory::new(session, live));
    view! {
        <Router>
            <Routes fallback=|| view! { <Redirect path=paths::QUEUE /> }>
                <Route path=path!("/login") view=|| view! { <OnlyLoggedOut><LoginPage /></OnlyLoggedOut> } />
                <Route path=path!("/invite/:token") view=InvitePage />
                <Route path=path!("/setup") view=|| view! { <OnlyLoggedOut><SetupPage /></OnlyLoggedOut> } />
                <ParentRoute path=path!("") view=Guard>
                    <Route path=path!("") view=Home />
                    <Route path=path!("/tickets/new") view=NewTicketPage />
                    <ParentRoute path=path!("/tickets") view=TicketsLayout>
                        <Route path=path!("") view=NoTicket />
                        <Route path=path!(":id") view=TicketPage />
                    </ParentRoute>
                    <Route path=path!("/notifications") view=NotificationsPage />
                    <Route path=path!("/profile") view=ProfilePage />
                    <Route
                        path=path!("/admin/departments")
                        view=|| view! { <AdminOnly><DepartmentsPage /></AdminOnly> }
                    />
                    <Route path=path!("/admin/employees") view=|| view! { <AdminOnly><EmployeesPage /></AdminOnly> } />
                    <Route path=path!("/admin/settings") view=|| view! { <AdminOnly><SettingsPage /></AdminOnly> } />
                    <Route path=path!("/*any") view=NotFound />
                </ParentRoute>
            </Routes>
        </Router>
        <ToastRegion />
    }
}
