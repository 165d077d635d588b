//! Mentioning people in comments.

use domain::ErrorCode;
use domain::notifications::NotificationKind::{CommentAdded, Mentioned};
use domain::tickets::TicketStatus;
use domain::tickets::wire::CreateCommentRequest;
use serde_json::json;

use crate::support::{Company, Person, Refused, on_both};

fn mention(person: &Person) -> String {
    format!("[@{}](/employees/{})", person.full_name, person.id)
}

on_both! {
    async fn who_is_mentioned_is_told_so(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, specialist, colleague, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        let before = colleague.told(id).await.len();
        let text = format!("{}, глянь. І {} теж.", mention(colleague), mention(specialist));
        let comment = dispatcher.comment(id, &text).await.unwrap();
        let shown = format!("<span class=\"mention\">@{}</span>", colleague.full_name);
        assert!(comment.body_html.contains(&shown), "{}", comment.body_html);
        assert_eq!(colleague.told(id).await[before..], [Mentioned]);
        assert_eq!(specialist.told(id).await.last(), Some(&Mentioned), "once, as who is asked for himself");
        specialist.comment(id, "Дивлюся").await.unwrap();
        assert_eq!(dispatcher.told(id).await.last(), Some(&CommentAdded));
        assert_eq!(colleague.told(id).await.len(), before + 1, "to be mentioned is not to take part");
        desk.assert_consistent().await;
    }

    async fn only_who_sees_the_ticket_can_be_mentioned(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { specialist, colleague, accountant, admin, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        let path = format!("/employees/{}/deactivate", colleague.id);
        admin.call("POST", &path).json(json!({})).status(200).await;
        for person in [accountant, colleague] {
            let request = CreateCommentRequest { body: mention(person), attachment_ids: Vec::new() };
            let answer = specialist.client.create_comment(id, &request, &client::idempotency_key()).await;
            let problem = answer.refused(422, ErrorCode::InvalidFields);
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/body", ErrorCode::CannotSeeTicket));
            assert_eq!(problem.errors[0].params["employee_id"], person.id.0);
        }
        assert_eq!(specialist.client.list_comments(id, None).await.unwrap().items, []);
        specialist.comment(id, "Немає такого: [@Хтось](/employees/99999999)").await.refused(422, ErrorCode::InvalidFields);
        specialist.comment(id, "`[@Бухгалтер](/employees/1)` не згадка").await.unwrap();
        desk.assert_consistent().await;
    }
}
