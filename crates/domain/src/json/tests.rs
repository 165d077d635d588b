//! The browser reads what the server writes, and the server what the browser writes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{FromJson, ToJson, Value, read, read_leniently, write};
use crate::departments::wire::{DepartmentView, UpdateDepartmentRequest};
use crate::page::Page;
use crate::problem::Problem;
use crate::tickets::wire::{AssignTo, CreateTicketRequest, EventView, TransitionTicketRequest};
use crate::tickets::{ClientType, Priority, Resolution, TicketStatus};
use crate::{AttachmentId, DepartmentId, Timestamp};

/// What the server writes of it is read as it is.
fn told<T: Serialize + DeserializeOwned + FromJson + PartialEq + std::fmt::Debug>(value: &Value) {
    let server: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(read::<T>(&serde_json::to_value(&server).unwrap()), Ok(server));
}

/// What is written of it is read by the server as it is.
fn asked<T: ToJson + DeserializeOwned + PartialEq + std::fmt::Debug>(request: &T) {
    assert_eq!(serde_json::from_str::<T>(&write(request)).unwrap(), *request);
}

#[test]
fn answers_are_read() {
    let row = json!({
        "id": 3, "name": "Технічний відділ", "description": null, "archived_at": "2026-11-21T12:00:00.000Z",
        "active_members": 6
    });
    told::<DepartmentView>(&row);
    told::<Page<DepartmentView>>(&json!({"items": [row], "page": {"next": "abc"}}));
    told::<EventView>(&json!({
        "id": 311, "actor": {"id": 7, "full_name": "Коваль"}, "at": "2026-11-21T10:01:00.000Z",
        "kind": "fields_changed", "data": {"car_model": {"from": null, "to": "Leaf"}, "priority": {"from": "low", "to": "high"}}
    }));
}

#[test]
fn all_that_a_problem_says_besides_is_kept() {
    told::<Problem>(&json!({
        "type": "about:blank", "title": "Conflict", "status": 409, "detail": "taken", "instance": "1", "code": "already_taken",
        "errors": [{"pointer": "/subject", "code": "too_short", "params": {"min": 3}}], "taken_by": {"id": 7, "full_name": "Коваль"}
    }));
    told::<Problem>(&json!({
        "type": "about:blank", "title": "Not Found", "status": 404, "detail": "", "instance": "1", "code": "not_found"
    }));
}

#[test]
fn requests_are_written() {
    asked(&CreateTicketRequest {
        subject: "«Лапки», \"quotes\", \\ and \u{1}".to_owned(),
        description: "two\nlines\t🚗".to_owned(),
        client_type: ClientType::B2b,
        priority: Priority::Critical,
        assign_to: AssignTo { department_id: Some(DepartmentId(3)), employee_id: None },
        station_number: None,
        car_model: Some(String::new()),
        attachment_ids: vec![AttachmentId(1), AttachmentId(i64::MAX)],
    });
    asked(&TransitionTicketRequest {
        to: TicketStatus::Waiting,
        until: Some(Timestamp::from_millis(5)),
        resolution: Some(Resolution::Spam),
        comment: None,
    });
}

#[test]
fn absent_and_null_differ_in_what_is_written() {
    let request = |description| UpdateDepartmentRequest { name: None, description };
    assert_eq!(write(&request(None)), "{}");
    assert_eq!(write(&request(Some(None))), r#"{"description":null}"#);
    asked(&request(Some(Some("[]".to_owned()))));
}

#[test]
fn the_first_wrong_field_is_named() {
    let place = |value| read::<Page<DepartmentView>>(&value).map(drop).map_err(|wrong| wrong.0);
    assert_eq!(place(json!({"items": [], "page": {}})), Ok(()));
    assert_eq!(place(json!({"items": [{"id": "3"}], "page": 4})), Err("id"));
    assert_eq!(place(json!({"items": {}})), Err("items"));
    assert_eq!(place(json!([])), Err(""));
}

#[test]
fn the_rest_is_blank_when_read_leniently() {
    let page: Page<DepartmentView> = read_leniently(&json!({"items": [{"id": 3, "name": 4}]}));
    assert_eq!((page.items[0].id, page.items[0].name.as_str()), (DepartmentId(3), ""));
}

#[test]
fn a_struct_without_fields_is_an_empty_object() {
    #[derive(Debug, PartialEq, FromJson, ToJson)]
    struct Nothing {}
    assert_eq!(write(&Nothing {}), "{}");
    assert_eq!(read(&json!({})), Ok(Nothing {}));
    assert!(read::<Nothing>(&json!(3)).is_err());
}
