//! Departments that are archived, people who are deactivated, and names that somebody has.

use domain::ErrorCode::{
    DepartmentArchived, EmailTaken, EmployeeInactive, HasMembers, HasOpenTickets, LastAdmin, NameTaken,
};
use domain::departments::wire::DeleteDepartmentQuery;
use domain::employees::wire::DeactivateEmployeeRequest;
use serde_json::json;

use super::company::{Company, ticket_with};
use crate::footprint::Footprint;
use crate::support::on_both;

on_both! {
    async fn archived_departments_cannot_be_chosen(desk: &Desk) {
        let company = Company::build(desk).await;
        let archived = desk.department("Колишній відділ").await;
        company.admin.client.delete_department(archived, &DeleteDepartmentQuery::default()).await.unwrap();
        let before = Footprint::of(desk).await;
        let ticket = company.ticket;
        let (admin, service, ihor) = (&company.admin, company.service, company.ihor.id);
        let employee = json!({"full_name": "Нова", "email": "n@example.com", "department_id": archived, "role": "user"});
        for call in [
            company.olena.call("POST", "/tickets").json(ticket_with(json!({"assign_to": {"department_id": archived}}))),
            company.olena.call("POST", &format!("/tickets/{ticket}/redirect"))
                .json(json!({"to": {"department_id": archived}, "comment": "Туди."})),
            admin.call("POST", "/employees").json(employee),
            admin.call("PATCH", &format!("/employees/{ihor}")).json(json!({"department_id": archived})),
            admin.call("POST", &format!("/employees/{ihor}/deactivate"))
                .json(json!({"move_tickets_to": {"department_id": archived}})),
            admin.call("PATCH", &format!("/departments/{archived}")).json(json!({"name": "Інший відділ"})),
            admin.call("DELETE", &format!("/departments/{archived}")),
            admin.call("DELETE", &format!("/departments/{service}?move_tickets_to={archived}")),
            admin.call("DELETE", &format!("/departments/{service}?move_members_to={archived}")),
        ] {
            call.refused(409, DepartmentArchived).await;
        }
        before.assert_unchanged(desk, "choosing an archived department").await;
    }

    async fn deactivated_people_cannot_be_chosen(desk: &Desk) {
        let company = Company::build(desk).await;
        let gone = desk.person("Колишній", company.service).await;
        company.admin.client.deactivate_employee(gone.id, &DeactivateEmployeeRequest::default()).await.unwrap();
        let before = Footprint::of(desk).await;
        for call in [
            company.olena.call("POST", "/tickets").json(ticket_with(json!({"assign_to": {"employee_id": gone.id}}))),
            company.olena.call("POST", &format!("/tickets/{}/redirect", company.ticket))
                .json(json!({"to": {"employee_id": gone.id}, "comment": "Йому."})),
            company.admin.call("POST", &format!("/employees/{}/deactivate", company.ihor.id))
                .json(json!({"move_tickets_to": {"employee_id": gone.id}})),
            company.admin.call("POST", &format!("/employees/{}/invite", gone.id)),
        ] {
            call.refused(409, EmployeeInactive).await;
        }
        before.assert_unchanged(desk, "choosing a deactivated person").await;
    }

    async fn what_still_has_something_stays(desk: &Desk) {
        let company = Company::build(desk).await;
        company.ihor.take(company.ticket).await.unwrap();
        let (admin, service) = (&company.admin, company.service);
        let before = Footprint::of(desk).await;
        admin.call("DELETE", &format!("/departments/{service}")).refused(409, HasMembers).await;
        let members = format!("/departments/{service}?move_members_to={}", company.dispatch);
        admin.call("DELETE", &members).refused(409, HasOpenTickets).await;
        let tickets = format!("/departments/{service}?move_tickets_to={}", company.dispatch);
        admin.call("DELETE", &tickets).refused(409, HasMembers).await;
        let deactivate = |id| admin.call("POST", &format!("/employees/{id}/deactivate")).json(json!({}));
        deactivate(company.ihor.id).refused(409, HasOpenTickets).await;
        deactivate(admin.id).refused(409, LastAdmin).await;
        let demote = admin.call("PATCH", &format!("/employees/{}", admin.id)).json(json!({"role": "user", "full_name": "Х"}));
        demote.refused(409, LastAdmin).await;
        before.assert_unchanged(desk, "removing what still has something").await;
    }

    async fn names_and_addresses_are_unique_in_any_case(desk: &Desk) {
        let company = Company::build(desk).await;
        let (admin, olena) = (&company.admin, &company.olena);
        let before = Footprint::of(desk).await;
        for name in ["Сервісний відділ", "  СЕРВІСНИЙ ВІДДІЛ ", "сервісний відділ"] {
            admin.call("POST", "/departments").json(json!({"name": name})).refused(409, NameTaken).await;
            let rename = admin.call("PATCH", &format!("/departments/{}", company.dispatch)).json(json!({"name": name}));
            rename.refused(409, NameTaken).await;
        }
        let ihor = company.ihor.email.to_uppercase();
        let employee = json!({"full_name": "Новий", "email": ihor, "department_id": 1, "role": "user"});
        admin.call("POST", "/employees").json(employee).refused(409, EmailTaken).await;
        let rename = admin.call("PATCH", &format!("/employees/{}", olena.id)).json(json!({"email": ihor, "full_name": "Х"}));
        rename.refused(409, EmailTaken).await;
        before.assert_unchanged(desk, "taking a name").await;
    }
}
