//! Times, names and sizes for people, in the current language. Calendar words come from the browser's `Intl`.

use domain::Timestamp;
use domain::letters::is_letter_or_digit;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::i18n::{locale, t};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A time for lists: «щойно», «3 хв», «2 год», «вчора», «19 лист.», with the year when it is another one.
pub(crate) fn short_time(time: Timestamp) -> String {
    let (now, then) = (Date::new_0(), date(time));
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date are whole and small")]
    let age = now.get_time() as i64 - time.millis();
    let days = day_number(&now) - day_number(&then);
    match (age, days) {
        (..MINUTE, _) if age > -MINUTE => t::time_now().to_owned(),
        (MINUTE..HOUR, _) => t::time_minutes(age / MINUTE),
        (HOUR.., 0) => t::time_hours(age / HOUR),
        (HOUR.., 1) => t::time_yesterday().to_owned(),
        _ if now.get_full_year() == then.get_full_year() => {
            text(&then, &[("day", "numeric"), ("month", "short")])
        }
        _ => text(&then, &[("day", "numeric"), ("month", "short"), ("year", "numeric")]),
    }
}

/// The hour and minute: «14:02».
pub(crate) fn clock_time(time: Timestamp) -> String {
    text(&date(time), &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")])
}

/// Whether the time lies on the same day as now, where the person is.
pub(crate) fn is_today(time: Timestamp) -> bool {
    day_number(&Date::new_0()) == day_number(&date(time))
}

/// The whole date and time, for tooltips and screen readers: «19 листопада 2026 р. о 14:02».
pub(crate) fn full_time(time: Timestamp) -> String {
    let options = [
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    text(&date(time), &options)
}

/// The size of a file: «640 КБ».
pub(crate) fn file_size(bytes: i64) -> String {
    match bytes {
        ..1_024 => t::size_bytes(bytes),
        1_024..1_048_576 => t::size_kilobytes(bytes / 1_024),
        _ => t::size_megabytes(tenths(bytes, 1_048_576)),
    }
}

/// The texts that there are, in one line.
pub(crate) fn joined(texts: &[Option<String>], between: &str) -> String {
    let mut line = String::new();
    for text in texts.iter().flatten() {
        if !line.is_empty() {
            line.push_str(between);
        }
        line.push_str(text);
    }
    line
}

/// The first letters of the first two words: «Олена Коваль» gives «ОК»; the style makes them capitals.
pub(crate) fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| is_letter_or_digit(*c)));
    letters.take(2).collect()
}

/// With one decimal place when it says something: «2,5».
fn tenths(value: i64, unit: i64) -> String {
    let tenths = (value * 10 + unit / 2) / unit;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}{}{rest}", tenths / 10, t::number_separator()),
    }
}

/// Minutes that the clock of this place is ahead of UTC.
pub(crate) fn utc_offset() -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day are whole and small")]
    let behind = Date::new_0().get_timezone_offset() as i32;
    -behind
}

fn date(time: Timestamp) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "times until the year 9999 fit exactly")]
    let millis = time.millis() as f64;
    Date::new(&JsValue::from_f64(millis))
}

/// Days since 1970 of the local calendar day.
fn day_number(date: &Date) -> i64 {
    let local = date.get_time() - date.get_timezone_offset() * 60_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "days of a date are few")]
    let days = (local / 86_400_000.0).floor() as i64;
    days
}

fn text(date: &Date, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let locale = match locale().as_str() {
        "en" => "en-GB",
        other => other,
    };
    date.to_locale_string(locale, &object).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_two_letters() {
        assert_eq!(initials("Олена Коваль"), "ОК");
        assert_eq!(initials("Коваль Олена Ігорівна"), "КО");
        assert_eq!(initials("«єва»"), "є");
        assert_eq!(initials("  "), "");
    }

    #[test]
    fn sizes_use_the_largest_unit_that_fits() {
        assert_eq!(file_size(640), "640 Б");
        assert_eq!(file_size(655_360), "640 КБ");
        assert_eq!(file_size(2_621_440), "2,5 МБ");
        assert_eq!(file_size(26_214_400), "25 МБ");
    }
}
