//! Saved views: a query of tickets under a name, of one person or of everybody.

pub mod wire;

/// The most views of one person, and the most that everybody shares.
pub const VIEWS_MAX: usize = 50;
/// The most characters of a name.
pub const NAME_MAX: usize = 80;
/// Open tickets of a view are counted up to here; what has more, has "at least" so many.
pub const COUNT_MAX: u64 = 99;
