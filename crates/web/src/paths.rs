//! Addresses of the pages. No other file spells one.

use domain::{TicketId, ViewId};

/// Login.
pub(crate) const LOGIN: &str = "/login";
/// First-run set-up.
pub(crate) const SETUP: &str = "/setup";
/// Lists of tickets.
pub(crate) const TICKETS: &str = "/tickets";
/// The queue of the own department, where everybody starts.
pub(crate) const QUEUE: &str = "/tickets?view=queue";
/// The tickets that are assigned to whoever is logged in.
pub(crate) const MINE: &str = "/tickets?view=mine";
/// The tickets that he created.
pub(crate) const CREATED: &str = "/tickets?view=created";
/// All that he sees.
pub(crate) const ALL: &str = "/tickets?view=all";
/// A new ticket.
pub(crate) const NEW_TICKET: &str = "/tickets/new";
/// Searching the whole desk.
pub(crate) const SEARCH: &str = "/search";
/// All saved views.
pub(crate) const VIEWS: &str = "/views";
/// Quick texts.
pub(crate) const TEXTS: &str = "/texts";
/// Notifications.
pub(crate) const NOTIFICATIONS: &str = "/notifications";
/// The own account.
pub(crate) const PROFILE: &str = "/profile";
/// Administration of departments.
pub(crate) const DEPARTMENTS: &str = "/admin/departments";
/// Administration of people.
pub(crate) const EMPLOYEES: &str = "/admin/employees";
/// Settings of the desk.
pub(crate) const SETTINGS: &str = "/admin/settings";

const INVITE: &str = "/invite/";
/// What the server answers itself: data, documents, files.
const API: &str = "/api/";

/// A page of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Home,
    Login,
    Setup,
    Invite,
    /// Lists, and the ticket that is open.
    Tickets,
    NewTicket,
    Search,
    Views,
    QuickTexts,
    Notifications,
    Profile,
    Departments,
    Employees,
    Settings,
    NotFound,
}

/// The page with this path.
pub(crate) fn page(path: &str) -> Page {
    match path.trim_end_matches('/') {
        "" => Page::Home,
        LOGIN => Page::Login,
        SETUP => Page::Setup,
        TICKETS => Page::Tickets,
        NEW_TICKET => Page::NewTicket,
        SEARCH => Page::Search,
        VIEWS => Page::Views,
        TEXTS => Page::QuickTexts,
        NOTIFICATIONS => Page::Notifications,
        PROFILE => Page::Profile,
        DEPARTMENTS => Page::Departments,
        EMPLOYEES => Page::Employees,
        SETTINGS => Page::Settings,
        path if path.starts_with(INVITE) => Page::Invite,
        path if opened(path).is_some() => Page::Tickets,
        _ => Page::NotFound,
    }
}

/// Whether the path belongs to the application, found or not.
pub(crate) fn is_page(path: &str) -> bool {
    !path.starts_with(API)
}

/// What stands for a ticket in the path of a list: usually its number.
pub(crate) fn opened(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(TICKETS)?.strip_prefix('/')?.trim_end_matches('/');
    (!rest.is_empty() && !rest.contains('/') && path != NEW_TICKET).then_some(rest)
}

/// The secret of an invitation.
pub(crate) fn invitation(path: &str) -> Option<&str> {
    path.strip_prefix(INVITE)
}

/// A ticket.
pub(crate) fn ticket(id: TicketId) -> String {
    format!("/tickets/{id}")
}

/// A ticket beside the list that it was opened from; `query` is that of the list, without the question mark.
pub(crate) fn ticket_in_list(id: TicketId, query: &str) -> String {
    with_query(&ticket(id), query)
}

/// The list of a saved view.
pub(crate) fn saved_view(id: ViewId) -> String {
    tickets(&format!("saved={id}"))
}

/// A list; `query` without the question mark.
pub(crate) fn tickets(query: &str) -> String {
    with_query(TICKETS, query)
}

/// A path with a query, given without the question mark.
pub(crate) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Login that returns to `back` (path and query) afterwards.
pub(crate) fn login_and_back(back: &str) -> String {
    let is_default = matches!(back, "" | "/" | QUEUE);
    if is_default { LOGIN.to_owned() } else { format!("{LOGIN}?next={}", encode(back)) }
}

/// Where to go after login: only a path of this application, never another host.
pub(crate) fn after_login(next: Option<String>) -> String {
    let is_ours = |path: &String| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(|c: char| c == '\\' || c.is_control())
            && !matches!(page(path.split('?').next().unwrap_or_default()), Page::Login | Page::Setup)
    };
    next.filter(is_ours).unwrap_or_else(|| QUEUE.to_owned())
}

/// Escapes a text for a query string.
pub(crate) fn encode(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(byte as char);
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_returns_only_inside_of_the_application() {
        assert_eq!(after_login(Some("/tickets/42?view=all".to_owned())), "/tickets/42?view=all");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/login",
            "/setup?a",
            "",
        ] {
            assert_eq!(after_login(Some(foreign.to_owned())), QUEUE, "{foreign}");
        }
    }

    #[test]
    fn every_path_has_a_page() {
        assert_eq!(page("/"), Page::Home);
        assert_eq!(page("/tickets/"), Page::Tickets);
        assert_eq!(page(&ticket(TicketId(42))), Page::Tickets);
        assert_eq!(page("/tickets/new"), Page::NewTicket);
        assert_eq!(page("/tickets/42/more"), Page::NotFound);
        assert_eq!(page("/invite/abc"), Page::Invite);
        assert_eq!(page("/admin"), Page::NotFound);
        assert_eq!(opened("/tickets/42"), Some("42"));
        assert_eq!([opened("/tickets"), opened("/tickets/"), opened("/tickets/new")], [None; 3]);
    }

    #[test]
    fn query_values_are_escaped_as_utf8() {
        assert_eq!(encode("a b&ї"), "a%20b%26%D1%97");
        assert_eq!(login_and_back("/tickets/4?view=all"), "/login?next=%2Ftickets%2F4%3Fview%3Dall");
        assert_eq!(login_and_back("/"), "/login");
    }
}
