//! What tickets are about: texts of one kind of trouble, from the subject to the last comment.
//!
//! In texts `{station}` and the like are facts of the ticket (see `case.rs`). Endings for a man or a woman: `[в|ла]` of
//! who writes, `<в|ла>` after `{who}`, `‹в|ла›` after `{client}`.

use super::people::Dept;

/// Texts to choose from.
pub type Lines = &'static [&'static str];

/// Who speaks for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// «Водій ТОВ …».
    Driver,
    /// «Бухгалтерія ТОВ …».
    Accounting,
    /// «Представник ТОВ …».
    Manager,
}

/// Who brings tickets of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Clients: through the dispatchers, companies through corporate support.
    Clients,
    /// Monitoring, seen by dispatchers and technicians; clients call about a part of it.
    Monitoring,
    /// Anybody of the company.
    Colleagues,
    /// Rubbish that reaches the shared mailbox.
    Rubbish,
}

/// A kind of trouble.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// How often it happens.
    pub weight: u32,
    /// Who solves it.
    pub home: Dept,
    /// Who brings it.
    pub source: Source,
    /// How many of a hundred come from companies.
    pub b2b: u32,
    /// Who speaks for a company.
    pub voice: Voice,
    /// Weights of low, medium, high, critical.
    pub priorities: [u32; 4],
    /// How many of a hundred name the station.
    pub station: u32,
    /// How many of a hundred name the car.
    pub car: u32,
    /// Kinds of the trouble; none when the texts below fit together as they are.
    pub threads: &'static [Thread],
    /// One line.
    pub subjects: Lines,
    /// The first sentence of the description.
    pub openings: Lines,
    /// More of the description.
    pub details: Lines,
    /// What is wanted, the end of the description.
    pub asks: Lines,
    /// The first comment of whoever took it.
    pub looks: Lines,
    /// News from the client, by the creator.
    pub updates: Lines,
    /// Why it waits.
    pub waits: Lines,
    /// A solution to be verified.
    pub checks: Lines,
    /// The last word.
    pub fixes: Lines,
    /// Why it is reopened.
    pub returns: Lines,
    /// Other departments that may have to help.
    pub detours: &'static [Detour],
}

/// A kind of the trouble of a topic, with texts of its own; where it has none, those of the topic are told.
#[derive(Clone, Copy, Debug)]
pub struct Thread {
    /// One line.
    pub subjects: Lines,
    /// The first sentence of the description.
    pub openings: Lines,
    /// More of the description.
    pub details: Lines,
    /// The first comment of whoever took it.
    pub looks: Lines,
    /// Why it waits.
    pub waits: Lines,
    /// A solution to be verified.
    pub checks: Lines,
    /// The last word.
    pub fixes: Lines,
    /// Other departments cannot help with it.
    pub stays: bool,
}

/// A thread without texts of its own, to begin with.
pub const THREAD: Thread = Thread {
    subjects: &[],
    openings: &[],
    details: &[],
    looks: &[],
    waits: &[],
    checks: &[],
    fixes: &[],
    stays: false,
};

impl Topic {
    /// The topic with the texts of one of its threads.
    pub fn of_thread(&self, index: usize) -> Self {
        let Some(thread) = self.threads.get(index) else { return *self };
        let own = |own: Lines, shared: Lines| if own.is_empty() { shared } else { own };
        Self {
            subjects: own(thread.subjects, self.subjects),
            openings: own(thread.openings, self.openings),
            details: own(thread.details, self.details),
            looks: own(thread.looks, self.looks),
            waits: own(thread.waits, self.waits),
            checks: own(thread.checks, self.checks),
            fixes: own(thread.fixes, self.fixes),
            detours: if thread.stays { &[] } else { self.detours },
            ..*self
        }
    }
}

/// A redirect to another department, which ends the work.
#[derive(Clone, Copy, Debug)]
pub struct Detour {
    /// Where to.
    pub to: Dept,
    /// The reason of the redirect.
    pub reasons: Lines,
    /// The first comment there.
    pub looks: Lines,
    /// The last word there.
    pub fixes: Lines,
}
