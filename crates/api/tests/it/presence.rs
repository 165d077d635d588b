//! Who is at a ticket, and who is told.

use domain::presence::{PresenceRequest, STAYS_SECONDS};
use domain::{ErrorCode, TicketId};
use serde_json::{Value, json};

use crate::support::{
    Company, Frame, Listener, Person, Refused, eventually, new_ticket, on_both, to_department, to_person,
};

async fn stay(person: &Person, id: TicketId, typing: bool) -> Vec<(String, bool)> {
    let view = person.client.update_presence(id, PresenceRequest { typing }).await.unwrap();
    assert_eq!(view.ticket_id, id);
    view.people.into_iter().map(|one| (one.full_name, one.typing)).collect()
}

/// Who is there, as the next `presence.changed` says.
async fn told(listener: &mut Listener) -> Value {
    let is_presence = |frame: &Frame| frame.event == "presence.changed";
    let mut data = listener.until(is_presence).await.pop().unwrap().data;
    for person in data["people"].as_array_mut().unwrap() {
        person.as_object_mut().unwrap().remove("id");
    }
    data["people"].take()
}

on_both! {
    async fn those_at_a_ticket_see_each_other_come_write_and_leave(desk: &Desk) {
        let company = Company::found(desk).await;
        let (first, second) = (&company.specialist, &company.colleague);
        let id = company.ticket().await;
        let mut listener = first.listen(None).await;
        assert!(stay(first, id, false).await.is_empty());
        assert_eq!(stay(second, id, false).await, [(first.full_name.clone(), false)]);
        assert_eq!(told(&mut listener).await, json!([{"full_name": second.full_name, "typing": false}]));
        stay(second, id, true).await;
        assert_eq!(told(&mut listener).await, json!([{"full_name": second.full_name, "typing": true}]));
        second.client.delete_presence(id).await.unwrap();
        assert_eq!(told(&mut listener).await, json!([]));

        stay(second, id, false).await;
        desk.advance(STAYS_SECONDS + 1);
        assert!(stay(first, id, false).await.is_empty(), "who says nothing is there no more");
    }

    async fn only_who_sees_a_ticket_can_be_there_and_knows_who_is(desk: &Desk) {
        let company = Company::found(desk).await;
        let (person, stranger) = (&company.specialist, &company.accountant);
        let id = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        let request = PresenceRequest { typing: false };
        stranger.client.update_presence(id, request).await.refused(404, ErrorCode::NotFound);
        stay(person, id, false).await;
        let mut left = person.listen(None).await;
        company.dispatcher.redirect(id, to_person(stranger.id), "Це до бухгалтерії.").await.unwrap();
        left.until(|frame| frame.event == "ticket.gone").await;
        person.client.update_presence(id, request).await.refused(404, ErrorCode::NotFound);
        assert!(stay(stranger, id, false).await.is_empty(), "who lost sight of it is there no more");
        let later = left.so_far(person, company.empty).await;
        assert!(later.iter().all(|frame| frame.event != "presence.changed"), "{later:?}");
    }

    async fn who_is_at_no_ticket_hears_of_nobody(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let mut listener = company.admin.listen(None).await;
        stay(&company.specialist, id, true).await;
        assert_eq!(listener.so_far(&company.admin, company.empty).await, []);
    }
}

/// People of two instances see each other.
#[test]
fn presence_crosses_instances() {
    crate::support::run(crate::support::Engine::Postgres, |desk| {
        Box::pin(async move {
            let company = Company::found(desk).await;
            let id = company.ticket().await;
            let other = desk.second().await;
            let there = company.colleague.again(&other).await;
            let mut listener = there.listen(None).await;
            eventually("both instances know of both", async || {
                stay(&there, id, false).await;
                let others = stay(&company.specialist, id, true).await;
                (others == [(there.full_name.clone(), false)]).then_some(())
            })
            .await;
            let seen = json!([{"full_name": company.specialist.full_name, "typing": true}]);
            assert_eq!(told(&mut listener).await, seen);
            other.stop().await;
        })
    });
}
