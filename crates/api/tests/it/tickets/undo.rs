//! Taking back what one has just done.

use client::{ClientError, idempotency_key};
use domain::tickets::wire::{TicketView, UndoTicketRequest, UpdateTicketRequest};
use domain::tickets::{EventData, Priority, TicketStatus};
use domain::{ErrorCode, TicketId};

use crate::support::{Company, Person, Refused, new_ticket, on_both, to_department, to_person};

async fn undo(person: &Person, id: TicketId, version: i64) -> Result<TicketView, ClientError> {
    person.client.undo_ticket(id, &UndoTicketRequest { version }, &idempotency_key()).await
}

on_both! {
    async fn what_one_did_is_taken_back_and_the_history_keeps_both(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let id = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        let taken = person.take(id).await.unwrap();
        let back = undo(person, id, taken.version).await.unwrap();
        assert_eq!((back.status, back.assignee_id), (TicketStatus::New, None));
        let kinds: Vec<_> = person.history(id).await.iter().map(|event| event.data.kind()).collect();
        assert_eq!(kinds, ["created", "taken", "undone"]);

        person.take(id).await.unwrap();
        let waiting = person.transition(id, TicketStatus::Waiting).await.unwrap();
        assert_eq!(undo(person, id, waiting.version).await.unwrap().status, TicketStatus::InProgress);

        let urgent = UpdateTicketRequest { priority: Some(Priority::Critical), ..Default::default() };
        let edited = person.edit(id, &urgent).await.unwrap();
        assert_eq!(undo(person, id, edited.version).await.unwrap().priority, Priority::Medium);

        let moved = person.redirect(id, to_person(company.colleague.id), "Твоя станція.").await.unwrap().ticket.unwrap();
        let back = undo(person, id, moved.version).await.unwrap();
        assert_eq!((back.status, back.assignee_id), (TicketStatus::InProgress, Some(person.id)));
        let last = person.history(id).await.pop().unwrap();
        assert!(matches!(last.data, EventData::Undone(undone) if undone.kind == "redirected"));
        desk.assert_consistent().await;
    }

    async fn only_who_did_it_takes_it_back_once_and_soon(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let id = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        undo(&company.dispatcher, id, 1).await.refused(409, ErrorCode::NotUndoable);
        let taken = person.take(id).await.unwrap().version;
        undo(&company.colleague, id, taken).await.refused(409, ErrorCode::NotUndoable);
        undo(&company.accountant, id, taken).await.refused(404, ErrorCode::NotFound);
        for version in [i64::MIN, -1, 0, taken + 1, i64::MAX] {
            undo(person, id, version).await.refused(409, ErrorCode::NotUndoable);
        }
        let back = undo(person, id, taken).await.unwrap().version;
        undo(person, id, taken).await.refused(409, ErrorCode::ChangedSince);
        undo(person, id, back).await.refused(409, ErrorCode::NotUndoable);
        let taken = person.take(id).await.unwrap().version;
        desk.advance(601);
        undo(person, id, taken).await.refused(409, ErrorCode::UndoExpired);
        assert_eq!(person.get(id).await.unwrap().status, TicketStatus::InProgress);
    }

    async fn what_somebody_did_since_is_not_lost(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let id = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        let taken = person.take(id).await.unwrap().version;
        company.colleague.comment(id, "Я вже дзвонив.").await.unwrap();
        person.transition(id, TicketStatus::Checking).await.unwrap();
        undo(person, id, taken).await.refused(409, ErrorCode::ChangedSince);
        assert_eq!(person.get(id).await.unwrap().status, TicketStatus::Checking);
    }
}
