//! Cursors: opaque keysets, bound to the list that made them.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ErrorCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, ApiResult};

#[derive(Serialize, Deserialize)]
struct Sealed<K> {
    /// Fingerprint of list, filter and sort.
    l: u64,
    /// Position.
    k: K,
}

/// What a cursor is bound to.
#[derive(Clone, Copy, Debug)]
pub struct CursorScope(u64);

impl CursorScope {
    /// A list and whatever selects and orders its rows.
    pub fn new(list: &str, selection: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        list.hash(&mut hasher);
        selection.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The cursor after the row with this key.
    pub fn seal<K: Serialize>(self, key: K) -> String {
        let json = serde_json::to_vec(&Sealed { l: self.0, k: key }).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(json)
    }

    /// The key in the cursor; 400 for one that was made for another list, filter or sort.
    pub fn open<K: DeserializeOwned>(self, cursor: Option<&str>) -> ApiResult<Option<K>> {
        let Some(cursor) = cursor else { return Ok(None) };
        let json = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
        // PostgreSQL has no text with a zero byte, so no row is at such a position.
        let has_zero = json.windows(6).any(|escape| escape == b"\\u0000");
        let sealed: Option<Sealed<K>> = serde_json::from_slice(&json).ok().filter(|_| !has_zero);
        match sealed {
            Some(sealed) if sealed.l == self.0 => Ok(Some(sealed.k)),
            _ => Err(ApiError::new(ErrorCode::InvalidCursor)),
        }
    }
}
