//! What can be chosen of fixed lists.

use domain::tickets::list::Sort;
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};

use crate::directory::Directory;
use crate::i18n::{client_type_name, priority_name, resolution_name, sort_name, status_name};
use crate::ui::Choice;

/// Priorities, the most urgent first.
pub(crate) fn priorities_down() -> Vec<Choice> {
    let mut all = priorities();
    all.reverse();
    all
}

/// Priorities, the least urgent first.
pub(crate) fn priorities() -> Vec<Choice> {
    Priority::ALL.map(|one| Choice::new(one.as_str(), priority_name(one))).to_vec()
}

/// Kinds of clients.
pub(crate) fn client_types() -> Vec<Choice> {
    ClientType::ALL.map(|one| Choice::new(one.as_str(), client_type_name(one))).to_vec()
}

/// Resolutions.
pub(crate) fn resolutions() -> Vec<Choice> {
    Resolution::ALL.map(|one| Choice::new(one.as_str(), resolution_name(one))).to_vec()
}

/// Some statuses.
pub(crate) fn statuses(all: &[TicketStatus]) -> Vec<Choice> {
    all.iter().map(|one| Choice::new(one.as_str(), status_name(*one))).collect()
}

/// Orders of lists.
pub(crate) fn sorts() -> Vec<Choice> {
    Sort::ALL.map(|one| Choice::new(one.as_str(), sort_name(one))).to_vec()
}

/// The departments that are not archived, by name.
pub(crate) fn departments(directory: Directory) -> Vec<Choice> {
    directory.departments().into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect()
}

/// The people who are active, by name.
pub(crate) fn employees(directory: Directory) -> Vec<Choice> {
    directory.employees().into_iter().map(|one| Choice::new(one.id.to_string(), one.full_name)).collect()
}

/// One more choice before others.
pub(crate) fn after(first: Choice, mut others: Vec<Choice>) -> Vec<Choice> {
    others.insert(0, first);
    others
}
