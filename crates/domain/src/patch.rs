//! Fields of request bodies, read strictly. In a PATCH absent means unchanged and `null` means cleared (JSON merge
//! patch, RFC 7396). By itself serde would also read a struct from an array of its fields, and a word from an object.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// For `#[serde(default, deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]` on an
/// `Option<Option<T>>`: the outer level says whether the field was there, the inner one whether it had a value.
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// For a field that can be absent but not `null`.
pub fn required<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// For a field that is a JSON object and nothing else.
pub fn object<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Object::deserialize(deserializer).map(|Object(value)| value)
}

/// For a field that is a JSON object, `null` or absent.
pub fn optional_object<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let value = Option::<Object<T>>::deserialize(deserializer)?;
    Ok(value.map(|Object(value)| value))
}

/// For an enumeration: one of its words, as a string.
pub fn word<'de, T, D>(deserializer: D, parse: fn(&str) -> Option<T>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom("not one of the words that can stand here"))
}

/// A value that was a JSON object.
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData)).map(Self)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::tickets::wire::RedirectTicketRequest;
    use crate::tickets::{Priority, TicketStatus};

    #[test]
    fn objects_and_words_are_read_strictly() {
        let request =
            |to| serde_json::from_value::<RedirectTicketRequest>(json!({"to": to, "comment": "Туди."}));
        assert!(request(json!({"department_id": 3})).is_ok());
        for wrong in [json!([3, null]), json!([]), json!(null), json!(3), json!("3")] {
            assert!(request(wrong).is_err());
        }
        assert_eq!(serde_json::from_value::<Priority>(json!("high")).ok(), Some(Priority::High));
        assert!(serde_json::from_value::<Priority>(json!({"high": null})).is_err());
        assert!(serde_json::from_value::<TicketStatus>(json!({"new": null})).is_err());
    }
}
