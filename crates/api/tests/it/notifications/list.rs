//! The list of notifications.

use domain::ErrorCode;
use domain::notifications::NotificationListQuery;
use serde_json::{Value, json};

use crate::support::{Company, Refused, on_both};

on_both! {
    async fn reading_one_and_all(desk: &Desk) {
        let company = Company::found(desk).await;
        for _ in 0..3 {
            company.ticket().await;
        }
        let specialist = &company.specialist;
        assert_eq!(specialist.counters().await.unread_notifications, 3);
        let first = specialist.notifications().await.remove(0);
        let path = format!("/notifications/{}/read", first.id);
        let read = specialist.call("POST", &path).status(200).await;
        assert_ne!(read.body["read_at"], Value::Null);
        assert_eq!(specialist.counters().await.unread_notifications, 2);
        let again = specialist.call("POST", &path).status(200).await;
        assert_eq!(again.body["read_at"], read.body["read_at"], "it was read when it was read first");
        assert_eq!(specialist.counters().await.unread_notifications, 2);

        let unread = NotificationListQuery { unread: Some(true), ..Default::default() };
        let left = specialist.client.list_notifications(&unread).await.unwrap().items;
        assert_eq!(left.len(), 2);
        assert!(left.iter().all(|one| one.id != first.id && one.read_at.is_none()));

        specialist.call("POST", "/notifications/read-all").status(204).await;
        assert_eq!(specialist.client.list_notifications(&unread).await.unwrap().items, []);
        assert_eq!(specialist.notifications().await.len(), 3);
        assert_eq!(specialist.counters().await.unread_notifications, 0);
        assert_eq!(company.colleague.counters().await.unread_notifications, 3);
        desk.assert_consistent().await;
    }

    async fn everybody_has_only_his_own(desk: &Desk) {
        let company = Company::found(desk).await;
        company.ticket().await;
        let theirs = company.specialist.notifications().await.remove(0);
        for other in [&company.dispatcher, &company.colleague, &company.admin] {
            let path = format!("/notifications/{}/read", theirs.id);
            other.call("POST", &path).refused(404, ErrorCode::NotFound).await;
            assert!(other.notifications().await.iter().all(|one| one.id != theirs.id));
        }
        assert_eq!(company.specialist.notifications().await.remove(0).read_at, None);
        desk.assert_consistent().await;
    }

    async fn the_list_comes_in_pages_newest_first(desk: &Desk) {
        let company = Company::found(desk).await;
        for _ in 0..7 {
            company.ticket().await;
        }
        let specialist = &company.specialist;
        let whole = specialist.notifications().await;
        let mut query = NotificationListQuery { limit: Some(3), ..Default::default() };
        let mut seen = Vec::new();
        loop {
            let page = specialist.client.list_notifications(&query).await.unwrap();
            seen.extend(page.items);
            let Some(next) = page.page.next else { break };
            let unread = NotificationListQuery { unread: Some(true), after: Some(next.clone()), ..Default::default() };
            specialist.client.list_notifications(&unread).await.refused(400, ErrorCode::InvalidCursor);
            let theirs = NotificationListQuery { after: Some(next.clone()), ..Default::default() };
            company.colleague.client.list_notifications(&theirs).await.refused(400, ErrorCode::InvalidCursor);
            query.after = Some(next);
            // What comes in meanwhile is newer than the cursor.
            company.ticket().await;
        }
        assert_eq!(seen, whole);
        assert!(seen.is_sorted_by(|a, b| a.id > b.id));
    }

    async fn the_wire_form(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let page = company.specialist.call("GET", "/notifications?unread=true").status(200).await;
        let mut item = page.body["items"][0].clone();
        for unknown in ["id", "at"] {
            assert!(!item[unknown].take().is_null());
        }
        assert_eq!(item["data"]["department_id"], json!(company.technical));
        item["data"].take();
        assert_eq!(item, json!({
            "id": null, "at": null, "data": null, "kind": "ticket_created", "relation": "department", "ticket_id": id, "read_at": null,
            "ticket_subject": "Станція не відпускає конектор",
            "actor": {"id": company.dispatcher.id, "full_name": company.dispatcher.full_name},
        }));
        company.specialist.call("GET", "/notifications?unread=maybe").refused(422, ErrorCode::InvalidFields).await;
    }
}
