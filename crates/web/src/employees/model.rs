//! The forms of people, without their looks.

use domain::employees::Role;
use domain::employees::wire::{CreateEmployeeRequest, EmployeeView, UpdateEmployeeRequest};
use domain::problem::FieldError;
use domain::tickets::wire::{AssignTo, Target};
use domain::{DepartmentId, EmployeeId, ErrorCode};

/// What was typed and chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EmployeeDraft {
    pub(super) full_name: String,
    pub(super) email: String,
    pub(super) department: String,
    pub(super) role: String,
}

impl EmployeeDraft {
    /// The draft of somebody who is there already.
    pub(super) fn of(employee: &EmployeeView) -> Self {
        Self {
            full_name: employee.full_name.clone(),
            email: employee.email.clone(),
            department: employee.department_id.to_string(),
            role: employee.role.as_str().to_owned(),
        }
    }

    /// The request for a new person.
    pub(super) fn create(self) -> Result<CreateEmployeeRequest, Vec<FieldError>> {
        let department = self.department.parse::<DepartmentId>();
        let request = CreateEmployeeRequest {
            full_name: self.full_name,
            email: self.email,
            department_id: department.clone().unwrap_or(DepartmentId(0)),
            role: Role::parse(&self.role).unwrap_or(Role::User),
        };
        let mut errors = request.clone().parse().err().unwrap_or_default();
        if department.is_err() {
            errors.push(FieldError::new("/department_id", ErrorCode::Required));
        }
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// The request that makes `before` what the draft says; only what differs.
    pub(super) fn update(self, before: &EmployeeView) -> Result<UpdateEmployeeRequest, Vec<FieldError>> {
        let request = UpdateEmployeeRequest {
            full_name: Some(self.full_name).filter(|name| *name != before.full_name),
            email: Some(self.email).filter(|email| *email != before.email),
            department_id: self.department.parse().ok().filter(|id| *id != before.department_id),
            role: Role::parse(&self.role).filter(|role| *role != before.role),
        };
        request.parse()
    }
}

/// The value of a choice of somewhere to go: a department or a person.
pub(super) fn target_value(target: Target) -> String {
    match target {
        Target::Department(id) => format!("department-{id}"),
        Target::Employee(id) => format!("employee-{id}"),
    }
}

/// The target behind such a value.
pub(super) fn target_of(value: &str) -> Option<AssignTo> {
    let (kind, id) = value.split_once('-')?;
    let id = id.parse().ok()?;
    match kind {
        "department" => Some(Target::Department(DepartmentId(id)).into()),
        "employee" => Some(Target::Employee(EmployeeId(id)).into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::employees::Locale;

    use super::*;

    fn olena() -> EmployeeView {
        EmployeeView {
            id: EmployeeId(5),
            full_name: "Коваль Олена".into(),
            email: "olena@example.com".into(),
            department_id: DepartmentId(2),
            department_name: "Технічний відділ".into(),
            role: Role::User,
            locale: Locale::Uk,
            active: true,
            invited: false,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn an_edit_sends_only_what_differs() {
        let draft = EmployeeDraft { role: "admin".into(), ..EmployeeDraft::of(&olena()) };
        let expected = UpdateEmployeeRequest { role: Some(Role::Admin), ..UpdateEmployeeRequest::default() };
        assert_eq!(draft.update(&olena()), Ok(expected));
    }

    #[test]
    fn a_new_person_needs_everything() {
        let errors = EmployeeDraft::default().create().unwrap_err();
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/full_name", "/email", "/department_id"]);
    }

    #[test]
    fn targets_survive_the_select() {
        for target in [Target::Department(DepartmentId(3)), Target::Employee(EmployeeId(9))] {
            assert_eq!(target_of(&target_value(target)), Some(target.into()));
        }
        assert_eq!(target_of(""), None);
    }
}
