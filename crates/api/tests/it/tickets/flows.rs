//! The flows of the specification, with the people who take part in them.

use domain::tickets::{ClientType, TicketStatus};

use crate::support::{Company, new_ticket, on_both, to_department};

on_both! {
    /// EC-16, EC-17: a private client calls; the dispatcher creates a ticket, picks the department, a specialist takes
    /// it, solves it and closes it, through the simple chain of statuses.
    async fn ec_17_a_private_clients_call_is_solved(desk: &Desk) {
        let company = Company::found(desk).await;
        let (dispatcher, specialist) = (&company.dispatcher, &company.specialist);
        let mut request = new_ticket(to_department(company.technical));
        request.client_type = ClientType::B2c;

        let ticket = dispatcher.create(&request).await.unwrap();
        assert_eq!((ticket.status, ticket.assignee_id), (TicketStatus::New, None));
        let taken = specialist.take(ticket.id).await.unwrap();
        assert_eq!((taken.status, taken.assignee_id), (TicketStatus::InProgress, Some(specialist.id)));
        for status in [TicketStatus::Waiting, TicketStatus::Checking, TicketStatus::Closed] {
            assert_eq!(specialist.transition(ticket.id, status).await.unwrap().status, status);
        }
        let seen = dispatcher.get(ticket.id).await.unwrap();
        assert_eq!((seen.status, seen.assignee_name.as_deref()), (TicketStatus::Closed, Some(&*specialist.full_name)));
        assert!(seen.closed_at.is_some());
        desk.assert_consistent().await;
    }

    /// EC-18: in working hours corporate support talks to the company and creates a ticket for the right department.
    async fn ec_18_corporate_support_asks_another_department(desk: &Desk) {
        let company = Company::found(desk).await;
        let corporate = desk.department("Корпоративна підтримка").await;
        let manager = desk.person("Шевчук Марія", corporate).await;
        let mut request = new_ticket(to_department(company.finance));
        request.client_type = ClientType::B2b;

        let id = manager.create(&request).await.unwrap().id;
        company.accountant.take(id).await.unwrap();
        company.accountant.transition(id, TicketStatus::Closed).await.unwrap();
        let seen = manager.get(id).await.unwrap();
        assert_eq!((seen.client_type, seen.status), (ClientType::B2b, TicketStatus::Closed));
    }

    /// EC-04, EC-19: at night the dispatcher creates the company's ticket for corporate support, whose working hours
    /// stand in its description; it waits in the queue until they come in the morning.
    async fn ec_19_a_companys_call_at_night_waits_for_corporate_support(desk: &Desk) {
        let company = Company::found(desk).await;
        let hours = "Обслуговує B2B клієнтів (пн-пт, 9:00-18:00)";
        let body = serde_json::json!({"name": "Корпоративна підтримка", "description": hours});
        let created = company.admin.call("POST", "/departments").json(body).status(201).await;
        assert_eq!(created.body["description"], hours);
        let corporate = domain::DepartmentId(created.body["id"].as_i64().unwrap());
        let mut request = new_ticket(to_department(corporate));
        request.client_type = ClientType::B2b;

        let id = company.dispatcher.create(&request).await.unwrap().id;
        desk.advance(10 * 60);
        let manager = desk.person("Шевчук Марія", corporate).await;
        let ticket = manager.get(id).await.unwrap();
        assert_eq!((ticket.client_type, ticket.status), (ClientType::B2b, TicketStatus::New));
        assert_eq!(manager.take(id).await.unwrap().status, TicketStatus::InProgress);
    }
}
