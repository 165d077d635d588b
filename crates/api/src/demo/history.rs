//! One ticket's life, lived by the rules: every event is a decision of the domain.

use domain::authz::sees;
use domain::notifications::{self, Audience, Recipient};
use domain::tickets::command::{Context, decide};
use domain::tickets::event::Created;
use domain::tickets::{Command, EventData, Refusal, Ticket, TicketEvent, TicketFacts};
use domain::{Actor, CommentId, EmployeeId, EventId, TicketId, Timestamp};

use super::dice::Dice;
use super::hours::{MINUTE, in_office_time, part};
use super::people::{Person, Staff};

/// What all tickets of the demo share.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who works here.
    pub staff: Staff,
    /// The time at which the demo is made; nothing happens later.
    pub now: Timestamp,
    /// Events before it have left no notifications.
    pub notified_from: Timestamp,
}

/// An event that happened, not yet in the log: ids of events and comments follow the order of the whole desk.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// The subject at that time; empty when nobody is told.
    pub subject: String,
    /// Who did it.
    pub actor_id: Option<EmployeeId>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub data: EventData,
    /// Facts before it.
    pub before: Option<TicketFacts>,
    /// Facts after it.
    pub after: TicketFacts,
    /// The text, when it is a comment.
    pub comment: Option<String>,
    /// Who is told.
    pub recipients: Vec<Recipient>,
}

/// Why a history goes no further.
#[derive(Debug)]
pub enum Stop {
    /// The next event would be in the future.
    Now,
    /// It stays where it is.
    Rest,
    /// The rules forbid what the story wants: an error in the story.
    Refused(Refusal),
    /// Somebody acts who does not see the ticket: an error in the story.
    Unseen,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Now => f.write_str("the rest is in the future"),
            Self::Rest => f.write_str("it rests"),
            Self::Refused(refusal) => write!(f, "the rules refuse it: {refusal:?}"),
            Self::Unseen => f.write_str("somebody acts who does not see the ticket"),
        }
    }
}

/// A ticket and what happened to it until now.
pub struct History<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The ticket as it stands.
    pub ticket: Ticket,
    /// When the next event happens.
    pub at: Timestamp,
    /// What happened.
    pub entries: Vec<Entry>,
    commenters: Vec<EmployeeId>,
}

impl<'a> History<'a> {
    /// Begins with the creation by a person.
    pub fn begin(desk: &'a Desk, id: TicketId, at: Timestamp, created: Created) -> Option<Self> {
        let actor_id = Some(created.creator_id);
        let event =
            TicketEvent { id: EventId(0), ticket_id: id, actor_id, at, data: EventData::Created(created) };
        let ticket = Ticket::begin(&event)?;
        let mut history = Self { desk, ticket, at, entries: Vec::new(), commenters: Vec::new() };
        history.push(actor_id, None, event.data, None);
        Some(history)
    }

    /// Some minutes pass; departments with office hours go on when they are open.
    pub fn pass(&mut self, dice: &mut Dice, who: &Person, low: i64, high: i64) {
        // More often little than much.
        let passed = low * MINUTE + part((high - low) * MINUTE, dice.fraction().powi(2));
        self.at = self.at.plus_millis(passed + dice.between(1_000, MINUTE));
        if who.dept.keeps_office_hours() {
            self.at = in_office_time(dice, self.at);
        }
    }

    /// Somebody does something.
    pub fn act(&mut self, who: &Person, command: Command) -> Result<(), Stop> {
        self.happen(&who.actor(), command, None)
    }

    /// Somebody comments.
    pub fn comment(&mut self, who: &Person, body: String) -> Result<(), Stop> {
        self.happen(&who.actor(), Command::Comment(CommentId(0), Vec::new()), Some(body))?;
        self.commenters.push(who.id);
        Ok(())
    }

    /// The waiting time ends by itself, a moment after `until`, but not after now when that time is over.
    pub fn end_waiting(&mut self, dice: &mut Dice, until: Timestamp) -> Result<(), Stop> {
        let noticed = until.plus_millis(dice.between(100, 900));
        self.at = if until <= self.desk.now { noticed.min(self.desk.now) } else { noticed };
        self.happen(&Actor::System, Command::EndWaiting, None)
    }

    fn happen(&mut self, actor: &Actor, command: Command, comment: Option<String>) -> Result<(), Stop> {
        if self.at > self.desk.now {
            return Err(Stop::Now);
        }
        if !sees(actor, &self.ticket.facts()) {
            return Err(Stop::Unseen);
        }
        let context = Context { actor, now: self.at, assignee_active: true, department_active: true };
        let Some(data) = decide(&self.ticket, command, context).map_err(Stop::Refused)? else {
            return Ok(());
        };
        let before = self.ticket.facts();
        self.ticket.evolve(actor.employee_id(), self.at, &data);
        self.push(actor.employee_id(), Some(before), data, comment);
        // The next event is always later.
        self.at = self.at.plus_millis(1_000);
        Ok(())
    }

    fn push(
        &mut self,
        actor_id: Option<EmployeeId>,
        before: Option<TicketFacts>,
        data: EventData,
        comment: Option<String>,
    ) {
        let after = self.ticket.facts();
        let recipients = if self.at < self.desk.notified_from {
            Vec::new()
        } else {
            let audiences = notifications::audiences(&data, before.as_ref(), &after);
            notifications::recipients(&audiences, actor_id, |audience| self.people(audience), |_| true)
        };
        let subject = if recipients.is_empty() { String::new() } else { self.ticket.subject.clone() };
        let (ticket_id, at) = (self.ticket.id, self.at);
        self.entries.push(Entry {
            ticket_id,
            subject,
            actor_id,
            at,
            data,
            before,
            after,
            comment,
            recipients,
        });
    }

    fn people(&self, audience: Audience) -> Vec<EmployeeId> {
        match audience {
            Audience::Members(department) => self.desk.staff.members(department),
            Audience::Person(id) => vec![id],
            Audience::Commenters => {
                let facts = self.ticket.facts();
                let in_sight = |id: &&EmployeeId| {
                    self.desk.staff.person(**id).is_some_and(|person| sees(&person.actor(), &facts))
                };
                self.commenters.iter().filter(in_sight).copied().collect()
            }
            // Nobody watches anything in the demo.
            Audience::Watchers => Vec::new(),
        }
    }
}
