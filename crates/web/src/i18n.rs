//! Texts in the person's language.
//!
//! The functions of [`t`] are generated from `locales/` by `build.rs`. They read the language as a signal: called in a
//! closure of a view they follow it. They carry numbers only: the texts come from the file of the language, which is
//! loaded before the language is shown.

mod errors;
mod file;
mod fingerprint;
mod load;
mod names;
mod reload;

use std::cell::Cell;
use std::fmt::Display;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock};

use domain::employees::Locale;
use leptos::prelude::*;

use crate::reactive::leave_at_the_end;
use crate::storage;
use crate::task::spawn;
use file::Trouble;

pub(crate) use errors::{code_text, error_text, field_text};
pub(crate) use names::{
    client_type_name, column_name, following_name, locale_name, priority_name, resolution_name, role_name,
    sort_name, status_name,
};

/// One function per text.
#[expect(non_upper_case_globals, reason = "texts without placeholders are called like functions")]
pub(crate) mod t {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

const PREFERENCE: &str = "locale";
/// Note of this tab: the person chose the language just before the page was loaded again.
const CHOSEN_NOTE: &str = "locale-chosen";

static LOCALE: LazyLock<ArcRwSignal<Locale>> = LazyLock::new(|| ArcRwSignal::new(Locale::default()));

/// The texts that are there, by language.
static TEXTS: [OnceLock<Vec<&'static str>>; Locale::ALL.len()] =
    [const { OnceLock::new() }; Locale::ALL.len()];

/// Whether the person chose the language himself and the account does not know of it yet.
static CHOSEN: AtomicBool = AtomicBool::new(false);

/// How often a language could not be loaded.
static FAILURES: LazyLock<ArcRwSignal<u32>> = LazyLock::new(|| ArcRwSignal::new(0));

/// How many wishes there were.
static WISHES: AtomicU32 = AtomicU32::new(0);

/// A language that shall be shown as soon as its texts are there.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wish {
    number: u32,
    locale: Locale,
    by_person: bool,
}

thread_local! {
    /// The last wish that waits for its texts.
    static WISH: Cell<Option<Wish>> = const { Cell::new(None) };
}

/// The language, reactive.
pub(crate) fn locale() -> Locale {
    leave_at_the_end(LOCALE.clone());
    LOCALE.get()
}

/// Loads and shows the language that this browser used last, or Ukrainian; called once, before anything is shown.
/// `false` when there is nothing to show: then the page says so itself, or is being loaded again.
pub(crate) async fn start() -> bool {
    let saved = storage::preference(PREFERENCE).and_then(|text| Locale::parse(&text));
    let locale = saved.unwrap_or_default();
    CHOSEN.store(storage::tab_note(CHOSEN_NOTE).is_some(), Ordering::Relaxed);
    match load::load_patiently(locale).await {
        Ok(texts) => {
            storage::set_tab_note(CHOSEN_NOTE, None);
            keep(locale, texts);
            show(locale);
            true
        }
        Err(trouble) => {
            if trouble != Trouble::OtherVersion || !reload::reload_once() {
                reload::show_stranded();
            }
            false
        }
    }
}

/// The person chooses a language. His account is told as soon as he is logged in (`accounts::follow_locale`).
pub(crate) fn set_locale(locale: Locale) {
    request(locale, true);
}

/// Takes over a language that was chosen elsewhere, unless the person is just choosing one here.
pub(crate) fn follow(locale: Locale) {
    if !WISH.get().is_some_and(|wish| wish.by_person) {
        request(locale, false);
    }
}

/// Whether the person chose a language since this was last asked.
pub(crate) fn take_chosen() -> bool {
    CHOSEN.swap(false, Ordering::Relaxed)
}

/// How often a language could not be loaded and the one before stayed, reactive.
pub(crate) fn failures() -> u32 {
    FAILURES.get()
}

/// The language that is shown or will be as soon as its texts are there, not reactive.
pub(crate) fn wanted() -> Locale {
    WISH.get().map_or_else(|| LOCALE.get_untracked(), |wish| wish.locale)
}

/// Shows the language now or when its texts are there. The last wish wins.
fn request(locale: Locale, by_person: bool) {
    let wish = Wish { number: WISHES.fetch_add(1, Ordering::Relaxed), locale, by_person };
    if !texts(wish.locale).is_empty() {
        WISH.set(None);
        grant(wish);
        return;
    }
    WISH.set(Some(wish));
    spawn(async move {
        let loaded = load::load(wish.locale).await;
        let is_last = WISH.get() == Some(wish);
        if is_last {
            WISH.set(None);
        }
        match loaded {
            Ok(texts) => {
                keep(wish.locale, texts);
                if is_last {
                    grant(wish);
                }
            }
            Err(trouble) if is_last => refuse(wish, trouble),
            Err(_) => {}
        }
    });
}

fn grant(wish: Wish) {
    if wish.by_person {
        CHOSEN.store(true, Ordering::Relaxed);
    }
    storage::set_preference(PREFERENCE, Some(wish.locale.as_str()));
    show(wish.locale);
}

fn refuse(wish: Wish, trouble: Trouble) {
    if trouble == Trouble::OtherVersion && reload::reload_once() {
        // The page comes back in this language.
        storage::set_preference(PREFERENCE, Some(wish.locale.as_str()));
        storage::set_tab_note(CHOSEN_NOTE, wish.by_person.then_some("1"));
        return;
    }
    FAILURES.update(|count| *count += 1);
    if wish.by_person {
        // What he chose in, such as radio buttons, shows the old language again.
        LOCALE.notify();
    }
}

fn show(locale: Locale) {
    LOCALE.set(locale);
    if let Some(root) = document().document_element() {
        // An attribute that cannot be set changes no text.
        let _ = root.set_attribute("lang", locale.as_str());
    }
}

/// Keeps the texts of a language. If they are there already, those are the same.
fn keep(locale: Locale, texts: Vec<&'static str>) {
    let _ = TEXTS[locale as usize].set(texts);
}

/// The texts of a language; none when they have not been loaded.
#[cfg(not(test))]
fn texts(locale: Locale) -> &'static [&'static str] {
    TEXTS[locale as usize].get().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
use tests::texts;

/// The text at this place, in the language that is shown.
fn text(place: usize) -> &'static str {
    texts(locale()).get(place).copied().unwrap_or_default()
}

