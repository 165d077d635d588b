//! The rules as committed tables, every cell enumerated, and the properties that no table can show.
//!
//! `cargo xtask spec` writes the tables anew (`UPDATE_TABLES=1`); a change of the rules is then a diff to review.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use crate::authz::{grounds, sees};
use crate::counters::{counted_in, deltas};
use crate::employees::Role;
use crate::tickets::command::{Context, Transition, check, decide};
use crate::tickets::event::{Created, MoveReason, fold};
use crate::tickets::status::{Holder, apply};
use crate::tickets::wire::TicketChanges;
use crate::tickets::{
    ClientType, Command, EventData, Place, Priority, Refusal, Resolution, Ticket, TicketAction, TicketEvent,
    TicketFacts, TicketStatus,
};
use crate::{Actor, CommentId, DepartmentId, EmployeeId, ErrorCode, EventId, TicketId, Timestamp};

fn compare(file: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == actual,
        "{file} is not what the rules say: run `cargo xtask spec` and review the difference"
    );
}

fn cell(result: Result<TicketStatus, ErrorCode>) -> String {
    match result {
        Ok(status) => format!("-> {}", status.as_str()),
        Err(code) => code.to_string(),
    }
}

fn name<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn transitions_are_the_committed_table() {
    let mut table = String::from(
        "# status, who holds the ticket (seen from the actor), command: status after it, or the code of the refusal\n",
    );
    for status in TicketStatus::ALL {
        for holder in Holder::ALL {
            for action in TicketAction::ALL {
                let holder_name = format!("{holder:?}").to_lowercase();
                let result = cell(apply(status, holder, action));
                writeln!(table, "{:<12} {holder_name:<7} {:<9} {result}", status.as_str(), name(action))
                    .unwrap();
            }
        }
    }
    compare("tickets/transitions.txt", &table);
}

const ME: EmployeeId = EmployeeId(1);
const OTHER: EmployeeId = EmployeeId(2);
pub(crate) const MINE: DepartmentId = DepartmentId(1);
const THEIRS: DepartmentId = DepartmentId(2);

/// What the actor is told, in the order in which the server asks: visible, permitted, allowed by the state.
fn answer(actor: &Actor, facts: &TicketFacts, action: TicketAction) -> String {
    if !sees(actor, facts) {
        return ErrorCode::NotFound.to_string();
    }
    let context =
        Context { actor, now: Timestamp::from_millis(0), assignee_active: true, department_active: true };
    match check(facts, action, context) {
        Ok(_) => "yes".to_owned(),
        Err(Refusal::Denied(denied)) => format!("403 {}", denied.0),
        Err(Refusal::Rule(code, _)) => format!("409 {code}"),
        Err(Refusal::Field(error)) => format!("422 {}", error.code),
    }
}

#[test]
fn permissions_are_the_committed_table() {
    let mut table = String::from(
        "# action, role, same department, creator, assigned to, status: yes, or the answer of the refusal\n",
    );
    for action in TicketAction::ALL {
        for role in [Role::User, Role::Admin] {
            for same_department in [true, false] {
                for is_creator in [true, false] {
                    for assignee_id in [None, Some(ME), Some(OTHER)] {
                        for status in TicketStatus::ALL {
                            let actor = Actor::Employee { id: ME, department_id: MINE, role };
                            let facts = TicketFacts {
                                status,
                                department_id: if same_department { MINE } else { THEIRS },
                                creator_id: if is_creator { ME } else { OTHER },
                                assignee_id,
                            };
                            writeln!(
                                table,
                                "{:<9} {:<6} {:<10} {:<8} {:<7} {:<12} {}",
                                name(action),
                                role.as_str(),
                                if same_department { "department" } else { "-" },
                                if is_creator { "creator" } else { "-" },
                                match assignee_id {
                                    None => "nobody",
                                    Some(ME) => "me",
                                    Some(_) => "other",
                                },
                                status.as_str(),
                                answer(&actor, &facts, action),
                            )
                            .unwrap();
                        }
                    }
                }
            }
        }
    }
    compare("authz/matrix.txt", &table);
}

