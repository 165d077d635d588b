//! Creating tickets.

use domain::ErrorCode;
use domain::authz::Ground;
use domain::tickets::list::{TicketListQuery, View};
use domain::tickets::wire::{AssignTo, EventView};
use domain::tickets::{ClientType, EventData, Priority, TicketStatus};
use serde_json::json;

use crate::support::{Company, Refused, new_ticket, on_both, to_department, to_person};

on_both! {
    /// EC-01, EC-06, EC-09: any employee creates a ticket for any department or any person.
    async fn ec_01_ec_09_anyone_creates_for_any_department_or_person(desk: &Desk) {
        let company = Company::found(desk).await;
        for creator in company.everybody() {
            for department in [company.dispatch, company.technical, company.finance, company.administration] {
                let ticket = creator.create(&new_ticket(to_department(department))).await.unwrap();
                assert_eq!((ticket.department_id, ticket.assignee_id), (department, None));
                assert_eq!((ticket.creator_id, ticket.status), (creator.id, TicketStatus::New));
            }
            for person in company.everybody() {
                let ticket = creator.create(&new_ticket(to_person(person.id))).await.unwrap();
                assert_eq!((ticket.department_id, ticket.assignee_id), (person.department_id, Some(person.id)));
                assert_eq!((ticket.creator_id, ticket.status), (creator.id, TicketStatus::New));
            }
        }
        desk.assert_consistent().await;
    }

    /// EC-10: the whole form comes back, cleaned; station and car may be missing.
    async fn ec_10_the_form(desk: &Desk) {
        let company = Company::found(desk).await;
        let form = json!({
            "subject": "  Станція не відпускає конектор ", "description": "Рядок\r\nдругий", "client_type": "b2b",
            "priority": "critical", "assign_to": {"department_id": company.technical},
            "station_number": "KYIV-017", "car_model": "Nissan Leaf",
        });
        let answer = company.dispatcher.call("POST", "/tickets").json(form).status(201).await;
        let id = answer.body["id"].as_i64().unwrap();
        assert_eq!(answer.header("location"), format!("/api/v1/tickets/{id}"));
        assert_eq!(answer.header("etag"), "\"1\"");

        let read = company.dispatcher.call("GET", &format!("/tickets/{id}")).status(200).await;
        assert_eq!(read.body, answer.body);
        assert_eq!(read.header("etag"), "\"1\"");
        let ticket = company.dispatcher.get(domain::TicketId(id)).await.unwrap();
        assert_eq!(ticket.subject, "Станція не відпускає конектор");
        assert_eq!(ticket.description, "Рядок\nдругий");
        assert_eq!((ticket.client_type, ticket.priority), (ClientType::B2b, Priority::Critical));
        assert_eq!(ticket.station_number.as_deref(), Some("KYIV-017"));
        assert_eq!(ticket.car_model.as_deref(), Some("Nissan Leaf"));
        assert_eq!((ticket.version, ticket.return_count, ticket.closed_at), (1, 0, None));
        assert_eq!(ticket.created_at, ticket.updated_at);

        let bare = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap();
        assert_eq!((bare.station_number, bare.car_model), (None, None));
        for (client_type, priority) in [("b2c", "low"), ("b2c", "medium"), ("b2b", "high"), ("b2b", "critical")] {
            let form = json!({"subject": "Тема", "description": "Опис", "client_type": client_type, "priority": priority,
                "assign_to": {"employee_id": company.accountant.id}});
            let answer = company.dispatcher.call("POST", "/tickets").json(form).status(201).await;
            assert_eq!((&answer.body["client_type"], &answer.body["priority"]), (&json!(client_type), &json!(priority)));
        }
    }

    /// EC-11: a ticket for a department is in its queue, all members see it, anyone presses "take" and it is his.
    async fn ec_11_a_departments_ticket_is_taken_by_a_member(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let queue = TicketListQuery { view: Some(View::Queue), ..Default::default() };
        for member in [&company.specialist, &company.colleague] {
            assert_eq!(member.list_ids(&queue).await, [id]);
            let ticket = member.get(id).await.unwrap();
            assert_eq!((ticket.assignee_id, ticket.grounds), (None, vec![Ground::OwnDepartment]));
        }
        assert_eq!(company.accountant.list_ids(&queue).await, []);

        let taken = company.colleague.take(id).await.unwrap();
        assert_eq!((taken.status, taken.assignee_id), (TicketStatus::InProgress, Some(company.colleague.id)));
        let mine = TicketListQuery { view: Some(View::Mine), ..Default::default() };
        assert_eq!(company.colleague.list_ids(&mine).await, [id]);
        assert_eq!(company.specialist.list_ids(&mine).await, []);
        let row = company.specialist.list(&queue).await.remove(0);
        assert_eq!(row.assignee_name.as_deref(), Some(&*company.colleague.full_name));
    }

    /// EC-12: a ticket for a person is his at once; the others of his department see it, marked as assigned.
    async fn ec_12_a_persons_ticket_is_assigned_at_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.dispatcher.create(&new_ticket(to_person(company.specialist.id))).await.unwrap().id;
        let mine = TicketListQuery { view: Some(View::Mine), ..Default::default() };
        assert_eq!(company.specialist.list_ids(&mine).await, [id]);
        let seen = company.colleague.get(id).await.unwrap();
        assert_eq!((seen.status, seen.department_id), (TicketStatus::New, company.technical));
        assert_eq!(seen.assignee_name.as_deref(), Some(&*company.specialist.full_name));
        company.accountant.get(id).await.refused(404, ErrorCode::NotFound);
        let problem = company.colleague.take(id).await.refused(409, ErrorCode::AlreadyTaken);
        assert_eq!(problem.extra["taken_by"]["full_name"], company.specialist.full_name);
    }

    async fn the_first_event_says_everything(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let [EventView { actor, data: EventData::Created(created), .. }] = &*company.dispatcher.history(id).await else {
            panic!("a new ticket has one event");
        };
        assert_eq!(actor.as_ref().unwrap().full_name, company.dispatcher.full_name);
        assert_eq!((created.department_id, created.assignee_id), (company.technical, None));
        assert_eq!(created.creator_id, company.dispatcher.id);
    }

    async fn what_cannot_be_chosen_is_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        admin.call("DELETE", &format!("/departments/{}", company.empty)).status(204).await;
        let path = format!("/employees/{}/deactivate", company.colleague.id);
        admin.call("POST", &path).json(json!({})).status(200).await;
        let create = async |assign_to: AssignTo| company.dispatcher.create(&new_ticket(assign_to)).await;

        create(to_department(company.empty)).await.refused(409, ErrorCode::DepartmentArchived);
        create(to_person(company.colleague.id)).await.refused(409, ErrorCode::EmployeeInactive);
        for (assign_to, pointer, code) in [
            (to_department(domain::DepartmentId(999)), "/assign_to/department_id", ErrorCode::UnknownDepartment),
            (to_person(domain::EmployeeId(999)), "/assign_to/employee_id", ErrorCode::UnknownEmployee),
            (AssignTo::default(), "/assign_to", ErrorCode::Required),
            (
                AssignTo { department_id: Some(company.finance), employee_id: Some(company.accountant.id) },
                "/assign_to/employee_id",
                ErrorCode::NotApplicable,
            ),
        ] {
            let problem = create(assign_to).await.refused(422, ErrorCode::InvalidFields);
            let [error] = &*problem.errors else { panic!("{problem:?}") };
            assert_eq!((&*error.pointer, error.code), (pointer, code));
        }
        assert_eq!(company.dispatcher.counters().await.created, 0);
        desk.assert_consistent().await;
    }
}
