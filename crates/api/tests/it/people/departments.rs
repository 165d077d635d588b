//! Departments (DESIGN 2.4).

use domain::departments::wire::{CreateDepartmentRequest, DeleteDepartmentQuery};
use domain::notifications::NotificationKind;
use domain::tickets::event::MoveReason;
use domain::tickets::{EventData, TicketStatus};
use domain::{DepartmentId, ErrorCode};
use serde_json::json;

use crate::support::{Company, Refused, new_ticket, on_both, to_department};

fn named(name: &str) -> CreateDepartmentRequest {
    CreateDepartmentRequest { name: name.to_owned(), description: None }
}

fn moving(tickets: Option<DepartmentId>, members: Option<DepartmentId>) -> DeleteDepartmentQuery {
    DeleteDepartmentQuery { move_tickets_to: tickets, move_members_to: members }
}

on_both! {
    /// EC-03: an administrator creates, renames and deletes departments, for example those of the specification.
    async fn ec_03_an_administrator_manages_departments(desk: &Desk) {
        let administration = desk.department("Керівництво").await;
        let admin = desk.admin("Мельник Андрій", administration).await;
        for (name, description) in domain::departments::SAMPLE {
            let request =
                CreateDepartmentRequest { name: name.to_owned(), description: Some(description.to_owned()) };
            let created = admin.client.create_department(&request).await.unwrap();
            assert_eq!((&*created.name, created.description.as_deref()), (name, Some(description)));
            assert_eq!((created.archived_at, created.active_members), (None, 0));
        }
        let all = admin.client.list_departments(false).await.unwrap().items;
        assert_eq!(all.len(), 8);
        let finance = all.iter().find(|one| one.name == "Фінансовий відділ").unwrap();
        let path = format!("/departments/{}", finance.id);
        let renamed = admin.call("PATCH", &path).json(json!({"name": "Фінанси"})).status(200).await;
        assert_eq!((&renamed.body["name"], &renamed.body["description"]), (&json!("Фінанси"), &json!(finance.description)));
        let cleared = admin.call("PATCH", &path).json(json!({"description": null})).status(200).await;
        assert_eq!((&cleared.body["name"], &cleared.body["description"]), (&json!("Фінанси"), &json!(null)));
        admin.call("DELETE", &path).status(204).await;
        let left = admin.client.list_departments(false).await.unwrap().items;
        assert!(left.iter().all(|one| one.id != finance.id));
    }

    /// EC-07: only administrators manage departments; everybody may read their names.
    async fn ec_07_only_administrators_manage_departments(desk: &Desk) {
        let company = Company::found(desk).await;
        for user in [&company.dispatcher, &company.specialist] {
            let path = format!("/departments/{}", company.empty);
            let create = user.call("POST", "/departments").json(json!({"name": "Новий"}));
            create.refused(403, ErrorCode::AdminOnly).await;
            user.call("PATCH", &path).json(json!({"name": "Новий"})).refused(403, ErrorCode::AdminOnly).await;
            user.call("DELETE", &path).refused(403, ErrorCode::AdminOnly).await;
            assert_eq!(user.client.list_departments(false).await.unwrap().items.len(), 5);
        }
    }

    async fn names_are_unique_whatever_their_case(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        for taken in ["Фінансовий відділ", "  ФІНАНСОВИЙ ВІДДІЛ "] {
            admin.client.create_department(&named(taken)).await.refused(409, ErrorCode::NameTaken);
            let path = format!("/departments/{}", company.empty);
            admin.call("PATCH", &path).json(json!({"name": taken})).refused(409, ErrorCode::NameTaken).await;
        }
        let path = format!("/departments/{}", company.finance);
        admin.call("PATCH", &path).json(json!({"name": "фінансовий відділ"})).status(200).await;
    }

    async fn an_archived_department_keeps_its_name_in_history_and_frees_it(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        let id = admin.create(&new_ticket(to_department(company.empty))).await.unwrap().id;
        admin.redirect(id, to_department(company.finance), "Не туди").await.unwrap();
        let closed = admin.create(&new_ticket(to_department(company.empty))).await.unwrap().id;
        let close = json!({"to": "closed", "resolution": "spam"});
        admin.call("POST", &format!("/tickets/{closed}/transition")).json(close).status(200).await;

        let path = format!("/departments/{}", company.empty);
        admin.call("DELETE", &path).status(204).await;
        assert_eq!(admin.get(closed).await.unwrap().department_name, "Сервісний відділ");
        let all = admin.client.list_departments(true).await.unwrap().items;
        let archived = all.iter().find(|one| one.id == company.empty).unwrap();
        assert_eq!(archived.name, "Сервісний відділ");
        assert!(archived.archived_at.is_some());

        let again = admin.client.create_department(&named("Сервісний відділ")).await.unwrap();
        assert_ne!(again.id, company.empty);
        admin.call("DELETE", &path).refused(409, ErrorCode::DepartmentArchived).await;
        admin.call("PATCH", &path).json(json!({"name": "Інше"})).refused(409, ErrorCode::DepartmentArchived).await;
        admin.call("DELETE", "/departments/999").refused(404, ErrorCode::NotFound).await;
        // What was closed there can be read, but not reopened; nobody can be sent there any more.
        let reopened = admin.transition(closed, TicketStatus::InProgress).await;
        reopened.refused(409, ErrorCode::DepartmentArchived);
        assert_eq!(admin.get(closed).await.unwrap().status, TicketStatus::Closed);
        admin.redirect(id, to_department(company.empty), "Назад").await.refused(409, ErrorCode::DepartmentArchived);
        desk.assert_consistent().await;
    }

    async fn tickets_and_members_need_somewhere_to_go(desk: &Desk) {
        let company = Company::found(desk).await;
        let Company { admin, technical, finance, specialist, colleague, accountant, .. } = &company;
        let open = company.ticket_in(TicketStatus::Waiting).await;
        let queued = company.ticket().await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        let delete = async |query| admin.client.delete_department(*technical, &query).await;

        delete(moving(None, None)).await.refused(409, ErrorCode::HasMembers);
        delete(moving(None, Some(*finance))).await.refused(409, ErrorCode::HasOpenTickets);
        delete(moving(Some(*finance), None)).await.refused(409, ErrorCode::HasMembers);
        for nowhere in [*technical, DepartmentId(999)] {
            delete(moving(Some(nowhere), Some(*finance))).await.refused(422, ErrorCode::InvalidFields);
            delete(moving(Some(*finance), Some(nowhere))).await.refused(422, ErrorCode::InvalidFields);
        }
        assert_eq!(admin.get(open).await.unwrap().version, 3, "a refusal changes nothing");
        assert_eq!(specialist.client.get_me().await.unwrap().department_id, *technical);

        delete(moving(Some(*finance), Some(company.dispatch))).await.unwrap();
        for id in [open, queued] {
            let ticket = accountant.get(id).await.unwrap();
            assert_eq!((ticket.status, ticket.assignee_id), (TicketStatus::New, None));
            let last = accountant.history(id).await.pop().unwrap();
            assert_eq!(last.actor.unwrap().id, admin.id);
            let EventData::Redirected(moved) = last.data else { panic!("{:?}", last.data) };
            assert_eq!((moved.reason, moved.comment), (Some(MoveReason::DepartmentArchived), None));
            assert_eq!((moved.from.department_id, moved.to.department_id), (*technical, *finance));
            assert_eq!(accountant.told(id).await, [NotificationKind::TicketRedirected]);
        }
        assert_eq!(admin.get(closed).await.unwrap().department_id, *technical);
        for member in [specialist, colleague] {
            assert_eq!(member.client.get_me().await.unwrap().department_id, company.dispatch);
        }
        desk.assert_consistent().await;
    }
}
