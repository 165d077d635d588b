//! The rules of the house as a text test: what may not enter which room, in the words of the rule and with its reason.
//!
//! The rules are in [`rules`], reading the sources in [`sources`]. An exception names its file and says why; one that
//! is not needed any more fails, so the lists can only shrink.

mod rules;
mod sources;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rules::{RULES, Rule};
use sources::{Source, sources};

#[test]
fn nothing_enters_a_room_where_it_may_not_be() {
    let sources = sources();
    let mut complaints = String::new();
    for rule in RULES {
        for (path, number, found) in broken(rule, &sources) {
            writeln!(complaints, "{path}:{number}: `{found}`. {}", rule.sentence).unwrap();
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn exceptions_are_still_needed() {
    let sources = sources();
    let mut complaints = String::new();
    for rule in RULES {
        let without = Rule { except: &[], ..*rule };
        let needed: BTreeSet<_> = broken(&without, &sources).into_iter().map(|(path, ..)| path).collect();
        for (path, reason) in rule.except.iter().filter(|(path, _)| !needed.contains(*path)) {
            writeln!(
                complaints,
                "{path} keeps the rule now, remove its exception ({reason}). {}",
                rule.sentence
            )
            .unwrap();
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// Path, line and the forbidden text, for every place where the rule is broken.
fn broken<'a>(rule: &Rule, sources: &'a [Source]) -> Vec<(&'a str, usize, &'static str)> {
    let mut places = Vec::new();
    for source in sources.iter().filter(|source| (rule.room)(&source.path)) {
        if rule.except.iter().any(|(path, _)| *path == source.path) {
            continue;
        }
        for (number, line) in source.code() {
            if rule.spared.iter().any(|spared| line.contains(spared)) {
                continue;
            }
            let found = rule.forbidden.iter().find(|forbidden| mentions(line, forbidden));
            places.extend(found.map(|forbidden| (source.path.as_str(), number, *forbidden)));
        }
    }
    places
}

/// Whether the line holds the text, not as a part of a longer word.
fn mentions(line: &str, text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(text).any(|(at, _)| {
        let cut_before = text.starts_with(is_word) && line[..at].ends_with(is_word);
        let cut_after = text.ends_with(is_word) && line[at + text.len()..].starts_with(is_word);
        !cut_before && !cut_after
    })
}

#[test]
fn files_stop_at_400_lines() {
    let long: Vec<_> = sources()
        .iter()
        .filter(|source| source.text.lines().count() > 400)
        .map(|source| format!("{} has {} lines", source.path, source.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "Files aim at 100 lines and stop at 400; split by operation: {long:#?}");
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "The first line of a file is `//!` and says what it is for: {silent:#?}");
}

#[test]
fn modules_are_files_beside_their_folders() {
    // Two implementations of one module, chosen by `#[path]` in crates/client/src/lib.rs.
    const CHOSEN: &str = "crates/client/src/transport";
    let sources = sources();
    let paths: BTreeSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    let mut wrong = BTreeSet::new();
    for path in &paths {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_root = folder.ends_with("/src") || folder.ends_with("/tests/it") || !folder.contains("/src/");
        if name == "mod.rs"
            || !(is_root || folder == CHOSEN || paths.contains(format!("{folder}.rs").as_str()))
        {
            wrong.insert(*path);
        }
    }
    assert!(
        wrong.is_empty(),
        "A module with parts is `x.rs` beside the folder `x/`, never `x/mod.rs`: {wrong:#?}"
    );
}

#[test]
fn handlers_are_short() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|source| rules::is_http(&source.path)) {
        let mut start = None;
        for (number, line) in source.code() {
            if line.starts_with("async fn ") || line.starts_with("pub async fn ") {
                start = Some((number, line));
            }
            let Some((first, name)) = start.filter(|_| line == "}") else { continue };
            if number - first + 1 > 25 {
                long.push(format!("{}:{first}: {name} has {} lines", source.path, number - first + 1));
            }
            start = None;
        }
    }
    assert!(long.is_empty(), "A handler is at most 25 lines: extract, call, map: {long:#?}");
}

#[test]
fn crates_depend_only_downwards() {
    let forbidden = [
        (
            "crates/domain",
            "client api web migrations sea-orm actix-web leptos tokio regex reqwest gloo-net rand",
        ),
        ("crates/client", "api web migrations sea-orm actix-web leptos tokio"),
        ("crates/web", "api migrations sea-orm actix-web tokio reqwest gloo-net regex"),
        ("crates/api", "web leptos gloo-net"),
        ("migrations", "domain client api web"),
    ];
    let mut wrong = Vec::new();
    for (room, names) in forbidden {
        let manifest = std::fs::read_to_string(sources::root().join(room).join("Cargo.toml")).unwrap();
        for (section, name) in sources::dependencies(&manifest) {
            if section != "dev-dependencies" && names.split(' ').any(|forbidden| forbidden == name) {
                wrong.push(format!("{room} depends on {name}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "domain <- client <- web, domain <- api -> migrations, nothing else: {wrong:#?}"
    );
}
