//! From histories to rows: events of all tickets get their ids in the order in which they happened.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use domain::counters::{CounterKey, counted_in};
use domain::notifications::Recipient;
use domain::tickets::{EventData, TicketEvent};
use domain::{CommentId, EventId, Timestamp};

use super::dice::Dice;
use super::history::{Entry, Stop};
use super::hours::MINUTE;
use super::people::Person;
use super::repo::{Notice, Rows};
use super::teller::Teller;

/// How many tickets are written together.
const TICKETS_AT_ONCE: usize = 2_000;

/// Holds back events until nothing older can come.
pub struct Pump {
    teller: Teller,
    people: BTreeMap<i64, Person>,
    dice: Dice,
    waiting: BinaryHeap<Reverse<InTime>>,
    events: i64,
    comments: i64,
    /// How many comments a ticket has.
    ordinals: HashMap<i64, i64>,
    notifications: i64,
    /// The values of all counters.
    pub counters: BTreeMap<CounterKey, i64>,
}

impl Pump {
    /// For the histories of a teller, read by people.
    pub fn new(teller: Teller, people: &[Person], seed: u64) -> Self {
        Self {
            teller,
            people: people.iter().map(|person| (person.id.0, person.clone())).collect(),
            dice: Dice::new(seed, u64::MAX),
            waiting: BinaryHeap::new(),
            events: 0,
            comments: 0,
            ordinals: HashMap::new(),
            notifications: 0,
            counters: BTreeMap::new(),
        }
    }

    /// The next rows; `None` after the last ones.
    pub fn next(&mut self) -> anyhow::Result<Option<Rows>> {
        let mut rows = Rows::default();
        for _ in 0..TICKETS_AT_ONCE {
            let Some(history) = self.teller.tell() else { break };
            let history =
                history.map_err(|stop: Stop| anyhow::anyhow!("a demo ticket cannot happen: {stop}"))?;
            for key in counted_in(&history.ticket.facts()) {
                *self.counters.entry(key).or_default() += 1;
            }
            rows.push_ticket(&history.ticket);
            self.waiting.extend(history.entries.into_iter().map(|entry| Reverse(InTime(entry))));
        }
        if rows.tickets() == 0 {
            return Ok(None);
        }
        let limit = self.teller.next_at();
        while let Some(Reverse(InTime(first))) = self.waiting.peek() {
            if limit.is_some_and(|limit| first.at >= limit) {
                break;
            }
            if let Some(Reverse(InTime(entry))) = self.waiting.pop() {
                self.log(entry, &mut rows)?;
            }
        }
        Ok(Some(rows))
    }

    fn log(&mut self, mut entry: Entry, rows: &mut Rows) -> anyhow::Result<()> {
        if let (EventData::Commented { comment_id, .. }, Some(body)) = (&mut entry.data, entry.comment.take())
        {
            self.comments += 1;
            *comment_id = CommentId(self.comments);
            let ordinal = self.ordinals.entry(entry.ticket_id.0).or_default();
            *ordinal += 1;
            rows.push_comment(CommentId(self.comments), *ordinal, &entry, body);
        }
        self.events += 1;
        let Entry { ticket_id, subject, actor_id, at, data, before, after, recipients, .. } = entry;
        let event = TicketEvent { id: EventId(self.events), ticket_id, actor_id, at, data };
        rows.push_event(&event, before.as_ref(), &after)?;
        for Recipient { employee_id, kind, relation } in recipients {
            self.notifications += 1;
            let read_at = self.read_at(employee_id.0, at);
            if read_at.is_none() {
                *self.counters.entry(CounterKey::Unread(employee_id)).or_default() += 1;
            }
            let (id, event, subject) = (self.notifications, &event, subject.as_str());
            rows.push_notification(&Notice { id, employee_id, kind, relation, event, subject, read_at })?;
        }
        Ok(())
    }

    /// A while later, when the person has looked since then.
    fn read_at(&mut self, employee: i64, at: Timestamp) -> Option<Timestamp> {
        let seen_at = self.people.get(&employee)?.seen_at;
        (at < seen_at).then(|| at.plus_millis(self.dice.between(1, 90) * MINUTE).min(seen_at))
    }
}

/// Entries in the order in which they happened.
struct InTime(Entry);

impl InTime {
    fn key(&self) -> (Timestamp, i64) {
        (self.0.at, self.0.ticket_id.0)
    }
}

impl PartialEq for InTime {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for InTime {}

impl PartialOrd for InTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for InTime {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}