/// Five people in two departments; the last one is an administrator.
pub(crate) fn actor(index: usize) -> Actor {
    let role = if index == 4 { Role::Admin } else { Role::User };
    Actor::Employee { id: EmployeeId(index as i64 + 1), department_id: department(index), role }
}

fn department(person: usize) -> DepartmentId {
    if person.is_multiple_of(2) { MINE } else { THEIRS }
}

pub(crate) fn any_command() -> impl Strategy<Value = Command> {
    let status = prop::sample::select(TicketStatus::ALL.to_vec());
    let resolution = prop::option::of(prop::sample::select(Resolution::ALL.to_vec()));
    let transition =
        (status, prop::option::of(0_i64..100), resolution).prop_map(|(to, until, resolution)| {
            let until = until.map(Timestamp::from_millis);
            Command::Transition(Transition { to, until, resolution, comment: None })
        });
    let place = (any::<bool>(), prop::option::of(0_usize..5)).prop_map(|(mine, person)| match person {
        Some(person) => {
            Place { department_id: department(person), assignee_id: Some(EmployeeId(person as i64 + 1)) }
        }
        None => Place { department_id: if mine { MINE } else { THEIRS }, assignee_id: None },
    });
    let edit = (prop::option::of("[a-c]{3}"), prop::option::of(prop::sample::select(Priority::ALL.to_vec())))
        .prop_map(|(subject, priority)| {
            Command::Edit(TicketChanges { subject, priority, ..TicketChanges::default() })
        });
    prop_oneof![
        3 => Just(Command::Take),
        6 => transition,
        2 => place.clone().prop_map(|to| Command::Redirect { to, comment: "why".to_owned() }),
        1 => place.prop_map(|to| Command::Move { to, reason: MoveReason::DepartmentArchived }),
        1 => (1_i64..9).prop_map(|id| Command::Comment(CommentId(id), Vec::new())),
        1 => edit,
        1 => Just(Command::EndWaiting),
    ]
}

pub(crate) fn first_event(assignee: Option<usize>) -> TicketEvent {
    let created = Created {
        subject: "abc".to_owned(),
        description: "text".to_owned(),
        client_type: ClientType::B2c,
        priority: Priority::Medium,
        department_id: assignee.map_or(MINE, department),
        assignee_id: assignee.map(|person| EmployeeId(person as i64 + 1)),
        creator_id: EmployeeId(1),
        station_number: None,
        car_model: None,
    };
    TicketEvent {
        id: EventId(1),
        ticket_id: TicketId(1),
        actor_id: Some(EmployeeId(1)),
        at: Timestamp::from_millis(1),
        data: EventData::Created(created),
    }
}

