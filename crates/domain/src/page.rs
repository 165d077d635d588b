//! Pages of lists.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// Rows of a page when the client does not say.
pub const DEFAULT_LIMIT: u64 = 50;
/// The most rows one page may have.
pub const MAX_LIMIT: u64 = 200;

/// One page of a list. A deep page costs what the first costs: cursors are keysets, not offsets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// How to go on.
    pub page: PageInfo,
}

/// How to get the rows after this page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"next": null})))]
pub struct PageInfo {
    /// Opaque cursor for `after`, bound to filter and sort; `null` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page that is the whole list.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, page: PageInfo { next: None } }
    }
}
