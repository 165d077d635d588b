//! Names of departments and people, loaded once: for pickers, for histories, for filters.

use client::ClientError;
use domain::departments::wire::DepartmentView;
use domain::employees::wire::{EmployeeListQuery, EmployeeView};
use domain::page::MAX_LIMIT;
use domain::tickets::Place;
use domain::tickets::predict::Names as PlaceNames;
use domain::tickets::query::Directory as Names;
use domain::{DepartmentId, EmployeeId};

use crate::api::use_api;
use crate::live::Live;
use crate::reactive::RwSignal;
use crate::session::use_session;
use crate::single::single;
use crate::task::spawn;

single! {
    /// All departments, also archived ones, and all people, also deactivated ones.
    Directory of Parts
}

pub(crate) struct Parts {
    departments: RwSignal<Vec<DepartmentView>>,
    employees: RwSignal<Vec<EmployeeView>>,
}

/// The directory.
pub(crate) fn use_directory() -> Directory {
    Directory
}

impl Directory {
    /// A directory that loads itself when somebody logs in, and again when the live stream begins anew.
    pub(crate) fn start(live: Live) {
        let directory = Self::begin(Parts {
            departments: RwSignal::new(Vec::new()),
            employees: RwSignal::new(Vec::new()),
        });
        live.load(move || directory.reload());
    }

    /// Loads everything again; after changes in the administration and after a lost connection.
    pub(crate) fn reload(self) {
        spawn(async move {
            match use_api().list_departments(true).await {
                Ok(page) => self.departments.set(page.items),
                Err(error) => use_session().notice(&error),
            }
            match load_employees().await {
                Ok(employees) => self.employees.set(employees),
                Err(error) => use_session().notice(&error),
            }
        });
    }

    /// The departments that can be chosen.
    pub(crate) fn departments(self) -> Vec<DepartmentView> {
        self.departments.with(|all| all.iter().filter(|one| one.archived_at.is_none()).cloned().collect())
    }

    /// The people that can be chosen, by name.
    pub(crate) fn employees(self) -> Vec<EmployeeView> {
        self.employees.with(|all| all.iter().filter(|one| one.active).cloned().collect())
    }

    /// Who and what can be named in a query: everybody and everything.
    pub(crate) fn names(self) -> Names {
        let department = |one: &DepartmentView| (one.id, one.name.clone());
        let employee = |one: &EmployeeView| (one.id, one.full_name.clone());
        Names {
            departments: self.departments.with_untracked(|all| all.iter().map(department).collect()),
            employees: self.employees.with_untracked(|all| all.iter().map(employee).collect()),
        }
    }

    /// A department.
    pub(crate) fn department(self, id: DepartmentId) -> Option<DepartmentView> {
        self.departments.with(|all| all.iter().find(|one| one.id == id).cloned())
    }

    /// A person.
    pub(crate) fn employee(self, id: EmployeeId) -> Option<EmployeeView> {
        self.employees.with(|all| all.iter().find(|one| one.id == id).cloned())
    }

    /// The names of a place.
    pub(crate) fn place_names(self, place: &Place) -> PlaceNames {
        let person = place.assignee_id.map(|id| self.employee_name(id));
        (self.department_name(place.department_id), person)
    }

    /// Where a ticket is, in one name: the person's, else the department's.
    pub(crate) fn place_name(self, place: &Place) -> String {
        let (department, person) = self.place_names(place);
        person.unwrap_or(department)
    }

    /// The name of a department, or its number until it is known.
    pub(crate) fn department_name(self, id: DepartmentId) -> String {
        self.department(id).map_or_else(|| format!("№ {id}"), |department| department.name)
    }

    /// The name of a person, or his number until it is known.
    pub(crate) fn employee_name(self, id: EmployeeId) -> String {
        self.employee(id).map_or_else(|| format!("№ {id}"), |employee| employee.full_name)
    }
}

async fn load_employees() -> Result<Vec<EmployeeView>, ClientError> {
    let mut query = EmployeeListQuery { limit: Some(MAX_LIMIT), ..EmployeeListQuery::default() };
    let mut employees = Vec::new();
    loop {
        let page = use_api().list_employees(&query).await?;
        employees.extend(page.items);
        query.after = page.page.next;
        if query.after.is_none() {
            return Ok(employees);
        }
    }
}
