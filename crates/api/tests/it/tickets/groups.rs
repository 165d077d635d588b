//! The groups of a list: they hold what the list holds, each ticket once.

use domain::ErrorCode;
use domain::tickets::groups::GroupBy;
use domain::tickets::list::{TicketListQuery, View};

use crate::support::{Company, Dice, on_both};

/// The tickets of one group.
fn within(list: &TicketListQuery, by: GroupBy, key: &str) -> TicketListQuery {
    let mut list = list.clone();
    let part = match by {
        GroupBy::Status => &mut list.status,
        GroupBy::Priority => &mut list.priority,
        GroupBy::Assignee => &mut list.assignee_id,
    };
    *part = Some(key.to_owned());
    list
}

on_both! {
    async fn the_groups_of_a_list_hold_each_of_its_tickets_once(desk: &Desk) {
        let company = Company::found(desk).await;
        company.work(&mut Dice::new(7), 40, 80).await;
        let lists = [
            TicketListQuery::default(),
            TicketListQuery { view: Some(View::Queue), ..Default::default() },
            TicketListQuery { query: Some("-status:closed".to_owned()), ..Default::default() },
        ];
        for person in company.everybody() {
            for (list, by) in lists.iter().flat_map(|list| GroupBy::ALL.map(|by| (list, by))) {
                let found = person.client.list_ticket_groups(by, list).await.unwrap();
                assert!(found.complete);
                let mut ids = Vec::new();
                for group in &found.items {
                    let rows = person.list(&within(list, by, &group.key)).await;
                    assert_eq!(rows.len() as u64, group.count, "{by:?} {group:?}");
                    assert!(rows.iter().all(|row| by != GroupBy::Assignee || row.assignee_name == group.name));
                    ids.extend(rows.iter().map(|row| row.id));
                }
                let mut all: Vec<_> = person.list(list).await.iter().map(|row| row.id).collect();
                ids.sort();
                all.sort();
                assert_eq!(ids, all, "{by:?} of {list:?}");
            }
        }
    }

    async fn groups_are_of_something(desk: &Desk) {
        let company = Company::found(desk).await;
        let call = |query: &str| company.dispatcher.call("GET", &format!("/tickets/groups?{query}"));
        for query in ["", "by=subject", "by=status&by=priority", "by=status&format=csv", "by=status&limit=0"] {
            call(query).refused(422, ErrorCode::InvalidFields).await;
        }
        call("by=status&query=x:y").refused(400, ErrorCode::InvalidQuery).await;
    }
}
