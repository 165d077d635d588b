//! Enumerations that are words on the wire.

/// Declares an enumeration with the word of each variant, in the order of `ALL`.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:tt),+ $(,)? }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        $(#[$meta])*
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All, in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The name on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// By the name on the wire.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::patch::word(deserializer, Self::parse)
            }
        }

        impl $crate::json::FromJson for $name {
            fn from_json(value: &$crate::json::Value, reader: &mut $crate::json::Reader) -> Self {
                let one = value.as_str().and_then(Self::parse);
                if one.is_none() {
                    reader.wrong();
                }
                one.unwrap_or(Self::ALL[0])
            }
        }

        impl $crate::json::ToJson for $name {
            fn to_json(&self) -> Option<$crate::json::Value> {
                $crate::json::ToJson::to_json(self.as_str())
            }
        }
    };
}

pub(crate) use words;
