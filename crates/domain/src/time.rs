//! Points in time.

use chrono::{DateTime, SecondsFormat, Utc};
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

    /// RFC 3339 with milliseconds and `Z`.
    pub fn to_rfc3339(self) -> String {
        DateTime::<Utc>::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl FromJson for Timestamp {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        Self(reader.require(value.as_str().and_then(Self::parse_rfc3339).map(Self::millis)))
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
}
