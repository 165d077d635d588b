//! Who may see and do what. The same functions run in the server's transactions and behind the browser's buttons.
//!
//! Three answers, in this order: a ticket that the actor cannot see does not exist for him (404), an action that he may
//! not do is forbidden (403), an action that the state does not allow is refused by the state machine (409,
//! [`crate::tickets::status`]).

mod policy;

use crate::employees::Role;
use crate::tickets::{TicketAction, TicketFacts};
use crate::words::words;
use crate::{DepartmentId, EmployeeId, ErrorCode};

/// On whose behalf something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who works here.
    Employee {
        /// Who.
        id: EmployeeId,
        /// His only department.
        department_id: DepartmentId,
        /// What he may do besides.
        role: Role,
    },
    /// The desk itself: timers and administration in bulk.
    System,
}

impl Actor {
    /// The person behind the actor, if there is one.
    pub fn employee_id(&self) -> Option<EmployeeId> {
        match self {
            Self::Employee { id, .. } => Some(*id),
            Self::System => None,
        }
    }
}

/// Something that [`can`] decides about, with the facts that decide it.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// Create a ticket for any department or person (EC-01, EC-09).
    CreateTicket,
    /// Work on a ticket that the actor sees.
    Ticket(TicketAction, &'a TicketFacts),
    /// Do one command to many tickets; what it may do to each is asked for each.
    CreateBulkJob,
    /// Create, rename, archive departments (EC-03, EC-07).
    ManageDepartments,
    /// Create, change, deactivate, invite employees (EC-07, EC-08).
    ManageEmployees,
    /// Save, change or delete a view that the actor has.
    ChangeView {
        /// Whether everybody has it, before or afterwards.
        shared: bool,
    },
    /// Add, change or delete a quick text that the actor has.
    ChangeQuickText {
        /// Whether everybody has it, before or afterwards.
        shared: bool,
    },
    /// Change settings of the desk (EC-07).
    ManageSettings,
}

/// An action that the policy does not grant; answers 403 with the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied(pub ErrorCode);

/// Whether the actor may do it. Says nothing about the state of the ticket beyond what the policy names.
pub fn can(actor: &Actor, action: Action<'_>) -> Result<(), Denied> {
    policy::decide(actor, action).map_err(Denied)
}

words! {
    /// Why somebody sees a ticket (EC-15, DESIGN 2.2).
    Ground {
        /// Administrators see all tickets.
        Admin = "admin",
        /// The ticket is in the actor's department.
        OwnDepartment = "own_department",
        /// The actor created it.
        Creator = "creator",
        /// It is assigned to the actor.
        Assignee = "assignee",
    }
}

/// All grounds on which the actor sees the ticket; none means that it does not exist for him.
pub fn grounds(actor: &Actor, facts: &TicketFacts) -> Vec<Ground> {
    let Actor::Employee { id, department_id, role } = actor else { return vec![Ground::Admin] };
    [
        (Ground::Admin, *role == Role::Admin),
        (Ground::OwnDepartment, *department_id == facts.department_id),
        (Ground::Creator, *id == facts.creator_id),
        (Ground::Assignee, Some(*id) == facts.assignee_id),
    ]
    .into_iter()
    .filter_map(|(ground, holds)| holds.then_some(ground))
    .collect()
}

/// Whether the actor may know that the ticket exists.
pub fn sees(actor: &Actor, facts: &TicketFacts) -> bool {
    !grounds(actor, facts).is_empty()
}
