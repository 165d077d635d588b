//! Waiting that ends by itself.

use api::jobs;
use domain::TicketId;
use domain::notifications::NotificationKind;
use domain::tickets::wire::TransitionTicketRequest;
use domain::tickets::{EventData, TicketStatus};

use crate::support::{Company, Desk, on_both, to_department};

const MINUTES: i64 = 5;

/// A ticket of the specialist that waits for some minutes.
async fn waiting(desk: &Desk, company: &Company) -> TicketId {
    let id = company.ticket_in(TicketStatus::InProgress).await;
    let until = Some(desk.state.clock.now().plus_millis(MINUTES * 60_000));
    let request =
        TransitionTicketRequest { to: TicketStatus::Waiting, until, resolution: None, comment: None };
    assert_eq!(company.specialist.transition_with(id, request).await.unwrap().waiting_until, until);
    id
}

on_both! {
    async fn the_system_returns_the_ticket_to_work(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = waiting(desk, &company).await;
        jobs::end_waiting(&desk.state).await.unwrap();
        assert_eq!(company.specialist.get(id).await.unwrap().status, TicketStatus::Waiting);

        desk.advance(MINUTES * 60);
        jobs::end_waiting(&desk.state).await.unwrap();
        let ticket = company.specialist.get(id).await.unwrap();
        assert_eq!((ticket.status, ticket.waiting_until), (TicketStatus::InProgress, None));
        assert_eq!(ticket.assignee_id, Some(company.specialist.id));
        let last = company.specialist.history(id).await.pop().unwrap();
        assert_eq!((last.actor, last.data), (None, EventData::WaitingOver { to: TicketStatus::InProgress }));
        let news = company.specialist.notifications().await.remove(0);
        assert_eq!((news.kind, news.actor), (NotificationKind::WaitingOver, None));
        desk.assert_consistent().await;
    }

    async fn it_happens_by_itself(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = waiting(desk, &company).await;
        desk.advance(MINUTES * 60);
        crate::support::eventually("the end of the waiting time", async || {
            (company.specialist.get(id).await.unwrap().status == TicketStatus::InProgress).then_some(())
        })
        .await;
    }

    async fn it_happens_once_however_many_look(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = waiting(desk, &company).await;
        desk.advance(MINUTES * 60);
        let looks = (0..8).map(|_| jobs::end_waiting(&desk.state));
        for outcome in futures_util::future::join_all(looks).await {
            outcome.unwrap();
        }
        let over = |event: &EventData| matches!(event, EventData::WaitingOver { .. });
        let ends = company.specialist.history(id).await.into_iter().filter(|event| over(&event.data)).count();
        assert_eq!(ends, 1);
        desk.assert_consistent().await;
    }

    async fn a_ticket_that_moved_on_is_left_alone(desk: &Desk) {
        let company = Company::found(desk).await;
        let resumed = waiting(desk, &company).await;
        company.colleague.transition(resumed, TicketStatus::Checking).await.unwrap();
        let closed = waiting(desk, &company).await;
        company.colleague.transition(closed, TicketStatus::Closed).await.unwrap();
        let redirected = waiting(desk, &company).await;
        company.colleague.redirect(redirected, to_department(company.finance), "Це до вас.").await.unwrap();

        desk.advance(MINUTES * 60);
        jobs::end_waiting(&desk.state).await.unwrap();
        for (id, status) in
            [(resumed, TicketStatus::Checking), (closed, TicketStatus::Closed), (redirected, TicketStatus::New)]
        {
            let ticket = company.admin.get(id).await.unwrap();
            assert_eq!((ticket.status, ticket.waiting_until), (status, None));
        }
        desk.assert_consistent().await;
    }
}
