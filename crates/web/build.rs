//! Turns the keys of `locales/{uk,ru,en}.json` into functions, one per text: a missing or different text fails the
//! build. The texts themselves stay in the files, which the browser loads.
//!
//! `"ticket.take": "Взяти"` becomes `ticket_take()`, `"ticket.of": "{a} / {b}"` becomes `ticket_of(a, b)` with the
//! placeholders in the order of their first occurrence in Ukrainian, and `{"one": …, "few": …}` a function whose first
//! argument is the number `n`. A function knows the place of its text in the sorted order of the keys, where a plural
//! has three places.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use fingerprint::fingerprint;

#[path = "src/i18n/fingerprint.rs"]
mod fingerprint;

const LOCALES: [&str; 3] = ["uk", "ru", "en"];

type Texts = BTreeMap<String, Value>;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/fingerprint.rs");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let texts = [read_locale(LOCALES[0])?, read_locale(LOCALES[1])?, read_locale(LOCALES[2])?];
    for (locale, other) in LOCALES.iter().zip(&texts) {
        if let Some(key) = other.keys().find(|key| !texts[0].contains_key(*key)) {
            return Err(format!("locales: `{key}` is in {locale}, but not in uk"));
        }
    }
    let keys = texts[0].iter().map(|(key, value)| (key.as_str(), value.is_object()));
    let mut code = format!(
        "/// The keys that a file of texts must have.\npub(crate) const FINGERPRINT: u64 = {:#x};\n",
        fingerprint(keys)
    );
    let mut place = 0;
    for (key, text) in &texts[0] {
        let mut values = [&Value::Null; 3];
        for ((slot, locale), other) in values.iter_mut().zip(LOCALES).zip(&texts) {
            *slot = other.get(key).ok_or_else(|| format!("locales: `{key}` is missing in {locale}"))?;
        }
        let names = placeholders(values).map_err(|reason| format!("locales: `{key}`: {reason}"))?;
        function(&mut code, key, place, text.is_object(), &names);
        place += if text.is_object() { 3 } else { 1 };
    }
    std::fs::write(Path::new(&out).join("texts.rs"), code).map_err(|error| error.to_string())
}

fn read_locale(locale: &str) -> Result<Texts, String> {
    let path = format!("locales/{locale}.json");
    let json = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let texts: Texts = serde_json::from_str(&json).map_err(|error| format!("{path}: {error}"))?;
    // A parser lets the last of two equal keys win, so the lines are looked at.
    let mut seen = Texts::new();
    for line in json.lines() {
        let Some((key, _)) = line.strip_prefix("  \"").and_then(|rest| rest.split_once('"')) else {
            continue;
        };
        if seen.insert(key.to_owned(), Value::Null).is_some() {
            return Err(format!("{path}: `{key}` is there twice"));
        }
    }
    match texts.keys().find(|key| !seen.contains_key(*key)) {
        Some(key) => Err(format!("{path}: the line of `{key}` must begin with two spaces and the key")),
        None => Ok(texts),
    }
}

/// The placeholders of a text in the order of the arguments; in all languages they must be the same.
fn placeholders(values: [&Value; 3]) -> Result<Vec<String>, String> {
    let is_plural = values[0].is_object();
    let mut names = Vec::new();
    for (locale, value) in LOCALES.iter().zip(values) {
        if value.is_object() != is_plural {
            return Err(format!("only one of {locale} and uk has plural forms"));
        }
        let mut used = if is_plural { vec!["n".to_owned()] } else { Vec::new() };
        for text in forms(locale, value)? {
            collect_names(text, &mut used)?;
        }
        if *locale == LOCALES[0] {
            names.clone_from(&used);
        }
        if used.len() != names.len() || used.iter().any(|name| !names.contains(name)) {
            return Err(format!("{locale} has the placeholders {used:?}, uk {names:?}"));
        }
    }
    Ok(names)
}

/// Appends the function of one key.
fn function(code: &mut String, key: &str, place: usize, is_plural: bool, names: &[String]) {
    let function = key.replace(['.', '-'], "_");
    let generic = |names: &[String]| -> String {
        names.iter().map(|name| format!("{name}: impl std::fmt::Display")).collect::<Vec<_>>().join(", ")
    };
    let arguments: Vec<String> = names.iter().map(|name| format!("({name:?}, &{name})")).collect();
    let arguments = arguments.join(", ");
    // Writing to a String does not fail.
    let _ = if is_plural {
        let rest = generic(&names[1..]);
        writeln!(
            code,
            "pub(crate) fn {function}(n: i64, {rest}) -> String {{ super::fill({place} + super::plural(n), &[{arguments}]) }}"
        )
    } else if names.is_empty() {
        // A pointer, not a function item: all texts are of one type, so that a view of one is a view of all.
        writeln!(code, "pub(crate) const {function}: fn() -> &'static str = || super::text({place});")
    } else {
        let all = generic(names);
        writeln!(code, "pub(crate) fn {function}({all}) -> String {{ super::fill({place}, &[{arguments}]) }}")
    };
}

/// The text, or the forms of a plural; in English `other` stands for `few` and `many`.
fn forms<'a>(locale: &str, value: &'a Value) -> Result<Vec<&'a str>, String> {
    let forms = match value {
        Value::String(text) => return Ok(vec![text]),
        Value::Object(forms) => forms,
        _ => return Err(format!("{locale} has neither a text nor plural forms")),
    };
    let wanted: &[&str] = if locale == "en" { &["one", "other"] } else { &["one", "few", "many"] };
    if let Some(name) = forms.keys().find(|name| !wanted.contains(&name.as_str())) {
        return Err(format!("{locale} has no use for the form `{name}`"));
    }
    let form = |name: &&str| {
        let text = forms.get(*name).and_then(Value::as_str);
        text.ok_or_else(|| format!("{locale} has no form `{name}`"))
    };
    wanted.iter().map(form).collect()
}

/// Appends the placeholders of a text that are not there yet.
fn collect_names(text: &str, names: &mut Vec<String>) -> Result<(), String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or_else(|| format!("`{{` without `}}` in {text:?}"))?;
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = tail;
    }
    Ok(())
}
