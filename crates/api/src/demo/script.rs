//! What happens in a ticket's life, and how often.

use domain::tickets::command::Transition;
use domain::tickets::wire::TicketChanges;
use domain::tickets::{ClientType, Command, Place, Priority, Resolution, TicketStatus};
use domain::{TicketId, Timestamp};

use super::case::Case;
use super::dice::Dice;
use super::history::{Desk, History, Stop};
use super::hours::{DAY, HOUR, MINUTE};
use super::people::{Dept, Person};
use super::phrase::say;
use super::talk;
use super::topic::{Detour, Lines, Source, Topic};

/// How a ticket ends, if it comes to its end before now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Most do.
    Solved,
    /// It is about the same as this ticket.
    DuplicateOf(TicketId),
    /// The creator takes it back.
    Withdrawn,
    /// Nobody answers our questions.
    NoAnswer,
}

/// The story of one ticket.
pub struct Script<'a, 'c> {
    /// What has happened so far.
    pub history: History<'a>,
    /// Chance, of this ticket alone.
    pub dice: Dice,
    /// The facts.
    pub case: &'c Case,
    /// The texts.
    pub topic: Topic,
    /// Who created it.
    pub creator: &'a Person,
    /// How it ends.
    pub fate: Fate,
    /// The status in which it is forgotten.
    pub rest: Option<TicketStatus>,
}

