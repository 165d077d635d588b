//! The document, operation by operation.

use std::sync::OnceLock;

use serde_json::{Map, Value};

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operation id: the name of the handler.
    pub name: String,
    /// In capitals.
    pub method: String,
    /// With `{id}`.
    pub path: String,
    /// What the document says about it.
    pub described: Value,
}

impl Operation {
    /// Whether it needs a login.
    pub fn is_protected(&self) -> bool {
        !self.described["security"].is_null()
    }

    /// The examples of the query parameters without which it is refused, encoded.
    pub fn required_query(&self) -> String {
        let parameters = self.described["parameters"].as_array().cloned().unwrap_or_default();
        let wanted = parameters.iter().filter(|one| one["in"] == "query" && one["required"] == true);
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in wanted {
            let name = parameter["name"].as_str().unwrap();
            let example = parameter["example"].as_str();
            query.append_pair(name, example.unwrap_or_else(|| panic!("{name} has no example")));
        }
        query.finish()
    }

    /// Content type and description of the body.
    pub fn body(&self) -> Option<(&str, &Value)> {
        let content = self.described["requestBody"]["content"].as_object()?;
        assert_eq!(content.len(), 1, "{}: one kind of body", self.name);
        content.iter().next().map(|(kind, content)| (kind.as_str(), content))
    }
}

/// The generated document.
pub fn document() -> Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::to_value(api::openapi::spec()).unwrap()).clone()
}

/// All operations, by path.
pub fn operations() -> Vec<Operation> {
    let document = document();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, described) in item.as_object().unwrap() {
            operations.push(Operation {
                name: described["operationId"].as_str().unwrap().to_owned(),
                method: method.to_ascii_uppercase(),
                path: path.clone(),
                described: described.clone(),
            });
        }
    }
    assert!(operations.len() > 30, "only {} operations", operations.len());
    operations
}

/// The example of a body or an answer, put together from its schema as Swagger UI does; `null` when a part has none.
pub fn example(content: &Value) -> Value {
    match content.get("example") {
        Some(example) => example.clone(),
        None => of_schema(&content["schema"]).unwrap_or_default(),
    }
}

fn of_schema(schema: &Value) -> Option<Value> {
    let examples = schema.get("examples").and_then(|list| list.get(0));
    if let Some(example) = schema.get("example").or(examples) {
        return Some(example.clone());
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return of_schema(document().pointer(reference.trim_start_matches('#'))?);
    }
    // `null` or something: something.
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        return choices.iter().filter(|choice| choice["type"] != "null").find_map(of_schema);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => Some(Value::Array(vec![of_schema(&schema["items"])?])),
        Some("object") => {
            let members = schema.get("properties")?.as_object()?;
            let members = members.iter().map(|(name, schema)| Some((name.clone(), of_schema(schema)?)));
            members.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        _ => None,
    }
}
