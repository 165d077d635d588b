//! Addresses of the pages. No other file spells one, except the route table.

use domain::TicketId;

/// Login.
pub(crate) const LOGIN: &str = "/login";
/// First-run set-up.
pub(crate) const SETUP: &str = "/setup";
/// Lists of tickets.
pub(crate) const TICKETS: &str = "/tickets";
/// The queue of the own department, where everybody starts.
pub(crate) const QUEUE: &str = "/tickets?view=queue";
/// A new ticket.
pub(crate) const NEW_TICKET: &str = "/tickets/new";
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

/// A ticket.
pub(crate) fn ticket(id: TicketId) -> String {
    format!("/tickets/{id}")
}

/// A ticket beside the list that it was opened from; `query` is that of the list, without the question mark.
pub(crate) fn ticket_in_list(id: TicketId, query: &str) -> String {
    if query.is_empty() { ticket(id) } else { format!("/tickets/{id}?{query}") }
}

/// A list; `query` without the question mark.
pub(crate) fn tickets(query: &str) -> String {
    if query.is_empty() { TICKETS.to_owned() } else { format!("/tickets?{query}") }
}

/// Login that returns to `back` (path and query) afterwards.
pub(crate) fn login_and_back(back: &str) -> String {
    let is_default = matches!(back, "" | "/" | QUEUE);
    if is_default { LOGIN.to_owned() } else { format!("{LOGIN}?next={}", encode(back)) }
}

/// Where to go after login: only a path of this application, never another host.
pub(crate) fn after_login(next: Option<String>) -> String {
    next.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'))
        .unwrap_or_else(|| QUEUE.to_owned())
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
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
            assert_eq!(after_login(Some(foreign.to_owned())), QUEUE, "{foreign}");
        }
    }

    #[test]
    fn query_values_are_escaped_as_utf8() {
        assert_eq!(encode("a b&ї"), "a%20b%26%D1%97");
        assert_eq!(login_and_back("/tickets/4?view=all"), "/login?next=%2Ftickets%2F4%3Fview%3Dall");
        assert_eq!(login_and_back("/"), "/login");
    }
}
