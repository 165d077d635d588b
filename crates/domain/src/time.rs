//! Points in time.

use chrono::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::json::{FromJson, Reader, ToJson, Value};

/// A point in time with millisecond resolution, UTC.
///
/// On the wire RFC 3339 with milliseconds and `Z` (`2026-11-21T12:00:00.000Z`); any offset is accepted on input.
/// In the database a 64-bit count of milliseconds since 1970, so that both engines order it alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(value_type = String, format = DateTime))]
pub struct Timestamp(i64);

impl Timestamp {
    /// The last moment of the year 9999: later ones have no RFC 3339 form.
    const MAX_MILLIS: i64 = 253_402_300_799_999;

    /// From milliseconds since 1970-01-01T00:00:00Z; times before it and after the year 9999 are clamped.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, Self::MAX_MILLIS))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The moment `millis` later (earlier when negative).
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// Parses RFC 3339 with any offset; `None` when malformed or outside of 1970 to 9999.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let millis = DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis();
        (0..=Self::MAX_MILLIS).contains(&millis).then_some(Self(millis))
    }

    /// Reads exactly what [`Self::to_rfc3339`] writes.
    fn parse_wire(text: &str) -> Option<Self> {
        let number = |begin, end| text.get(begin..end)?.parse::<i64>().ok();
        let seconds = (number(11, 13)? * 60 + number(14, 16)?) * 60 + number(17, 19)?;
        let days = days(number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let is_whole = text.len() == WIRE_LENGTH && text.ends_with('Z');
        is_whole.then_some(Self::from_millis((days * DAY_SECONDS + seconds) * 1_000 + number(20, 23)?))
    }

    /// RFC 3339 with milliseconds and `Z`.
    pub fn to_rfc3339(self) -> String {
        let (seconds, millis) = (self.0 / 1_000, self.0 % 1_000);
        let (year, month, day) = date(seconds / DAY_SECONDS);
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

const DAY_SECONDS: i64 = 86_400;
const WIRE_LENGTH: usize = "2026-11-21T12:00:00.000Z".len();

// The calendar in the browser, where chrono's tables would be a two-hundredth of all that travels. After Howard Hinnant's
// "chrono-Compatible Low-Level Date Algorithms"; chrono is asked in a test.

/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;
/// The days of 400 years.
const ERA_DAYS: i64 = 146_097;

/// The days from 1970-01-01 to a date of the Gregorian calendar. Years begin in March: their last day is the leap day.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - DAYS_TO_1970
}

/// Year, month and day so many days after 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let (era, of_era) = ((days + DAYS_TO_1970) / ERA_DAYS, (days + DAYS_TO_1970) % ERA_DAYS);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_based = (5 * day_of_year + 2) / 153;
    let month = if march_based < 10 { march_based + 3 } else { march_based - 9 };
    let day = day_of_year - (153 * march_based + 2) / 5 + 1;
    (year + era * 400 + i64::from(month < 3), month, day)
}

/// Whether the Gregorian calendar has the date; for years after 1970.
pub(crate) fn is_date(year: i64, month: i64, day: i64) -> bool {
    date(days(year, month, day)) == (year, month, day)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl FromJson for Timestamp {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        Self(reader.require(value.as_str().and_then(Self::parse_wire).map(Self::millis)))
    }
}

impl ToJson for Timestamp {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.to_rfc3339()))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_rfc3339(&text)
            .ok_or_else(|| de::Error::custom("expected an RFC 3339 time between 1970 and 9999"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_form_is_rfc3339_with_milliseconds() {
        let time = Timestamp::parse_rfc3339("2026-11-21T14:00:00.5+02:00").unwrap();
        assert_eq!(time.to_rfc3339(), "2026-11-21T12:00:00.500Z");
        assert_eq!(Timestamp::parse_rfc3339("yesterday"), None);
        assert_eq!(Timestamp::parse_rfc3339("1969-12-31T23:59:59Z"), None);
    }

    #[test]
    fn the_calendar_is_that_of_chrono_until_the_year_9999() {
        for millis in (0..=Timestamp::MAX_MILLIS).step_by(861_234_567) {
            let time = Timestamp(millis);
            let known = DateTime::from_timestamp_millis(millis).unwrap();
            assert_eq!(time.to_rfc3339(), known.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
            assert_eq!(Timestamp::parse_wire(&time.to_rfc3339()), Some(time));
        }
        for text in ["", "2026-11-21T14:00:00Z", "2026-11-21T14:00:00.000+", "yesterday, about noon…"] {
            assert_eq!(Timestamp::parse_wire(text), None, "{text}");
        }
    }

    #[test]
    fn only_dates_of_the_calendar_exist() {
        for year in [1972, 1999, 2000, 2023, 2024, 2100] {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let known = chrono::NaiveDate::from_ymd_opt(year, month, day).is_some();
                assert_eq!(is_date(year.into(), month.into(), day.into()), known, "{year}-{month}-{day}");
            }
        }
    }
}
