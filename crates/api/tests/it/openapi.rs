//! The document: it is the committed one, and it says everything about every operation.

mod document;
mod examples;

use std::collections::BTreeSet;

use serde_json::Value;

pub use document::{Operation, example as example_body, operations};

#[test]
fn the_committed_document_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let generated = api::openapi::spec_json().unwrap();
    let difference = generated.lines().zip(committed.lines()).position(|(new, old)| new != old);
    assert!(
        committed == generated,
        "openapi/openapi.json is not what the handlers say (first difference in line {:?}): run `cargo xtask spec` \
         and review the difference",
        difference.map(|index| index + 1)
    );
}

#[test]
fn operations_are_named_verb_resource() {
    // What everybody calls them.
    const SINGLE: [&str; 3] = ["login", "logout", "refresh"];
    const VERBS: [&str; 22] = [
        "accept",
        "activate",
        "cancel",
        "change",
        "create",
        "deactivate",
        "delete",
        "export",
        "find",
        "get",
        "invite",
        "list",
        "read",
        "redirect",
        "search",
        "stream",
        "take",
        "transition",
        "undo",
        "unread",
        "update",
        "upload",
    ];
    let mut seen = BTreeSet::new();
    for Operation { name, .. } in operations() {
        let (verb, resource) = name.split_once('_').unwrap_or((&name, ""));
        let is_verb_resource = VERBS.contains(&verb) && !resource.is_empty();
        assert!(is_verb_resource || SINGLE.contains(&name.as_str()), "`{name}` is not verb_resource");
        assert!(seen.insert(name.clone()), "two operations are named `{name}`");
    }
}

#[test]
fn operations_have_a_summary_and_a_known_tag() {
    let document = document::document();
    let known: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    for operation in operations() {
        let (name, described) = (&operation.name, &operation.described);
        let summary = described["summary"].as_str().unwrap_or_default();
        assert!(
            !summary.is_empty() && !summary.ends_with('.'),
            "{name}: the first line of the handler's comment"
        );
        let tags = described["tags"].as_array().unwrap();
        assert!(
            tags.len() == 1 && known.contains(&&tags[0]),
            "{name}: one of the tags of openapi.rs, not {tags:?}"
        );
    }
}

#[test]
fn operations_document_their_errors() {
    for operation in operations() {
        let name = &operation.name;
        let mut expected = vec!["500"];
        if operation.is_protected() {
            expected.push("401");
        }
        if operation.path.contains('{') {
            expected.push("404");
        }
        if operation.body().is_some() {
            expected.extend(["400", "413", "415", "422"]);
        }
        let responses = operation.described["responses"].as_object().unwrap();
        for status in expected {
            assert!(responses.contains_key(status), "{name} does not document {status}");
        }
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name} documents no success");
        for (status, response) in responses {
            assert!(
                !response["description"].as_str().unwrap_or_default().is_empty(),
                "{name} {status} says nothing"
            );
            let problem = &response["content"]["application/problem+json"]["schema"]["$ref"];
            if status.starts_with(['4', '5']) {
                assert_eq!(problem, "#/components/schemas/Problem", "{name} {status} is not a problem");
            }
        }
    }
}

#[test]
fn examples_of_bodies_are_accepted() {
    for operation in operations() {
        let Some(("application/json", content)) = operation.body() else { continue };
        let example = document::example(content);
        assert_ne!(example, Value::Null, "{}: no example of the body", operation.name);
        examples::accept_request(&operation.name, &example);
    }
}

#[test]
fn examples_of_answers_are_answers() {
    for operation in operations() {
        for (status, response) in operation.described["responses"].as_object().unwrap() {
            let content = &response["content"]["application/json"];
            if content.is_null() || operation.name == "get_openapi" {
                continue;
            }
            let example = document::example(content);
            assert_ne!(example, Value::Null, "{} {status}: no example of the answer", operation.name);
            examples::accept_answer(&operation.name, &example);
        }
    }
}

#[test]
fn references_lead_somewhere() {
    fn walk(document: &Value, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    let pointer = reference.trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
                }
                members.values().for_each(|member| walk(document, member));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(document, item)),
            _ => {}
        }
    }
    let document = document::document();
    walk(&document, &document);
}

#[test]
fn words_are_those_of_the_wire() {
    use domain::authz::Ground;
    use domain::employees::{Locale, Role};
    use domain::notifications::NotificationKind;
    use domain::tickets::{ClientType, Priority, Resolution, TicketAction, TicketStatus};

    fn said(name: &str) -> Vec<String> {
        let words = &document::document()["components"]["schemas"][name]["enum"];
        words.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }
    assert_eq!(said("TicketStatus"), TicketStatus::ALL.map(TicketStatus::as_str));
    assert_eq!(said("TicketAction"), TicketAction::ALL.map(TicketAction::as_str));
    assert_eq!(said("Priority"), Priority::ALL.map(Priority::as_str));
    assert_eq!(said("ClientType"), ClientType::ALL.map(ClientType::as_str));
    assert_eq!(said("Resolution"), Resolution::ALL.map(Resolution::as_str));
    assert_eq!(said("Role"), Role::ALL.map(Role::as_str));
    assert_eq!(said("Locale"), Locale::ALL.map(Locale::as_str));
    assert_eq!(said("NotificationKind"), NotificationKind::ALL.map(NotificationKind::as_str));
    assert_eq!(said("Ground"), Ground::ALL.map(Ground::as_str));
    let codes: Vec<_> = domain::ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(said("ErrorCode"), codes);
}
