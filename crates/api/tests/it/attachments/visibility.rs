//! A file is visible exactly when its ticket is.

use api::jobs;
use domain::attachments::AttachmentView;
use domain::tickets::wire::{CreateCommentRequest, CreateTicketRequest};
use domain::{AttachmentId, ErrorCode};

use crate::support::{Company, Person, Refused, new_ticket, on_both, to_department};

use super::upload;

const DAY: i64 = 24 * 60 * 60;

async fn sees(person: &Person, id: AttachmentId) -> bool {
    match person.client.download_attachment(id).await {
        Ok(_) => true,
        refusal => {
            refusal.refused(404, ErrorCode::NotFound);
            false
        }
    }
}

on_both! {
    async fn a_file_is_seen_by_who_sees_its_ticket(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, technical, finance, specialist, .. } = &company;
        let described = upload(dispatcher, "лог.txt", b"boot").await;
        let commented = upload(dispatcher, "фото.txt", b"photo").await;
        for file in [&described, &commented] {
            for person in company.everybody() {
                assert_eq!(sees(person, file.id).await, person.id == dispatcher.id, "an upload without a ticket");
            }
        }
        let request =
            CreateTicketRequest { attachment_ids: vec![described.id], ..new_ticket(to_department(*technical)) };
        let ticket = dispatcher.create(&request).await.unwrap();
        assert_eq!(ticket.attachments, std::slice::from_ref(&described));
        let request = CreateCommentRequest { body: "Фото".to_owned(), attachment_ids: vec![commented.id] };
        let comment = dispatcher.client.create_comment(ticket.id, &request, "key").await.unwrap();
        assert_eq!(comment.attachments, std::slice::from_ref(&commented));
        let listed = specialist.client.list_comments(ticket.id, None).await.unwrap().items;
        assert_eq!(listed[0].attachments, std::slice::from_ref(&commented));
        let read: Vec<AttachmentView> = specialist.get(ticket.id).await.unwrap().attachments;
        assert_eq!(read, std::slice::from_ref(&described), "files of comments stand with the comments");

        let assert_seen_by = async |people: &[&Person]| {
            for file in [&described, &commented] {
                for person in company.everybody() {
                    let expected = people.iter().any(|one| one.id == person.id);
                    assert_eq!(sees(person, file.id).await, expected, "{} {}", person.full_name, file.file_name);
                }
            }
        };
        assert_seen_by(&[dispatcher, specialist, &company.colleague, &company.admin]).await;
        specialist.redirect(ticket.id, to_department(*finance), "Вам").await.unwrap();
        assert_seen_by(&[dispatcher, &company.accountant, &company.admin]).await;
        desk.call("GET", &format!("/attachments/{}", described.id)).refused(401, ErrorCode::Unauthenticated).await;
    }

    async fn the_uploader_has_no_right_beyond_the_ticket(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let file = upload(&company.colleague, "лог.txt", b"boot").await;
        let request = CreateCommentRequest { body: "Лог".to_owned(), attachment_ids: vec![file.id] };
        company.colleague.client.create_comment(id, &request, "key").await.unwrap();
        company.specialist.redirect(id, to_department(company.finance), "Вам").await.unwrap();
        assert!(!sees(&company.colleague, file.id).await);
    }

    async fn a_file_is_given_once_and_only_by_its_uploader(desk: &Desk) {
        let company = Company::found(desk).await;
        let file = upload(&company.dispatcher, "лог.txt", b"boot").await;
        let with = |ids: &[i64]| CreateTicketRequest {
            attachment_ids: ids.iter().copied().map(AttachmentId).collect(),
            ..new_ticket(to_department(company.technical))
        };
        for (person, id) in [(&company.admin, file.id.0), (&company.dispatcher, 999), (&company.dispatcher, -1)] {
            let problem = person.create(&with(&[id])).await.refused(422, ErrorCode::InvalidFields);
            assert_eq!(problem.errors[0].code, ErrorCode::UnknownAttachment);
            assert_eq!(problem.errors[0].pointer, "/attachment_ids/0");
        }
        let many: Vec<i64> = (1..=21).collect();
        let problem = company.dispatcher.create(&with(&many)).await.refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.errors[0].code, ErrorCode::TooMany);
        assert_eq!(company.dispatcher.counters().await.created, 0);

        let ticket = company.dispatcher.create(&with(&[file.id.0, file.id.0])).await.unwrap();
        assert_eq!(ticket.attachments.len(), 1);
        company.dispatcher.create(&with(&[file.id.0])).await.refused(409, ErrorCode::AttachmentInUse);
        let request = CreateCommentRequest { body: "Лог".to_owned(), attachment_ids: vec![file.id] };
        let again = company.dispatcher.client.create_comment(ticket.id, &request, "key").await;
        again.refused(409, ErrorCode::AttachmentInUse);
        assert_eq!(company.dispatcher.client.list_comments(ticket.id, None).await.unwrap().items, []);
        desk.assert_consistent().await;
    }

    async fn an_upload_that_nobody_used_goes_after_a_day(desk: &Desk) {
        let company = Company::found(desk).await;
        let dispatcher = &company.dispatcher;
        let orphan = upload(dispatcher, "a.txt", b"nobody needs this").await;
        let twin = upload(dispatcher, "b.txt", b"the same content").await;
        let used = upload(dispatcher, "c.txt", b"the same content").await;
        let request =
            CreateTicketRequest { attachment_ids: vec![used.id], ..new_ticket(to_department(company.technical)) };
        dispatcher.create(&request).await.unwrap();
        desk.advance(DAY - 60);
        jobs::clean(&desk.state).await.unwrap();
        assert!(sees(dispatcher, orphan.id).await && sees(dispatcher, twin.id).await);
        desk.advance(61);
        jobs::clean(&desk.state).await.unwrap();
        assert!(!sees(dispatcher, orphan.id).await && !sees(dispatcher, twin.id).await);
        assert_eq!(dispatcher.client.download_attachment(used.id).await.unwrap(), b"the same content");
        desk.assert_consistent().await;
    }
}
