//! Query strings from the same structs that the server parses.

use domain::json::{self, ToJson, Value};

/// `path?name=value&…` with the fields of `query` that are not null; just `path` when there are none. A path may have a
/// query already.
pub(crate) fn with_query(path: &str, query: &impl ToJson) -> String {
    append(path, query.to_json())
}

fn append(path: &str, query: Option<Value>) -> String {
    let Some(Value::Object(fields)) = query else { return path.to_owned() };
    let mut result = path.to_owned();
    let mut separator = if path.contains('?') { '&' } else { '?' };
    for (name, value) in fields {
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text,
            other => json::text(&other),
        };
        result.push(separator);
        result.push_str(&name);
        result.push('=');
        percent_encode(&text, &mut result);
        separator = '&';
    }
    result
}

fn percent_encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::DepartmentId;
    use domain::employees::wire::EmployeeListQuery;

    use super::*;

    #[test]
    fn only_given_fields_are_sent_and_text_is_encoded() {
        let query = EmployeeListQuery {
            q: Some("Ко & вал".into()),
            department_id: Some(DepartmentId(7)),
            active: Some(true),
            ..EmployeeListQuery::default()
        };
        let url = with_query("/employees", &query);
        let (path, text) = url.split_once('?').unwrap();
        let mut pairs: Vec<_> = text.split('&').collect();
        pairs.sort_unstable();
        assert_eq!(path, "/employees");
        assert_eq!(pairs, ["active=true", "department_id=7", "q=%D0%9A%D0%BE%20%26%20%D0%B2%D0%B0%D0%BB"]);
        assert_eq!(with_query("/employees", &EmployeeListQuery::default()), "/employees");
        let more = EmployeeListQuery { active: Some(false), ..EmployeeListQuery::default() };
        assert_eq!(with_query("/employees?q=a", &more), "/employees?q=a&active=false");
    }
}
