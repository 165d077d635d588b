//! The past of a ticket: how it stood after each entry of its history.

use super::wire::EventView;
use super::{Ticket, TicketEvent};
use crate::TicketId;

/// The ticket after each entry of its whole history, oldest first; empty when the history has no beginning.
pub fn steps(id: TicketId, history: &[EventView]) -> Vec<Ticket> {
    let mut steps: Vec<Ticket> = Vec::with_capacity(history.len());
    for entry in history {
        let actor_id = entry.actor.as_ref().map(|actor| actor.id);
        let next = match steps.last() {
            None => {
                let data = entry.data.clone();
                Ticket::begin(&TicketEvent { id: entry.id, ticket_id: id, actor_id, at: entry.at, data })
            }
            Some(last) => {
                let mut ticket = last.clone();
                ticket.evolve(actor_id, entry.at, &entry.data);
                Some(ticket)
            }
        };
        match next {
            Some(ticket) => steps.push(ticket),
            None => break,
        }
    }
    steps
}

/// The number of the entry that gave the last step the value that it has; 0 when it never changed.
pub fn set_at<T: PartialEq>(steps: &[Ticket], value: impl Fn(&Ticket) -> T) -> usize {
    let changed = steps.windows(2).rposition(|pair| value(&pair[0]) != value(&pair[1]));
    changed.map_or(0, |before| before + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::event::{Change, Created, FieldsChanged};
    use crate::tickets::wire::PersonRef;
    use crate::tickets::{ClientType, EventData, Priority, TicketStatus};
    use crate::{CommentId, DepartmentId, EmployeeId, EventId, Timestamp};

    fn entry(number: i64, by: i64, data: EventData) -> EventView {
        let actor = Some(PersonRef { id: EmployeeId(by), full_name: format!("Особа {by}") });
        EventView { id: EventId(number), actor, at: Timestamp::from_millis(number), data }
    }

    fn history() -> Vec<EventView> {
        let created = Created {
            subject: "Станція мовчить".to_owned(),
            description: "Не відповідає".to_owned(),
            client_type: ClientType::B2c,
            priority: Priority::Low,
            department_id: DepartmentId(1),
            assignee_id: None,
            creator_id: EmployeeId(9),
            station_number: None,
            car_model: None,
        };
        let urgent = FieldsChanged {
            priority: Some(Change { from: Priority::Low, to: Priority::High }),
            ..FieldsChanged::default()
        };
        vec![
            entry(1, 9, EventData::Created(created)),
            entry(2, 4, EventData::Taken { from: TicketStatus::New, previous_assignee_id: None }),
            entry(3, 5, EventData::FieldsChanged(urgent)),
            entry(4, 4, EventData::Commented { comment_id: CommentId(7), mentioned: Vec::new() }),
        ]
    }

    #[test]
    fn every_step_is_the_ticket_at_that_time() {
        let steps = steps(TicketId(3), &history());
        let seen: Vec<_> =
            steps.iter().map(|ticket| (ticket.version, ticket.status, ticket.priority)).collect();
        assert_eq!(
            seen,
            [
                (1, TicketStatus::New, Priority::Low),
                (2, TicketStatus::InProgress, Priority::Low),
                (3, TicketStatus::InProgress, Priority::High),
                (4, TicketStatus::InProgress, Priority::High),
            ]
        );
        assert_eq!(steps[1].assignee_id, Some(EmployeeId(4)));
        assert!(super::steps(TicketId(3), &history()[1..]).is_empty());
    }

    #[test]
    fn a_value_was_set_by_the_last_entry_that_changed_it() {
        let steps = steps(TicketId(3), &history());
        assert_eq!(set_at(&steps, |ticket| ticket.priority), 2);
        assert_eq!(set_at(&steps, |ticket| ticket.assignee_id), 1);
        assert_eq!(set_at(&steps, |ticket| ticket.department_id), 0);
        assert_eq!(set_at(&steps[..2], |ticket| ticket.priority), 0);
    }
}
