//! The filters of a list in the address bar; the names are those of the API.

use domain::ViewId;
use domain::tickets::list::{Sort, TicketListQuery, View};
use domain::tickets::{ClientType, TicketStatus};
use domain::views::wire::SavedView;

use crate::address::Address;
use crate::format::utc_offset;
use crate::paths::encode;
use crate::views::SavedViews;

/// The name of the saved view in the address.
const SAVED: &str = "saved";

/// A list as the address names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// What it holds.
    pub(crate) query: TicketListQuery,
    /// The saved view that says so.
    pub(crate) saved: Option<SavedView>,
}

impl Asked {
    /// What its address says after the question mark.
    pub(crate) fn address(&self) -> String {
        match &self.saved {
            Some(view) => format!("{SAVED}={}", view.id),
            None => write(&self.query),
        }
    }
}

/// The list at the address; `None` while saved views are not known yet, and when the person has no such view.
pub(crate) fn asked(address: Address, views: SavedViews) -> Option<Asked> {
    let Some(saved) = saved(address) else {
        return Some(Asked { query: read(|name| address.query(name)), saved: None });
    };
    let view = views.find(saved)?;
    let text = Some(view.query.clone()).filter(|text| !text.is_empty());
    let query = TicketListQuery { query: text, sort: Some(view.sort), ..TicketListQuery::default() };
    Some(Asked { query, saved: Some(view) })
}

/// The saved view that the address names.
pub(crate) fn saved(address: Address) -> Option<ViewId> {
    address.query(SAVED)?.parse().ok()
}

/// Reads an address; what cannot be understood is no filter.
pub(crate) fn read(get: impl Fn(&str) -> Option<String>) -> TicketListQuery {
    let text = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let query = TicketListQuery {
        view: text("view").and_then(|name| View::parse(&name)),
        status: text("status"),
        department_id: text("department_id").and_then(|id| id.parse().ok()),
        assignee_id: text("assignee_id"),
        creator_id: text("creator_id"),
        priority: text("priority"),
        client_type: text("client_type").and_then(|name| ClientType::parse(&name)),
        station_number: text("station_number"),
        q: None,
        sort: text("sort").and_then(|name| Sort::parse(&name)),
        query: text("query").or_else(|| text("q")),
        utc_offset: None,
        limit: None,
        after: None,
    };
    match query.tests() {
        Ok(_) => query,
        Err(wrong) => wrong.iter().fold(query, |query, error| without(query, &error.pointer)),
    }
}

fn without(mut query: TicketListQuery, name: &str) -> TicketListQuery {
    match name {
        "status" => query.status = None,
        "priority" => query.priority = None,
        "assignee_id" => query.assignee_id = None,
        "creator_id" => query.creator_id = None,
        "station_number" => query.station_number = None,
        _ => {}
    }
    query
}

/// Writes an address, without the question mark.
pub(crate) fn write(query: &TicketListQuery) -> String {
    let TicketListQuery {
        view,
        status,
        department_id,
        assignee_id,
        creator_id,
        priority,
        client_type,
        station_number,
        query: text,
        q: _,
        utc_offset: _,
        sort,
        limit: _,
        after: _,
    } = query;
    let pairs = [
        ("view", view.map(|view| view.as_str().to_owned())),
        ("status", status.clone()),
        ("department_id", department_id.map(|id| id.to_string())),
        ("assignee_id", assignee_id.clone()),
        ("creator_id", creator_id.clone()),
        ("priority", priority.clone()),
        ("client_type", client_type.map(|client_type| client_type.as_str().to_owned())),
        ("station_number", station_number.clone()),
        ("query", text.clone()),
        ("sort", sort.map(|sort| sort.as_str().to_owned())),
    ];
    let written: Vec<String> =
        pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?)))).collect();
    written.join("&")
}

/// The same list as the server is asked: days in a query are those of this place.
pub(crate) fn here(mut query: TicketListQuery) -> TicketListQuery {
    query.utc_offset = query.query.as_ref().map(|_| utc_offset());
    query
}

/// The same list without filters and search.
pub(crate) fn unfiltered(query: &TicketListQuery) -> TicketListQuery {
    TicketListQuery { view: query.view, sort: query.sort, ..TicketListQuery::default() }
}

/// How many filters there are, apart from list, order and search.
pub(crate) fn filter_count(query: &TicketListQuery) -> usize {
    [
        query.status.is_some(),
        query.department_id.is_some(),
        query.assignee_id.is_some(),
        query.creator_id.is_some(),
        query.priority.is_some(),
        query.client_type.is_some(),
        query.station_number.is_some(),
    ]
    .into_iter()
    .filter(|is_set| *is_set)
    .count()
}

/// Whether the status is among those asked for.
pub(crate) fn has_status(query: &TicketListQuery, status: TicketStatus) -> bool {
    query.status.as_deref().is_some_and(|list| list.split(',').any(|name| name == status.as_str()))
}

/// The same query with the status added or taken away.
pub(crate) fn toggle_status(query: &TicketListQuery, status: TicketStatus) -> TicketListQuery {
    let wanted = |other: &&TicketStatus| has_status(query, **other) != (**other == status);
    let names: Vec<&str> = TicketStatus::ALL.iter().filter(wanted).map(|status| status.as_str()).collect();
    TicketListQuery { status: (!names.is_empty()).then(|| names.join(",")), ..query.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &[(&str, &str)]) -> TicketListQuery {
        read(|name| address.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn addresses_are_read_and_written_alike() {
        let query =
            from(&[("view", "queue"), ("status", "new,waiting"), ("query", "OCPP ї"), ("sort", "-priority")]);
        assert_eq!(write(&query), "view=queue&status=new%2Cwaiting&query=OCPP%20%D1%97&sort=-priority");
        assert_eq!(query.view, Some(View::Queue));
    }

    #[test]
    fn nonsense_is_no_filter() {
        let query =
            from(&[("view", "ours"), ("status", "lost"), ("assignee_id", "x"), ("department_id", "-")]);
        assert_eq!(query, TicketListQuery::default());
        assert_eq!(write(&query), "");
    }

    #[test]
    fn statuses_are_toggled_in_the_order_of_the_chain() {
        let query = from(&[("status", "waiting")]);
        let both = toggle_status(&query, TicketStatus::New);
        assert_eq!(both.status.as_deref(), Some("new,waiting"));
        let none = toggle_status(&toggle_status(&both, TicketStatus::New), TicketStatus::Waiting);
        assert_eq!(none.status, None);
        assert_eq!(filter_count(&both), 1);
    }
}
