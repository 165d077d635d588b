//! The names of fixed choices.

use domain::employees::{Locale, Role};
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};

use super::t;

/// «Новий» …
pub(crate) fn status_name(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::New => t::status_new(),
        TicketStatus::InProgress => t::status_in_progress(),
        TicketStatus::Waiting => t::status_waiting(),
        TicketStatus::Checking => t::status_checking(),
        TicketStatus::Closed => t::status_closed(),
    }
}

/// «Низький» …
pub(crate) fn priority_name(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => t::priority_low(),
        Priority::Medium => t::priority_medium(),
        Priority::High => t::priority_high(),
        Priority::Critical => t::priority_critical(),
    }
}

/// The same in every language.
pub(crate) fn client_type_name(client_type: ClientType) -> &'static str {
    match client_type {
        ClientType::B2c => "B2C",
        ClientType::B2b => "B2B",
    }
}

/// «Вирішено» …
pub(crate) fn resolution_name(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Solved => t::resolution_solved(),
        Resolution::Duplicate => t::resolution_duplicate(),
        Resolution::Spam => t::resolution_spam(),
        Resolution::InsufficientInformation => t::resolution_insufficient_information(),
        Resolution::Withdrawn => t::resolution_withdrawn(),
    }
}

/// «Користувач», «Адміністратор».
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::User => t::role_user(),
        Role::Admin => t::role_admin(),
    }
}

/// Each language in its own words, whatever the interface speaks.
pub(crate) fn locale_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Uk => "Українська",
        Locale::Ru => "Русский",
        Locale::En => "English",
    }
}
