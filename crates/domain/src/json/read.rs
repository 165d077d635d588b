//! Reading.

use std::fmt;

use super::{Map, Value};

/// Something that can be read from JSON.
pub trait FromJson: Sized {
    /// Reads it. What is wrong is told to the reader, and something of the type comes all the same: structs are made
    /// without asking after each field, which is what makes this small.
    fn from_json(value: &Value, reader: &mut Reader) -> Self;
}

/// A value that does not hold what was expected; the name of the first wrong field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable(pub &'static str);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something else was expected at `")?;
        f.write_str(self.0)?;
        f.write_str("`")
    }
}

impl std::error::Error for Unreadable {}

/// Goes through a value and keeps in mind what is wrong with it.
#[derive(Debug, Default)]
pub struct Reader {
    at: &'static str,
    wrong: Option<Unreadable>,
}

impl Reader {
    /// A field of an object.
    pub fn field<T: FromJson>(&mut self, object: &Value, name: &'static str) -> T {
        let value = self.find(object, name);
        T::from_json(value, self)
    }

    /// The value of a field, `null` when it is absent.
    pub fn find<'a>(&mut self, object: &'a Value, name: &'static str) -> &'a Value {
        match object {
            Value::Object(fields) => {
                self.at = name;
                fields.get(name).unwrap_or(&Value::Null)
            }
            _ => {
                self.wrong();
                &Value::Null
            }
        }
    }

    /// The value, or nothing in its place, which is wrong.
    pub fn require<T: Default>(&mut self, value: Option<T>) -> T {
        if value.is_none() {
            self.wrong();
        }
        value.unwrap_or_default()
    }

    /// What is read now is not what it should be.
    pub fn wrong(&mut self) {
        self.wrong.get_or_insert(Unreadable(self.at));
    }
}

/// Reads a value.
///
/// # Errors
/// A value that does not hold a `T`.
pub fn read<T: FromJson>(value: &Value) -> Result<T, Unreadable> {
    let mut reader = Reader::default();
    let read = T::from_json(value, &mut reader);
    match reader.wrong {
        None => Ok(read),
        Some(wrong) => Err(wrong),
    }
}

/// Reads what can be read, for example what an older version has written; the rest is blank.
pub fn read_leniently<T: FromJson>(value: &Value) -> T {
    T::from_json(value, &mut Reader::default())
}

impl FromJson for Value {
    fn from_json(value: &Value, _reader: &mut Reader) -> Self {
        value.clone()
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        match value {
            Value::Object(fields) => fields.clone(),
            Value::Null => Self::new(),
            _ => reader.require(None),
        }
    }
}

impl FromJson for String {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        reader.require(value.as_str()).to_owned()
    }
}

impl FromJson for bool {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        match value {
            Value::Bool(value) => *value,
            Value::Null => false,
            _ => reader.require(None),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        reader.require(value.as_i64())
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),+) => {$(
        impl FromJson for $number {
            fn from_json(value: &Value, reader: &mut Reader) -> Self {
                reader.require(value.as_i64().and_then(|value| value.try_into().ok()))
            }
        }
    )+};
}

smaller_numbers!(i32, u8, u16, u64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        (!value.is_null()).then(|| T::from_json(value, reader))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value, reader: &mut Reader) -> Self {
        match value {
            Value::Array(values) => values.iter().map(|value| T::from_json(value, reader)).collect(),
            Value::Null => Self::new(),
            _ => reader.require(None),
        }
    }
}
