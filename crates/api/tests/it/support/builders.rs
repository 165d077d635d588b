//! Requests with everything that the test does not care about filled in.

use domain::tickets::wire::{AssignTo, CreateTicketRequest};
use domain::tickets::{ClientType, Priority};
use domain::views::wire::CreateViewRequest;
use domain::{DepartmentId, EmployeeId};

use super::person::Person;

/// To the queue of a department.
pub fn to_department(id: DepartmentId) -> AssignTo {
    AssignTo { department_id: Some(id), employee_id: None }
}

/// To a person.
pub fn to_person(id: EmployeeId) -> AssignTo {
    AssignTo { department_id: None, employee_id: Some(id) }
}

/// A ticket that goes there.
pub fn new_ticket(assign_to: AssignTo) -> CreateTicketRequest {
    about("Станція не відпускає конектор", assign_to)
}

/// A ticket with a subject that goes there.
pub fn about(subject: &str, assign_to: AssignTo) -> CreateTicketRequest {
    CreateTicketRequest {
        subject: subject.to_owned(),
        description: "Сесію завершено, конектор заблоковано.".to_owned(),
        client_type: ClientType::B2c,
        priority: Priority::Medium,
        assign_to,
        station_number: None,
        car_model: None,
        attachment_ids: Vec::new(),
    }
}

/// A view of one's own with this query.
pub fn new_view(name: &str, query: &str) -> CreateViewRequest {
    CreateViewRequest {
        name: name.to_owned(),
        query: query.to_owned(),
        columns: Vec::new(),
        sort: None,
        shared: false,
    }
}

impl From<&Person> for AssignTo {
    fn from(person: &Person) -> Self {
        to_person(person.id)
    }
}
