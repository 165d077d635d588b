//! The fields of a ticket and their limits.

use serde::{Deserialize, Deserializer, Serialize};

use crate::patch;

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

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $wire)] $variant),+ }

        impl $name {
            /// All, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire),+ }
            }

            /// By the name on the wire.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                patch::word(deserializer, Self::parse)
            }
        }
    };
}

choices! {
    /// Whose problem it is.
    ClientType {
        /// A private client.
        B2c = "b2c",
        /// A company.
        B2b = "b2b",
    }
}

choices! {
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

choices! {
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