impl<'a> Script<'a, '_> {
    /// The whole life, as far as time allows.
    pub fn live(&mut self) -> Result<(), Stop> {
        self.find_home()?;
        self.rest_in(TicketStatus::New)?;
        match self.fate {
            _ if self.topic.source == Source::Rubbish => return self.throw_away(),
            Fate::Withdrawn if self.history.ticket.assignee_id.is_none() => return self.withdraw(),
            Fate::DuplicateOf(other) => return self.close_duplicate(other),
            Fate::Solved | Fate::Withdrawn | Fate::NoAnswer => {}
        }
        let mut worker = self.take()?;
        self.edit(worker)?;
        self.remark(75, worker, self.topic.looks, 4, 90)?;
        self.rest_in(TicketStatus::InProgress)?;
        self.ask_and_answer(worker)?;
        if self.dice.percent(8) {
            worker = self.hand_over(worker)?;
        }
        if self.rest.is_none() && self.dice.percent(20) && !self.topic.detours.is_empty() {
            let detour = self.dice.pick(self.topic.detours);
            return self.go_elsewhere(worker, detour);
        }
        if self.fate == Fate::NoAnswer || self.rest == Some(TicketStatus::Waiting) || self.dice.percent(33) {
            self.wait(worker)?;
        }
        if self.fate == Fate::NoAnswer {
            let comment = self.text(talk::NO_ANSWER, worker);
            return self.close(worker, Resolution::InsufficientInformation, comment);
        }
        self.verify(worker)?;
        let fix = self.text(self.topic.fixes, worker);
        self.close(worker, Resolution::Solved, fix)?;
        self.after_the_end(worker)
    }

    /// From where it was created to the department that solves it.
    fn find_home(&mut self) -> Result<(), Stop> {
        let home = self.department(self.topic.home);
        if self.history.ticket.department_id == home {
            return Ok(());
        }
        let sorter = self.member_here();
        self.pass(sorter, 4, 150);
        let to_person = self.dice.percent(25);
        let (to, reasons) = if to_person {
            let person = self.somebody(self.topic.home);
            (Some(person), talk::INVITATIONS)
        } else {
            (None, talk::sorting(self.topic.home))
        };
        self.redirect(
            sorter,
            Place { department_id: home, assignee_id: to.map(|person| person.id) },
            to,
            reasons,
        )
    }

    fn throw_away(&mut self) -> Result<(), Stop> {
        let dispatcher = self.member_here();
        self.pass(dispatcher, 5, 200);
        let comment = self.text(self.topic.fixes, dispatcher);
        self.transition(dispatcher, TicketStatus::Closed, None, Some(Resolution::Spam), comment)
    }

    fn withdraw(&mut self) -> Result<(), Stop> {
        self.pass(self.creator, 10, 300);
        let outside = self.topic.source == Source::Clients;
        let comment = self.text(if outside { talk::WITHDRAWN } else { talk::NOT_NEEDED }, self.creator);
        self.transition(self.creator, TicketStatus::Closed, None, Some(Resolution::Withdrawn), comment)
    }

    fn close_duplicate(&mut self, other: TicketId) -> Result<(), Stop> {
        let worker = self.member_here();
        self.pass(worker, 5, 120);
        let comment = self.dice.text(talk::DUPLICATES).replace("{dup}", &other.to_string());
        self.transition(worker, TicketStatus::Closed, None, Some(Resolution::Duplicate), Some(comment))
    }

    fn take(&mut self) -> Result<&'a Person, Stop> {
        let worker = match self.history.ticket.assignee_id {
            Some(id) => self.desk().staff.person(id).unwrap_or(self.creator),
            None => self.member_here(),
        };
        let patience = match self.case.priority {
            Priority::Critical => 15,
            Priority::High => 60,
            Priority::Medium => 200,
            Priority::Low => 700,
        };
        self.pass(worker, 2, patience);
        self.history.act(worker, Command::Take)?;
        Ok(worker)
    }

    fn edit(&mut self, worker: &Person) -> Result<(), Stop> {
        let mut changes = TicketChanges::default();
        if self.topic.station > 50 && !self.case.names_station && self.dice.percent(60) {
            changes.station_number = Some(Some(self.case.station.clone()));
        }
        if self.dice.percent(5) {
            changes.priority = Some(*self.dice.pick(&Priority::ALL));
        }
        if changes == TicketChanges::default() {
            return Ok(());
        }
        self.pass(worker, 1, 20);
        self.history.act(worker, Command::Edit(changes))
    }

    fn ask_and_answer(&mut self, worker: &Person) -> Result<(), Stop> {
        let nudges = match self.case.client_type {
            ClientType::B2c => talk::NUDGES_B2C,
            ClientType::B2b => talk::NUDGES_B2B,
        };
        if self.topic.source == Source::Clients && self.creator.id != worker.id && self.dice.percent(14) {
            self.remark(100, self.creator, nudges, 30, 500)?;
            return self.remark(65, worker, talk::REPLIES, 3, 60);
        }
        if self.creator.id == worker.id {
            return Ok(());
        }
        self.remark(26, self.creator, self.topic.updates, 10, 300)
    }

    fn hand_over(&mut self, worker: &'a Person) -> Result<&'a Person, Stop> {
        let colleague = self.somebody(worker.dept);
        if colleague.id == worker.id {
            return Ok(worker);
        }
        self.pass(worker, 15, 400);
        let to = Place { department_id: colleague.department_id, assignee_id: Some(colleague.id) };
        self.redirect(worker, to, Some(colleague), talk::HANDOVERS)?;
        self.take()
    }

    fn go_elsewhere(&mut self, worker: &Person, detour: &Detour) -> Result<(), Stop> {
        self.pass(worker, 10, 300);
        let to = Place { department_id: self.department(detour.to), assignee_id: None };
        self.redirect(worker, to, None, detour.reasons)?;
        let helper = self.take()?;
        self.remark(80, helper, detour.looks, 5, 200)?;
        if self.dice.percent(25) {
            self.wait_for(helper, talk::WAITS)?;
        }
        // From here on it is their trouble.
        (self.topic.waits, self.topic.checks, self.topic.fixes) = (talk::WAITS, &[], detour.fixes);
        let fix = self.text(detour.fixes, helper);
        self.close(helper, Resolution::Solved, fix)?;
        self.after_the_end(helper)
    }

    fn wait(&mut self, worker: &Person) -> Result<(), Stop> {
        self.wait_for(worker, if self.topic.waits.is_empty() { talk::WAITS } else { self.topic.waits })
    }

    fn wait_for(&mut self, worker: &Person, reasons: Lines) -> Result<(), Stop> {
        self.pass(worker, 8, 240);
        let forgotten = self.rest == Some(TicketStatus::Waiting);
        let from = if forgotten { self.desk().now } else { self.history.at };
        let until = self.dice.percent(70).then(|| full_hour(from, self.dice.between(3, 5 * 24)));
        let reason = self.text(reasons, worker);
        self.transition(worker, TicketStatus::Waiting, until, None, reason)?;
        self.rest_in(TicketStatus::Waiting)?;
        let answered = self.fate != Fate::NoAnswer && (until.is_none() || self.dice.percent(60));
        if answered {
            self.pass(worker, 60, 3 * 24 * 60);
            let in_time = until.is_none_or(|until| self.history.at < until);
            if in_time {
                let comment = if self.dice.percent(60) { self.text(talk::RESUMED, worker) } else { None };
                return self.transition(worker, TicketStatus::InProgress, None, None, comment);
            }
        }
        match until {
            Some(until) => self.history.end_waiting(&mut self.dice, until),
            None => {
                self.pass(worker, 24 * 60, 5 * 24 * 60);
                self.transition(worker, TicketStatus::InProgress, None, None, None)
            }
        }
    }

    fn verify(&mut self, worker: &Person) -> Result<(), Stop> {
        let forced = self.rest == Some(TicketStatus::Checking);
        if self.topic.checks.is_empty() || !(forced || self.dice.percent(45)) {
            return Ok(());
        }
        self.pass(worker, 15, 600);
        let found = self.text(self.topic.checks, worker);
        self.transition(worker, TicketStatus::Checking, None, None, found)?;
        self.rest_in(TicketStatus::Checking)?;
        let about_machines = matches!(self.topic.home, Dept::Technical | Dept::Service | Dept::Saas);
        if about_machines && self.dice.percent(16) {
            self.pass(worker, 30, 800);
            let comment = self.text(talk::NOT_YET, worker);
            self.transition(worker, TicketStatus::InProgress, None, None, comment)?;
        }
        Ok(())
    }

    fn close(
        &mut self,
        worker: &Person,
        resolution: Resolution,
        comment: Option<String>,
    ) -> Result<(), Stop> {
        self.pass(worker, 10, 900);
        self.transition(worker, TicketStatus::Closed, None, Some(resolution), comment)
    }

    fn after_the_end(&mut self, worker: &Person) -> Result<(), Stop> {
        if self.creator.id == worker.id {
            return Ok(());
        }
        if !self.dice.percent(5) {
            let outside = self.topic.source == Source::Clients;
            return self.remark(if outside { 11 } else { 0 }, self.creator, talk::THANKS, 5, 300);
        }
        self.pass(self.creator, 90, 4 * 24 * 60);
        let comment = self.text(self.topic.returns, self.creator);
        self.transition(self.creator, TicketStatus::InProgress, None, None, comment)?;
        self.remark(50, worker, talk::REPLIES, 3, 120)?;
        self.wait_or_verify_again(worker)?;
        let fix = self.text(self.topic.fixes, worker);
        self.close(worker, Resolution::Solved, fix)
    }

    fn wait_or_verify_again(&mut self, worker: &Person) -> Result<(), Stop> {
        if self.dice.percent(30) { self.wait(worker) } else { self.verify(worker) }
    }

    fn desk(&self) -> &'a Desk {
        self.history.desk
    }

    fn department(&self, dept: Dept) -> domain::DepartmentId {
        self.desk().staff.department_id(dept)
    }

    fn somebody(&mut self, dept: Dept) -> &'a Person {
        self.desk().staff.somebody(&mut self.dice, dept)
    }

    /// Somebody of the department that the ticket is in.
    fn member_here(&mut self) -> &'a Person {
        let here = self.history.ticket.department_id;
        let dept =
            Dept::ALL.into_iter().find(|dept| self.department(*dept) == here).unwrap_or(self.topic.home);
        self.somebody(dept)
    }

    fn pass(&mut self, who: &Person, low: i64, high: i64) {
        self.history.pass(&mut self.dice, who, low, high);
    }

    fn text(&mut self, lines: Lines, who: &Person) -> Option<String> {
        (!lines.is_empty()).then(|| say(self.dice.text(lines), self.case, who.gender))
    }

    /// In so many cases of a hundred somebody comments after a while.
    fn remark(&mut self, cases: u32, who: &Person, lines: Lines, low: i64, high: i64) -> Result<(), Stop> {
        if !self.dice.percent(cases) {
            return Ok(());
        }
        let Some(body) = self.text(lines, who) else { return Ok(()) };
        self.pass(who, low, high);
        self.history.comment(who, body)
    }

    fn redirect(
        &mut self,
        who: &Person,
        to: Place,
        person: Option<&Person>,
        reasons: Lines,
    ) -> Result<(), Stop> {
        let template =
            self.dice.text(reasons).replace("{to}", person.map_or("колего", |person| person.vocative));
        let comment = say(&template, self.case, who.gender);
        self.history.act(who, Command::Redirect { to, comment })
    }

    fn transition(
        &mut self,
        who: &Person,
        to: TicketStatus,
        until: Option<Timestamp>,
        resolution: Option<Resolution>,
        comment: Option<String>,
    ) -> Result<(), Stop> {
        self.history.act(who, Command::Transition(Transition { to, until, resolution, comment }))
    }

    fn rest_in(&self, status: TicketStatus) -> Result<(), Stop> {
        if self.rest == Some(status) { Err(Stop::Rest) } else { Ok(()) }
    }
}

/// So many hours later, on the hour.
fn full_hour(from: Timestamp, hours: i64) -> Timestamp {
    let later = from.plus_millis(hours * HOUR + 59 * MINUTE);
    later.plus_millis(-(later.millis() % DAY % HOUR))
}
