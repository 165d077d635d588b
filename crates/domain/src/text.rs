//! Text that people type: one way to clean it, one way to compare it.

use crate::ErrorCode;
use crate::letters::{lower, lowercase};
use crate::problem::FieldError;

/// The most characters of a name (person or department).
pub const NAME_MAX: usize = 200;
/// The most characters of a long text (description, comment).
pub const BODY_MAX: usize = 20_000;
/// The most characters of a department's description.
pub const DEPARTMENT_DESCRIPTION_MAX: usize = 2_000;
/// The most characters of an e-mail address (RFC 5321).
pub const EMAIL_MAX: usize = 254;
/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// The most characters of a password.
pub const PASSWORD_MAX: usize = 200;

/// How long a text may be, in characters after cleaning.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// Fewest; `0` allows blank.
    pub min: usize,
    /// Most.
    pub max: usize,
}

/// Cleans a text of one line: NFC, line breaks and tabs become spaces, trimmed.
pub fn line(pointer: &str, text: &str, length: Length) -> Result<String, FieldError> {
    let joined: String =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    clean(pointer, &joined, length)
}

/// Cleans a text of several lines: NFC, `\r\n` becomes `\n`, trimmed.
pub fn body(pointer: &str, text: &str, length: Length) -> Result<String, FieldError> {
    clean(pointer, &text.replace("\r\n", "\n"), length)
}

/// A name of a person or department: one line of 1 to [`NAME_MAX`] characters.
pub fn name(pointer: &str, text: &str) -> Result<String, FieldError> {
    line(pointer, text, Length { min: 1, max: NAME_MAX })
}

/// An optional text of one line; blank is `None`.
pub fn optional_line(pointer: &str, text: Option<&str>, max: usize) -> Result<Option<String>, FieldError> {
    let cleaned = line(pointer, text.unwrap_or_default(), Length { min: 0, max })?;
    Ok((!cleaned.is_empty()).then_some(cleaned))
}

/// An optional text of several lines; blank is `None`.
pub fn optional_body(pointer: &str, text: Option<&str>, max: usize) -> Result<Option<String>, FieldError> {
    let cleaned = body(pointer, text.unwrap_or_default(), Length { min: 0, max })?;
    Ok((!cleaned.is_empty()).then_some(cleaned))
}

/// An e-mail address: trimmed and in lower case, the form that is stored and compared.
pub fn email(pointer: &str, text: &str) -> Result<String, FieldError> {
    let cleaned = lowercase(&line(pointer, text, Length { min: 1, max: EMAIL_MAX })?);
    if is_email(&cleaned) { Ok(cleaned) } else { Err(FieldError::new(pointer, ErrorCode::InvalidEmail)) }
}

/// A new password: NFC (the same on every keyboard), not trimmed.
pub fn password(pointer: &str, text: &str) -> Result<String, FieldError> {
    let normal = nfc(text);
    match normal.chars().count() {
        0 => Err(FieldError::new(pointer, ErrorCode::Required)),
        n if n < PASSWORD_MIN => Err(FieldError::new(pointer, ErrorCode::TooShort).with("min", PASSWORD_MIN)),
        n if n > PASSWORD_MAX => Err(FieldError::new(pointer, ErrorCode::TooLong).with("max", PASSWORD_MAX)),
        _ => Ok(normal),
    }
}

/// The form in which texts are compared and searched: lower case, `ё` as `е`, `ґ` as `г`, without apostrophes.
pub fn search_key(text: &str) -> String {
    lower(&nfc(text))
        .filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '`' | '\u{301}'))
        .map(|c| match c {
            'ё' => 'е',
            'ґ' => 'г',
            other => other,
        })
        .collect()
}

/// The form in which names are ordered by their code points: the Ukrainian alphabet (`ґ` after `г`, `є` after `е`, `і` and
/// `ї` after `и`), whatever the case. Other letters keep their place in Unicode.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in lower(&nfc(text)) {
        // A mark above all letters puts a letter behind every word that begins with its base.
        let (base, mark) = match letter {
            'ґ' => ('г', Some('\u{f001}')),
            'ё' => ('е', Some('\u{f001}')),
            'є' => ('е', Some('\u{f002}')),
            'і' => ('и', Some('\u{f001}')),
            'ї' => ('и', Some('\u{f002}')),
            '\'' | '’' | 'ʼ' | '`' => continue,
            other => (other, None),
        };
        key.push(base);
        key.extend(mark);
    }
    key
}

