//! Changing fields, alone and at the same time as somebody else.

use domain::ErrorCode;
use domain::tickets::wire::{TicketView, UpdateTicketRequest};
use domain::tickets::{ClientType, EventData, Priority, TicketStatus};
use serde_json::json;

use crate::support::{Company, Refused, on_both};

fn subject(text: &str) -> UpdateTicketRequest {
    UpdateTicketRequest { subject: Some(text.to_owned()), ..Default::default() }
}

fn priority(priority: Priority) -> UpdateTicketRequest {
    UpdateTicketRequest { priority: Some(priority), ..Default::default() }
}

on_both! {
    async fn workers_edit_what_is_open_the_creator_what_is_new(desk: &Desk) {
        let company = Company::found(desk).await;
        for status in TicketStatus::ALL {
            let id = company.ticket_in(status).await;
            for worker in [&company.specialist, &company.colleague, &company.admin] {
                let edited = worker.edit(id, &subject(&format!("Тема від {}", worker.id))).await;
                if status == TicketStatus::Closed {
                    edited.refused(409, ErrorCode::TicketClosed);
                } else {
                    assert_eq!(edited.unwrap().status, status);
                }
            }
            let by_creator = company.dispatcher.edit(id, &subject("Тема від автора")).await;
            if status == TicketStatus::New {
                assert_eq!(by_creator.unwrap().subject, "Тема від автора");
            } else {
                by_creator.refused(403, ErrorCode::CreatorEditsOnlyNew);
            }
            company.accountant.client.update_ticket(id, 1, &subject("Чуже")).await.refused(404, ErrorCode::NotFound);
        }
        desk.assert_consistent().await;
    }

    async fn every_field_changes_and_optional_ones_are_cleared(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let changes = UpdateTicketRequest {
            subject: Some("Нова тема".to_owned()),
            description: Some("Новий опис".to_owned()),
            priority: Some(Priority::Critical),
            client_type: Some(ClientType::B2b),
            station_number: Some(Some("ODESA-003".to_owned())),
            car_model: Some(Some("BYD Seal".to_owned())),
        };
        let edited = company.specialist.edit(id, &changes).await.unwrap();
        assert_eq!((&*edited.subject, &*edited.description), ("Нова тема", "Новий опис"));
        assert_eq!((edited.priority, edited.client_type), (Priority::Critical, ClientType::B2b));
        assert_eq!(edited.station_number.as_deref(), Some("ODESA-003"));
        assert_eq!((edited.car_model.as_deref(), edited.version), (Some("BYD Seal"), 2));
        let EventData::FieldsChanged(changed) = company.specialist.history(id).await.pop().unwrap().data else {
            panic!("an edit is an event");
        };
        assert!(changed.description.is_some() && changed.priority.is_some() && changed.client_type.is_some());
        assert!(changed.station_number.is_some() && changed.car_model.is_some());
        assert_eq!(changed.subject.unwrap().from, "Станція не відпускає конектор");

        let path = format!("/tickets/{id}");
        let clear = json!({"station_number": null, "car_model": "  "});
        let cleared = company.specialist.call("PATCH", &path).header("if-match", "\"2\"").json(clear).status(200).await;
        assert_eq!((&cleared.body["station_number"], &cleared.body["car_model"]), (&json!(null), &json!(null)));
        assert_eq!(cleared.header("etag"), "\"3\"");
        let null = company.specialist.call("PATCH", &path).header("if-match", "\"3\"").json(json!({"subject": null}));
        let problem = null.refused(422, ErrorCode::InvalidFields).await;
        assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/subject", ErrorCode::InvalidType));
    }

    async fn an_edit_to_the_same_values_is_no_event(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let same = priority(Priority::Medium);
        assert_eq!(company.specialist.edit(id, &same).await.unwrap().version, 1);
        assert_eq!(company.specialist.edit(id, &UpdateTicketRequest::default()).await.unwrap().version, 1);
        assert_eq!(company.specialist.history(id).await.len(), 1);
    }

    async fn the_version_is_asked_for(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let path = format!("/tickets/{id}");
        let patch = || company.specialist.call("PATCH", &path).json(json!({"priority": "low"}));
        patch().refused(428, ErrorCode::PreconditionRequired).await;
        for wrong in ["1", "W/\"1\"", "\"one\"", "\"1\", \"2\"", ""] {
            patch().header("if-match", wrong).refused(400, ErrorCode::MalformedRequest).await;
        }
        for never in ["\"2\"", "\"0\"", "\"-1\"", "\"9223372036854775807\""] {
            patch().header("if-match", never).refused(412, ErrorCode::VersionConflict).await;
        }
        assert_eq!(company.specialist.get(id).await.unwrap().version, 1);
        assert_eq!(patch().header("if-match", "*").status(200).await.header("etag"), "\"2\"");
    }

    async fn changes_of_different_fields_both_win(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let seen = company.specialist.get(id).await.unwrap().version;
        company.colleague.client.update_ticket(id, seen, &subject("Інша тема")).await.unwrap();
        company.colleague.comment(id, "Змінила тему").await.unwrap();
        company.colleague.take(id).await.unwrap();
        let merged: TicketView =
            company.specialist.client.update_ticket(id, seen, &priority(Priority::High)).await.unwrap();
        assert_eq!((&*merged.subject, merged.priority), ("Інша тема", Priority::High));
        assert_eq!(merged.version, 5);
        desk.assert_consistent().await;
    }

    async fn the_same_field_is_a_conflict_with_both_values(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let both = UpdateTicketRequest { subject: Some("Моя тема".to_owned()), ..priority(Priority::High) };
        company.colleague.edit(id, &subject("Перша тема")).await.unwrap();
        let theirs = company.admin.edit(id, &subject("Друга тема")).await.unwrap();
        let problem = company.specialist.client.update_ticket(id, 1, &both).await.refused(412, ErrorCode::VersionConflict);
        assert_eq!(problem.extra["version"], 3);
        assert_eq!(problem.extra["conflicts"], json!([{
            "field": "subject", "yours": "Моя тема", "theirs": "Друга тема",
            "changed_by": {"id": company.admin.id, "full_name": company.admin.full_name},
            "changed_at": theirs.updated_at,
        }]));
        let unchanged = company.specialist.get(id).await.unwrap();
        assert_eq!((&*unchanged.subject, unchanged.priority), ("Друга тема", Priority::Medium));

        // Both wanted the same: no conflict, and nothing changes.
        let agreed = company.specialist.client.update_ticket(id, 1, &subject("Друга тема")).await.unwrap();
        assert_eq!(agreed.version, 3);
        // With the version of now the change wins.
        assert_eq!(company.specialist.edit(id, &both).await.unwrap().subject, "Моя тема");
        desk.assert_consistent().await;
    }
}
