//! Mentioning a person in a comment: a link to `/employees/{id}` whose text is his name after "@".

use crate::EmployeeId;

/// At most so many people are mentioned in one text; more are not told.
pub const MENTIONS_MAX: usize = 20;

/// Where the link leads, before the number of the person.
const PATH: &str = "/employees/";

/// The link that mentions a person, in Markdown.
pub fn link(name: &str, id: EmployeeId) -> String {
    format!("[@{name}]({PATH}{id})")
}

/// Whom a link to this address mentions.
pub fn mentioned_by(address: &str) -> Option<EmployeeId> {
    address.strip_prefix(PATH)?.parse().ok().map(EmployeeId)
}
