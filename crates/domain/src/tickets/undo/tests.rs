//! What is taken back at once leaves no trace but in the history.

use proptest::prelude::*;

use super::{Undo, decide_undo};
use crate::authz::sees;
use crate::tables::{MINE, actor, any_command, first_event};
use crate::tickets::command::{Context, Transition, decide};
use crate::tickets::event::{State, fold};
use crate::tickets::wire::TicketChanges;
use crate::tickets::{
    Command, EventData, Place, Priority, Refusal, Resolution, Ticket, TicketEvent, TicketStatus,
};
use crate::{Actor, CommentId, EmployeeId, ErrorCode, EventId, TicketId, Timestamp};

fn context(actor: &Actor, at: i64) -> Context<'_> {
    Context { actor, now: Timestamp::from_millis(at), assignee_active: true, department_active: true }
}

/// Ticket and log after commands that were accepted.
fn after(steps: Vec<(usize, Command)>) -> (Ticket, Vec<TicketEvent>) {
    let mut events = vec![first_event(None)];
    let mut ticket = Ticket::begin(&events[0]).unwrap();
    for (person, command) in steps {
        run(&mut ticket, &mut events, &actor(person), command);
    }
    (ticket, events)
}

/// Whether the command led to an event.
fn run(ticket: &mut Ticket, events: &mut Vec<TicketEvent>, actor: &Actor, command: Command) -> bool {
    let at = events.len() as i64 + 1;
    if !sees(actor, &ticket.facts()) {
        return false;
    }
    let Ok(Some(data)) = decide(ticket, command, context(actor, at)) else { return false };
    record(ticket, events, actor, data);
    true
}

fn record(ticket: &mut Ticket, events: &mut Vec<TicketEvent>, actor: &Actor, data: EventData) {
    let at = Timestamp::from_millis(events.len() as i64 + 1);
    ticket.evolve(actor.employee_id(), at, &data);
    let id = EventId(events.len() as i64 + 1);
    events.push(TicketEvent { id, ticket_id: TicketId(1), actor_id: actor.employee_id(), at, data });
}

fn fields(ticket: &Ticket) -> (String, String, Priority, Option<String>) {
    let Ticket { subject, description, priority, car_model, .. } = ticket.clone();
    (subject, description, priority, car_model)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_undone_at_once_is_as_before(
        steps in prop::collection::vec((0_usize..5, any_command()), 0..12),
        person in 0_usize..5,
        command in any_command(),
        comment in any::<bool>(),
    ) {
        let (mut ticket, mut events) = after(steps);
        let before = ticket.clone();
        let by_system = matches!(command, Command::Move { .. } | Command::EndWaiting);
        let is_comment = matches!(command, Command::Comment(..));
        let who = if by_system { Actor::System } else { actor(person) };
        if !run(&mut ticket, &mut events, &who, command) {
            return Ok(());
        }
        let version = ticket.version;
        if comment {
            run(&mut ticket, &mut events, &actor(4), Command::Comment(CommentId(9), Vec::new()));
        }
        let undo = Undo::find(&events, version).unwrap();
        prop_assert_eq!(&undo.before, &before);
        let decision = decide_undo(&ticket, &undo, context(&who, 99));
        let other = actor((person + 1) % 4);
        let refused = decide_undo(&ticket, &undo, context(&other, 99));
        prop_assert!(matches!(refused, Err(Refusal::Rule(ErrorCode::NotUndoable, _))), "only who did it");
        match decision {
            Ok(data) => {
                record(&mut ticket, &mut events, &who, data);
                prop_assert_eq!(State::of(&ticket), State::of(&before));
                prop_assert_eq!(fields(&ticket), fields(&before));
                prop_assert_eq!(fold(&events), Some(ticket.clone()));
                let again = Undo::find(&events, ticket.version).unwrap();
                prop_assert!(decide_undo(&ticket, &again, context(&who, 100)).is_err(), "an undo is not undone");
                let twice = Undo::find(&events, version).unwrap();
                prop_assert!(decide_undo(&ticket, &twice, context(&who, 100)).is_err(), "nothing is undone twice");
            }
            // Comments stay, and who sent a ticket out of his reach cannot fetch it back by a right that he lost.
            Err(refusal) => prop_assert!(
                is_comment || by_system || matches!(refusal, Refusal::Denied(_)),
                "{refusal:?}"
            ),
        }
    }
}

