//! A ticket for tests, of which each changes what it is about.

use super::wire::{TicketRow, TicketView};
use super::{ClientType, Priority, TicketStatus};
use crate::notifications::settings::Following;
use crate::{DepartmentId, EmployeeId, TicketId, Timestamp};

/// A new ticket of the department 10 that the person 9 created and nobody has taken, in its version 3.
pub fn ticket_view() -> TicketView {
    let at = Timestamp::from_millis(0);
    TicketView {
        id: TicketId(1),
        subject: "Станція мовчить".to_owned(),
        description: "Не відповідає".to_owned(),
        description_html: "<p>Не відповідає</p>".to_owned(),
        client_type: ClientType::B2c,
        priority: Priority::Low,
        status: TicketStatus::New,
        department_id: DepartmentId(10),
        department_name: "Технічний відділ".to_owned(),
        department_active: true,
        assignee_id: None,
        assignee_name: None,
        assignee_active: true,
        creator_id: EmployeeId(9),
        creator_name: "Коваль Олена".to_owned(),
        station_number: None,
        car_model: None,
        waiting_until: None,
        resolution: None,
        return_count: 0,
        version: 3,
        created_at: at,
        updated_at: at,
        closed_at: None,
        attachments: Vec::new(),
        actions: Vec::new(),
        grounds: Vec::new(),
        following: Following::Usual,
    }
}

/// The same ticket in a list.
pub fn ticket_row() -> TicketRow {
    let view = ticket_view();
    TicketRow {
        id: view.id,
        subject: view.subject,
        client_type: view.client_type,
        priority: view.priority,
        status: view.status,
        department_id: view.department_id,
        department_name: view.department_name,
        assignee_id: view.assignee_id,
        assignee_name: view.assignee_name,
        creator_id: view.creator_id,
        creator_name: view.creator_name,
        station_number: view.station_number,
        car_model: view.car_model,
        waiting_until: view.waiting_until,
        resolution: view.resolution,
        return_count: view.return_count,
        version: view.version,
        created_at: view.created_at,
        updated_at: view.updated_at,
        closed_at: view.closed_at,
    }
}
