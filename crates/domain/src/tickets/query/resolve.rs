//! What a query means here and now: names become people and departments, days and ages become moments.

use super::{Bound, Comparison, Condition, Day, Mistake, Person, Query};
use crate::search::Needle;
use crate::text::search_key;
use crate::tickets::Priority;
use crate::tickets::list::{Clause, Period, PersonFilter, Test};
use crate::time::days;
use crate::{DepartmentId, EmployeeId, ErrorCode, Timestamp};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Who and what can be named, archived and deactivated ones too.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Departments with their names.
    pub departments: Vec<(DepartmentId, String)>,
    /// People with their full names.
    pub employees: Vec<(EmployeeId, String)>,
}

/// When and where a query is asked.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The time of the server.
    pub now: Timestamp,
    /// Minutes that the asker's clock is ahead of UTC.
    pub utc_offset: i32,
}

impl Query {
    /// Whether it names departments or people, so that [`Query::resolve`] needs a directory.
    pub fn has_names(&self) -> bool {
        self.terms.iter().any(|term| match &term.condition {
            Condition::Department(_) => true,
            Condition::Assignee(all) | Condition::Creator(all) => {
                all.iter().any(|person| matches!(person, Person::Named(_)))
            }
            _ => false,
        })
    }

    /// The clauses that must all hold. Words without letters and digits are left out, unless there is nothing else.
    ///
    /// # Errors
    /// Names that nobody and nothing has.
    pub fn resolve(&self, directory: &Directory, moment: Moment) -> Result<Vec<Clause>, Vec<Mistake>> {
        let (mut clauses, mut mistakes) = (Vec::new(), Vec::new());
        for term in &self.terms {
            match test(&term.condition, directory, moment) {
                Ok(test) => clauses.extend(test.map(|test| Clause { is_negated: term.is_negated, test })),
                Err(code) => mistakes.push(Mistake { code, at: term.at.clone() }),
            }
        }
        if clauses.is_empty() && self.terms.iter().any(|term| !term.is_negated) {
            clauses.push(Test::Number(Vec::new()).into());
        }
        if mistakes.is_empty() { Ok(clauses) } else { Err(mistakes) }
    }
}

fn test(condition: &Condition, directory: &Directory, moment: Moment) -> Result<Option<Test>, ErrorCode> {
    Ok(Some(match condition {
        Condition::Word(text) => return Ok(Needle::word(text).map(Test::Text)),
        Condition::Phrase(text) => return Ok(Needle::phrase(text).map(Test::Text)),
        Condition::Status(all) => Test::Status(all.clone()),
        Condition::Priority(bound) => Test::Priority(priorities(bound)),
        Condition::Department(names) => Test::Department(directory.departments_named(names)?),
        Condition::Assignee(all) => Test::Assignee(directory.people(all)?),
        Condition::Creator(all) => Test::Creator(directory.people(all)?),
        Condition::Client(all) => Test::Client(all.clone()),
        Condition::Resolution(all) => Test::Resolution(all.clone()),
        Condition::Number(all) => Test::Number(all.clone()),
        Condition::Station(all) => Test::Station(all.clone()),
        Condition::Car(all) => Test::Car(all.clone()),
        Condition::Created(bound) => Test::Created(moment.days(bound)),
        Condition::Updated(bound) => Test::Updated(moment.days(bound)),
        Condition::Closed(bound) => Test::Closed(moment.days(bound)),
        Condition::Age(bound) => {
            // Older means created earlier. `age:2h` is an age that shows as two hours.
            let minutes = i64::from(bound.value.minutes());
            let unit = i64::from(super::Age { count: 1, ..bound.value }.minutes());
            let before = |minutes: i64| Some(moment.now.plus_millis(-minutes * MINUTE));
            Test::Created(match bound.comparison {
                Comparison::More => Period { from: None, until: before(minutes) },
                Comparison::AtLeast => {
                    Period { from: None, until: before(minutes).map(|at| at.plus_millis(1)) }
                }
                Comparison::Less => Period { from: before(minutes).map(|at| at.plus_millis(1)), until: None },
                Comparison::AtMost => Period { from: before(minutes), until: None },
                Comparison::Equal => Period {
                    from: before(minutes + unit).map(|at| at.plus_millis(1)),
                    until: before(minutes).map(|at| at.plus_millis(1)),
                },
            })
        }
    }))
}

fn priorities(bound: &Bound<Priority>) -> Vec<Priority> {
    let fits = |one: &Priority| match bound.comparison {
        Comparison::Equal => *one == bound.value,
        Comparison::More => *one > bound.value,
        Comparison::AtLeast => *one >= bound.value,
        Comparison::Less => *one < bound.value,
        Comparison::AtMost => *one <= bound.value,
    };
    Priority::ALL.into_iter().filter(fits).collect()
}

impl Moment {
    fn days(self, bound: &Bound<Day>) -> Period {
        let start = self.start_of(bound.value);
        let end = start.plus_millis(DAY);
        let (from, until) = match bound.comparison {
            Comparison::Equal => (Some(start), Some(end)),
            Comparison::More => (Some(end), None),
            Comparison::AtLeast => (Some(start), None),
            Comparison::Less => (None, Some(start)),
            Comparison::AtMost => (None, Some(end)),
        };
        Period { from, until }
    }

    fn start_of(self, Day { year, month, day }: Day) -> Timestamp {
        let midnight = days(i64::from(year), i64::from(month), i64::from(day)) * DAY;
        Timestamp::from_millis(midnight - i64::from(self.utc_offset) * MINUTE)
    }
}

impl Directory {
    /// By number, or else by the whole name, or else by a part of the name.
    fn departments_named(&self, names: &[String]) -> Result<Vec<DepartmentId>, ErrorCode> {
        let mut found = Vec::new();
        for name in names {
            let key = search_key(name.trim());
            let by = |fits: &dyn Fn(DepartmentId, &str) -> bool| {
                let all = self.departments.iter().filter(|(id, name)| fits(*id, &search_key(name)));
                all.map(|(id, _)| *id).collect::<Vec<_>>()
            };
            let mut ids = by(&|id, _| id.to_string() == key);
            if ids.is_empty() {
                ids = by(&|_, name| name == key);
            }
            if ids.is_empty() {
                ids = by(&|_, name| name.contains(&key));
            }
            if ids.is_empty() {
                return Err(ErrorCode::UnknownDepartment);
            }
            found.extend(ids);
        }
        Ok(found)
    }

    /// By number, or else by words of the name.
    fn people_named(&self, key: &str) -> Result<Vec<PersonFilter>, ErrorCode> {
        let by = |fits: &dyn Fn(EmployeeId, &str) -> bool| {
            let all = self.employees.iter().filter(|(id, name)| fits(*id, &search_key(name)));
            all.map(|(id, _)| PersonFilter::Person(*id)).collect::<Vec<_>>()
        };
        let mut found = by(&|id, _| id.to_string() == key);
        if found.is_empty() {
            found = by(&|_, name| key.split_whitespace().all(|word| name.contains(word)));
        }
        if found.is_empty() { Err(ErrorCode::UnknownEmployee) } else { Ok(found) }
    }

    fn people(&self, people: &[Person]) -> Result<Vec<PersonFilter>, ErrorCode> {
        let mut found = Vec::new();
        for person in people {
            match person {
                Person::Me => found.push(PersonFilter::Me),
                Person::Nobody => found.push(PersonFilter::Nobody),
                Person::Named(name) => {
                    found.extend(self.people_named(&search_key(name))?);
                }
            }
        }
        Ok(found)
    }
}
