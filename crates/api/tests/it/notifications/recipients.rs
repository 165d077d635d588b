//! Every event and everybody: who is told, what, and that nobody else is.

use domain::TicketId;
use domain::notifications::NotificationKind::{
    self, CommentAdded, StatusChanged, TicketAssigned, TicketCreated, TicketRedirected, WaitingOver,
};
use domain::tickets::TicketStatus;
use domain::tickets::wire::{TransitionTicketRequest, UpdateTicketRequest};
use serde_json::json;

use crate::support::{Company, Desk, Person, new_ticket, on_both, to_department, to_person};

/// The technical department has a third member here, so that "all members" is more than one.
struct Room {
    company: Company,
    third: Person,
}

impl Room {
    async fn open(desk: &Desk) -> Self {
        let company = Company::found(desk).await;
        let third = desk.person("Яценко Яна", company.technical).await;
        Self { company, third }
    }

    fn everybody(&self) -> [&Person; 6] {
        let [dispatcher, specialist, colleague, accountant, admin] = self.company.everybody();
        [dispatcher, specialist, colleague, accountant, admin, &self.third]
    }

    /// Forgets what was told until now.
    async fn hush(&self) {
        for person in self.everybody() {
            person.client.read_all_notifications(None).await.unwrap();
        }
    }

    /// Exactly these people were told exactly this about the ticket since the last [`Room::hush`].
    async fn assert_told(&self, id: TicketId, expected: &[(&Person, NotificationKind)]) {
        for person in self.everybody() {
            let news = person.notifications().await;
            let told: Vec<_> = news
                .iter()
                .filter(|one| one.ticket_id == id && one.read_at.is_none())
                .map(|one| one.kind)
                .collect();
            let expected: Vec<_> =
                expected.iter().filter(|(who, _)| who.id == person.id).map(|(_, kind)| *kind).collect();
            assert_eq!(told, expected, "what {} heard", person.full_name);
        }
    }
}

