//! From a query to the text that reads back as the same query.

use std::fmt::{Display, Formatter, Result, Write};

use super::field::Field;
use super::{Age, Bound, Comparison, Condition, Day, Pattern, Person, Query, Term, Unit};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (index, term) in self.terms.iter().enumerate() {
            if index > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.is_negated {
            f.write_char('-')?;
        }
        self.condition.fmt(f)
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(text) => quote(f, text),
            Self::Status(all) => list(f, Field::Status, all, |f, one| f.write_str(one.as_str())),
            Self::Client(all) => list(f, Field::Client, all, |f, one| f.write_str(one.as_str())),
            Self::Resolution(all) => list(f, Field::Resolution, all, |f, one| f.write_str(one.as_str())),
            Self::Number(all) => list(f, Field::Number, all, |f, one| one.fmt(f)),
            Self::Department(all) => list(f, Field::Department, all, |f, one| value(f, one)),
            Self::Assignee(all) => list(f, Field::Assignee, all, person),
            Self::Creator(all) => list(f, Field::Creator, all, person),
            Self::Station(all) => list(f, Field::Station, all, pattern),
            Self::Car(all) => list(f, Field::Car, all, pattern),
            Self::Priority(bound) => compare(f, Field::Priority, bound, |f, one| f.write_str(one.as_str())),
            Self::Created(bound) => compare(f, Field::Created, bound, day),
            Self::Updated(bound) => compare(f, Field::Updated, bound, day),
            Self::Closed(bound) => compare(f, Field::Closed, bound, day),
            Self::Age(bound) => compare(f, Field::Age, bound, age),
        }
    }
}

fn list<T>(
    f: &mut Formatter<'_>,
    field: Field,
    all: &[T],
    print: impl Fn(&mut Formatter<'_>, &T) -> Result,
) -> Result {
    f.write_str(field.name())?;
    for (index, one) in all.iter().enumerate() {
        f.write_char(if index == 0 { ':' } else { ',' })?;
        print(f, one)?;
    }
    Ok(())
}

fn compare<T>(
    f: &mut Formatter<'_>,
    field: Field,
    bound: &Bound<T>,
    print: impl Fn(&mut Formatter<'_>, &T) -> Result,
) -> Result {
    let sign = match bound.comparison {
        Comparison::Equal => "",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
    };
    write!(f, "{}:{sign}", field.name())?;
    print(f, &bound.value)
}

fn person(f: &mut Formatter<'_>, person: &Person) -> Result {
    match person {
        Person::Me => f.write_str("me"),
        Person::Nobody => f.write_str("none"),
        Person::Named(name) if matches!(name.as_str(), "me" | "none") => quote(f, name),
        Person::Named(name) => value(f, name),
    }
}

fn pattern(f: &mut Formatter<'_>, pattern: &Pattern) -> Result {
    if pattern.is_prefix {
        write!(f, "{}*", pattern.text)
    } else if pattern.text.contains('*') {
        quote(f, &pattern.text)
    } else {
        value(f, &pattern.text)
    }
}

fn day(f: &mut Formatter<'_>, day: &Day) -> Result {
    write!(f, "{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

fn age(f: &mut Formatter<'_>, age: &Age) -> Result {
    let unit = match age.unit {
        Unit::Minutes => 'm',
        Unit::Hours => 'h',
        Unit::Days => 'd',
        Unit::Weeks => 'w',
    };
    write!(f, "{}{unit}", age.count)
}

/// In quotes when it would be read as something else without.
fn value(f: &mut Formatter<'_>, text: &str) -> Result {
    let is_plain =
        !text.contains(|c: char| c.is_whitespace() || c == ',') && !text.starts_with(['"', '>', '<']);
    if is_plain { f.write_str(text) } else { quote(f, text) }
}

fn quote(f: &mut Formatter<'_>, text: &str) -> Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
