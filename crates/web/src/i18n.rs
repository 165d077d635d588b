//! Texts in the person's language.
//!
//! The functions of [`t`] are generated from `locales/` by `build.rs`. They read the language as a signal: called in a
//! closure of a view they follow it.

mod errors;
mod names;

use std::fmt::Display;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::employees::Locale;
use leptos::prelude::*;

use crate::storage;

pub(crate) use errors::{code_text, error_text, field_text};
pub(crate) use names::{
    client_type_name, locale_name, priority_name, resolution_name, role_name, status_name,
};

/// One function per text.
#[expect(non_upper_case_globals, reason = "texts without placeholders are called like functions")]
pub(crate) mod t {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

const PREFERENCE: &str = "locale";

static LOCALE: LazyLock<ArcRwSignal<Locale>> = LazyLock::new(|| ArcRwSignal::new(Locale::default()));

/// Whether the person chose the language himself and the account does not know of it yet.
static CHOSEN: AtomicBool = AtomicBool::new(false);

/// The language, reactive.
pub(crate) fn locale() -> Locale {
    LOCALE.get()
}

/// The language that this browser used last, or Ukrainian; called once at the start.
pub(crate) fn start() {
    let saved = storage::preference(PREFERENCE).and_then(|text| Locale::parse(&text));
    show(saved.unwrap_or_default());
}

/// The person chooses a language. His account is told as soon as he is logged in (`accounts::follow_locale`).
pub(crate) fn set_locale(locale: Locale) {
    CHOSEN.store(true, Ordering::Relaxed);
    follow(locale);
}

/// Takes over a language that was chosen elsewhere.
pub(crate) fn follow(locale: Locale) {
    storage::set_preference(PREFERENCE, Some(locale.as_str()));
    if LOCALE.get_untracked() != locale {
        show(locale);
    }
}

/// Whether the person chose a language since this was last asked.
pub(crate) fn take_chosen() -> bool {
    CHOSEN.swap(false, Ordering::Relaxed)
}

fn show(locale: Locale) {
    LOCALE.set(locale);
    if let Some(root) = document().document_element() {
        // An attribute that cannot be set changes no text.
        let _ = root.set_attribute("lang", locale.as_str());
    }
}

/// The text of the language, from texts in the order of `Locale::ALL`.
fn pick<T: Copy>(texts: [T; 3]) -> T {
    texts[index(locale())]
}

/// The form for the number, from `[one, few, many]` of each language.
fn pick_plural(n: i64, forms: [[&'static str; 3]; 3]) -> &'static str {
    let locale = locale();
    forms[index(locale)][plural_form(locale, n)]
}

fn index(locale: Locale) -> usize {
    match locale {
        Locale::Uk => 0,
        Locale::Ru => 1,
        Locale::En => 2,
    }
}

/// 0 one, 1 few, 2 many (CLDR, whole numbers).
fn plural_form(locale: Locale, n: i64) -> usize {
    let n = n.unsigned_abs();
    match (locale, n % 10, n % 100) {
        (Locale::En, ..) => usize::from(n != 1),
        (Locale::Uk | Locale::Ru, 1, tens) if tens != 11 => 0,
        (Locale::Uk | Locale::Ru, 2..=4, tens) if !(12..=14).contains(&tens) => 1,
        (Locale::Uk | Locale::Ru, ..) => 2,
    }
}

/// The text with `{0}`, `{1}`… replaced.
fn fill(text: &str, arguments: &[&dyn Display]) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        result.push_str(before);
        let (number, tail) = after.split_once('}').unwrap_or((after, ""));
        if let Some(argument) = number.parse().ok().and_then(|index: usize| arguments.get(index)) {
            result.push_str(&argument.to_string());
        }
        rest = tail;
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_forms_follow_cldr() {
        let forms = |locale, numbers: [i64; 8]| numbers.map(|n| plural_form(locale, n));
        let numbers = [0, 1, 2, 5, 11, 12, 21, 104];
        assert_eq!(forms(Locale::Uk, numbers), [2, 0, 1, 2, 2, 2, 0, 1]);
        assert_eq!(forms(Locale::Ru, numbers), [2, 0, 1, 2, 2, 2, 0, 1]);
        assert_eq!(forms(Locale::En, numbers), [1, 0, 1, 1, 1, 1, 1, 1]);
    }

    #[test]
    fn placeholders_are_filled_in_any_order() {
        assert_eq!(fill("{1} → {0}!", &[&"a", &5]), "5 → a!");
        assert_eq!(fill("нічого", &[]), "нічого");
    }

    #[test]
    fn generated_texts_have_their_plurals() {
        assert_eq!(t::error_too_short(3), "Щонайменше 3 символи");
        assert_eq!(t::error_too_short(8), "Щонайменше 8 символів");
    }
}
