//! From a template to a text: `{fact}`, `[male|female]` for who writes, `<male|female>` for `{who}`, `‹male|female›` for
//! `{client}`.

use super::case::Case;
use super::names::Gender;

/// The text of a template; what is not a fact of the case stays empty.
pub fn say(template: &str, case: &Case, writer: Gender) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find(['{', '[', '<', '‹']) {
        text.push_str(&rest[..start]);
        let Some(open) = rest[start..].chars().next() else { break };
        let (close, gender) = match open {
            '{' => ('}', None),
            '[' => (']', Some(writer)),
            '<' => ('>', Some(case.who_gender)),
            _ => ('›', Some(case.client_gender)),
        };
        let Some(length) = rest[start..].find(close) else { break };
        let inner = &rest[start + open.len_utf8()..start + length];
        match (gender, inner.split_once('|')) {
            (Some(Gender::Male), Some((ending, _))) | (Some(Gender::Female), Some((_, ending))) => {
                text.push_str(ending);
            }
            _ => text.push_str(&case.fact(inner).unwrap_or_default()),
        }
        rest = &rest[start + length + close.len_utf8()..];
    }
    text.push_str(rest);
    // After initials a sentence needs no second full stop.
    text.replace("..", ".")
}
