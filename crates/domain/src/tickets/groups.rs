//! A list as groups: what `GET /tickets/groups` answers.

use serde::{Deserialize, Serialize};

use super::wire::TicketRow;
use super::{Priority, TicketStatus};
use crate::json::{FromJson, ToJson};
use crate::text::search_key;
use crate::words::words;

/// So many tickets of a list are looked at, in its order: so long it takes at most.
pub const LOOKED_AT: usize = 1_000;

words! {
    /// What tickets have in common that stand together.
    GroupBy {
        /// How far they are.
        Status = "status",
        /// How urgent they are.
        Priority = "priority",
        /// Who works on them.
        Assignee = "assignee",
    }
}

/// How `GET /tickets/groups` groups tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams, validator::Validate))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct GroupQuery {
    /// What those of a group have in common.
    #[cfg_attr(feature = "server", param(inline, example = "status"))]
    pub by: GroupBy,
}

/// The groups of a list, without those that hold nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "items": [
        {"key": "none", "name": null, "count": 3}, {"key": "9", "name": "Бондар Ігор Петрович", "count": 12}
    ], "complete": true
})))]
pub struct TicketGroups {
    /// In their order: statuses as a ticket goes through them, the most urgent priority first, tickets that nobody has
    /// taken before people by name.
    pub items: Vec<TicketGroup>,
    /// Whether all tickets of the list were looked at; else only its first 1 000: a group holds at least `count`, and
    /// groups may be missing.
    pub complete: bool,
}

/// A group of tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct TicketGroup {
    /// What the parameter of a list says to hold these alone: a status, a priority, the id of a person or `none`.
    pub key: String,
    /// The name of the person.
    pub name: Option<String>,
    /// How many tickets.
    pub count: u64,
}

impl TicketGroups {
    /// The groups of the beginning of a list; it is complete when there are at most [`LOOKED_AT`].
    pub fn of(rows: &[TicketRow], by: GroupBy) -> Self {
        let complete = rows.len() <= LOOKED_AT;
        let mut items: Vec<(Rank, TicketGroup)> = Vec::new();
        for row in rows.iter().take(LOOKED_AT) {
            let (rank, key, name) = place(row, by);
            match items.iter_mut().find(|(_, group)| group.key == key) {
                Some((_, group)) => group.count += 1,
                None => items.push((rank, TicketGroup { key, name: name.map(str::to_owned), count: 1 })),
            }
        }
        items.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { items: items.into_iter().map(|(_, group)| group).collect(), complete }
    }
}

/// Where a group stands among the others.
type Rank = (usize, String);

/// The group of a ticket: its rank, its key and its name.
fn place(row: &TicketRow, by: GroupBy) -> (Rank, String, Option<&str>) {
    let fixed =
        |rank: Option<usize>, key: &str| ((rank.unwrap_or_default(), String::new()), key.to_owned(), None);
    match by {
        GroupBy::Status => {
            fixed(TicketStatus::ALL.iter().position(|one| *one == row.status), row.status.as_str())
        }
        GroupBy::Priority => {
            fixed(Priority::ALL.iter().rev().position(|one| *one == row.priority), row.priority.as_str())
        }
        GroupBy::Assignee => match row.assignee_id {
            None => fixed(None, "none"),
            Some(id) => {
                let name = row.assignee_name.as_deref();
                let rank = (1, format!("{} {id}", search_key(name.unwrap_or_default())));
                (rank, id.to_string(), name)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::ticket_row;
    use super::*;
    use crate::EmployeeId;

    fn groups(rows: &[TicketRow], by: GroupBy) -> Vec<(String, u64)> {
        TicketGroups::of(rows, by).items.into_iter().map(|group| (group.key, group.count)).collect()
    }

    #[test]
    fn groups_stand_in_their_order_and_empty_ones_not_at_all() {
        let row = |status, priority| TicketRow { status, priority, ..ticket_row() };
        let rows = [
            row(TicketStatus::Closed, Priority::Low),
            row(TicketStatus::New, Priority::Critical),
            row(TicketStatus::Closed, Priority::High),
        ];
        assert_eq!(groups(&rows, GroupBy::Status), [("new".into(), 1), ("closed".into(), 2)]);
        let by_priority = [("critical".into(), 1), ("high".into(), 1), ("low".into(), 1)];
        assert_eq!(groups(&rows, GroupBy::Priority), by_priority);
    }

    #[test]
    fn people_stand_by_name_behind_what_nobody_has_taken() {
        let row = |id: Option<i64>, name: Option<&str>| TicketRow {
            assignee_id: id.map(EmployeeId),
            assignee_name: name.map(str::to_owned),
            ..ticket_row()
        };
        let rows = [row(Some(1), Some("Шевченко")), row(None, None), row(Some(2), Some("Бондар"))];
        let found = TicketGroups::of(&rows, GroupBy::Assignee).items;
        let names: Vec<_> = found.iter().map(|group| (group.key.as_str(), group.name.as_deref())).collect();
        assert_eq!(names, [("none", None), ("2", Some("Бондар")), ("1", Some("Шевченко"))]);
    }

    #[test]
    fn a_list_that_is_too_long_says_so() {
        let rows = vec![ticket_row(); LOOKED_AT + 1];
        assert!(TicketGroups::of(&rows[..LOOKED_AT], GroupBy::Status).complete);
        let cut = TicketGroups::of(&rows, GroupBy::Status);
        assert_eq!((cut.items[0].count, cut.complete), (LOOKED_AT as u64, false));
    }
}