fn assert_legal(ticket: &Ticket) {
    let TicketFacts { status, assignee_id, .. } = ticket.facts();
    let held = matches!(status, TicketStatus::InProgress | TicketStatus::Waiting | TicketStatus::Checking);
    assert!(!held || assignee_id.is_some(), "{status:?} and nobody works on it");
    assert_eq!(ticket.closed_at.is_some(), status == TicketStatus::Closed);
    assert_eq!(ticket.resolution.is_some(), status == TicketStatus::Closed);
    assert!(ticket.waiting_until.is_none() || status == TicketStatus::Waiting);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_sequence_of_commands_reaches_an_illegal_state(
        assignee in prop::option::of(0_usize..5),
        steps in prop::collection::vec((0_usize..5, any::<bool>(), any_command()), 0..40),
    ) {
        let mut events = vec![first_event(assignee)];
        let mut ticket = Ticket::begin(&events[0]).unwrap();
        let mut counted: std::collections::HashMap<_, i64> = counted_in(&ticket.facts()).into_iter().map(|key| (key, 1)).collect();
        for (index, (person, assignee_active, command)) in steps.into_iter().enumerate() {
            let system = matches!(command, Command::EndWaiting | Command::Move { .. });
            let actor = if system { Actor::System } else { actor(person) };
            let visible = sees(&actor, &ticket.facts());
            let now = Timestamp::from_millis(index as i64 + 2);
            let before = ticket.clone();
            let decision = decide(&ticket, command, Context { actor: &actor, now, assignee_active, department_active: true });
            if !visible {
                // The server never asks; whoever sees nothing gets 404 before any rule.
                continue;
            }
            match decision {
                Err(_) | Ok(None) => prop_assert_eq!(&ticket, &before),
                Ok(Some(data)) => {
                    ticket.evolve(actor.employee_id(), now, &data);
                    for (key, delta) in deltas(Some(&before.facts()), &ticket.facts()) {
                        *counted.entry(key).or_default() += delta;
                    }
                    events.push(TicketEvent { id: EventId(index as i64 + 2), ticket_id: TicketId(1), actor_id: actor.employee_id(), at: now, data });
                }
            }
            assert_legal(&ticket);
        }
        prop_assert_eq!(fold(&events), Some(ticket.clone()));
        prop_assert_eq!(ticket.version, events.len() as i64);
        counted.retain(|_, value| *value != 0);
        let expected = counted_in(&ticket.facts()).into_iter().map(|key| (key, 1)).collect();
        prop_assert_eq!(counted, expected);
    }

    #[test]
    fn events_survive_the_wire(person in 0_usize..5, command in any_command()) {
        let ticket = Ticket::begin(&first_event(None)).unwrap();
        let actor = actor(person);
        let context = Context { actor: &actor, now: Timestamp::from_millis(5), assignee_active: true, department_active: true };
        if let Ok(Some(data)) = decide(&ticket, command, context) {
            let json = serde_json::to_value(&data).unwrap();
            prop_assert_eq!(crate::json::read::<EventData>(&json), Ok(data.clone()));
            prop_assert_eq!(serde_json::from_value::<EventData>(json).unwrap(), data);
        }
    }

    #[test]
    fn there_are_no_grounds_but_the_four(department in 1_i64..3, creator in 1_i64..4, assignee in prop::option::of(1_i64..4)) {
        let facts = TicketFacts {
            status: TicketStatus::New,
            department_id: DepartmentId(department),
            creator_id: EmployeeId(creator),
            assignee_id: assignee.map(EmployeeId),
        };
        let user = Actor::Employee { id: ME, department_id: MINE, role: Role::User };
        let expected = department == 1 || creator == 1 || assignee == Some(1);
        prop_assert_eq!(sees(&user, &facts), expected);
        let admin = Actor::Employee { id: ME, department_id: MINE, role: Role::Admin };
        let sees_anyway = !grounds(&admin, &facts).is_empty();
        prop_assert!(sees_anyway);
    }
}

#[test]
fn nothing_is_reopened_in_an_archived_department() {
    let mut ticket = Ticket::begin(&first_event(None)).unwrap();
    ticket.status = TicketStatus::Closed;
    let context = |actor, department_active| Context {
        actor,
        now: Timestamp::from_millis(2),
        assignee_active: true,
        department_active,
    };
    let worker = actor(0);
    assert_eq!(
        check(&ticket.facts(), TicketAction::Reopen, context(&worker, false)).unwrap_err().code(),
        ErrorCode::DepartmentArchived
    );
    let reopened = check(&ticket.facts(), TicketAction::Reopen, context(&worker, true));
    assert_eq!(reopened, Ok(TicketStatus::New));
}

#[test]
fn of_two_people_who_take_one_ticket_the_second_is_refused() {
    let mut ticket = Ticket::begin(&first_event(None)).unwrap();
    let (first, second) = (actor(0), actor(2));
    let context = |actor| Context {
        actor,
        now: Timestamp::from_millis(2),
        assignee_active: true,
        department_active: true,
    };
    let taken = decide(&ticket, Command::Take, context(&first)).unwrap().unwrap();
    ticket.evolve(first.employee_id(), Timestamp::from_millis(2), &taken);
    let refusal = decide(&ticket, Command::Take, context(&second)).unwrap_err();
    assert!(matches!(refusal, Refusal::Rule(ErrorCode::AlreadyTaken, _)));
}
