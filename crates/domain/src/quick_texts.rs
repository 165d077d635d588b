//! Quick texts: what people write often, put into a comment by `;` and a name.

pub mod wire;

/// The most texts of one person, and the most that everybody shares.
pub const QUICK_TEXTS_MAX: usize = 100;
/// The most characters of a name.
pub const NAME_MAX: usize = 40;
/// The most characters of a text.
pub const BODY_MAX: usize = 5_000;
