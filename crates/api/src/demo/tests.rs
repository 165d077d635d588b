//! Demo tickets keep the rules, repeat for a seed and read well.

use std::collections::BTreeSet;

use domain::text::{BODY_MAX, Length, body, line};
use domain::tickets::event::fold;
use domain::tickets::fields::{CAR_MODEL_MAX, STATION_MAX, SUBJECT_MAX, SUBJECT_MIN};
use domain::tickets::{EventData, Resolution, Ticket, TicketEvent, TicketStatus};
use domain::{EventId, Timestamp};

use super::history::{Desk, Entry};
use super::hours::HOUR;
use super::names::Gender;
use super::topic::{Lines, Topic};
use super::*;

fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-21T14:00:00Z").unwrap()
}

fn tickets(count: u64, seed: u64, now: Timestamp) -> Vec<(Ticket, Vec<Entry>)> {
    let (staff, arrivals) = plan(count, seed, now).unwrap();
    let notified_from = notified_from(count, &arrivals, now);
    let mut teller = Teller::new(Desk { staff, now, notified_from }, seed, arrivals);
    std::iter::from_fn(|| {
        teller.tell().map(|told| told.map(|history| (history.ticket, history.entries)).unwrap())
    })
    .collect()
}

fn log(entries: &[Entry]) -> Vec<TicketEvent> {
    let event = |entry: &Entry| TicketEvent {
        id: EventId(0),
        ticket_id: entry.ticket_id,
        actor_id: entry.actor_id,
        at: entry.at,
        data: entry.data.clone(),
    };
    entries.iter().map(event).collect()
}

#[test]
fn histories_lead_to_their_tickets_and_never_into_the_future() {
    let all = tickets(2_000, 3, now());
    assert_eq!(all.len(), 2_000);
    assert!(all.is_sorted_by_key(|(ticket, _)| (ticket.created_at, ticket.id)));
    for (ticket, entries) in &all {
        let events = log(entries);
        assert_eq!(fold(&events).as_ref(), Some(ticket));
        assert!(events.is_sorted_by(|one, next| one.at < next.at));
        assert!(events.iter().all(|event| event.at <= now()));
        assert!(ticket.waiting_until.is_none_or(|until| until > now()), "the timer would end it at once");
    }
    for status in TicketStatus::ALL {
        assert!(all.iter().filter(|(ticket, _)| ticket.status == status).count() > 20, "{status:?}");
    }
    for resolution in Resolution::ALL {
        assert!(all.iter().any(|(ticket, _)| ticket.resolution == Some(resolution)), "{resolution:?}");
    }
    assert!(all.iter().any(|(ticket, _)| ticket.return_count > 0));
    let kinds: BTreeSet<&str> =
        all.iter().flat_map(|(_, entries)| entries.iter().map(|entry| entry.data.kind())).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[test]
fn most_tickets_of_years_are_closed() {
    let all = tickets(5_000, 1, now());
    let closed = all.iter().filter(|(ticket, _)| ticket.status == TicketStatus::Closed).count();
    assert!((4_000..=4_500).contains(&closed), "{closed} of 5 000 are closed");
}

#[test]
fn the_same_seed_makes_the_same_tickets() {
    assert_eq!(format!("{:?}", tickets(300, 5, now())), format!("{:?}", tickets(300, 5, now())));
    let subjects =
        |seed, now| tickets(300, seed, now).into_iter().map(|(ticket, _)| ticket.subject).collect::<Vec<_>>();
    assert_ne!(subjects(5, now()), subjects(6, now()));
}

#[test]
fn texts_are_clean_and_within_limits() {
    for (ticket, entries) in tickets(2_000, 9, now()) {
        let subject = Length { min: SUBJECT_MIN, max: SUBJECT_MAX };
        assert_eq!(line("/", &ticket.subject, subject).as_ref(), Ok(&ticket.subject));
        let long = Length { min: 1, max: BODY_MAX };
        let mut texts = vec![ticket.description.clone()];
        for entry in entries {
            texts.extend(entry.comment);
            match entry.data {
                EventData::Redirected(redirected) => texts.extend(redirected.comment),
                EventData::StatusChanged(change) => texts.extend(change.comment),
                _ => {}
            }
        }
        for text in &texts {
            assert_eq!(body("/", text, long).as_ref(), Ok(text));
        }
        texts.push(ticket.subject);
        for text in texts {
            assert!(!text.contains(".."), "{text}");
            assert!(
                text.split('#').skip(1).all(|rest| rest.starts_with(|c: char| c.is_ascii_digit())),
                "{text}"
            );
            assert!(
                !text.contains(['{', '}', '[', ']', '<', '>', '‹', '›', '|']) && !text.contains("  "),
                "{text}"
            );
        }
        assert!(ticket.station_number.is_none_or(|station| station.chars().count() <= STATION_MAX));
        assert!(ticket.car_model.is_none_or(|car| car.chars().count() <= CAR_MODEL_MAX));
    }
}

#[test]
fn texts_name_only_facts_that_there_are() {
    let mut dice = Dice::new(1, 1);
    for topic in
        topics::ALL.iter().flat_map(|topic| (0..=topic.threads.len()).map(|index| topic.of_thread(index)))
    {
        let case = case::Case::new(&mut dice, &topic, now());
        for text in texts(&topic) {
            let facts =
                text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(fact, _)| fact));
            for fact in facts {
                assert!(case.fact(fact).is_some_and(|value| !value.is_empty()), "{fact} in {text}");
            }
            for gender in [Gender::Male, Gender::Female] {
                assert!(!phrase::say(text, &case, gender).is_empty());
            }
        }
    }
}

