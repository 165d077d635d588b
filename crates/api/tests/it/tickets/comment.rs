//! Comments.

use domain::ErrorCode;
use domain::tickets::wire::{CommentView, CreateCommentRequest};
use domain::tickets::{EventData, TicketStatus};

use crate::support::{Company, Refused, on_both};

on_both! {
    /// EC-06: everyone who sees a ticket comments on it, in any status.
    async fn ec_06_anyone_who_sees_it_comments(desk: &Desk) {
        let company = Company::found(desk).await;
        for status in TicketStatus::ALL {
            let id = company.ticket_in(status).await;
            let people = [&company.dispatcher, &company.specialist, &company.colleague, &company.admin];
            for person in people {
                let comment = person.comment(id, "  Рядок\nдругий ").await.unwrap();
                assert_eq!((&*comment.author.full_name, &*comment.body), (&*person.full_name, "Рядок\nдругий"));
                assert_eq!((comment.ticket_id, comment.edited_at), (id, None));
            }
            company.accountant.comment(id, "І я").await.refused(404, ErrorCode::NotFound);
            let ticket = company.admin.get(id).await.unwrap();
            assert_eq!(ticket.status, status);
            let authors: Vec<_> = company.dispatcher.client.list_comments(id, None).await.unwrap().items;
            assert_eq!(authors.iter().map(|one| one.author.id).collect::<Vec<_>>(), people.map(|person| person.id));
            let last = company.admin.history(id).await.pop().unwrap();
            assert_eq!(last.data, EventData::Commented { comment_id: authors.last().unwrap().id, mentioned: Vec::new() });
        }
        desk.assert_consistent().await;
    }

    async fn a_blank_comment_is_none(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        for body in ["", " \n ", "\u{200b}"] {
            let problem = company.dispatcher.comment(id, body).await.refused(422, ErrorCode::InvalidFields);
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/body", ErrorCode::Required));
        }
        company.accountant.comment(id, "").await.refused(422, ErrorCode::InvalidFields);
        assert_eq!(company.dispatcher.client.list_comments(id, None).await.unwrap().items, []);
    }

    async fn comments_and_history_come_in_pages(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let other = company.ticket().await;
        let mut written = Vec::new();
        for number in 0..7 {
            company.dispatcher.comment(other, "деінде").await.unwrap();
            written.push(company.dispatcher.comment(id, &format!("Коментар {number}")).await.unwrap());
        }
        for (list, expected) in [("comments", 7), ("events", 8)] {
            let mut seen = Vec::new();
            let mut after = String::new();
            loop {
                let path = format!("/tickets/{id}/{list}?limit=3{after}");
                let page = company.specialist.call("GET", &path).status(200).await;
                let items = page.body["items"].as_array().unwrap();
                assert!(items.len() <= 3);
                seen.extend(items.iter().map(|item| item["id"].as_i64().unwrap()));
                let Some(next) = page.body["page"]["next"].as_str() else { break };
                let elsewhere = company.specialist.call("GET", &format!("/tickets/{other}/{list}?after={next}"));
                elsewhere.refused(400, ErrorCode::InvalidCursor).await;
                after = format!("&after={next}");
            }
            assert_eq!(seen.len(), expected);
            assert!(seen.is_sorted(), "{list} come in their order: {seen:?}");
        }
        let whole: Vec<CommentView> = company.specialist.client.list_comments(id, None).await.unwrap().items;
        assert_eq!(whole, written);
        for list in ["comments", "events"] {
            let path = format!("/tickets/{id}/{list}");
            company.accountant.call("GET", &path).refused(404, ErrorCode::NotFound).await;
        }
    }

    async fn the_same_key_comments_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let request = CreateCommentRequest { body: "Один раз".to_owned(), attachment_ids: Vec::new() };
        let first = company.dispatcher.client.create_comment(id, &request, "key").await.unwrap();
        let again = company.dispatcher.client.create_comment(id, &request, "key").await.unwrap();
        assert_eq!(first, again);
        assert_eq!(company.dispatcher.client.list_comments(id, None).await.unwrap().items.len(), 1);
    }
}