on_both! {
    /// EC-20: a new ticket in a department's queue is told to all its active members, but not to who created it.
    async fn ec_20_a_new_ticket_in_my_department(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, technical, dispatcher, .. } = &room.company;
        let id = dispatcher.create(&new_ticket(to_department(*technical))).await.unwrap().id;
        room.assert_told(
            id,
            &[(specialist, TicketCreated), (colleague, TicketCreated), (&room.third, TicketCreated)],
        )
        .await;
        let news = specialist.notifications().await.remove(0);
        assert_eq!(news.actor.unwrap().full_name, dispatcher.full_name);
        assert_eq!((&*news.ticket_subject, news.read_at), ("Станція не відпускає конектор", None));
        assert_eq!(news.data.get("description"), None);

        let own = colleague.create(&new_ticket(to_department(*technical))).await.unwrap().id;
        room.assert_told(own, &[(specialist, TicketCreated), (&room.third, TicketCreated)]).await;
    }

    async fn deactivated_people_are_told_nothing(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, technical, dispatcher, admin, .. } = &room.company;
        let path = format!("/employees/{}", room.third.id);
        admin.call("POST", &format!("{path}/deactivate")).json(json!({})).status(200).await;
        let id = dispatcher.create(&new_ticket(to_department(*technical))).await.unwrap().id;
        admin.call("POST", &format!("{path}/activate")).json(json!({})).status(200).await;
        let back = room.third.again(desk).await;
        assert_eq!(back.told(id).await, []);
        assert_eq!((specialist.told(id).await.len(), colleague.told(id).await.len()), (1, 1));
        desk.assert_consistent().await;
    }

    /// EC-21: a ticket that is assigned to me, at its creation or by a redirect, is told to me alone.
    async fn ec_21_a_ticket_assigned_to_me(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, dispatcher, accountant, .. } = &room.company;
        let id = dispatcher.create(&new_ticket(to_person(specialist.id))).await.unwrap().id;
        room.assert_told(id, &[(specialist, TicketAssigned)]).await;
        room.hush().await;
        specialist.redirect(id, accountant, "Тобі").await.unwrap();
        room.assert_told(id, &[(accountant, TicketAssigned), (dispatcher, TicketRedirected)]).await;

        let own = specialist.create(&new_ticket(to_person(specialist.id))).await.unwrap().id;
        room.assert_told(own, &[]).await;
    }

    /// EC-22: a comment is told to creator, assignee and everyone who commented before, if they still see the ticket.
    async fn ec_22_a_comment_on_my_ticket(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, dispatcher, accountant, admin, finance, .. } = &room.company;
        let id = room.company.ticket_in(TicketStatus::InProgress).await;
        room.hush().await;
        dispatcher.comment(id, "Клієнт на місці").await.unwrap();
        room.assert_told(id, &[(specialist, CommentAdded)]).await;
        room.hush().await;
        colleague.comment(id, "Допоможу").await.unwrap();
        room.assert_told(id, &[(dispatcher, CommentAdded), (specialist, CommentAdded)]).await;
        room.hush().await;
        admin.comment(id, "Поспішіть").await.unwrap();
        let told = [(dispatcher, CommentAdded), (specialist, CommentAdded), (colleague, CommentAdded)];
        room.assert_told(id, &told).await;

        // The technical department is out of sight now; the accountant has not commented yet.
        specialist.redirect(id, to_department(*finance), "Вам").await.unwrap();
        room.hush().await;
        dispatcher.comment(id, "Є новини?").await.unwrap();
        room.assert_told(id, &[(admin, CommentAdded)]).await;
        room.hush().await;
        accountant.comment(id, "Ще ні").await.unwrap();
        room.assert_told(id, &[(dispatcher, CommentAdded), (admin, CommentAdded)]).await;
        desk.assert_consistent().await;
    }

    /// EC-23: every change of the status is told to creator and assignee.
    async fn ec_23_the_status_of_my_ticket(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, dispatcher, .. } = &room.company;
        let id = room.company.ticket().await;
        room.hush().await;
        specialist.take(id).await.unwrap();
        room.assert_told(id, &[(dispatcher, StatusChanged)]).await;
        for (actor, status, told) in [
            (colleague, TicketStatus::Waiting, vec![dispatcher, specialist]),
            (specialist, TicketStatus::InProgress, vec![dispatcher]),
            (colleague, TicketStatus::Checking, vec![dispatcher, specialist]),
            (specialist, TicketStatus::Closed, vec![dispatcher]),
            (dispatcher, TicketStatus::InProgress, vec![specialist]),
        ] {
            room.hush().await;
            actor.transition(id, status).await.unwrap();
            let told: Vec<_> = told.into_iter().map(|person| (person, StatusChanged)).collect();
            room.assert_told(id, &told).await;
        }
        desk.assert_consistent().await;
    }

    async fn a_transition_with_a_comment_is_told_once(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, dispatcher, .. } = &room.company;
        let id = room.company.ticket_in(TicketStatus::InProgress).await;
        room.hush().await;
        let request = TransitionTicketRequest {
            to: TicketStatus::Waiting, until: None, resolution: None, comment: Some("Чекаємо".to_owned()),
        };
        specialist.transition_with(id, request).await.unwrap();
        room.assert_told(id, &[(dispatcher, StatusChanged)]).await;
    }

    /// EC-24: a redirect is told to the new department or person, the creator and the previous assignee.
    async fn ec_24_a_redirected_ticket(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, dispatcher, accountant, finance, technical, .. } = &room.company;
        let id = room.company.ticket_in(TicketStatus::InProgress).await;
        room.hush().await;
        colleague.redirect(id, to_department(*finance), "Вам").await.unwrap();
        let told =
            [(accountant, TicketRedirected), (dispatcher, TicketRedirected), (specialist, TicketRedirected)];
        room.assert_told(id, &told).await;
        let news = specialist.notifications().await.remove(0);
        let place = |department_id, assignee_id: Option<domain::EmployeeId>| {
            json!({"department_id": department_id, "assignee_id": assignee_id})
        };
        let moved = json!({"from": place(*technical, Some(specialist.id)), "to": place(*finance, None)});
        assert_eq!(news.data, moved, "what was said stands at the ticket, for those who see it");
        room.hush().await;
        accountant.redirect(id, &room.third, "Тобі").await.unwrap();
        room.assert_told(id, &[(&room.third, TicketAssigned), (dispatcher, TicketRedirected)]).await;
        room.hush().await;
        dispatcher.redirect(id, to_department(*technical), "Усім").await.unwrap();
        let told =
            [(specialist, TicketRedirected), (colleague, TicketRedirected), (&room.third, TicketRedirected)];
        room.assert_told(id, &told).await;
        desk.assert_consistent().await;
    }

    async fn nobody_is_told_twice_of_one_event(desk: &Desk) {
        let room = Room::open(desk).await;
        let Company { specialist, colleague, accountant, technical, .. } = &room.company;
        // The creator is also a member of the department that it comes back to.
        let id = specialist.create(&new_ticket(to_person(accountant.id))).await.unwrap().id;
        room.hush().await;
        accountant.redirect(id, to_department(*technical), "Вам").await.unwrap();
        let told =
            [(specialist, TicketRedirected), (colleague, TicketRedirected), (&room.third, TicketRedirected)];
        room.assert_told(id, &told).await;
        // The creator is also the assignee and has commented.
        specialist.take(id).await.unwrap();
        specialist.comment(id, "Беру").await.unwrap();
        room.hush().await;
        colleague.comment(id, "Добре").await.unwrap();
        room.assert_told(id, &[(specialist, CommentAdded)]).await;
        room.hush().await;
        colleague.transition(id, TicketStatus::Checking).await.unwrap();
        room.assert_told(id, &[(specialist, StatusChanged)]).await;
    }

    async fn the_end_of_a_waiting_time_is_told_to_the_assignee(desk: &Desk) {
        let room = Room::open(desk).await;
        let id = room.company.ticket_in(TicketStatus::InProgress).await;
        let until = Some(desk.state.clock.now().plus_millis(60_000));
        let request =
            TransitionTicketRequest { to: TicketStatus::Waiting, until, resolution: None, comment: None };
        room.company.specialist.transition_with(id, request).await.unwrap();
        room.hush().await;
        desk.advance(60);
        api::jobs::end_waiting(&desk.state).await.unwrap();
        crate::support::eventually("the news", async || {
            (!room.company.specialist.counters().await.unread_notifications.eq(&0)).then_some(())
        })
        .await;
        room.assert_told(id, &[(&room.company.specialist, WaitingOver)]).await;
    }

    async fn an_edit_is_told_to_nobody(desk: &Desk) {
        let room = Room::open(desk).await;
        let id = room.company.ticket().await;
        room.hush().await;
        let change = UpdateTicketRequest { subject: Some("Інша тема".to_owned()), ..Default::default() };
        room.company.colleague.edit(id, &change).await.unwrap();
        room.assert_told(id, &[]).await;
    }
}
