//! Changing the status (DESIGN 2.3), row by row.

use domain::ErrorCode;
use domain::tickets::wire::{TicketView, TransitionTicketRequest};
use domain::tickets::{EventData, Resolution, TicketStatus};
use serde_json::json;

use crate::support::{Company, Person, Refused, new_ticket, on_both, to_person};

use TicketStatus::{Checking, Closed, InProgress, New, Waiting};

/// What a worker reaches from where; everything else is refused.
const REACHABLE: [(TicketStatus, &[TicketStatus]); 5] = [
    (New, &[Closed]),
    (InProgress, &[Waiting, Checking, Closed]),
    (Waiting, &[InProgress, Checking, Closed]),
    (Checking, &[InProgress, Waiting, Closed]),
    (Closed, &[InProgress]),
];

fn to(status: TicketStatus) -> TransitionTicketRequest {
    TransitionTicketRequest { to: status, until: None, resolution: None, comment: None }
}

fn close_as(resolution: Resolution) -> TransitionTicketRequest {
    TransitionTicketRequest { resolution: Some(resolution), ..to(Closed) }
}

async fn close(
    person: &Person,
    id: domain::TicketId,
    resolution: Resolution,
) -> Result<TicketView, client::ClientError> {
    person.transition_with(id, close_as(resolution)).await
}

