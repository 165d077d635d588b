//! Drafts: kept for their author on every device, gone when the comment is sent.

use domain::drafts::DRAFTS_MAX;
use domain::drafts::wire::SaveDraftRequest;
use domain::text::BODY_MAX;
use domain::{ErrorCode, TicketId};
use serde_json::json;

use crate::support::{Company, Person, Refused, new_ticket, on_both, to_department, to_person};

async fn save(person: &Person, id: TicketId, body: &str) {
    let draft = person.client.update_draft(id, &SaveDraftRequest { body: body.to_owned() }).await.unwrap();
    assert_eq!((draft.ticket_id, draft.body.as_str()), (id, body));
}

async fn drafted(person: &Person) -> Vec<TicketId> {
    person.client.list_drafts().await.unwrap().items.into_iter().map(|draft| draft.ticket_id).collect()
}

async fn none(person: &Person, id: TicketId) {
    person.client.get_draft(id).await.refused(404, ErrorCode::NotFound);
}

on_both! {
    async fn a_draft_is_there_on_another_device_until_the_comment_is_sent(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let (id, other) = (company.ticket().await, company.ticket().await);
        none(person, id).await;
        save(person, id, "Телефонувала").await;
        save(person, other, "Друга чернетка").await;
        save(person, id, "Телефонувала клієнтці").await;
        let device = person.again(desk).await;
        assert_eq!(device.client.get_draft(id).await.unwrap().body, "Телефонувала клієнтці");
        assert_eq!(drafted(&device).await, [id, other]);

        device.comment(id, "Телефонувала клієнтці, чекає.").await.unwrap();
        none(person, id).await;
        person.client.delete_draft(other).await.unwrap();
        person.client.delete_draft(other).await.refused(404, ErrorCode::NotFound);
        assert!(drafted(person).await.is_empty());
    }

    async fn a_draft_says_what_the_comment_will_look_like(desk: &Desk) {
        let company = Company::found(desk).await;
        let (person, id) = (&company.specialist, company.ticket().await);
        let body = "Спробуйте **двічі** <script>alert(1)</script>";
        let saved = person.client.update_draft(id, &SaveDraftRequest { body: body.to_owned() }).await.unwrap();
        assert_eq!(saved, person.client.get_draft(id).await.unwrap());
        assert!(saved.body_html.contains("<strong>двічі</strong>"), "{}", saved.body_html);
        let comment = person.comment(id, body).await.unwrap();
        assert_eq!(comment.body_html, saved.body_html);
        assert!(!comment.body_html.contains("<script"), "{}", comment.body_html);
    }

    async fn nobody_else_sees_a_draft_and_it_outlives_the_sight_of_its_ticket(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let id = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        save(person, id, "Це була моя думка").await;
        for other in [&company.admin, &company.colleague, &company.dispatcher] {
            none(other, id).await;
            other.client.delete_draft(id).await.refused(404, ErrorCode::NotFound);
            assert!(drafted(other).await.is_empty());
        }
        company.dispatcher.redirect(id, to_person(company.accountant.id), "Це до бухгалтерії.").await.unwrap();
        person.get(id).await.refused(404, ErrorCode::NotFound);
        assert_eq!(person.client.get_draft(id).await.unwrap().body, "Це була моя думка");
        assert_eq!(drafted(person).await, [id]);
        let request = SaveDraftRequest { body: "Ще одна".to_owned() };
        person.client.update_draft(id, &request).await.refused(404, ErrorCode::NotFound);
        person.client.delete_draft(id).await.unwrap();
        none(person, id).await;
    }

    async fn drafts_have_limits(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.dispatcher;
        let id = company.ticket().await;
        let path = format!("/tickets/{id}/draft");
        for body in [json!({"body": " \n"}), json!({"body": "а".repeat(BODY_MAX + 1)}), json!({}), json!({"body": 7})] {
            person.call("PUT", &path).json(body).status(422).await;
        }
        none(person, id).await;
        save(person, id, &"а".repeat(BODY_MAX)).await;
        for _ in 1..DRAFTS_MAX {
            save(person, company.ticket().await, "Чернетка").await;
        }
        let one_more = company.ticket().await;
        let request = SaveDraftRequest { body: "Зайва".to_owned() };
        person.client.update_draft(one_more, &request).await.refused(409, ErrorCode::LimitReached);
        save(person, id, "Наявну можна змінити").await;
    }
}
