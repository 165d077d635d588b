//! Who works here, and how a wrong request is sent.

use domain::problem::Problem;
use domain::{DepartmentId, ErrorCode, TicketId};
use serde_json::{Value, json};

use crate::footprint::Footprint;
use crate::openapi::{Operation, example_body, operations};
use crate::support::{Call, Desk, Person, new_ticket, to_department};

/// An administrator and two employees with a ticket.
pub struct Company {
    /// The department with the id that the examples of the document name.
    pub dispatch: DepartmentId,
    /// Another one.
    pub service: DepartmentId,
    /// Of dispatch.
    pub admin: Person,
    /// Of dispatch.
    pub olena: Person,
    /// Of service.
    pub ihor: Person,
    /// Made by Olena, in the queue of service.
    pub ticket: TicketId,
}

impl Company {
    /// Builds it on an empty desk.
    pub async fn build(desk: &Desk) -> Self {
        let (dispatch, service) =
            (desk.department("Диспетчерська").await, desk.department("Сервісний відділ").await);
        let olena = desk.person("Коваль Олена", dispatch).await;
        let ticket = olena.create(&new_ticket(to_department(service))).await.unwrap().id;
        Self {
            admin: desk.admin("Мельник Андрій", dispatch).await,
            ihor: desk.person("Бондар Ігор", service).await,
            dispatch,
            service,
            olena,
            ticket,
        }
    }

    /// The path of an operation with an id for which it would work.
    pub fn path(&self, operation: &Operation) -> String {
        let path = operation.path.trim_start_matches("/api/v1");
        let id = match path.split('/').nth(1) {
            Some("tickets") => self.ticket.0,
            Some("departments") => self.service.0,
            Some("employees") => self.ihor.id.0,
            _ => 1,
        };
        path.replace("{id}", &id.to_string())
    }

    /// A request of the administrator to an operation, without its body.
    pub fn call(&self, operation: &Operation) -> Call {
        let call = self.admin.call(&operation.method, &self.path(operation));
        if operation.name == "update_ticket" { call.header("if-match", "*") } else { call }
    }
}

/// The operations with a JSON body, with its example.
pub fn with_json_bodies() -> Vec<(Operation, Value)> {
    let with_example = |operation: Operation| match operation.body() {
        Some(("application/json", content)) => {
            let example = example_body(content);
            Some((operation, example))
        }
        _ => None,
    };
    operations().into_iter().filter_map(with_example).collect()
}

/// The only wrong field of a refusal: pointer and code.
#[track_caller]
pub fn only_field(problem: &Problem) -> (&str, ErrorCode) {
    assert_eq!(problem.errors.len(), 1, "{problem:?}");
    (&problem.errors[0].pointer, problem.errors[0].code)
}

/// Sends a body of the administrator's; it must be refused as a whole for one field.
pub async fn refuse_field(desk: &Desk, call: Call, body: Value, pointer: &str, code: ErrorCode) {
    let before = Footprint::of(desk).await;
    let problem = call.json(body.clone()).refused(422, ErrorCode::InvalidFields).await;
    assert_eq!(only_field(&problem), (pointer, code), "{body}");
    before.assert_unchanged(desk, &body.to_string()).await;
}

/// A ticket for dispatch as JSON, with some members of its own.
pub fn ticket_with(members: Value) -> Value {
    let mut body = json!({
        "subject": "Станція не заряджає", "description": "Не реагує на картку.", "client_type": "b2c",
        "priority": "low", "assign_to": {"department_id": 1},
    });
    merge(&mut body, members);
    body
}

/// Adds or replaces members.
pub fn merge(body: &mut Value, members: Value) {
    let (Value::Object(body), Value::Object(members)) = (body, members) else { panic!("not objects") };
    body.extend(members);
}
