//! Fields of a PATCH body: absent means unchanged, `null` means cleared (JSON merge patch, RFC 7396).

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
