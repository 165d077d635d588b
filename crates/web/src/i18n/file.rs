//! The texts of one language as its file brings them.

use std::collections::BTreeMap;

use domain::json::{Map, Value};

use super::fingerprint::fingerprint;
use super::t;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The server did not give it.
    Unreachable,
    /// It belongs to another version of the application.
    OtherVersion,
}

/// The forms of a plural, by number; English says `other` for the last two.
const FORMS: [&str; 3] = ["one", "few", "many"];

/// The texts in the order of their keys, with three places for each plural. They stay as long as the page.
pub(super) fn parse(json: &str) -> Result<Vec<&'static str>, Trouble> {
    let read: Map<String, Value> = client::from_json(json).map_err(|_| Trouble::Unreachable)?;
    let mut file = BTreeMap::new();
    file.extend(read);
    if fingerprint(file.iter().map(|(key, value)| (key.as_str(), value.is_object()))) != t::FINGERPRINT {
        return Err(Trouble::OtherVersion);
    }
    let mut texts = Vec::new();
    for value in file.values() {
        match value {
            Value::Object(forms) => {
                texts.extend(FORMS.map(|form| keep(forms.get(form).or_else(|| forms.get("other")))));
            }
            text => texts.push(keep(Some(text))),
        }
    }
    Ok(texts)
}

fn keep(text: Option<&Value>) -> &'static str {
    text.and_then(Value::as_str).unwrap_or_default().to_owned().leak()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_version_is_refused() {
        assert_eq!(parse("{}"), Err(Trouble::OtherVersion));
        assert_eq!(parse("<!doctype html>"), Err(Trouble::Unreachable));
    }
}
