//! The names of fixed choices.

use domain::employees::{Locale, Role};
use domain::notifications::settings::Following;
use domain::tickets::list::Sort;
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};
use domain::views::wire::Column;

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

/// «Спочатку нові» …
pub(crate) fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::CreatedDescending => t::sort_newest(),
        Sort::CreatedAscending => t::sort_oldest(),
        Sort::UpdatedDescending => t::sort_updated(),
        Sort::PriorityDescending => t::sort_priority(),
    }
}

/// «Статус» …
pub(crate) fn column_name(column: Column) -> &'static str {
    match column {
        Column::Status => t::field_status(),
        Column::Priority => t::field_priority(),
        Column::ClientType => t::field_client_type(),
        Column::Department => t::field_department(),
        Column::Assignee => t::field_assignee(),
        Column::Creator => t::field_creator(),
        Column::StationNumber => t::field_station(),
        Column::CarModel => t::field_car(),
        Column::CreatedAt => t::field_created(),
        Column::UpdatedAt => t::field_updated(),
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

/// «Стежити за тікетом» …
pub(crate) fn following_name(following: Following) -> &'static str {
    match following {
        Following::Usual => t::following_usual(),
        Following::Watching => t::following_watching(),
        Following::Muted => t::following_muted(),
    }
}
