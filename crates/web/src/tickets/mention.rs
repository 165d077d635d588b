//! Mentioning people: finding them by what is typed after "@", and writing the links that the server knows.

use domain::EmployeeId;
use domain::letters::{is_letter, is_letter_or_digit};
use domain::mentions::link;
use domain::text::search_key;

/// So many are offered.
const OFFERED: usize = 6;

/// What is typed between the last "@" before the caret and the caret, and where that "@" is, in bytes. `caret` counts
/// as JavaScript does, in UTF-16.
pub(super) fn typed(text: &str, caret: u32) -> Option<(usize, &str)> {
    let before = text.get(..byte_of(text, caret))?;
    let at = before.rfind('@')?;
    let (head, typed) = (before.get(..at)?, before.get(at + 1..)?);
    let is_begin = !head.ends_with(is_letter_or_digit);
    // A name has three words at most.
    let is_name = typed.chars().all(|c| is_letter(c) || matches!(c, ' ' | '-' | '\'' | '’'));
    (is_begin && is_name && typed.matches(' ').count() < 3 && !typed.starts_with(' ')).then_some((at, typed))
}

/// Those of the people whose name, or a word of it, begins so.
pub(super) fn fitting<T: Clone>(typed: &str, people: &[T], name: impl Fn(&T) -> &str) -> Vec<T> {
    let typed = search_key(typed);
    let fits = |one: &&T| {
        let name = search_key(name(one));
        name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
    };
    people.iter().filter(fits).take(OFFERED).cloned().collect()
}

/// The text with a name in place of what was typed after the "@" at this byte, and the caret behind it.
pub(super) fn complete(text: &str, at: usize, typed: &str, name: &str) -> (String, u32) {
    let (head, rest) = text.split_at(at);
    let tail = rest.get(1 + typed.len()..).unwrap_or_default();
    let head = format!("{head}@{name} ");
    let caret = head.encode_utf16().count();
    (head + tail.trim_start_matches(' '), u32::try_from(caret).unwrap_or(u32::MAX))
}

/// The text with links in place of names after "@".
pub(super) fn linked(text: &str, people: &[(EmployeeId, String)]) -> String {
    let mut linked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        linked.push_str(before);
        let is_begin = !before.ends_with(|c| is_letter_or_digit(c) || c == '[');
        let named = people.iter().filter(|(_, name)| {
            let tail = after.strip_prefix(name.as_str());
            tail.is_some_and(|tail| is_begin && !tail.starts_with(is_letter_or_digit))
        });
        match named.max_by_key(|(_, name)| name.len()) {
            Some((id, name)) => {
                linked.push_str(&link(name, *id));
                rest = after.get(name.len()..).unwrap_or_default();
            }
            None => {
                linked.push('@');
                rest = after;
            }
        }
    }
    linked.push_str(rest);
    linked
}

/// Where a position of JavaScript is in our text.
fn byte_of(text: &str, caret: u32) -> usize {
    let mut left = caret as usize;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_after_an_at_sign() {
        for (text, caret, expected) in [
            ("@", 1, Some((0, ""))),
            ("так, @Ко", 8, Some((8, "Ко"))),
            ("@Коваль О", 9, Some((0, "Коваль О"))),
            ("😀 @Ко далі", 6, Some((5, "Ко"))),
            ("пошта a@b", 9, None),
            ("@Ко: ", 5, None),
            ("нема", 4, None),
        ] {
            assert_eq!(typed(text, caret), expected, "{text}");
        }
    }

    #[test]
    fn people_are_found_by_the_beginning_of_any_of_their_names() {
        let people = ["Коваль Олена", "Іваненко Ольга", "Олійник Іван"];
        let found = |typed: &str| fitting(typed, &people, |one| one);
        assert_eq!(found("ол"), people);
        assert_eq!(found("коваль о"), ["Коваль Олена"]);
        assert_eq!(found("ьга"), [""; 0]);
    }

    #[test]
    fn the_name_takes_the_place_of_what_was_typed() {
        assert_eq!(
            complete("так, @Ко далі", 8, "Ко", "Коваль Олена"),
            ("так, @Коваль Олена далі".to_owned(), 19)
        );
        assert_eq!(complete("@", 0, "", "Я"), ("@Я ".to_owned(), 3));
    }

    #[test]
    fn names_become_links_the_longest_first() {
        let people = [(EmployeeId(1), "Коваль".to_owned()), (EmployeeId(2), "Коваль Олена".to_owned())];
        for (text, expected) in [
            ("@Коваль Олена, глянь", "[@Коваль Олена](/employees/2), глянь"),
            ("і @Коваль.", "і [@Коваль](/employees/1)."),
            ("@Ковальчук a@Коваль @", "@Ковальчук a@Коваль @"),
            ("[@Коваль](/employees/1)", "[@Коваль](/employees/1)"),
        ] {
            assert_eq!(linked(text, &people), expected);
        }
    }
}