on_both! {
    /// EC-16: five statuses; members, the assignee and administrators move a ticket along the chain, others do not.
    async fn ec_16_every_transition_by_everybody(desk: &Desk) {
        let company = Company::found(desk).await;
        for (from, reachable) in REACHABLE {
            for target in TicketStatus::ALL {
                for worker in [&company.specialist, &company.colleague, &company.admin] {
                    let id = company.ticket_in(from).await;
                    let mut request = to(target);
                    if from == New && target == Closed {
                        request = close_as(Resolution::Duplicate);
                    }
                    let answer = worker.transition_with(id, request).await;
                    if reachable.contains(&target) {
                        assert_eq!(answer.unwrap().status, target, "{from:?} to {target:?}");
                    } else {
                        let problem = answer.refused(409, ErrorCode::TransitionNotAllowed);
                        assert_eq!(problem.extra["allowed"], json!(reachable), "{from:?} to {target:?}");
                    }
                }
                let id = company.ticket_in(from).await;
                company.accountant.transition(id, target).await.refused(404, ErrorCode::NotFound);
                let by_creator = company.dispatcher.transition(id, target).await;
                match (from, target) {
                    (_, New) => drop(by_creator.refused(409, ErrorCode::TransitionNotAllowed)),
                    (Closed, InProgress) => assert_eq!(by_creator.unwrap().status, InProgress),
                    _ => drop(by_creator.refused(403, ErrorCode::NotAWorker)),
                }
            }
        }
        desk.assert_consistent().await;
    }

    async fn a_ticket_is_closed_with_every_resolution(desk: &Desk) {
        let company = Company::found(desk).await;
        for from in [New, InProgress, Waiting, Checking] {
            for resolution in Resolution::ALL.iter().copied() {
                let id = company.ticket_in(from).await;
                let answer = close(&company.colleague, id, resolution).await;
                if from == New && resolution == Resolution::Solved {
                    answer.refused(409, ErrorCode::ResolutionNotAllowed);
                    company.colleague.transition(id, Closed).await.refused(409, ErrorCode::ResolutionNotAllowed);
                } else {
                    let ticket = answer.unwrap();
                    assert_eq!((ticket.status, ticket.resolution), (Closed, Some(resolution)));
                    assert!(ticket.closed_at.is_some());
                }
            }
        }
        let id = company.ticket_in(Checking).await;
        assert_eq!(company.specialist.transition(id, Closed).await.unwrap().resolution, Some(Resolution::Solved));
        desk.assert_consistent().await;
    }

    async fn the_creator_withdraws_what_nobody_holds(desk: &Desk) {
        let company = Company::found(desk).await;
        let creator = &company.dispatcher;
        let id = company.ticket().await;
        for other in [Resolution::Solved, Resolution::Duplicate, Resolution::Spam] {
            close(creator, id, other).await.refused(403, ErrorCode::NotAWorker);
        }
        let withdrawn = close(creator, id, Resolution::Withdrawn).await.unwrap();
        assert_eq!((withdrawn.status, withdrawn.resolution), (Closed, Some(Resolution::Withdrawn)));

        let given = creator.create(&new_ticket(to_person(company.specialist.id))).await.unwrap().id;
        close(creator, given, Resolution::Withdrawn).await.refused(403, ErrorCode::WithdrawOnlyUnassigned);
        let taken = company.ticket_in(InProgress).await;
        close(creator, taken, Resolution::Withdrawn).await.refused(403, ErrorCode::NotAWorker);
        desk.assert_consistent().await;
    }

    async fn anyone_who_sees_it_reopens(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(Closed).await;
        for (count, person) in [&company.dispatcher, &company.colleague, &company.specialist, &company.admin].iter().enumerate() {
            let reopened = person.transition(id, InProgress).await.unwrap();
            assert_eq!((reopened.status, reopened.assignee_id), (InProgress, Some(company.specialist.id)));
            assert_eq!(reopened.return_count, i32::try_from(count).unwrap() + 1);
            assert_eq!((reopened.resolution, reopened.closed_at), (None, None));
            company.specialist.transition(id, Closed).await.unwrap();
        }
        company.accountant.transition(id, InProgress).await.refused(404, ErrorCode::NotFound);
        desk.assert_consistent().await;
    }

    async fn reopened_after_the_assignee_left_it_is_new(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(Closed).await;
        let path = format!("/employees/{}/deactivate", company.specialist.id);
        company.admin.call("POST", &path).json(json!({})).status(200).await;
        assert!(!company.dispatcher.get(id).await.unwrap().assignee_active);

        let reopened = company.dispatcher.transition(id, InProgress).await.unwrap();
        assert_eq!((reopened.status, reopened.assignee_id), (New, None));
        assert_eq!(reopened.return_count, 1);
        let last = company.dispatcher.history(id).await.pop().unwrap();
        assert!(matches!(last.data, EventData::StatusChanged(change) if change.to == New && change.unassigned));
        assert_eq!(company.colleague.take(id).await.unwrap().assignee_id, Some(company.colleague.id));
        desk.assert_consistent().await;
    }

    async fn the_history_keeps_what_was_said(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(InProgress).await;
        let said = "Чекаємо на запчастину.";
        let request = TransitionTicketRequest { comment: Some(format!("  {said} ")), ..to(Waiting) };
        company.specialist.transition_with(id, request).await.unwrap();
        let last = company.dispatcher.history(id).await.pop().unwrap();
        assert_eq!(last.actor.unwrap().id, company.specialist.id);
        let EventData::StatusChanged(change) = last.data else { panic!("{:?}", last.data) };
        assert_eq!((change.from, change.to, change.comment.as_deref()), (InProgress, Waiting, Some(said)));
    }

    async fn fields_that_do_not_belong_are_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(InProgress).await;
        let now = desk.state.clock.now();
        let later = Some(now.plus_millis(60_000));
        for (request, pointer, code) in [
            (TransitionTicketRequest { until: later, ..to(Checking) }, "/until", ErrorCode::NotApplicable),
            (TransitionTicketRequest { until: Some(now), ..to(Waiting) }, "/until", ErrorCode::NotInTheFuture),
            (
                TransitionTicketRequest { until: Some(now.plus_millis(-1)), ..to(Waiting) },
                "/until",
                ErrorCode::NotInTheFuture,
            ),
            (
                TransitionTicketRequest { resolution: Some(Resolution::Spam), ..to(Waiting) },
                "/resolution",
                ErrorCode::NotApplicable,
            ),
        ] {
            let problem = company.specialist.transition_with(id, request).await.refused(422, ErrorCode::InvalidFields);
            let [error] = &*problem.errors else { panic!("{problem:?}") };
            assert_eq!((&*error.pointer, error.code), (pointer, code));
        }
        assert_eq!(company.specialist.get(id).await.unwrap().version, 2);
    }
}
