//! Watching and muting tickets, and choosing what to hear of.

use domain::notifications::NotificationKind::{
    CommentAdded, StatusChanged, TicketAssigned, TicketCreated, TicketRedirected,
};
use domain::notifications::Relation;
use domain::notifications::settings::{
    Following, FollowingRequest, NotificationRule, NotificationSettings, QuietHours,
};
use domain::tickets::TicketStatus;
use domain::{ErrorCode, TicketId};
use serde_json::json;

use crate::support::{Company, Person, Refused, new_ticket, on_both, to_department, to_person};

async fn follow(person: &Person, id: TicketId, following: Following) {
    person.client.update_following(id, FollowingRequest { following }).await.unwrap();
    assert_eq!(person.client.get_ticket(id).await.unwrap().following, following);
}

on_both! {
    async fn who_watches_hears_what_the_others_hear_and_why(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, specialist, colleague, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        colleague.client.read_all_notifications(None).await.unwrap();
        let heard = async || colleague.told(id).await;
        let before = heard().await.len();
        specialist.comment(id, "Виїхали").await.unwrap();
        assert_eq!(heard().await.len(), before, "he works elsewhere");
        follow(colleague, id, Following::Watching).await;
        specialist.comment(id, "На місці").await.unwrap();
        dispatcher.comment(id, "Дякую").await.unwrap();
        colleague.comment(id, "І я тут").await.unwrap();
        assert_eq!(heard().await[before..], [CommentAdded, CommentAdded], "not of what he did himself");
        let newest = async || colleague.notifications().await.remove(0).relation;
        assert_eq!(newest().await, Relation::Watched);
        specialist.comment(id, "Готово").await.unwrap();
        assert_eq!(newest().await, Relation::Mine, "he takes part by now");
        follow(colleague, id, Following::Usual).await;
        desk.assert_consistent().await;
    }

    async fn who_watches_and_loses_sight_hears_nothing_more(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { specialist, colleague, accountant, finance, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        follow(colleague, id, Following::Watching).await;
        colleague.client.read_all_notifications(None).await.unwrap();
        specialist.redirect(id, to_department(*finance), "Вам").await.unwrap();
        accountant.comment(id, "Це внутрішнє").await.unwrap();
        assert!(colleague.notifications().await.iter().all(|one| one.read_at.is_some()));
        let request = FollowingRequest { following: Following::Watching };
        colleague.client.update_following(id, request).await.refused(404, ErrorCode::NotFound);
        desk.assert_consistent().await;
    }

    async fn a_watched_ticket_is_told_as_watched(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { specialist, admin, finance, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        follow(admin, id, Following::Watching).await;
        specialist.transition(id, TicketStatus::Checking).await.unwrap();
        specialist.redirect(id, to_department(*finance), "Вам").await.unwrap();
        let news: Vec<_> =
            admin.notifications().await.into_iter().map(|one| (one.kind, one.relation)).collect();
        assert_eq!(news, [(TicketRedirected, Relation::Watched), (StatusChanged, Relation::Watched)]);
        desk.assert_consistent().await;
    }

    async fn a_muted_ticket_is_silent_until_it_is_assigned(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, specialist, colleague, .. } = &company;
        let id = company.ticket_in(TicketStatus::InProgress).await;
        follow(dispatcher, id, Following::Muted).await;
        follow(colleague, id, Following::Muted).await;
        let (before, also) = (dispatcher.told(id).await.len(), colleague.told(id).await.len());
        specialist.comment(id, "Виїхали").await.unwrap();
        assert_eq!(dispatcher.told(id).await.len(), before);
        specialist.redirect(id, to_person(colleague.id), "Тобі").await.unwrap();
        assert_eq!(colleague.told(id).await[also..], [TicketAssigned]);
        assert_eq!(dispatcher.told(id).await.len(), before);
        desk.assert_consistent().await;
    }

    async fn what_is_switched_off_is_not_told(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { dispatcher, specialist, colleague, technical, .. } = &company;
        let usual = specialist.client.get_notification_settings().await.unwrap();
        assert_eq!(usual, NotificationSettings::default());
        let off = NotificationRule {
            relation: Relation::Department,
            kind: TicketCreated,
            in_app: false,
            browser: false,
        };
        let quiet_hours = Some(QuietHours { from: "20:00".to_owned(), until: "08:00".to_owned() });
        let wanted = NotificationSettings { rules: vec![off], quiet_hours, sound: true };
        let saved = specialist.client.update_notification_settings(&wanted).await.unwrap();
        assert_eq!(saved.rules.len(), usual.rules.len());
        assert_eq!(saved, specialist.client.get_notification_settings().await.unwrap());
        let id = dispatcher.create(&new_ticket(to_department(*technical))).await.unwrap().id;
        assert_eq!((specialist.told(id).await, colleague.told(id).await), (vec![], vec![TicketCreated]));
        let mine = dispatcher.create(&new_ticket(to_person(specialist.id))).await.unwrap().id;
        assert_eq!(specialist.told(mine).await, [TicketAssigned]);
        desk.assert_consistent().await;
    }

    async fn settings_that_cannot_be_are_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        for (pointer, code, settings) in [
            ("/rules/0", "not_applicable", json!({"rules": [
                {"relation": "department", "kind": "comment_added", "in_app": true, "browser": true}
            ], "quiet_hours": null, "sound": false})),
            ("/quiet_hours/from", "invalid_type",
                json!({"rules": [], "quiet_hours": {"from": "25:00", "until": "08:00"}, "sound": false})),
            ("/quiet_hours/until", "not_applicable",
                json!({"rules": [], "quiet_hours": {"from": "08:00", "until": "08:00"}, "sound": false})),
        ] {
            let call = company.specialist.call("PUT", "/me/notification-settings").json(settings);
            let answer = call.status(422).await;
            assert_eq!(answer.body["errors"][0]["pointer"], pointer);
            assert_eq!(answer.body["errors"][0]["code"], code);
        }
    }

    async fn a_read_notification_can_be_kept_for_later(desk: &Desk) {
        let company = Company::found(desk).await;
        let (one, other) = (company.ticket().await, company.ticket().await);
        let specialist = &company.specialist;
        let news = specialist.notifications().await.remove(0);
        for _ in 0..2 {
            specialist.client.read_notification(news.id).await.unwrap();
        }
        assert_eq!(specialist.counters().await.unread_notifications, 1);
        for _ in 0..2 {
            specialist.client.unread_notification(news.id).await.unwrap();
        }
        assert_eq!(specialist.counters().await.unread_notifications, 2);
        company.colleague.client.unread_notification(news.id).await.refused(404, ErrorCode::NotFound);
        specialist.client.read_all_notifications(Some(other)).await.unwrap();
        let unread: Vec<_> =
            specialist.notifications().await.into_iter().filter(|one| one.read_at.is_none()).collect();
        assert_eq!(unread.iter().map(|one| one.ticket_id).collect::<Vec<_>>(), [one]);
        desk.assert_consistent().await;
    }
}
