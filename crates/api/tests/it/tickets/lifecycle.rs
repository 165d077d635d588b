//! From creation to closing.

use domain::tickets::TicketStatus;

use crate::support::{new_ticket, on_both, to_department};

on_both! {
    /// EC-17: the dispatcher creates a ticket for a department, a specialist takes it, solves it and closes it.
    async fn ec_17_a_private_clients_call_is_solved(desk: &Desk) {
        let dispatch = desk.department("Диспетчерська служба").await;
        let technical = desk.department("Технічний відділ").await;
        let dispatcher = desk.person("Іваненко Ірина", dispatch).await;
        let specialist = desk.person("Петренко Петро", technical).await;

        let ticket = dispatcher.create(&new_ticket(to_department(technical))).await.unwrap();
        assert_eq!((ticket.status, ticket.assignee_id), (TicketStatus::New, None));
        let taken = specialist.take(ticket.id).await.unwrap();
        assert_eq!((taken.status, taken.assignee_id), (TicketStatus::InProgress, Some(specialist.id)));
        specialist.transition(ticket.id, TicketStatus::Checking).await.unwrap();
        let closed = specialist.transition(ticket.id, TicketStatus::Closed).await.unwrap();
        assert_eq!(closed.status, TicketStatus::Closed);
        assert!(closed.closed_at.is_some());
        desk.assert_consistent().await;
    }
}