/// The text at this place with its placeholders replaced.
fn fill(place: usize, arguments: &[(&str, &dyn Display)]) -> String {
    replace(text(place), arguments)
}

/// The form for the number: how far it is behind the first one.
fn plural(n: i64) -> usize {
    plural_form(locale(), n)
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

/// The text with `{name}` replaced.
fn replace(text: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        result.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, argument)) = arguments.iter().find(|(known, _)| *known == name) {
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

    /// Tests have no server: they read the files.
    pub(super) fn texts(locale: Locale) -> &'static [&'static str] {
        TEXTS[locale as usize].get_or_init(|| file::parse(file(locale)).unwrap())
    }

    fn file(locale: Locale) -> &'static str {
        match locale {
            Locale::Uk => include_str!("../locales/uk.json"),
            Locale::Ru => include_str!("../locales/ru.json"),
            Locale::En => include_str!("../locales/en.json"),
        }
    }

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
        assert_eq!(replace("{to} → {from}!", &[("from", &"a"), ("to", &5)]), "5 → a!");
        assert_eq!(replace("нічого", &[]), "нічого");
    }

    #[test]
    fn generated_texts_have_their_plurals() {
        assert_eq!(t::error_too_short(3), "Щонайменше 3 символи");
        assert_eq!(t::error_too_short(8), "Щонайменше 8 символів");
    }

    #[test]
    fn every_file_has_the_keys_of_the_application() {
        for locale in Locale::ALL {
            // Refuses a file with another fingerprint.
            let parsed = file::parse(file(locale)).unwrap();
            assert_eq!(parsed.len(), texts(Locale::Uk).len(), "{}", locale.as_str());
            assert!(parsed.iter().all(|text| !text.is_empty()), "{}", locale.as_str());
        }
    }

    #[test]
    fn a_place_has_the_same_text_in_every_language() {
        let place = |wanted: &str| texts(Locale::Uk).iter().position(|text| *text == wanted).unwrap();
        let at = |place: usize| Locale::ALL.map(|locale| texts(locale)[place]);
        assert_eq!(at(place(t::common_save())), ["Зберегти", "Сохранить", "Save"]);
        assert_eq!(
            at(place("Щонайменше {n} символи")),
            ["Щонайменше {n} символи", "Не меньше {n} символов", "At least {n} characters"]
        );
    }
}
