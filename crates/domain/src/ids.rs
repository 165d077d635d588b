//! Identifiers: 64-bit integers on the wire and in the database, distinct types in Rust.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $crate::json::FromJson for $name {
            fn from_json(value: &$crate::json::Value, reader: &mut $crate::json::Reader) -> Self {
                Self($crate::json::FromJson::from_json(value, reader))
            }
        }

        impl $crate::json::ToJson for $name {
            fn to_json(&self) -> Option<$crate::json::Value> {
                $crate::json::ToJson::to_json(&self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A ticket; also its human number (`#10423`).
    TicketId,
    /// A person who works here.
    EmployeeId,
    /// A department.
    DepartmentId,
    /// A comment on a ticket.
    CommentId,
    /// An uploaded file.
    AttachmentId,
    /// A notification of one person.
    NotificationId,
    /// A job that does one command to many tickets.
    BulkJobId,
    /// A saved view.
    ViewId,
    /// A text that is put into comments.
    QuickTextId,
    /// An entry of the event log; also the position of the live stream (`Last-Event-ID`).
    EventId,
}
