//! Employees (DESIGN 2.4).

use domain::employees::wire::{CreateEmployeeRequest, EmployeeListQuery, EmployeeView};
use domain::employees::{Locale, Role};
use domain::tickets::event::MoveReason;
use domain::tickets::list::{TicketListQuery, View};
use domain::tickets::{EventData, TicketStatus};
use domain::{EmployeeId, ErrorCode};
use serde_json::json;

use crate::support::{Company, Person, Refused, on_both};

async fn names(person: &Person, query: &EmployeeListQuery) -> Vec<String> {
    let mut query = query.clone();
    let mut names = Vec::new();
    loop {
        let page = person.client.list_employees(&query).await.unwrap();
        names.extend(page.items.into_iter().map(|one: EmployeeView| one.full_name));
        let Some(next) = page.page.next else { return names };
        query.after = Some(next);
    }
}

on_both! {
    /// EC-05, EC-08: creating an employee takes name, e-mail, department and one of two roles.
    async fn ec_05_ec_08_an_administrator_creates_an_employee(desk: &Desk) {
        let company = Company::found(desk).await;
        let body = json!({"full_name": " Коваль  Олена ", "email": "Olena.Koval@Example.COM",
            "department_id": company.technical, "role": "user"});
        let created = company.admin.call("POST", "/employees").json(body.clone()).status(201).await.body;
        let employee = &created["employee"];
        assert_eq!((&employee["full_name"], &employee["email"]), (&json!("Коваль  Олена"), &json!("olena.koval@example.com")));
        assert_eq!((&employee["role"], &employee["department_name"]), (&json!("user"), &json!("Технічний відділ")));
        assert_eq!((&employee["active"], &employee["invited"]), (&json!(true), &json!(true)));
        assert!(created["invite_url"].as_str().unwrap().starts_with(&desk.url("//invite/")));

        for role in ["owner", "Admin", ""] {
            let mut wrong = body.clone();
            wrong["role"] = json!(role);
            let problem =
                company.admin.call("POST", "/employees").json(wrong).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/role", ErrorCode::InvalidType));
        }
        for missing in ["full_name", "email", "department_id", "role"] {
            let mut wrong = body.clone();
            wrong.as_object_mut().unwrap().remove(missing);
            let problem =
                company.admin.call("POST", "/employees").json(wrong).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!(problem.errors[0].pointer, format!("/{missing}"));
        }
    }

    async fn an_address_is_used_once_whatever_its_case(desk: &Desk) {
        let company = Company::found(desk).await;
        let request = |email: &str, department_id| CreateEmployeeRequest {
            full_name: "Коваль Олена".to_owned(), email: email.to_owned(), department_id, role: Role::User,
        };
        let taken = company.specialist.email.to_uppercase();
        let create = async |request| company.admin.client.create_employee(&request).await;
        create(request(&taken, company.finance)).await.refused(409, ErrorCode::EmailTaken);
        let problem =
            create(request("olena@example.com", domain::DepartmentId(999))).await.refused(422, ErrorCode::InvalidFields);
        assert_eq!(problem.errors[0].code, ErrorCode::UnknownDepartment);
        let path = format!("/employees/{}", company.colleague.id);
        let patch = |body| company.admin.call("PATCH", &path).json(body);
        patch(json!({"email": taken})).refused(409, ErrorCode::EmailTaken).await;
        patch(json!({"email": company.colleague.email.to_uppercase()})).status(200).await;
        company.admin.call("DELETE", &format!("/departments/{}", company.empty)).status(204).await;
        create(request("olena@example.com", company.empty)).await.refused(409, ErrorCode::DepartmentArchived);
        patch(json!({"department_id": company.empty})).refused(409, ErrorCode::DepartmentArchived).await;
    }

    /// EC-07: users read people, and change none but themselves.
    async fn ec_07_only_administrators_manage_employees(desk: &Desk) {
        let company = Company::found(desk).await;
        let user = &company.dispatcher;
        let path = format!("/employees/{}", company.colleague.id);
        let body = json!({"full_name": "А", "email": "a@example.com", "department_id": company.finance, "role": "admin"});
        user.call("POST", "/employees").json(body).refused(403, ErrorCode::AdminOnly).await;
        user.call("PATCH", &path).json(json!({"role": "admin"})).refused(403, ErrorCode::AdminOnly).await;
        let own = format!("/employees/{}", user.id);
        user.call("PATCH", &own).json(json!({"role": "admin"})).refused(403, ErrorCode::AdminOnly).await;
        for action in ["deactivate", "activate", "invite"] {
            user.call("POST", &format!("{path}/{action}")).json(json!({})).refused(403, ErrorCode::AdminOnly).await;
        }
        let seen = user.call("GET", &path).status(200).await.body;
        assert_eq!(seen["full_name"], company.colleague.full_name);
        let me = user.call("PATCH", "/me").json(json!({"full_name": "Нове Імʼя", "locale": "en"})).status(200).await.body;
        assert_eq!((&me["full_name"], &me["locale"]), (&json!("Нове Імʼя"), &json!("en")));
        assert_eq!(user.client.get_me().await.unwrap().locale, Locale::En);
        user.call("PATCH", "/me").json(json!({"role": "admin"})).refused(422, ErrorCode::InvalidFields).await;
    }

    async fn the_list_is_filtered_sorted_and_paged(desk: &Desk) {
        let company = Company::found(desk).await;
        let path = format!("/employees/{}/deactivate", company.colleague.id);
        company.admin.call("POST", &path).json(json!({})).status(200).await;
        let reader = &company.dispatcher;
        let all = names(reader, &EmployeeListQuery::default()).await;
        assert_eq!(all.len(), 5);
        assert!(all[0].starts_with('Ґ') && all[1].starts_with('І'), "{all:?}");
        let query = EmployeeListQuery { limit: Some(2), ..Default::default() };
        assert_eq!(names(reader, &query).await, all);
        for (query, expected) in [
            (EmployeeListQuery { active: Some(true), ..Default::default() }, 4),
            (EmployeeListQuery { active: Some(false), ..Default::default() }, 1),
            (EmployeeListQuery { department_id: Some(company.technical), ..Default::default() }, 2),
            (EmployeeListQuery { q: Some("гаврилюк".to_owned()), ..Default::default() }, 1),
            (EmployeeListQuery { q: Some("ПЕТРО олек".to_owned()), ..Default::default() }, 1),
            (EmployeeListQuery { q: Some("person-".to_owned()), ..Default::default() }, 5),
            (EmployeeListQuery { q: Some("%".to_owned()), ..Default::default() }, 0),
        ] {
            assert_eq!(names(reader, &query).await.len(), expected, "{query:?}");
        }
        let first = reader.call("GET", "/employees?limit=1").status(200).await.body;
        let cursor = first["page"]["next"].as_str().unwrap();
        let foreign = reader.call("GET", &format!("/employees?active=true&after={cursor}"));
        foreign.refused(400, ErrorCode::InvalidCursor).await;
    }

    async fn names_come_in_the_order_of_the_ukrainian_alphabet(desk: &Desk) {
        let department = desk.department("Технічний відділ").await;
        let alphabet = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ";
        let mut expected: Vec<String> = alphabet.chars().map(|letter| format!("{letter}рошенко")).collect();
        let admin = desk.admin(&expected.pop().unwrap(), department).await;
        for (number, name) in expected.iter().enumerate().rev() {
            let body = json!({"full_name": name, "email": format!("{number}@example.com"),
                "department_id": department, "role": "user"});
            admin.call("POST", "/employees").json(body).status(201).await;
        }
        expected.push(admin.full_name.clone());
        let query = EmployeeListQuery { limit: Some(7), ..Default::default() };
        assert_eq!(names(&admin, &query).await, expected);
    }

    async fn a_moved_person_keeps_his_tickets_in_sight(desk: &Desk) {
        let company = Company::found(desk).await;
        let held = company.ticket_in(TicketStatus::InProgress).await;
        let queued = company.ticket().await;
        let body = json!({"department_id": company.finance});
        let path = format!("/employees/{}", company.specialist.id);
        let moved = company.admin.call("PATCH", &path).json(body).status(200).await.body;
        assert_eq!(moved["department_name"], "Фінансовий відділ");
        let mine = TicketListQuery { view: Some(View::Mine), ..Default::default() };
        assert_eq!(company.specialist.list_ids(&mine).await, [held]);
        assert_eq!(company.specialist.list_ids(&TicketListQuery::default()).await, [held]);
        company.specialist.get(queued).await.refused(404, ErrorCode::NotFound);
        assert_eq!(company.specialist.get(held).await.unwrap().department_id, company.technical);
        desk.assert_consistent().await;
    }

    async fn whoever_holds_tickets_leaves_them_to_somebody(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { admin, specialist, colleague, finance, .. } = &company;
        let held = company.ticket_in(TicketStatus::Checking).await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        let path = format!("/employees/{}/deactivate", specialist.id);
        let deactivate = |body| admin.call("POST", &path).json(body);
        deactivate(json!({})).refused(409, ErrorCode::HasOpenTickets).await;
        for wrong in [
            json!({"employee_id": specialist.id}),
            json!({"employee_id": EmployeeId(999)}),
            json!({"department_id": 999}),
            json!({}),
            json!({"employee_id": colleague.id, "department_id": finance}),
        ] {
            deactivate(json!({"move_tickets_to": wrong})).refused(422, ErrorCode::InvalidFields).await;
        }
        assert!(specialist.client.get_me().await.unwrap().active);

        let left = deactivate(json!({"move_tickets_to": {"employee_id": colleague.id}})).status(200).await.body;
        assert_eq!((&left["active"], &left["full_name"]), (&json!(false), &json!(specialist.full_name)));
        let ticket = colleague.get(held).await.unwrap();
        assert_eq!((ticket.status, ticket.assignee_id), (TicketStatus::New, Some(colleague.id)));
        let EventData::Redirected(moved) = colleague.history(held).await.pop().unwrap().data else { panic!("moved") };
        assert_eq!(moved.reason, Some(MoveReason::EmployeeDeactivated));
        let closed = colleague.get(closed).await.unwrap();
        assert_eq!(closed.assignee_name.as_deref(), Some(&*specialist.full_name), "history stays with the name");
        deactivate(json!({})).status(200).await;
        desk.assert_consistent().await;
    }

    async fn tickets_go_to_a_department_too(desk: &Desk) {
        let company = Company::found(desk).await;
        let held = company.ticket_in(TicketStatus::InProgress).await;
        let path = format!("/employees/{}/deactivate", company.specialist.id);
        let body = json!({"move_tickets_to": {"department_id": company.finance}});
        company.admin.call("POST", &path).json(body).status(200).await;
        let ticket = company.accountant.get(held).await.unwrap();
        assert_eq!((ticket.department_id, ticket.assignee_id), (company.finance, None));
        desk.assert_consistent().await;
    }

    async fn a_deactivated_person_is_out_until_he_is_activated(desk: &Desk) {
        let company = Company::found(desk).await;
        let colleague = &company.colleague;
        let path = format!("/employees/{}", colleague.id);
        company.admin.call("POST", &format!("{path}/deactivate")).json(json!({})).status(200).await;
        colleague.call("GET", "/me").refused(401, ErrorCode::Unauthenticated).await;
        colleague.client.refresh().await.refused(401, ErrorCode::InvalidRefreshToken);
        let login = json!({"email": colleague.email, "password": crate::support::PASSWORD});
        let log_in = || desk.call("POST", "/auth/login").json(login.clone());
        log_in().refused(401, ErrorCode::InvalidCredentials).await;
        company.admin.call("POST", &format!("{path}/invite")).refused(409, ErrorCode::EmployeeInactive).await;

        company.admin.call("POST", &format!("{path}/activate")).status(200).await;
        log_in().status(200).await;
        colleague.call("GET", "/me").refused(401, ErrorCode::Unauthenticated).await;
    }

    async fn nobody_is_activated_into_an_archived_department(desk: &Desk) {
        let company = Company::found(desk).await;
        let path = format!("/employees/{}", company.accountant.id);
        let admin = &company.admin;
        admin.call("POST", &format!("{path}/deactivate")).json(json!({})).status(200).await;
        admin.call("DELETE", &format!("/departments/{}", company.finance)).status(204).await;
        admin.call("POST", &format!("{path}/activate")).refused(409, ErrorCode::DepartmentArchived).await;
        admin.call("PATCH", &path).json(json!({"department_id": company.dispatch})).status(200).await;
        admin.call("POST", &format!("{path}/activate")).status(200).await;
    }
}
