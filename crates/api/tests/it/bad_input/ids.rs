//! Ids that no thing has, and things that the caller must not know of.

use domain::ErrorCode;
use domain::ErrorCode::{InvalidType, UnknownAttachment, UnknownDepartment, UnknownEmployee};
use serde_json::{Value, json};

use super::company::{Company, only_field, refuse_field, ticket_with};
use crate::footprint::Footprint;
use crate::openapi::{example_body, operations};
use crate::support::on_both;

const NO_ID: [&str; 15] = [
    "0",
    "-1",
    "999999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "abc",
    "1.0",
    "1e3",
    "0x1",
    "%00",
    "%D9%A3",
    "1%20",
    "1;DROP%20TABLE%20tickets",
    "%2e%2e%2f1",
];

on_both! {
    async fn ids_in_paths_that_nothing_has_are_404(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for operation in operations().iter().filter(|operation| operation.path.contains("{id}")) {
            for id in NO_ID {
                let path = operation.path.trim_start_matches("/api/v1").replace("{id}", id);
                let mut call = company.admin.call(&operation.method, &path).header("if-match", "*");
                if let Some((_, content)) = operation.body() {
                    call = call.json(example_body(content));
                }
                call.refused(404, ErrorCode::NotFound).await;
            }
        }
        before.assert_unchanged(desk, "an id that nothing has").await;
    }

    async fn invisible_tickets_are_404_whatever_else_is_wrong(desk: &Desk) {
        let company = Company::build(desk).await;
        let stranger = desk.person("Чужа", desk.department("Фінансовий відділ").await).await;
        let ticket = format!("/tickets/{}", company.ticket);
        let before = Footprint::of(desk).await;
        for (method, path, body) in [
            ("POST", "/take", json!({})),
            ("POST", "/transition", json!({"to": "new"})),
            ("POST", "/transition", json!({"to": "checking", "until": "2020-01-01T00:00:00Z"})),
            ("POST", "/redirect", json!({"to": {"department_id": 999}, "comment": "Куди?"})),
            ("POST", "/redirect", json!({"to": {"employee_id": 999}, "comment": "Кому?"})),
            ("POST", "/comments", json!({"body": "Хто тут?", "attachment_ids": [999]})),
            ("PATCH", "", json!({"subject": "Моє"})),
        ] {
            for version in ["*", "\"99\""] {
                let call = stranger.call(method, &format!("{ticket}{path}")).header("if-match", version).json(body.clone());
                call.refused(404, ErrorCode::NotFound).await;
            }
        }
        for path in ["", "/comments", "/events"] {
            stranger.call("GET", &format!("{ticket}{path}")).refused(404, ErrorCode::NotFound).await;
        }
        before.assert_unchanged(desk, "a request for an invisible ticket").await;
    }

    async fn targets_that_nothing_has_are_named(desk: &Desk) {
        let company = Company::build(desk).await;
        let redirect = format!("/tickets/{}/redirect", company.ticket);
        for id in [json!(0), json!(-1), json!(999), json!(i64::MAX), json!(i64::MIN)] {
            for (member, code) in [("department_id", UnknownDepartment), ("employee_id", UnknownEmployee)] {
                let body = ticket_with(json!({"assign_to": {member: id}}));
                let pointer = format!("/assign_to/{member}");
                refuse_field(desk, company.olena.call("POST", "/tickets"), body, &pointer, code).await;
                let body = json!({"to": {member: id}, "comment": "Туди."});
                refuse_field(desk, company.olena.call("POST", &redirect), body, &format!("/to/{member}"), code).await;
                let call = company.admin.call("POST", &format!("/employees/{}/deactivate", company.ihor.id));
                let body = json!({"move_tickets_to": {member: id}});
                refuse_field(desk, call, body, &format!("/move_tickets_to/{member}"), code).await;
            }
            let body = ticket_with(json!({"attachment_ids": [id]}));
            let pointer = "/attachment_ids/0";
            refuse_field(desk, company.olena.call("POST", "/tickets"), body, pointer, UnknownAttachment).await;
            let body = json!({"full_name": "Новий", "email": "n@example.com", "department_id": id, "role": "user"});
            let call = company.admin.call("POST", "/employees");
            refuse_field(desk, call, body, "/department_id", UnknownDepartment).await;
            let call = company.admin.call("PATCH", &format!("/employees/{}", company.ihor.id));
            refuse_field(desk, call, json!({"department_id": id}), "/department_id", UnknownDepartment).await;
        }
    }

    async fn numbers_that_are_no_ids_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        for id in ["9223372036854775808", "-9223372036854775809", "1.5", "1e3", "\"1\"", "[1]", "true"] {
            let id: Value = serde_json::from_str(id).unwrap();
            let body = ticket_with(json!({"assign_to": {"department_id": id}}));
            let pointer = "/assign_to/department_id";
            refuse_field(desk, company.olena.call("POST", "/tickets"), body, pointer, InvalidType).await;
            let body = ticket_with(json!({"attachment_ids": [7, id]}));
            let pointer = "/attachment_ids/1";
            refuse_field(desk, company.olena.call("POST", "/tickets"), body, pointer, InvalidType).await;
        }
    }

    async fn departments_to_move_to_must_exist(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for member in ["move_tickets_to", "move_members_to"] {
            for (id, code) in [
                ("999", UnknownDepartment), ("-1", UnknownDepartment), ("x", InvalidType), ("", InvalidType),
                (company.service.to_string().as_str(), ErrorCode::NotApplicable),
            ] {
                let path = format!("/departments/{}?{member}={id}", company.service);
                let problem = company.admin.call("DELETE", &path).refused(422, ErrorCode::InvalidFields).await;
                assert_eq!(only_field(&problem), (member, code), "{path}");
            }
        }
        before.assert_unchanged(desk, "a wrong target of an archived department").await;
    }

    async fn files_of_others_cannot_be_attached(desk: &Desk) {
        let company = Company::build(desk).await;
        let form = reqwest::multipart::Part::bytes(b"log".to_vec()).file_name("log.txt");
        let form = reqwest::multipart::Form::new().part("file", form);
        let file = company.ihor.call("POST", "/attachments").form(form).status(201).await.body["id"].clone();
        let body = ticket_with(json!({"attachment_ids": [file]}));
        refuse_field(desk, company.olena.call("POST", "/tickets"), body.clone(), "/attachment_ids/0", UnknownAttachment).await;
        company.ihor.call("POST", "/tickets").json(body.clone()).status(201).await;
        let before = Footprint::of(desk).await;
        company.ihor.call("POST", "/tickets").json(body).refused(409, ErrorCode::AttachmentInUse).await;
        before.assert_unchanged(desk, "a file that is in use").await;
    }
}
