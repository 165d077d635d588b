//! Bodies that are no request: for every operation of the document that takes JSON.

use domain::ErrorCode;
use serde_json::{Map, Value, json};

use super::company::{Company, only_field, with_json_bodies};
use crate::footprint::Footprint;
use crate::support::on_both;

on_both! {
    async fn malformed_json_is_400(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let always: [&[u8]; 5] = [b"{", b"{\"", b"{'subject': 1}", b"nonsense", b"\xff\xfe{\x00}\x00"];
        for (operation, example) in with_json_bodies() {
            let mut bodies: Vec<Vec<u8>> = always.iter().map(|body| body.to_vec()).collect();
            // What is wrong after a known member: nothing, half of a surrogate pair, half of a character.
            if let Some((name, _)) = example.as_object().unwrap().iter().find(|(_, value)| value.is_string()) {
                for rest in [b"}".as_slice(), b"\"\\ud800\"}", b"\"\xd0"] {
                    bodies.push([format!("{{\"{name}\": ").as_bytes(), rest].concat());
                }
            }
            bodies.push(format!("{example} x").into_bytes());
            for body in bodies {
                let call = company.call(&operation).body("application/json", body);
                call.refused(400, ErrorCode::MalformedRequest).await;
            }
        }
        before.assert_unchanged(desk, "malformed JSON").await;
    }

    async fn nesting_is_no_danger(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, example) in with_json_bodies() {
            let name = example.as_object().unwrap().keys().next().cloned().unwrap_or_default();
            for start in ["[", "{\"a\":", &format!("{{\"{name}\": [")] {
                let call = company.call(&operation).body("application/json", start.repeat(30_000));
                call.refused(422, ErrorCode::InvalidFields).await;
            }
        }
        before.assert_unchanged(desk, "deep nesting").await;
    }

    async fn json_that_is_no_object_is_422(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, example) in with_json_bodies() {
            let members: Vec<Value> = example.as_object().unwrap().values().cloned().collect();
            for body in [json!([]), Value::Array(members), json!("text"), json!(7), json!(null), json!(true), json!([{}])] {
                let problem = company.call(&operation).json(body.clone()).refused(422, ErrorCode::InvalidFields).await;
                assert_eq!(only_field(&problem), ("", ErrorCode::InvalidType), "{}: {body}", operation.name);
            }
        }
        before.assert_unchanged(desk, "JSON that is no object").await;
    }

    async fn unknown_fields_are_named(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, mut example) in with_json_bodies() {
            example["surprise`/~"] = json!(1);
            let problem = company.call(&operation).json(example.clone()).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!(only_field(&problem), ("/surprise`~1~0", ErrorCode::UnknownField), "{}", operation.name);
            example.as_object_mut().unwrap().remove("surprise`/~");
            for (name, nested) in objects(&example) {
                let mut body = example.clone();
                body[&name] = nested;
                body[&name]["surprise"] = json!(null);
                let problem = company.call(&operation).json(body).refused(422, ErrorCode::InvalidFields).await;
                assert_eq!(only_field(&problem), (format!("/{name}/surprise").as_str(), ErrorCode::UnknownField));
            }
        }
        before.assert_unchanged(desk, "unknown fields").await;
    }

    async fn missing_fields_are_named(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let document = serde_json::to_value(api::openapi::spec()).unwrap();
        for (operation, example) in with_json_bodies() {
            let (_, content) = operation.body().unwrap();
            let reference = content["schema"]["$ref"].as_str().unwrap_or_default();
            let Some(schema) = document.pointer(reference.trim_start_matches('#')) else { continue };
            for name in schema["required"].as_array().into_iter().flatten() {
                let name = name.as_str().unwrap();
                let mut body = example.clone();
                body.as_object_mut().unwrap().remove(name);
                let problem = company.call(&operation).json(body).refused(422, ErrorCode::InvalidFields).await;
                let expected = (format!("/{name}"), ErrorCode::Required);
                assert_eq!(only_field(&problem), (expected.0.as_str(), expected.1), "{}", operation.name);
            }
        }
        before.assert_unchanged(desk, "missing fields").await;
    }

    async fn wrong_types_are_named(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, example) in with_json_bodies() {
            for (name, right) in example.as_object().unwrap() {
                for wrong in wrong_values(right) {
                    let mut body = example.clone();
                    body[name] = wrong.clone();
                    let problem = company.call(&operation).json(body).refused(422, ErrorCode::InvalidFields).await;
                    let (pointer, code) = only_field(&problem);
                    let inside = pointer.strip_prefix(&format!("/{name}"));
                    assert!(
                        inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                            && matches!(code, ErrorCode::InvalidType | ErrorCode::UnknownField),
                        "{} with {name} = {wrong}: {problem:?}", operation.name
                    );
                }
            }
        }
        before.assert_unchanged(desk, "wrong types").await;
    }

    async fn a_field_twice_is_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let body = r#"{"body": "перше", "body": "друге"}"#;
        let path = format!("/tickets/{}/comments", company.ticket);
        let call = company.admin.call("POST", &path).body("application/json", body);
        let problem = call.refused(422, ErrorCode::InvalidFields).await;
        assert_eq!(only_field(&problem).1, ErrorCode::InvalidType);
        before.assert_unchanged(desk, "a field twice").await;
    }

    async fn only_json_is_read(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, example) in with_json_bodies() {
            for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json", "text/json", ""] {
                let call = company.call(&operation).body(kind, example.to_string());
                call.refused(415, ErrorCode::UnsupportedMediaType).await;
            }
        }
        before.assert_unchanged(desk, "a wrong content type").await;
        let kinds = ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"];
        for kind in kinds {
            company.admin.call("PATCH", "/me").body(kind, r#"{"locale": "en"}"#).status(200).await;
        }
    }

    async fn bodies_stop_at_a_mebibyte(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (operation, _) in with_json_bodies() {
            let body = format!("{{\"a\": \"{}\"}}", "x".repeat(1024 * 1024));
            let call = company.call(&operation).body("application/json", body);
            call.refused(413, ErrorCode::PayloadTooLarge).await;
        }
        before.assert_unchanged(desk, "an oversize body").await;
    }

    async fn no_body_is_an_empty_object(desk: &Desk) {
        let company = Company::build(desk).await;
        company.ihor.call("POST", &format!("/tickets/{}/take", company.ticket)).status(200).await;
        let problem = company.admin.call("POST", "/tickets").refused(422, ErrorCode::InvalidFields).await;
        assert_eq!(only_field(&problem), ("/subject", ErrorCode::Required));
    }
}

/// The members that are objects themselves.
fn objects(example: &Value) -> Map<String, Value> {
    let members = example.as_object().unwrap().clone();
    members.into_iter().filter(|(_, value)| value.is_object()).collect()
}

/// Values of other types, also those that serde would read as the right one.
fn wrong_values(right: &Value) -> Vec<Value> {
    match right {
        Value::String(text) => vec![json!(7), json!(true), json!([text]), json!({text: null}), json!({})],
        Value::Number(_) => vec![json!("7"), json!(1.5), json!([7]), json!(true), json!(1e300)],
        Value::Object(members) => {
            let values: Vec<_> = members.values().cloned().collect();
            vec![json!("x"), json!(7), json!([]), Value::Array(values)]
        }
        Value::Array(_) => vec![json!("x"), json!(7), json!({"0": "x"})],
        Value::Null => vec![json!(7), json!(true), json!([]), json!({})],
        Value::Bool(_) => vec![json!("true"), json!(1)],
    }
}
