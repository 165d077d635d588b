//! Many people at the same moment. On PostgreSQL half of them speak to a second instance.

use domain::employees::Role;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::UpdateTicketRequest;
use domain::tickets::{Priority, TicketStatus};
use domain::{DepartmentId, ErrorCode};
use futures_util::future::{join, join_all};
use serde_json::json;

use crate::support::{Desk, Engine, Person, new_ticket, on_both, to_department};

/// Where the second half of the people is: another instance where there can be one.
async fn elsewhere(desk: &Desk) -> Option<Desk> {
    match desk.engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(desk.second().await),
    }
}

async fn team(desk: &Desk, department: DepartmentId, size: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..size {
        people.push(desk.person(&format!("Працівник {number}"), department).await);
    }
    people
}

on_both! {
    /// EC-11: two people take one ticket at the same moment.
    async fn of_two_takers_exactly_one_wins(desk: &Desk) {
        let department = desk.department("Технічний відділ").await;
        let olena = desk.person("Коваль Олена", department).await;
        let second = elsewhere(desk).await;
        let ihor = desk.person("Бондар Ігор", department).await;
        let ihor = ihor.again(second.as_ref().unwrap_or(desk)).await;
        for round in 0..100 {
            let id = olena.create(&new_ticket(to_department(department))).await.unwrap().id;
            let (hers, his) = join(olena.take(id), ihor.take(id)).await;
            let (winner, loser, won, lost) = match (hers, his) {
                (Ok(ticket), Err(error)) => (&olena, &ihor, ticket, error),
                (Err(error), Ok(ticket)) => (&ihor, &olena, ticket, error),
                both => panic!("round {round}: {both:?}"),
            };
            assert_eq!((won.assignee_id, won.status, won.version), (Some(winner.id), TicketStatus::InProgress, 2));
            let problem = lost.problem().unwrap();
            assert_eq!((problem.status, problem.code), (409, ErrorCode::AlreadyTaken), "round {round}: {problem:?}");
            assert_eq!(problem.extra["taken_by"], json!({"id": winner.id, "full_name": winner.full_name}));
            assert_eq!(loser.get(id).await.unwrap().assignee_id, Some(winner.id));
            assert_eq!(winner.history(id).await.len(), 2);
        }
        desk.assert_consistent().await;
        if let Some(second) = second {
            second.stop().await;
        }
    }

    async fn of_ten_takers_exactly_one_wins(desk: &Desk) {
        let department = desk.department("Технічний відділ").await;
        let people = team(desk, department, 10).await;
        for _ in 0..10 {
            let id = people[0].create(&new_ticket(to_department(department))).await.unwrap().id;
            let results = join_all(people.iter().map(|person| person.take(id))).await;
            assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
            let lost = results.into_iter().filter_map(Result::err);
            assert!(lost.into_iter().all(|error| error.code() == Some(ErrorCode::AlreadyTaken)));
        }
        desk.assert_consistent().await;
    }

    async fn thirty_two_writers_all_succeed(desk: &Desk) {
        let (one, other) = (desk.department("Перший").await, desk.department("Другий").await);
        let second = elsewhere(desk).await;
        let people = team(desk, one, 32).await;
        let work = people.iter().enumerate().map(|(number, person)| {
            let second = second.as_ref().filter(|_| number % 2 == 1);
            async move {
                let other_place = match second {
                    Some(second) => Some(person.again(second).await),
                    None => None,
                };
                let person = other_place.as_ref().unwrap_or(person);
                for round in 0..5 {
                    let to = if (number + round) % 3 == 0 { other } else { one };
                    let id = person.create(&new_ticket(to_department(to))).await.unwrap().id;
                    person.comment(id, "Перший коментар").await.unwrap();
                    let request = UpdateTicketRequest { priority: Some(Priority::High), ..Default::default() };
                    person.client.update_ticket(id, 2, &request).await.unwrap();
                    person.comment(id, "Другий коментар").await.unwrap();
                }
            }
        });
        join_all(work).await;
        assert_eq!(people[0].list(&TicketListQuery::default()).await.len(), 32 * 5 - people_elsewhere(&people, one, other).await);
        for person in &people {
            assert_eq!(person.counters().await.created, 5);
        }
        desk.assert_consistent().await;
        if let Some(second) = second {
            second.stop().await;
        }
    }

    async fn whatever_happens_at_once_the_counters_are_right(desk: &Desk) {
        let (one, other) = (desk.department("Перший").await, desk.department("Другий").await);
        let mut people = team(desk, one, 4).await;
        people.extend(team(desk, other, 4).await);
        let mut tickets = Vec::new();
        for _ in 0..4 {
            tickets.push(people[0].create(&new_ticket(to_department(one))).await.unwrap().id);
        }
        let work = people.iter().enumerate().map(|(number, person)| {
            let tickets = &tickets;
            async move {
                for step in 0..24 {
                    let id = tickets[(number + step) % tickets.len()];
                    // Each may be refused, by the rules or because somebody was faster; none may fail.
                    let answer = match (number * 7 + step * 5) % 8 {
                        0 | 1 => person.take(id).await.map(drop),
                        2 => person.redirect(id, to_department(if step % 2 == 0 { one } else { other }), "Туди.").await.map(drop),
                        3 => person.transition(id, TicketStatus::Closed).await.map(drop),
                        4 => person.transition(id, TicketStatus::InProgress).await.map(drop),
                        5 => person.comment(id, "Дивлюся.").await.map(drop),
                        6 => person.transition(id, TicketStatus::Waiting).await.map(drop),
                        _ => person.client.read_all_notifications(None).await,
                    };
                    if let Err(error) = answer {
                        assert!(matches!(error.status(), Some(403 | 404 | 409)), "{error:?}");
                    }
                }
            }
        });
        join_all(work).await;
        desk.assert_consistent().await;
        for person in &people {
            let counters = person.counters().await;
            let unread = person.notifications().await.iter().filter(|one| one.read_at.is_none()).count();
            assert_eq!(counters.unread_notifications, i64::try_from(unread).unwrap());
        }
    }

    async fn edits_of_different_fields_at_once_both_win(desk: &Desk) {
        let department = desk.department("Технічний відділ").await;
        let people = team(desk, department, 3).await;
        for round in 0..20 {
            let ticket = people[0].create(&new_ticket(to_department(department))).await.unwrap();
            let subject = format!("Тема {round}");
            let requests = [
                UpdateTicketRequest { subject: Some(subject.clone()), ..Default::default() },
                UpdateTicketRequest { car_model: Some(Some("Nissan Leaf".to_owned())), ..Default::default() },
                UpdateTicketRequest { priority: Some(Priority::Critical), ..Default::default() },
            ];
            let edits = people.iter().zip(&requests);
            let edits = edits.map(|(person, request)| person.client.update_ticket(ticket.id, ticket.version, request));
            for result in join_all(edits).await {
                result.unwrap();
            }
            let merged = people[0].get(ticket.id).await.unwrap();
            assert_eq!((merged.subject, merged.car_model.as_deref()), (subject, Some("Nissan Leaf")));
            assert_eq!((merged.priority, merged.version), (Priority::Critical, 4));
        }
        desk.assert_consistent().await;
    }

    async fn edits_of_one_field_at_once_have_one_winner(desk: &Desk) {
        let department = desk.department("Технічний відділ").await;
        let people = team(desk, department, 4).await;
        for _ in 0..20 {
            let ticket = people[0].create(&new_ticket(to_department(department))).await.unwrap();
            let edits = people.iter().map(|person| async {
                let request = UpdateTicketRequest { subject: Some(person.full_name.clone()), ..Default::default() };
                person.client.update_ticket(ticket.id, ticket.version, &request).await
            });
            let results = join_all(edits).await;
            let won: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
            assert_eq!(won.len(), 1, "{results:?}");
            let refused = results.iter().filter_map(|result| result.as_ref().err());
            assert!(refused.into_iter().all(|error| error.code() == Some(ErrorCode::VersionConflict)));
            assert_eq!(people[0].get(ticket.id).await.unwrap().subject, won[0].subject);
        }
    }

    async fn a_name_is_given_once(desk: &Desk) {
        let department = desk.department("Адміністрація").await;
        let admin = desk.admin("Мельник Андрій", department).await;
        let send = |path: &'static str, body: serde_json::Value| {
            let request = reqwest::Client::new().post(desk.url(path)).bearer_auth(admin.client.access_token().unwrap());
            async move { request.json(&body).send().await.unwrap().status().as_u16() }
        };
        let departments = join_all((0..8).map(|_| send("/departments", json!({"name": "Новий відділ"})))).await;
        let employee = json!({"full_name": "Новий", "email": "n@example.com", "department_id": 1, "role": Role::User});
        let employees = join_all((0..8).map(|_| send("/employees", employee.clone()))).await;
        for statuses in [departments, employees] {
            assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
            assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        }
    }

    async fn a_desk_is_set_up_once(desk: &Desk) {
        let send = |number: usize| {
            let body = json!({
                "token": &*desk.state.setup_token, "departments": ["Адміністрація"],
                "admin": {"full_name": "А", "email": format!("a{number}@example.com"), "password": "correct horse battery"},
            });
            async move { reqwest::Client::new().post(desk.url("/setup")).json(&body).send().await.unwrap().status().as_u16() }
        };
        let mut statuses = join_all((0..8).map(send)).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    }

    async fn an_invitation_is_accepted_once(desk: &Desk) {
        let department = desk.department("Адміністрація").await;
        let admin = desk.admin("Мельник Андрій", department).await;
        let path = format!("/employees/{}/invite", admin.id);
        let url = admin.call("POST", &path).status(200).await.body["invite_url"].as_str().unwrap().to_owned();
        let body = json!({"token": url.rsplit('/').next().unwrap(), "password": "staple battery horse"});
        let send = |_| async { reqwest::Client::new().post(desk.url("/auth/accept-invite")).json(&body).send().await.unwrap().status().as_u16() };
        let mut statuses = join_all((0..8).map(send)).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422, 422, 422, 422, 422, 422, 422]);
    }
}

/// How many tickets the first of the people does not see: those of the others in the other department.
async fn people_elsewhere(people: &[Person], one: DepartmentId, other: DepartmentId) -> usize {
    let mut hidden = 0;
    for person in &people[1..] {
        let own =
            person.list(&TicketListQuery { creator_id: Some("me".to_owned()), ..Default::default() }).await;
        assert!(own.iter().all(|row| row.department_id == one || row.department_id == other));
        hidden += own.iter().filter(|row| row.department_id == other).count();
    }
    hidden
}
