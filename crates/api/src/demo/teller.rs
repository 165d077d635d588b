//! Makes tickets one after the other: what each is about, who brings it and where, then its history.

use domain::tickets::event::Created;
use domain::tickets::{ClientType, TicketStatus};
use domain::{DepartmentId, EmployeeId, TicketId, Timestamp};

use super::case::Case;
use super::dice::Dice;
use super::history::{Desk, History, Stop};
use super::hours::{DAY, is_office_time};
use super::people::{Dept, Person};
use super::phrase::say;
use super::script::{Fate, Script};
use super::topic::{Lines, Source, Topic};
use super::topics;

/// Up to so many tickets a demo is looked at, one by one: more of them are open then.
const FEW: usize = 500;
/// One of so many of a few tickets is forgotten.
const REST_EVERY: usize = 4;
/// Has no divisor in common with the number of topics.
const STRIDE: usize = 7;

/// Tells the histories of all tickets, in the order of their creation.
pub struct Teller {
    desk: Desk,
    seed: u64,
    arrivals: Vec<Timestamp>,
    next: usize,
    /// The last ticket of each topic, for duplicates.
    last: Vec<Option<(TicketId, Case)>>,
}

impl Teller {
    /// Of tickets that are created at these times, ascending.
    pub fn new(desk: Desk, seed: u64, arrivals: Vec<Timestamp>) -> Self {
        let last = topics::ALL.iter().map(|_| None).collect();
        Self { desk, seed, arrivals, next: 0, last }
    }

    /// When the next ticket is created.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.arrivals.get(self.next).copied()
    }

    /// The next ticket with its history; `None` after the last one. An error is one of the script.
    pub fn tell(&mut self) -> Option<Result<History<'_>, Stop>> {
        let at = self.next_at()?;
        self.next += 1;
        let id = TicketId(i64::try_from(self.next).ok()?);
        let mut dice = Dice::new(self.seed, self.next as u64);
        let index = match self.arrivals.len() {
            // One after the other, so that there is something of everything.
            ..=FEW => self.next * STRIDE % topics::ALL.len(),
            _ => dice.weighted(topics::ALL.iter().map(|topic| topic.weight)),
        };
        let topic = topics::ALL[index];
        let fresh = Case::new(&mut dice, topic, at);
        let (case, fate) = match (&self.last[index], dice.between(0, 99)) {
            (Some((other, case)), 0..4) if topic.source != Source::Colleagues => {
                (case.clone(), Fate::DuplicateOf(*other))
            }
            (_, 4..8) => (fresh, Fate::Withdrawn),
            (_, 8..14) if topic.source == Source::Clients => (fresh, Fate::NoAnswer),
            _ => (fresh, Fate::Solved),
        };
        let topic = topic.of_thread(case.thread);
        let (subject, description) = compose(&mut dice, &topic, &case);
        let creator = creator(&mut dice, &self.desk, &topic, &case, at);
        let (department_id, assignee_id) = target(&mut dice, &self.desk, &topic, &case, creator, at);
        let created = Created {
            subject,
            description,
            client_type: case.client_type,
            priority: case.priority,
            department_id,
            assignee_id,
            creator_id: creator.id,
            station_number: case.names_station.then(|| case.station.clone()),
            car_model: case.names_car.then(|| case.car.to_owned()),
        };
        let rest = match self.arrivals.len() {
            ..=FEW => rest_of_few(self.next),
            _ => rest_of_many(&mut dice, &self.arrivals, at, self.desk.now),
        };
        let history = History::begin(&self.desk, id, at, created)?;
        let mut script = Script { history, dice, case: &case, topic, creator, fate, rest };
        let end = script.live();
        let history = script.history;
        self.last[index] = Some((id, case.clone()));
        match end {
            Ok(()) | Err(Stop::Now | Stop::Rest) => Some(Ok(history)),
            Err(stop) => Some(Err(stop)),
        }
    }
}

