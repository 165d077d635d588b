//! The names of the fields, and what values they take.

use super::scan::Piece;
use super::{Age, Bound, Comparison, Condition, Day, Pattern, Person, Unit};
use crate::text::search_key;
use crate::tickets::{ClientType, Priority, Resolution, TicketStatus};
use crate::time::is_date;
use crate::{ErrorCode, TicketId};

/// A field of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Status,
    Priority,
    Department,
    Assignee,
    Creator,
    Client,
    Resolution,
    Number,
    Station,
    Car,
    Created,
    Updated,
    Closed,
    Age,
}

/// The first name is the one that is printed; all are accepted, in the three languages.
const NAMES: [(Field, &[&str]); 14] = [
    (Field::Status, &["status", "статус"]),
    (Field::Priority, &["priority", "пріоритет", "приоритет"]),
    (Field::Department, &["dept", "department", "відділ", "отдел"]),
    (Field::Assignee, &["assignee", "виконавець", "исполнитель"]),
    (Field::Creator, &["creator", "author", "автор"]),
    (Field::Client, &["client", "клієнт", "клиент"]),
    (Field::Resolution, &["resolution", "результат"]),
    (Field::Number, &["number", "id", "номер"]),
    (Field::Station, &["station", "станція", "станция"]),
    (Field::Car, &["car", "авто"]),
    (Field::Created, &["created", "створено", "создано"]),
    (Field::Updated, &["updated", "оновлено", "обновлено"]),
    (Field::Closed, &["closed", "закрито", "закрыто"]),
    (Field::Age, &["age", "вік", "возраст"]),
];

impl Field {
    /// By one of its names, whatever the case.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = search_key(name);
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(field, _)| *field)
    }

    /// The name that is printed.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, names)| names[0])
    }

    /// The condition from at least one value; the number of the value that is wrong.
    pub(super) fn condition(
        self,
        comparison: Comparison,
        values: &[Piece],
    ) -> Result<Condition, (ErrorCode, usize)> {
        let one = |index: usize| (ErrorCode::UnknownValue, index);
        match self {
            Self::Priority => bound(comparison, values, priority).map(Condition::Priority),
            Self::Created => bound(comparison, values, day).map(Condition::Created),
            Self::Updated => bound(comparison, values, day).map(Condition::Updated),
            Self::Closed => bound(comparison, values, day).map(Condition::Closed),
            Self::Age => bound(comparison, values, age).map(Condition::Age),
            _ if comparison != Comparison::Equal => Err((ErrorCode::NotComparable, 0)),
            Self::Status => each(values, status).map(Condition::Status).map_err(one),
            Self::Client => each(values, client).map(Condition::Client).map_err(one),
            Self::Resolution => each(values, resolution).map(Condition::Resolution).map_err(one),
            Self::Number => each(values, number).map(Condition::Number).map_err(one),
            Self::Department => each(values, text).map(Condition::Department).map_err(one),
            Self::Assignee => each(values, person).map(Condition::Assignee).map_err(one),
            Self::Creator => each(values, somebody).map(Condition::Creator).map_err(one),
            Self::Station => each(values, pattern).map(Condition::Station).map_err(one),
            Self::Car => each(values, pattern).map(Condition::Car).map_err(one),
        }
    }
}

fn bound<T>(
    comparison: Comparison,
    values: &[Piece],
    parse: impl Fn(&Piece) -> Option<T>,
) -> Result<Bound<T>, (ErrorCode, usize)> {
    match values {
        [value] => match parse(value) {
            Some(value) => Ok(Bound { comparison, value }),
            None => Err((ErrorCode::UnknownValue, 0)),
        },
        _ => Err((ErrorCode::NotComparable, 1)),
    }
}

fn each<T>(values: &[Piece], parse: impl Fn(&Piece) -> Option<T>) -> Result<Vec<T>, usize> {
    values.iter().enumerate().map(|(index, value)| parse(value).ok_or(index)).collect()
}

fn priority(piece: &Piece) -> Option<Priority> {
    Priority::parse(&piece.text.to_lowercase())
}

fn status(piece: &Piece) -> Option<TicketStatus> {
    TicketStatus::parse(&piece.text.to_lowercase())
}

fn client(piece: &Piece) -> Option<ClientType> {
    ClientType::parse(&piece.text.to_lowercase())
}

fn resolution(piece: &Piece) -> Option<Resolution> {
    Resolution::parse(&piece.text.to_lowercase())
}

fn number(piece: &Piece) -> Option<TicketId> {
    let digits = piece.text.strip_prefix('#').unwrap_or(&piece.text);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|id| is_number && *id > 0).map(TicketId)
}

fn text(piece: &Piece) -> Option<String> {
    (!piece.text.trim().is_empty()).then(|| piece.text.clone())
}

/// In quotes it is always a name.
fn person(piece: &Piece) -> Option<Person> {
    match piece.text.as_str() {
        "none" if !piece.is_quoted => Some(Person::Nobody),
        _ => somebody(piece),
    }
}

fn somebody(piece: &Piece) -> Option<Person> {
    match piece.text.as_str() {
        "me" if !piece.is_quoted => Some(Person::Me),
        _ => text(piece).map(Person::Named),
    }
}

/// In quotes a star is a star. Alone it would find everything, slowly.
fn pattern(piece: &Piece) -> Option<Pattern> {
    let prefix = if piece.is_quoted { None } else { piece.text.strip_suffix('*') };
    let pattern = match prefix {
        Some(prefix) => Pattern { text: prefix.to_owned(), is_prefix: true },
        None => Pattern { text: piece.text.clone(), is_prefix: false },
    };
    let has_star = !piece.is_quoted && pattern.text.contains('*');
    (!pattern.text.trim().is_empty() && !has_star).then_some(pattern)
}

fn day(piece: &Piece) -> Option<Day> {
    let mut parts = piece.text.split('-');
    let mut next = |length: usize| {
        parts.next().filter(|part| part.len() == length && part.chars().all(|c| c.is_ascii_digit()))
    };
    let (year, month, day) = (next(4)?.parse().ok()?, next(2)?.parse().ok()?, next(2)?.parse().ok()?);
    let exists = year >= 1970 && is_date(i64::from(year), i64::from(month), i64::from(day));
    (exists && parts.next().is_none()).then_some(Day { year, month, day })
}

fn age(piece: &Piece) -> Option<Age> {
    let unit = match piece.text.chars().last()? {
        'm' => Unit::Minutes,
        'h' => Unit::Hours,
        'd' => Unit::Days,
        'w' => Unit::Weeks,
        _ => return None,
    };
    let digits = &piece.text[..piece.text.len() - 1];
    let is_short = (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|_| is_short).map(|count| Age { count, unit })
}
