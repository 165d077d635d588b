//! Turns `locales/{uk,ru,en}/*.json` into functions, one per text: a missing or different text fails the build.
//!
//! `"ticket.take": "Взяти"` becomes `ticket_take()`, `"ticket.of": "{a} / {b}"` becomes `ticket_of(a, b)` with the
//! placeholders in the order of their first occurrence in Ukrainian, and `{"one": …, "few": …}` a function whose first
//! argument is the number `n`.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

const LOCALES: [&str; 3] = ["uk", "ru", "en"];

type Texts = BTreeMap<String, Value>;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
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
    let mut code = String::new();
    for key in texts[0].keys() {
        let mut values = [&Value::Null; 3];
        for ((slot, locale), other) in values.iter_mut().zip(LOCALES).zip(&texts) {
            *slot = other.get(key).ok_or_else(|| format!("locales: `{key}` is missing in {locale}"))?;
        }
        function(&mut code, key, values).map_err(|reason| format!("locales: `{key}`: {reason}"))?;
    }
    std::fs::write(Path::new(&out).join("texts.rs"), code).map_err(|error| error.to_string())
}

fn read_locale(locale: &str) -> Result<Texts, String> {
    let directory = PathBuf::from("locales").join(locale);
    let entries =
        std::fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut texts = Texts::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let json = std::fs::read_to_string(&path).map_err(|error| fail(&error))?;
        let part: Texts = serde_json::from_str(&json).map_err(|error| fail(&error))?;
        for (key, value) in part {
            if texts.insert(key.clone(), value).is_some() {
                return Err(fail(&format!("`{key}` is already in another file")));
            }
        }
    }
    Ok(texts)
}

/// Appends the function of one key.
fn function(code: &mut String, key: &str, values: [&Value; 3]) -> Result<(), String> {
    let plural = values[0].is_object();
    let forms = [forms(LOCALES[0], values[0])?, forms(LOCALES[1], values[1])?, forms(LOCALES[2], values[2])?];
    let mut names: Vec<String> = if plural { vec!["n".to_owned()] } else { Vec::new() };
    for text in &forms[0] {
        collect_names(text, &mut names)?;
    }
    let mut arrays = String::new();
    for (locale, forms) in LOCALES.iter().zip(&forms) {
        let mut used = if plural { vec!["n".to_owned()] } else { Vec::new() };
        let mut row = String::new();
        for text in forms {
            collect_names(text, &mut used)?;
            let _ = write!(row, "{:?},", numbered(text, &names));
        }
        if used.len() != names.len() || used.iter().any(|name| !names.contains(name)) {
            return Err(format!("{locale} has the placeholders {used:?}, uk {names:?}"));
        }
        let _ = if plural { write!(arrays, "[{row}],") } else { write!(arrays, "{row}") };
    }
    let function = key.replace(['.', '-'], "_");
    let arguments: Vec<String> = names.iter().map(|name| format!("&{name}")).collect();
    let arguments = arguments.join(", ");
    let generic = |names: &[String]| -> String {
        names.iter().map(|name| format!("{name}: impl std::fmt::Display")).collect::<Vec<_>>().join(", ")
    };
    let _ = if plural {
        let rest = generic(&names[1..]);
        writeln!(
            code,
            "pub(crate) fn {function}(n: i64, {rest}) -> String {{ super::fill(super::pick_plural(n, [{arrays}]), &[{arguments}]) }}"
        )
    } else if names.is_empty() {
        // A pointer, not a function item: all texts are of one type, so that a view of one is a view of all.
        writeln!(code, "pub(crate) const {function}: fn() -> &'static str = || super::pick([{arrays}]);")
    } else {
        let all = generic(&names);
        writeln!(
            code,
            "pub(crate) fn {function}({all}) -> String {{ super::fill(super::pick([{arrays}]), &[{arguments}]) }}"
        )
    };
    Ok(())
}

/// The text, or the forms `one`, `few`, `many` of a plural (in English `other` stands for the last two).
fn forms(locale: &str, value: &Value) -> Result<Vec<String>, String> {
    let form = |name: &str| -> Result<String, String> {
        let text = value.get(name).and_then(Value::as_str);
        text.map(str::to_owned).ok_or_else(|| format!("{locale} has no form `{name}`"))
    };
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Object(_) if locale == "en" => Ok(vec![form("one")?, form("other")?, form("other")?]),
        Value::Object(_) => Ok(vec![form("one")?, form("few")?, form("many")?]),
        _ => Err(format!("{locale} has neither a text nor plural forms")),
    }
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

/// The text with `{0}`, `{1}`… instead of names.
fn numbered(text: &str, names: &[String]) -> String {
    let mut result = text.to_owned();
    for (index, name) in names.iter().enumerate() {
        result = result.replace(&format!("{{{name}}}"), &format!("{{{index}}}"));
    }
    result
}
