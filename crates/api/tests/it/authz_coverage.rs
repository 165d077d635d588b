//! Every operation of the document × every kind of caller: the answers are in `expected.txt`, reviewed by hand. What is
//! refused changes nothing.

mod world;

use std::collections::BTreeMap;

use domain::ErrorCode;
use domain::problem::Problem;
use reqwest::multipart::{Form, Part};

use crate::footprint::Footprint;
use crate::openapi::{Operation, example_body, operations};
use crate::support::{Desk, on_both};

use world::{CALLERS, World};

#[test]
fn every_operation_has_a_row() {
    let expected = expected();
    let names: Vec<_> = operations().into_iter().map(|operation| operation.name).collect();
    for name in &names {
        assert!(expected.contains_key(name.as_str()), "`{name}` has no row in authz_coverage/expected.txt");
    }
    for name in expected.keys() {
        assert!(
            names.iter().any(|known| known == name),
            "`{name}` in expected.txt is no operation of the document"
        );
    }
}

#[test]
fn exactly_the_protected_operations_refuse_strangers_to_the_desk() {
    // They refuse what they are sent: unknown credentials, no cookie.
    const OPEN: [&str; 2] = ["login", "refresh"];
    let expected = expected();
    for operation in operations() {
        let refuses = expected[operation.name.as_str()][0] == 401 && !OPEN.contains(&operation.name.as_str());
        assert_eq!(refuses, operation.is_protected(), "{}: `security` in the document", operation.name);
    }
}

on_both! {
    async fn every_operation_answers_every_caller_as_the_table_says(desk: &Desk) {
        let expected = expected();
        let operations = operations();
        let mut world = World::build(desk).await;
        let mut targets = BTreeMap::new();
        for operation in &operations {
            for caller in CALLERS {
                targets.insert((operation.name.clone(), caller), world.target(desk, &operation.path).await);
            }
        }
        world.move_the_assignee().await;
        let mut wrong = Vec::new();
        for operation in &operations {
            for (index, caller) in CALLERS.into_iter().enumerate() {
                let target = targets[&(operation.name.clone(), caller)];
                let before = Footprint::of(desk).await;
                let (status, code) = send(desk, &world, operation, caller, target).await;
                if status != expected[operation.name.as_str()][index] {
                    wrong.push(format!("{} answers {status} ({code:?}) to {caller}", operation.name));
                }
                if status >= 400 {
                    before.assert_unchanged(desk, &format!("{} refused to {caller}", operation.name)).await;
                }
                // Jobs of one caller are not seen as changes by the next.
                desk.jobs_ended().await;
                let fitting = match status {
                    401 if operation.is_protected() => code == Some(ErrorCode::Unauthenticated),
                    403 => code.is_some_and(|code| api::error::status(code) == 403),
                    404 => code == Some(ErrorCode::NotFound),
                    _ => true,
                };
                assert!(fitting, "{} answers {status} {code:?} to {caller}", operation.name);
            }
        }
        assert!(wrong.is_empty(), "not as in authz_coverage/expected.txt: {wrong:#?}");
        desk.assert_consistent().await;
    }
}

/// Sends the example of the document; status and, when it is refused, the code.
async fn send(
    desk: &Desk,
    world: &World,
    operation: &Operation,
    caller: &str,
    target: i64,
) -> (u16, Option<ErrorCode>) {
    // The example of `login` is the same unknown account for everybody.
    desk.state.throttle.succeeded("admin@example.com");
    let path = operation.path.replace("{id}", &target.to_string());
    let url = format!("{}{path}?{}", desk.base(), operation.required_query());
    let mut request = reqwest::Client::new().request(operation.method.parse().unwrap(), url);
    if let Some(person) = world.caller(caller) {
        request = request.bearer_auth(person.client.access_token().unwrap());
    }
    request = match operation.body() {
        Some(("application/json", content)) => request.json(&example_body(content)),
        Some(_) => {
            request.multipart(Form::new().part("file", Part::text("Лог станції").file_name("log.txt")))
        }
        None => request,
    };
    if operation.name == "update_ticket" {
        request = request.header("if-match", "\"1\"");
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    if status < 400 {
        // Without the body: a live stream has no end.
        return (status, None);
    }
    let problem: Problem = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(problem.status, status);
    (status, Some(problem.code))
}

/// The table by operation.
fn expected() -> BTreeMap<&'static str, [u16; CALLERS.len()]> {
    let mut lines = include_str!("authz_coverage/expected.txt").lines().filter(|line| !line.starts_with('#'));
    let header: Vec<_> = lines.next().unwrap().split_whitespace().skip(1).collect();
    assert_eq!(header, CALLERS);
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap();
            let statuses: Vec<u16> = words.map(|word| word.parse().unwrap()).collect();
            (name, statuses.try_into().unwrap_or_else(|_| panic!("{name}: one status for each caller")))
        })
        .collect()
}
