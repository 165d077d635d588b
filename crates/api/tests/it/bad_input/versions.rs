//! Changes that are based on nothing, on something that never was, or on what somebody else has changed since.

use domain::ErrorCode::{MalformedRequest, PreconditionRequired, TicketClosed, VersionConflict};
use domain::tickets::TicketStatus;
use domain::tickets::wire::UpdateTicketRequest;
use serde_json::json;

use super::company::Company;
use crate::footprint::Footprint;
use crate::support::on_both;

on_both! {
    async fn a_change_needs_a_version(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let change = || company.ihor.call("PATCH", &format!("/tickets/{}", company.ticket)).json(json!({"subject": "Нова тема"}));
        change().refused(428, PreconditionRequired).await;
        for version in ["", "1", "\"", "\"\"", "\"one\"", "\"1", "W/\"1\"", "\"1\", \"2\"", "\"99999999999999999999\"", "\"1.0\""] {
            change().header("if-match", version).refused(400, MalformedRequest).await;
        }
        for version in [2, 99, 0, -1, i64::MAX, i64::MIN] {
            change().header("if-match", &format!("\"{version}\"")).refused(412, VersionConflict).await;
        }
        before.assert_unchanged(desk, "a change of no version").await;
        change().header("if-match", " \"1\" ").status(200).await;
        change().header("if-match", "*").status(200).await;
    }

    async fn a_stale_change_of_the_same_field_is_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let path = format!("/tickets/{}", company.ticket);
        let request = UpdateTicketRequest { subject: Some("Перша тема".to_owned()), ..Default::default() };
        company.ihor.edit(company.ticket, &request).await.unwrap();
        let before = Footprint::of(desk).await;
        // One of the two fields is free: still nothing is changed.
        let body = json!({"subject": "Друга тема", "car_model": "Nissan Leaf"});
        let call = company.admin.call("PATCH", &path).header("if-match", "\"1\"").json(body);
        let problem = call.refused(412, VersionConflict).await;
        let conflict = &problem.extra["conflicts"][0];
        assert_eq!((&conflict["yours"], &conflict["theirs"]), (&json!("Друга тема"), &json!("Перша тема")));
        assert_eq!(conflict["changed_by"]["id"], json!(company.ihor.id));
        before.assert_unchanged(desk, "a stale change").await;
    }

    async fn closed_tickets_are_not_edited(desk: &Desk) {
        let company = Company::build(desk).await;
        company.ihor.take(company.ticket).await.unwrap();
        company.ihor.transition(company.ticket, TicketStatus::Closed).await.unwrap();
        let before = Footprint::of(desk).await;
        let change = company.ihor.call("PATCH", &format!("/tickets/{}", company.ticket)).header("if-match", "\"3\"");
        change.json(json!({"subject": "Нова тема"})).refused(409, TicketClosed).await;
        let take = company.ihor.call("POST", &format!("/tickets/{}/take", company.ticket)).json(json!({}));
        take.refused(409, TicketClosed).await;
        let redirect = json!({"to": {"department_id": company.dispatch}, "comment": "Назад."});
        let redirect = company.ihor.call("POST", &format!("/tickets/{}/redirect", company.ticket)).json(redirect);
        redirect.refused(409, TicketClosed).await;
        before.assert_unchanged(desk, "a change of a closed ticket").await;
    }
}
