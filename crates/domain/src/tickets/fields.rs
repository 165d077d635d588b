//! The fields of a ticket and their limits.

use crate::words::words;

/// The fewest characters of a subject, after trimming.
pub const SUBJECT_MIN: usize = 3;
/// The most characters of a subject.
pub const SUBJECT_MAX: usize = 200;
/// The most characters of a station number.
pub const STATION_MAX: usize = 100;
/// The most characters of a car model.
pub const CAR_MODEL_MAX: usize = 100;
/// The most files that one ticket or comment may bring.
pub const ATTACHMENTS_MAX: usize = 20;

words! {
    /// Whose problem it is.
    ClientType {
        /// A private client.
        B2c = "b2c",
        /// A company.
        B2b = "b2b",
    }
}

words! {
    /// How urgent it is, ascending.
    Priority {
        /// «Низький».
        Low = "low",
        /// «Середній».
        Medium = "medium",
        /// «Високий».
        High = "high",
        /// «Критичний».
        Critical = "critical",
    }
}

words! {
    /// Why a ticket was closed.
    Resolution {
        /// The problem is solved.
        Solved = "solved",
        /// Another ticket is about the same.
        Duplicate = "duplicate",
        /// Not a request at all.
        Spam = "spam",
        /// Nothing can be done with what we were told (GM-02).
        InsufficientInformation = "insufficient_information",
        /// Not needed any more.
        Withdrawn = "withdrawn",
    }
}
