//! Which key does what.

/// Something that has a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// The next ticket of the list.
    Next,
    /// The ticket before.
    Previous,
    /// Opens the ticket of the list.
    Open,
    /// Chooses the ticket of the list.
    Select,
    /// A new ticket.
    Create,
    /// Writes a comment.
    Reply,
    /// Takes the ticket.
    Take,
    /// Redirects the ticket.
    Redirect,
    /// Chooses another status.
    Status,
    /// Chooses another priority.
    Priority,
    /// Chooses a person to redirect the ticket to.
    Assign,
    /// Edits the fields.
    Edit,
    /// Back to the list.
    Back,
    /// Takes the last thing back.
    Undo,
    /// Searches.
    Search,
    /// Goes to another page: the next key says which.
    Go,
    /// Shows all keys.
    Help,
    /// Everything that can be done, opened or found.
    Palette,
    /// Sends what is being typed.
    Send,
}

impl Shortcut {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [Self; 19] = [
        Self::Next,
        Self::Previous,
        Self::Open,
        Self::Select,
        Self::Create,
        Self::Reply,
        Self::Take,
        Self::Redirect,
        Self::Status,
        Self::Priority,
        Self::Assign,
        Self::Edit,
        Self::Back,
        Self::Undo,
        Self::Search,
        Self::Go,
        Self::Help,
        Self::Palette,
        Self::Send,
    ];

    /// Its key, as in the mail and ticket tools that people know.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Next => "J",
            Self::Previous => "K",
            Self::Open => "O",
            Self::Select => "X",
            Self::Create => "C",
            Self::Reply => "R",
            Self::Take => "T",
            Self::Redirect => "M",
            Self::Status => "S",
            Self::Priority => "P",
            Self::Assign => "A",
            Self::Edit => "E",
            Self::Back => "U",
            Self::Undo => "Z",
            Self::Search => "/",
            Self::Go => "G",
            Self::Help => "?",
            Self::Palette => "Ctrl+K",
            Self::Send => "Ctrl+Enter",
        }
    }

    /// What a single key does.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// The name of a key that was pressed alone or with Shift: letters by their place (`code`, such as `KeyJ`), because they
/// are others (`key`) in other layouts. `None` for keys that mean nothing here.
pub(crate) fn name<'a>(code: &'a str, key: &'a str, shift: bool) -> Option<&'a str> {
    match (key, code, code.strip_prefix("Key")) {
        ("/" | "?", ..) => Some(key),
        (_, "Slash", _) => Some(if shift { "?" } else { "/" }),
        (_, _, letter) => letter.filter(|_| !shift),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_key_is_found() {
        for shortcut in Shortcut::ALL {
            assert_eq!(Shortcut::of(shortcut.key()), Some(shortcut));
        }
        assert_eq!(Shortcut::of("Q"), None);
    }

    #[test]
    fn letters_are_known_by_their_place_in_every_layout() {
        assert_eq!(name("KeyJ", "о", false), Some("J"));
        assert_eq!(name("KeyJ", "О", true), None);
        assert_eq!(name("Slash", ".", false), Some("/"));
        assert_eq!(name("Slash", ",", true), Some("?"));
        assert_eq!(name("Backslash", "/", true), Some("/"));
        assert_eq!(name("Enter", "Enter", false), None);
    }
}
