//! What is being typed: kept in the browser until it is sent, checked by the rules of the server.

use domain::json::{FromJson, ToJson};
use domain::problem::FieldError;
use domain::tickets::wire::{AssignTo, CreateTicketRequest, Target, TicketView, UpdateTicketRequest};
use domain::tickets::{ClientType, Priority};
use domain::{AttachmentId, DepartmentId, EmployeeId, ErrorCode};

/// A new ticket that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
pub(super) struct TicketDraft {
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) client_type: String,
    pub(super) priority: String,
    pub(super) station_number: String,
    pub(super) car_model: String,
    pub(super) place: PlaceDraft,
}

/// A place that is being chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct PlaceDraft {
    pub(crate) to_person: bool,
    pub(crate) department: String,
    pub(crate) person: String,
}

impl TicketDraft {
    /// What a new ticket begins with.
    pub(super) fn empty() -> Self {
        Self {
            client_type: ClientType::B2c.as_str().to_owned(),
            priority: Priority::Medium.as_str().to_owned(),
            ..Self::default()
        }
    }

    /// Whether nothing was typed that would be missed.
    pub(super) fn is_blank(&self) -> bool {
        [&self.subject, &self.description, &self.station_number, &self.car_model]
            .into_iter()
            .all(|text| text.trim().is_empty())
    }

    /// The request, when all fields are right.
    pub(super) fn request(
        &self,
        attachment_ids: Vec<AttachmentId>,
    ) -> Result<CreateTicketRequest, Vec<FieldError>> {
        let mut errors = Vec::new();
        let client_type = ClientType::parse(&self.client_type);
        let priority = Priority::parse(&self.priority);
        if client_type.is_none() {
            errors.push(FieldError::new("/client_type", ErrorCode::Required));
        }
        if priority.is_none() {
            errors.push(FieldError::new("/priority", ErrorCode::Required));
        }
        let request = CreateTicketRequest {
            subject: self.subject.clone(),
            description: self.description.clone(),
            client_type: client_type.unwrap_or(ClientType::B2c),
            priority: priority.unwrap_or(Priority::Medium),
            assign_to: self.place.assign_to(),
            station_number: optional(&self.station_number),
            car_model: optional(&self.car_model),
            attachment_ids,
        };
        errors.extend(request.clone().parse().err().into_iter().flatten());
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

impl PlaceDraft {
    /// Somebody.
    pub(crate) fn person(id: EmployeeId) -> Self {
        Self { to_person: true, person: id.to_string(), ..Self::default() }
    }

    /// The place, or nothing where nothing is chosen.
    pub(crate) fn assign_to(&self) -> AssignTo {
        self.target().map(AssignTo::from).unwrap_or_default()
    }

    /// The place, when it is chosen.
    pub(crate) fn target(&self) -> Option<Target> {
        if self.to_person {
            self.person.parse().ok().map(EmployeeId).map(Target::Employee)
        } else {
            self.department.parse().ok().map(DepartmentId).map(Target::Department)
        }
    }
}

/// The fields of a ticket that are being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EditDraft {
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) client_type: String,
    pub(super) priority: String,
    pub(super) station_number: String,
    pub(super) car_model: String,
}

impl EditDraft {
    /// The fields as they are.
    pub(crate) fn of(ticket: &TicketView) -> Self {
        Self {
            subject: ticket.subject.clone(),
            description: ticket.description.clone(),
            client_type: ticket.client_type.as_str().to_owned(),
            priority: ticket.priority.as_str().to_owned(),
            station_number: ticket.station_number.clone().unwrap_or_default(),
            car_model: ticket.car_model.clone().unwrap_or_default(),
        }
    }

    /// Only what differs from what the person began with, so that others' changes of other fields stay.
    pub(crate) fn request(&self, began_with: &Self) -> Result<UpdateTicketRequest, Vec<FieldError>> {
        let changed = |now: &String, before: &String| (now.trim() != before.trim()).then(|| now.clone());
        let request = UpdateTicketRequest {
            subject: changed(&self.subject, &began_with.subject),
            description: changed(&self.description, &began_with.description),
            priority: changed(&self.priority, &began_with.priority).and_then(|name| Priority::parse(&name)),
            client_type: changed(&self.client_type, &began_with.client_type)
                .and_then(|name| ClientType::parse(&name)),
            station_number: changed(&self.station_number, &began_with.station_number)
                .map(|text| optional(&text)),
            car_model: changed(&self.car_model, &began_with.car_model).map(|text| optional(&text)),
        };
        request.clone().parse().map(|_| request)
    }
}

fn optional(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_names_all_wrong_fields_at_once() {
        let draft = TicketDraft { subject: "ab".to_owned(), ..TicketDraft::empty() };
        let pointers: Vec<String> =
            draft.request(Vec::new()).unwrap_err().into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/subject", "/description", "/assign_to"]);
        assert!(!draft.is_blank());
        assert!(TicketDraft::empty().is_blank());
    }

    #[test]
    fn a_place_is_a_department_or_a_person() {
        let mut place = PlaceDraft { department: "3".to_owned(), person: "7".to_owned(), to_person: false };
        assert_eq!(place.target(), Some(Target::Department(DepartmentId(3))));
        place.to_person = true;
        assert_eq!(place.target(), Some(Target::Employee(EmployeeId(7))));
    }

    #[test]
    fn an_edit_sends_only_what_changed() {
        let before = EditDraft {
            subject: "Станція мовчить".to_owned(),
            description: "Опис".to_owned(),
            client_type: "b2c".to_owned(),
            priority: "low".to_owned(),
            station_number: "KYIV-017".to_owned(),
            car_model: String::new(),
        };
        let after =
            EditDraft { station_number: " ".to_owned(), priority: "high".to_owned(), ..before.clone() };
        let request = after.request(&before).unwrap();
        assert_eq!(request.priority, Some(Priority::High));
        assert_eq!(request.station_number, Some(None));
        assert_eq!(request.subject, None);
    }
}