#[test]
fn what_somebody_changed_since_is_not_undone() {
    let worker = actor(0);
    let (mut ticket, mut events) = after(vec![(0, Command::Take)]);
    let edit =
        |priority| Command::Edit(TicketChanges { priority: Some(priority), ..TicketChanges::default() });
    run(&mut ticket, &mut events, &worker, edit(Priority::High));
    let edited = ticket.version;
    run(&mut ticket, &mut events, &actor(2), edit(Priority::Low));
    let undo = Undo::find(&events, edited).unwrap();
    let refusal = decide_undo(&ticket, &undo, context(&worker, 99)).unwrap_err();
    assert_eq!(refusal.code(), ErrorCode::ChangedSince);
    // An edit is no change of the state.
    let taken = Undo::find(&events, 2).unwrap();
    assert!(decide_undo(&ticket, &taken, context(&worker, 99)).is_ok());
    let close = Transition { to: TicketStatus::Closed, until: None, resolution: None, comment: None };
    run(&mut ticket, &mut events, &actor(2), Command::Transition(close));
    let taken = Undo::find(&events, 2).unwrap();
    assert_eq!(
        decide_undo(&ticket, &taken, context(&worker, 99)).unwrap_err().code(),
        ErrorCode::ChangedSince
    );
}

#[test]
fn nothing_goes_back_to_who_or_what_is_gone() {
    let worker = actor(0);
    let (mut ticket, mut events) = after(vec![(0, Command::Take)]);
    let to = Place { department_id: MINE, assignee_id: Some(EmployeeId(3)) };
    run(&mut ticket, &mut events, &worker, Command::Redirect { to, comment: "why".to_owned() });
    let undo = Undo::find(&events, ticket.version).unwrap();
    let inactive = Context { assignee_active: false, ..context(&worker, 99) };
    assert_eq!(decide_undo(&ticket, &undo, inactive).unwrap_err().code(), ErrorCode::EmployeeInactive);
    let archived = Context { department_active: false, ..context(&worker, 99) };
    assert_eq!(decide_undo(&ticket, &undo, archived).unwrap_err().code(), ErrorCode::DepartmentArchived);
}

#[test]
fn only_what_happened_can_be_undone() {
    let (_, events) = after(vec![(0, Command::Take)]);
    for version in [-1, 0, 3, i64::MAX, i64::MIN] {
        assert!(Undo::find(&events, version).is_none(), "{version}");
    }
    assert!(Undo::find(&events, 1).is_none(), "a ticket is not undone");
    assert!(Undo::find(&events, 2).is_some());
}

#[test]
fn a_reopened_ticket_of_nobody_is_closed_again() {
    let worker = actor(0);
    let to = |to| {
        Command::Transition(Transition { to, until: None, resolution: Some(Resolution::Spam), comment: None })
    };
    let (mut ticket, mut events) = after(vec![(0, to(TicketStatus::Closed))]);
    let before = ticket.clone();
    let reopen = Transition { to: TicketStatus::InProgress, until: None, resolution: None, comment: None };
    assert!(run(&mut ticket, &mut events, &worker, Command::Transition(reopen)));
    assert_eq!(ticket.status, TicketStatus::New);
    let undo = Undo::find(&events, ticket.version).unwrap();
    let data = decide_undo(&ticket, &undo, context(&worker, 99)).unwrap();
    record(&mut ticket, &mut events, &worker, data);
    assert_eq!(State::of(&ticket), State::of(&before));
}
