//! Counters are exact, whatever happened.

use domain::counters::DepartmentCounters;
use domain::employees::Role;
use domain::notifications::NotificationListQuery;
use domain::tickets::list::{TicketListQuery, View};
use serde_json::json;

use crate::support::{Company, Dice, Person, on_both};

async fn count(person: &Person, query: TicketListQuery) -> i64 {
    i64::try_from(person.list(&query).await.len()).unwrap()
}

fn view(view: View) -> TicketListQuery {
    TicketListQuery { view: Some(view), ..Default::default() }
}

async fn assert_exact(company: &Company, person: &Person) {
    let counters = person.counters().await;
    let unassigned = || TicketListQuery { assignee_id: Some("none".to_owned()), ..view(View::Queue) };
    assert_eq!(counters.open, count(person, view(View::Queue)).await);
    assert_eq!(counters.unassigned, count(person, unassigned()).await);
    assert_eq!(counters.mine, count(person, view(View::Mine)).await);
    assert_eq!(counters.created, count(person, view(View::Created)).await);
    let unread = NotificationListQuery { unread: Some(true), limit: Some(200), after: None };
    let unread = person.client.list_notifications(&unread).await.unwrap().items;
    assert_eq!(counters.unread_notifications, i64::try_from(unread.len()).unwrap());

    let departments = match person.role {
        Role::User => vec![person.department_id],
        Role::Admin => {
            person.client.list_departments(false).await.unwrap().items.into_iter().map(|one| one.id).collect()
        }
    };
    let mut expected = Vec::new();
    for department_id in departments {
        let open = TicketListQuery {
            department_id: Some(department_id),
            status: Some("new,in_progress,waiting,checking".to_owned()),
            ..Default::default()
        };
        let unassigned = TicketListQuery { assignee_id: Some("none".to_owned()), ..open.clone() };
        let (open, unassigned) = (count(&company.admin, open).await, count(&company.admin, unassigned).await);
        expected.push(DepartmentCounters { department_id, open, unassigned });
    }
    assert_eq!(counters.departments, expected);
}

on_both! {
    async fn counters_are_what_counting_gives_after_anything(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(6);
        company.work(&mut dice, 30, 90).await;
        company.accountant.client.read_all_notifications(None).await.unwrap();
        let news = company.specialist.notifications().await;
        company.specialist.client.read_notification(news[0].id).await.unwrap();
        company.specialist.client.read_notification(news[0].id).await.unwrap();
        for person in company.everybody() {
            assert_exact(&company, person).await;
        }
        desk.assert_consistent().await;

        let body = json!({"move_tickets_to": {"department_id": company.finance}});
        let path = format!("/employees/{}/deactivate", company.specialist.id);
        company.admin.call("POST", &path).json(body).status(200).await;
        let path = format!(
            "/departments/{}?move_tickets_to={}&move_members_to={}",
            company.dispatch, company.finance, company.finance
        );
        company.admin.call("DELETE", &path).status(204).await;
        for person in [&company.colleague, &company.accountant, &company.admin] {
            assert_exact(&company, person).await;
        }
        desk.assert_consistent().await;
    }

    async fn a_new_desk_counts_nothing(desk: &Desk) {
        let company = Company::found(desk).await;
        let counters = company.dispatcher.counters().await;
        assert_eq!((counters.open, counters.unassigned, counters.mine), (0, 0, 0));
        assert_eq!((counters.created, counters.unread_notifications), (0, 0));
        assert_eq!(counters.departments.len(), 1);
        assert_eq!(company.admin.counters().await.departments.len(), 5);
    }
}
