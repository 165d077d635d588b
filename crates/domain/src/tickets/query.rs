//! The query language of lists: `dept:"Технічний відділ" status:new,waiting priority:>=high -assignee:none OCPP`.
//!
//! A query is terms, separated by spaces, that must all hold. A term is a word, a `"phrase"`, or a field with values:
//! one of several (`status:new,waiting`), a bound (`age:>2h`), a pattern (`station:KYIV-*`). A minus in front negates.
//! Reading order: [`Query`], [`parse`], [`field`] (names and their values), [`print`], [`resolve`] (what it means here and
//! now).

mod field;
mod of_list;
mod parse;
mod print;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use of_list::of_list;
pub use resolve::{Directory, Moment};

use super::{ClientType, Priority, Resolution, TicketStatus};
use crate::json::Value;
use crate::problem::FieldError;
use crate::{ErrorCode, TicketId};

/// The most characters of a query.
pub const QUERY_MAX: usize = 2_000;
/// The most terms of a query.
pub const TERMS_MAX: usize = 50;
/// The most values of a field.
pub const VALUES_MAX: usize = 50;

/// What tickets are looked for: all terms must hold. Without terms every ticket is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order in which they were written.
    pub terms: Vec<Term>,
}

/// A condition or its contrary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Whether the condition must not hold.
    pub is_negated: bool,
    /// The condition.
    pub condition: Condition,
    /// Which characters of the query say so.
    pub at: Range<usize>,
}

/// Where a term stands does not change what it means.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (self.is_negated, &self.condition) == (other.is_negated, &other.condition)
    }
}

impl Eq for Term {}

/// What a ticket is asked. Lists are never empty: one of their values must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A word, or the beginning of one.
    Word(String),
    /// Words in this order.
    Phrase(String),
    /// `status:new,waiting`.
    Status(Vec<TicketStatus>),
    /// `priority:high` or `priority:>=high`.
    Priority(Bound<Priority>),
    /// `dept:"Технічний відділ"`, by name or number.
    Department(Vec<String>),
    /// `assignee:me`.
    Assignee(Vec<Person>),
    /// `creator:me`.
    Creator(Vec<Person>),
    /// `client:b2b`.
    Client(Vec<ClientType>),
    /// `resolution:duplicate`.
    Resolution(Vec<Resolution>),
    /// `number:42,43`.
    Number(Vec<TicketId>),
    /// `station:KYIV-*`.
    Station(Vec<Pattern>),
    /// `car:Nissan*`.
    Car(Vec<Pattern>),
    /// `created:>2026-11-01`.
    Created(Bound<Day>),
    /// `updated:2026-11-01`.
    Updated(Bound<Day>),
    /// `closed:<2026-11-01`.
    Closed(Bound<Day>),
    /// `age:>2h`: since it was created.
    Age(Bound<Age>),
}

/// A person in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Whoever asks.
    Me,
    /// Nobody.
    Nobody,
    /// By name or number.
    Named(String),
}

/// How a value compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Exactly; a day means from its beginning to its end.
    Equal,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
}

/// A value and how to compare with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound<T> {
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub value: T,
}

/// A text, or the beginning of one (`KYIV-*`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Without the star; never empty.
    pub text: String,
    /// Whether anything may follow.
    pub is_prefix: bool,
}

/// A day of the calendar; in which time zone, the asker decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// 1970 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the last of the month.
    pub day: u8,
}

/// A span of time as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Age {
    /// How many, 0 to 9999.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `m`.
    Minutes,
    /// `h`.
    Hours,
    /// `d`.
    Days,
    /// `w`.
    Weeks,
}

impl Age {
    /// In minutes.
    pub fn minutes(self) -> u32 {
        let unit = match self.unit {
            Unit::Minutes => 1,
            Unit::Hours => 60,
            Unit::Days => 24 * 60,
            Unit::Weeks => 7 * 24 * 60,
        };
        u32::from(self.count) * unit
    }
}

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What: too long, too many terms or values, an open quote, a field that does not exist, no value, a value that the
    /// field cannot have or that nothing has, a comparison of what has no order.
    pub code: ErrorCode,
    /// Which characters of the query.
    pub at: Range<usize>,
}

impl From<Mistake> for FieldError {
    fn from(mistake: Mistake) -> Self {
        Self::new("query", mistake.code).with("from", mistake.at.start).with("to", mistake.at.end)
    }
}

/// The part of a query that an error is about, which was a [`Mistake`] before it went over the wire.
pub fn wrong_part(query: &str, error: &FieldError) -> String {
    let place = |name| error.params.get(name).and_then(Value::as_u64).and_then(|at| at.try_into().ok());
    let (from, to): (usize, usize) = (place("from").unwrap_or(0), place("to").unwrap_or(0));
    query.chars().skip(from).take(to.saturating_sub(from)).collect()
}

impl Query {
    /// Reads a query; the mistakes come in the order in which they stand.
    ///
    /// # Errors
    /// Everything that is wrong with it, not only the first.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        parse::query(text)
    }
}