/// A text as HTML that is safe to show: its characters and its lines, nothing more.
pub fn as_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            c => html.push(c),
        }
    }
    html
}

fn clean(pointer: &str, text: &str, length: Length) -> Result<String, FieldError> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let normal = nfc(trimmed);
    if normal.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(FieldError::new(pointer, ErrorCode::ControlCharacters));
    }
    match normal.chars().count() {
        0 if length.min > 0 => Err(FieldError::new(pointer, ErrorCode::Required)),
        n if n < length.min => Err(FieldError::new(pointer, ErrorCode::TooShort).with("min", length.min)),
        n if n > length.max => Err(FieldError::new(pointer, ErrorCode::TooLong).with("max", length.max)),
        _ => Ok(normal),
    }
}

/// Canonical composition (NFC), so that a letter is one character on every keyboard.
#[cfg(any(test, feature = "server"))]
fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// The tables of compositions would be a sixth of the browser application. There a text is only checked before it is sent; the
/// server composes it.
#[cfg(not(any(test, feature = "server")))]
fn nfc(text: &str) -> String {
    text.to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The shape that every real address has; whether mail arrives there, only mail can tell.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let is_word = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;<>()[]\\\"".contains(c))
    };
    is_word(local)
        && local.chars().count() <= 64
        && is_word(host)
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Length = Length { min: 3, max: 5 };

    fn code<T: std::fmt::Debug>(result: Result<T, FieldError>) -> ErrorCode {
        result.unwrap_err().code
    }

    #[test]
    fn a_line_is_trimmed_normalised_and_limited_in_characters() {
        assert_eq!(line("/x", "  їжак\n", SHORT).unwrap(), "їжак");
        assert_eq!(line("/x", "и\u{306}ое", SHORT).unwrap(), "йое");
        assert_eq!(code(line("/x", "аб", SHORT)), ErrorCode::TooShort);
        assert_eq!(code(line("/x", "абвгде", SHORT)), ErrorCode::TooLong);
        assert_eq!(code(line("/x", " \u{200b}\u{a0} ", SHORT)), ErrorCode::Required);
        assert_eq!(code(line("/x", "аб\u{0}в", SHORT)), ErrorCode::ControlCharacters);
    }

    #[test]
    fn a_body_keeps_its_lines_and_tabs() {
        assert_eq!(body("/x", "a\r\n\tb", SHORT).unwrap(), "a\n\tb");
        assert_eq!(code(body("/x", "a\rbc", SHORT)), ErrorCode::ControlCharacters);
    }

    #[test]
    fn emails_are_compared_in_lower_case() {
        assert_eq!(email("/e", " Olena.Koval@Example.COM ").unwrap(), "olena.koval@example.com");
        for wrong in ["", "olena", "@example.com", "olena@", "a b@example.com", "a@b..c", "a@-b.c", "a@b@c"] {
            assert!(email("/e", wrong).is_err(), "{wrong:?}");
        }
        assert!(email("/e", "root@localhost").is_ok());
    }

    #[test]
    fn names_are_ordered_by_the_ukrainian_alphabet() {
        let alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
        let keys: Vec<String> = alphabet.chars().map(|letter| sort_key(&format!("{letter}я"))).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(sort_key("ІВАНЕНКО"), sort_key("іваненко"));
        assert!(sort_key("Ґрунт") > sort_key("Гущак") && sort_key("Іщенко") < sort_key("Яценко"));
    }

    #[test]
    fn search_keys_ignore_case_and_spelling_variants() {
        assert_eq!(search_key("Зв'язок Ґанок Ёлка"), "звязок ганок елка");
        assert_eq!(search_key("зв’язок"), search_key("ЗВʼЯЗОК"));
    }
}
