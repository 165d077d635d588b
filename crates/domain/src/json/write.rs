//! Writing.

use std::fmt::Write as _;

use super::{Map, Value};

/// Something that can be written as JSON.
pub trait ToJson {
    /// The value; `None` leaves the field out in which it stands. So the outer of two options says whether there is a
    /// field, and the inner one whether it is `null`.
    fn to_json(&self) -> Option<Value>;
}

/// Adds a field to an object.
pub fn put<T: ToJson>(object: &mut Map<String, Value>, name: &str, value: &T) {
    if let Some(value) = value.to_json() {
        object.insert(name.to_owned(), value);
    }
}

/// Writes it as a text.
pub fn write<T: ToJson>(value: &T) -> String {
    text(&value.to_json().unwrap_or_default())
}

/// The text of a value. Numbers are whole, because nothing else is ever written.
pub fn text(value: &Value) -> String {
    let mut text = String::new();
    append(value, &mut text);
    text
}

fn append(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            // Writing to a String does not fail.
            let _ = write!(out, "{}", number.as_i64().unwrap_or_default());
        }
        Value::String(text) => quote(text, out),
        Value::Array(values) => {
            let mut separator = '[';
            for value in values {
                out.push(separator);
                append(value, out);
                separator = ',';
            }
            out.push_str(if separator == '[' { "[]" } else { "]" });
        }
        Value::Object(fields) => {
            let mut separator = '{';
            for (name, value) in fields {
                out.push(separator);
                quote(name, out);
                out.push(':');
                append(value, out);
                separator = ',';
            }
            out.push_str(if separator == '{' { "{}" } else { "}" });
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

impl ToJson for str {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.to_owned()))
    }
}

impl ToJson for String {
    fn to_json(&self) -> Option<Value> {
        self.as_str().to_json()
    }
}

impl ToJson for Map<String, Value> {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Object(self.clone()))
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToJson for $number {
            fn to_json(&self) -> Option<Value> {
                Some(Value::from(*self))
            }
        }
    )+};
}

numbers!(i32, i64, u64);

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Option<Value> {
        self.as_ref().map(|value| value.to_json().unwrap_or_default())
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Array(self.iter().filter_map(ToJson::to_json).collect()))
    }
}
