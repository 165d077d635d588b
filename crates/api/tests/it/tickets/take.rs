//! «Взяти в роботу».

use domain::ErrorCode;
use domain::tickets::wire::TransitionTicketRequest;
use domain::tickets::{EventData, TicketStatus};
use serde_json::json;

use crate::support::{Company, Refused, new_ticket, on_both, to_person};

on_both! {
    async fn the_assignee_takes_what_is_not_in_progress(desk: &Desk) {
        let company = Company::found(desk).await;
        let specialist = &company.specialist;
        let given = company.dispatcher.create(&new_ticket(to_person(specialist.id))).await.unwrap().id;
        let waiting = company.ticket_in(TicketStatus::Waiting).await;
        let checking = company.ticket_in(TicketStatus::Checking).await;
        for id in [given, waiting, checking] {
            let taken = specialist.take(id).await.unwrap();
            assert_eq!((taken.status, taken.assignee_id), (TicketStatus::InProgress, Some(specialist.id)));
            let last = specialist.history(id).await.pop().unwrap();
            assert!(matches!(last.data, EventData::Taken { previous_assignee_id: Some(by), .. } if by == specialist.id));
            specialist.take(id).await.refused(409, ErrorCode::AlreadyTaken);
        }
        desk.assert_consistent().await;
    }

    async fn taking_ends_the_timer(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        let until = desk.state.clock.now().plus_millis(60_000);
        let wait = TransitionTicketRequest {
            to: TicketStatus::Waiting, until: Some(until), resolution: None, comment: None,
        };
        assert_eq!(company.specialist.transition_with(id, wait).await.unwrap().waiting_until, Some(until));
        assert_eq!(company.specialist.take(id).await.unwrap().waiting_until, None);
    }

    async fn what_somebody_else_holds_stays_his(desk: &Desk) {
        let company = Company::found(desk).await;
        for status in [TicketStatus::InProgress, TicketStatus::Waiting, TicketStatus::Checking] {
            let id = company.ticket_in(status).await;
            for other in [&company.colleague, &company.admin] {
                let problem = other.take(id).await.refused(409, ErrorCode::AlreadyTaken);
                let holder = json!({"id": company.specialist.id, "full_name": company.specialist.full_name});
                assert_eq!(problem.extra["taken_by"], holder);
            }
            assert_eq!(company.admin.get(id).await.unwrap().status, status);
        }
    }

    async fn only_workers_take_and_nobody_takes_what_is_closed(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        company.dispatcher.take(id).await.refused(403, ErrorCode::NotAWorker);
        company.accountant.take(id).await.refused(404, ErrorCode::NotFound);
        assert_eq!(company.admin.take(id).await.unwrap().assignee_id, Some(company.admin.id));
        let closed = company.ticket_in(TicketStatus::Closed).await;
        for worker in [&company.specialist, &company.colleague, &company.admin] {
            worker.take(closed).await.refused(409, ErrorCode::TicketClosed);
        }
        company.dispatcher.take(closed).await.refused(403, ErrorCode::NotAWorker);
    }

    async fn an_assignee_who_moved_to_another_department_still_works(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(TicketStatus::Waiting).await;
        let body = json!({"department_id": company.finance});
        company.admin.call("PATCH", &format!("/employees/{}", company.specialist.id)).json(body).status(200).await;
        let taken = company.specialist.take(id).await.unwrap();
        assert_eq!((taken.department_id, taken.status), (company.technical, TicketStatus::InProgress));
        company.specialist.transition(id, TicketStatus::Closed).await.unwrap();
    }
}
