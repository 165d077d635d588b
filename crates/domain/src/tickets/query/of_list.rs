//! The parameters of a list as the text of a query that finds the same tickets. Only texts are put together, because the
//! browser does this and does not carry the reader of queries.

use super::Directory;
use crate::letters::is_letter_or_digit;
use crate::text::search_key;
use crate::tickets::Priority;
use crate::tickets::list::{TicketListQuery, View};
use crate::{DepartmentId, EmployeeId};

/// What a list holds for somebody of a department, but for its order. Departments and people stand by the names of the
/// directory where these mean nobody else, and by their numbers otherwise. What is wrong with the list's own query is wrong
/// with this one, too.
///
/// `None` when the parameters say what the language cannot: words apart from the query, tickets that nobody created, a
/// query without letters and digits, which finds nothing alone and is passed over beside others.
pub fn of_list(parameters: &TicketListQuery, own: DepartmentId, names: &Directory) -> Option<String> {
    let TicketListQuery { view, status, department_id, assignee_id, creator_id, priority, .. } = parameters;
    let view = view.unwrap_or_default();
    let says_nothing = |text: &String| !text.contains(is_letter_or_digit);
    if parameters.q.is_some()
        || creator_id.as_deref() == Some("none")
        || parameters.query.as_ref().is_some_and(says_nothing)
    {
        return None;
    }
    let mut terms = Vec::new();
    match view {
        View::Queue => terms.push(names.department_term(own)),
        View::Mine => terms.push("assignee:me".to_owned()),
        View::Created => terms.push("creator:me".to_owned()),
        View::All => {}
    }
    if matches!(view, View::Queue | View::Mine) {
        terms.push("-status:closed".to_owned());
    }
    terms.extend(status.as_ref().map(|all| ["status:", all].concat()));
    match priority {
        Some(several) if several.contains(',') => {
            // The language compares priorities; those that are not wanted are left out one by one.
            let is_wanted = |one: &Priority| several.split(',').any(|name| name == one.as_str());
            let others = Priority::ALL.into_iter().filter(|one| !is_wanted(one));
            terms.extend(others.map(|one| ["-priority:", one.as_str()].concat()));
        }
        Some(one) => terms.push(["priority:", one].concat()),
        None => {}
    }
    terms.extend(department_id.map(|id| names.department_term(id)));
    terms.extend(assignee_id.as_ref().map(|one| ["assignee:", &names.person(one)].concat()));
    terms.extend(creator_id.as_ref().map(|one| ["creator:", &names.person(one)].concat()));
    terms.extend(parameters.client_type.map(|one| ["client:", one.as_str()].concat()));
    terms.extend(parameters.station_number.as_ref().map(|text| ["station:", &quoted(text)].concat()));
    terms.extend(parameters.query.clone());
    Some(terms.join(" "))
}

impl Directory {
    fn department_term(&self, id: DepartmentId) -> String {
        let name = self.departments.iter().find(|(other, _)| *other == id).map(|(_, name)| name);
        let means_it = |name: &&String| {
            self.departments.iter().filter(|(_, other)| search_key(other) == search_key(name)).count() == 1
        };
        ["dept:", &name.filter(means_it).map_or_else(|| id.to_string(), |name| quoted(name))].concat()
    }

    /// `me`, `none`, or the name of a person given by number.
    fn person(&self, text: &str) -> String {
        let Ok(id) = text.parse().map(EmployeeId) else { return text.to_owned() };
        let name = self.employees.iter().find(|(other, _)| *other == id).map(|(_, name)| name);
        let means_him = |name: &&String| {
            let key = search_key(name);
            let fits = |other: &str| key.split_whitespace().all(|word| search_key(other).contains(word));
            self.employees.iter().filter(|(_, other)| fits(other)).count() == 1
        };
        name.filter(means_him).map_or_else(|| text.to_owned(), |name| quoted(name))
    }
}

fn quoted(text: &str) -> String {
    ["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}