fn texts(topic: &Topic) -> Vec<&'static str> {
    let Topic { subjects, openings, details, asks, looks, updates, waits, checks, fixes, returns, .. } =
        *topic;
    let own: [Lines; 10] = [subjects, openings, details, asks, looks, updates, waits, checks, fixes, returns];
    let theirs = topic.detours.iter().flat_map(|detour| [detour.reasons, detour.looks, detour.fixes]);
    own.into_iter().chain(theirs).flatten().copied().collect()
}

#[test]
fn a_small_company_shows_something_on_every_screen() {
    for now in
        ["2026-11-21T14:00:00Z", "2026-11-24T09:10:00Z", "2026-11-26T22:30:00Z", "2026-11-30T05:00:00Z"]
    {
        let now = Timestamp::parse_rfc3339(now).unwrap();
        let all = tickets(SMALL_TICKETS, SMALL_SEED, now);
        for status in TicketStatus::ALL {
            assert!(all.iter().filter(|(ticket, _)| ticket.status == status).count() >= 3, "{status:?}");
        }
        assert!(all.iter().filter(|(ticket, _)| ticket.created_at > now.plus_millis(-3 * HOUR)).count() >= 4);
        let (staff, _) = plan(SMALL_TICKETS, SMALL_SEED, now).unwrap();
        for (email, _, _) in known_logins() {
            let person = staff.people().iter().find(|person| person.email == email).unwrap();
            let told = |entry: &Entry| entry.recipients.iter().any(|one| one.employee_id == person.id);
            let unread = |entry: &Entry| entry.at >= person.seen_at && told(entry);
            assert!(all.iter().flat_map(|(_, entries)| entries).any(unread), "{email} has read all");
            let mine = |ticket: &Ticket| ticket.assignee_id == Some(person.id) && ticket.facts().is_open();
            let solves = matches!(person.dept, Dept::Technical | Dept::Corporate | Dept::Finance);
            assert!(!solves || all.iter().any(|(ticket, _)| mine(ticket)), "{email} has nothing to do");
        }
    }
}

#[tokio::test]
async fn a_filled_database_is_consistent() {
    let directory = tempfile::tempdir().unwrap();
    let options = crate::config::Options { data_dir: Some(directory.path().into()), ..Default::default() };
    let mut config = options.load(None).unwrap();
    config.password_cost = crate::auth::password::Cost::Cheapest;
    let state = crate::serve::open(config).await.unwrap();
    make(&state, 400, 2, &ProgressBar::hidden()).await.unwrap();
    assert_eq!(crate::check::problems(&state).await.unwrap(), Vec::<String>::new());
    assert!(fill(&state, 1, 1).await.is_err());
    small(&state).await.unwrap();
    assert!(staff_is_known(&state).await);
}

async fn staff_is_known(state: &AppState) -> bool {
    for (email, _, _) in known_logins() {
        if employees::repo::find_by_email(state.read(), email).await.unwrap().is_none() {
            return false;
        }
    }
    true
}
