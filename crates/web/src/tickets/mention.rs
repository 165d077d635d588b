//! What is completed while one writes: finding people by what is typed after "@" and quick texts by what is typed after
//! ";"; and writing mentions as the links that the server knows.

use domain::EmployeeId;
use domain::letters::is_letter_or_digit;
use domain::mentions::link;
use domain::text::search_key;

/// So many are offered.
const OFFERED: usize = 6;

/// What begins something that is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// "@".
    Person,
    /// ";".
    Text,
}

/// What is typed between a mark and the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typed<'a> {
    pub(super) mark: Mark,
    /// Where the mark is, in bytes.
    at: usize,
    pub(super) word: &'a str,
}

/// What is typed between the last mark before the caret and the caret. `caret` counts as JavaScript does, in UTF-16.
pub(super) fn typed(text: &str, caret: u32) -> Option<Typed<'_>> {
    let before = text.get(..byte_of(text, caret))?;
    let at = before.rfind(['@', ';'])?;
    let (head, word) = (before.get(..at)?, before.get(at + 1..)?);
    let mark = if before.get(at..)?.starts_with('@') { Mark::Person } else { Mark::Text };
    let is_begin = match mark {
        Mark::Person => !head.ends_with(is_letter_or_digit),
        // A semicolon that belongs to a sentence stands behind its word.
        Mark::Text => head.is_empty() || head.ends_with([' ', '\n']),
    };
    // A name has three words at most.
    let is_name = word.chars().all(|c| is_letter_or_digit(c) || matches!(c, ' ' | '-' | '\'' | '’'));
    let is_word = is_name && word.matches(' ').count() < 3 && !word.starts_with(' ');
    (is_begin && is_word).then_some(Typed { mark, at, word })
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

/// The text with something in place of what was typed, its mark too, and the caret behind it.
pub(super) fn complete(text: &str, typed: &Typed<'_>, inserted: &str) -> (String, u32) {
    let (head, rest) = text.split_at(typed.at);
    let tail = rest.get(1 + typed.word.len()..).unwrap_or_default();
    let head = [head, inserted].concat();
    let caret = head.encode_utf16().count();
    let tail = if inserted.ends_with(' ') { tail.trim_start_matches(' ') } else { tail };
    (head + tail, u32::try_from(caret).unwrap_or(u32::MAX))
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
    fn names_are_typed_after_marks() {
        for (text, caret, expected) in [
            ("@", 1, Some((Mark::Person, 0, ""))),
            ("так, @Ко", 8, Some((Mark::Person, 8, "Ко"))),
            ("@Коваль О", 9, Some((Mark::Person, 0, "Коваль О"))),
            ("😀 @Ко далі", 6, Some((Mark::Person, 5, "Ко"))),
            (";", 1, Some((Mark::Text, 0, ""))),
            ("так; ;пере", 10, Some((Mark::Text, 8, "пере"))),
            ("так;", 4, None),
            ("@Коваль ;", 9, Some((Mark::Text, 14, ""))),
            ("пошта a@b", 9, None),
            ("@Ко: ", 5, None),
            ("нема", 4, None),
        ] {
            let found = typed(text, caret).map(|found| (found.mark, found.at, found.word));
            assert_eq!(found, expected, "{text}");
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
    fn what_is_chosen_takes_the_place_of_what_was_typed() {
        for (text, caret, inserted, expected) in [
            ("так, @Ко далі", 8, "@Коваль Олена ", ("так, @Коваль Олена далі", 19)),
            ("@", 1, "@Я ", ("@Я ", 3)),
            ("Вітаю! ;пере", 12, "Вимкніть\nстанцію.", ("Вітаю! Вимкніть\nстанцію.", 24)),
        ] {
            let found = typed(text, caret).unwrap();
            assert_eq!(complete(text, &found, inserted), (expected.0.to_owned(), expected.1));
        }
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
