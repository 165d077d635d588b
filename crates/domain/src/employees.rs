//! People: roles, languages, requests.

pub mod wire;

use serde::{Deserialize, Deserializer, Serialize};

use crate::patch;

/// What an employee may do (EC-05): exactly two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// «Користувач».
    User,
    /// «Адміністратор»: sees all tickets, manages departments, people and settings.
    Admin,
}

impl Role {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
        }
    }

    /// By the name on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::User, Self::Admin].into_iter().find(|role| role.as_str() == text)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        patch::word(deserializer, Self::parse)
    }
}

/// The language of the interface for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Ukrainian.
    #[default]
    Uk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Locale {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Uk, Self::Ru, Self::En];

    /// The name on the wire: ISO 639-1.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uk => "uk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// By the name on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == text)
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        patch::word(deserializer, Self::parse)
    }
}
