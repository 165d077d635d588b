//! Files of tickets and comments.

use serde::{Deserialize, Serialize};

use crate::AttachmentId;
use crate::json::FromJson;
use crate::text;

/// The most bytes of one file, unless configured otherwise: 25 MiB.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;
/// The most characters of a file name.
pub const FILE_NAME_MAX: usize = 200;

/// A file; its content is at `GET /attachments/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"id": 31, "file_name": "лог станції.txt", "content_type": "text/plain; charset=utf-8", "size": 18230})))]
pub struct AttachmentView {
    /// Its id.
    pub id: AttachmentId,
    /// Its name, without any path.
    pub file_name: String,
    /// Sniffed from the content, never taken from the client.
    pub content_type: String,
    /// In bytes.
    pub size: i64,
}

/// The name under which a file is kept: the last part of any path, without control characters, never empty.
pub fn safe_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*'))
        .collect();
    let trimmed: String = visible.trim().trim_matches('.').chars().take(FILE_NAME_MAX).collect();
    match text::name("/file", &trimmed) {
        Ok(name) => name,
        Err(_) => "file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_carry_no_path_and_no_tricks() {
        assert_eq!(safe_file_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_file_name(r"C:\temp\лог станції.txt"), "лог станції.txt");
        assert_eq!(safe_file_name("a\u{0}\r\nb\".png"), "ab.png");
        assert_eq!(safe_file_name(".."), "file");
        assert_eq!(safe_file_name(""), "file");
    }
}