fn compose(dice: &mut Dice, topic: &Topic, case: &Case) -> (String, String) {
    let tell = |dice: &mut Dice, lines: Lines| say(dice.text(lines), case, case.who_gender);
    let mut subject = tell(dice, topic.subjects);
    if case.client_type == ClientType::B2b && !subject.contains(case.company) && dice.percent(25) {
        subject = format!("{subject} ({})", case.company);
    }
    let mut description = tell(dice, topic.openings);
    let details = dice.between(0, 2);
    for _ in 0..details {
        let detail = tell(dice, topic.details);
        if !description.contains(&detail) {
            // Lines of a log stand alone.
            description.push(if detail.starts_with(|c: char| c.is_ascii_digit()) { '\n' } else { ' ' });
            description.push_str(&detail);
        }
    }
    if dice.percent(75) {
        description.push_str("\n\n");
        description.push_str(&tell(dice, topic.asks));
    }
    (subject, description)
}

fn creator<'a>(dice: &mut Dice, desk: &'a Desk, topic: &Topic, case: &Case, at: Timestamp) -> &'a Person {
    let dept = match topic.source {
        Source::Clients if case.client_type == ClientType::B2b => Dept::Corporate,
        Source::Clients | Source::Rubbish => Dept::Dispatch,
        Source::Monitoring if dice.percent(45) => Dept::Technical,
        Source::Monitoring => Dept::Dispatch,
        Source::Colleagues => *dice.pick(&Dept::ALL),
    };
    // Out of office hours the dispatchers stand in for everybody.
    let dept = if dept.keeps_office_hours() && !is_office_time(at) { Dept::Dispatch } else { dept };
    desk.staff.somebody(dice, dept)
}

fn target(
    dice: &mut Dice,
    desk: &Desk,
    topic: &Topic,
    case: &Case,
    creator: &Person,
    at: Timestamp,
) -> (DepartmentId, Option<EmployeeId>) {
    let company = case.client_type == ClientType::B2b && topic.source == Source::Clients;
    let dept = if company
        && creator.dept == Dept::Dispatch
        && !is_office_time(at)
        && topic.home != Dept::Technical
    {
        // Companies that call at night are answered on the next working day.
        Dept::Corporate
    } else if dice.percent(8) && topic.source != Source::Rubbish {
        *dice.pick(&[Dept::Dispatch, Dept::Technical, Dept::Corporate, Dept::Service])
    } else {
        topic.home
    };
    let department_id = desk.staff.department_id(dept);
    let person = (dept == topic.home && topic.source != Source::Rubbish && dice.percent(13))
        .then(|| desk.staff.somebody(dice, dept).id);
    (department_id, person)
}

/// Where a ticket of a few is forgotten, if it is: one of each status in turn.
fn rest_of_few(number: usize) -> Option<TicketStatus> {
    let turn = number / REST_EVERY % (TicketStatus::ALL.len() - 1);
    number.is_multiple_of(REST_EVERY).then(|| TicketStatus::ALL[turn])
}

/// Where a ticket of many is forgotten, if it is: seldom when it is old.
fn rest_of_many(
    dice: &mut Dice,
    arrivals: &[Timestamp],
    at: Timestamp,
    now: Timestamp,
) -> Option<TicketStatus> {
    let begin = arrivals.first().map_or(0, |first| first.millis());
    let whole = (now.millis() - begin).max(1);
    let share = (at.millis() - begin) * 100 / whole;
    // From 2 to 28 of a hundred, most of it at the end.
    if dice.between(0, 99) >= 2 + 26 * share * share / 10_000 {
        return None;
    }
    let old = now.millis() - at.millis() > 30 * DAY;
    let weights = if old { [3, 40, 37, 20] } else { [24, 32, 26, 18] };
    TicketStatus::ALL.get(dice.weighted(weights.into_iter())).copied()
}
