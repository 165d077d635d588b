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

    /// Its key unless a person chose another, as in the mail and ticket tools that people know.
    pub(super) fn usual_key(self) -> &'static str {
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

    /// Whether a person can give it another key: those of one letter.
    pub(super) fn is_letter(self) -> bool {
        letter(self.usual_key()).is_some()
    }
}

/// The letters that can be keys.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn letter(name: &str) -> Option<&'static str> {
    LETTERS.split_inclusive(|_| true).find(|letter| *letter == name)
}

/// Which key does what, for a person who has exchanged some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keymap(Vec<(Shortcut, &'static str)>);

impl Keymap {
    /// What [`Self::text`] has written: the usual letter and the one instead, as in `TY`.
    pub(super) fn parse(text: &str) -> Self {
        let mut map = Self::default();
        for pair in text.split(' ') {
            let found = pair.split_at_checked(1);
            let found = found.and_then(|(usual, now)| Some((Self::default().of(usual)?, letter(now)?)));
            map.0.extend(found);
        }
        map
    }

    /// As it is kept.
    pub(super) fn text(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(one, now)| [one.usual_key(), now].concat()).collect();
        pairs.join(" ")
    }

    /// The key of a shortcut.
    pub(super) fn key(&self, shortcut: Shortcut) -> &'static str {
        let now = self.0.iter().find(|(one, _)| *one == shortcut);
        now.map_or(shortcut.usual_key(), |(_, key)| key)
    }

    /// What a single key does.
    pub(super) fn of(&self, key: &str) -> Option<Shortcut> {
        Shortcut::ALL.into_iter().find(|one| self.key(*one) == key)
    }

    /// Gives a shortcut another letter; what had it gets the letter before.
    pub(super) fn assign(&mut self, shortcut: Shortcut, name: &str) {
        let before = self.key(shortcut);
        let Some(key) = letter(name).filter(|key| *key != before) else { return };
        let other = self.of(key);
        self.0.retain(|(one, _)| *one != shortcut && Some(*one) != other);
        self.0.extend(other.map(|other| (other, before)));
        self.0.push((shortcut, key));
        self.0.retain(|(one, key)| one.usual_key() != *key);
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
        let usual = Keymap::default();
        for shortcut in Shortcut::ALL {
            assert_eq!(usual.of(shortcut.usual_key()), Some(shortcut));
        }
        assert_eq!(usual.of("Q"), None);
    }

    #[test]
    fn keys_are_exchanged_and_no_key_has_two_meanings() {
        let mut map = Keymap::default();
        map.assign(Shortcut::Take, "Y");
        map.assign(Shortcut::Next, "K");
        assert_eq!((map.of("Y"), map.of("T")), (Some(Shortcut::Take), None));
        assert_eq!((map.of("K"), map.of("J")), (Some(Shortcut::Next), Some(Shortcut::Previous)));
        assert_eq!(Keymap::parse(&map.text()), map);

        map.assign(Shortcut::Take, "?");
        assert_eq!(map.key(Shortcut::Take), "Y", "only letters");
        map.assign(Shortcut::Next, "J");
        map.assign(Shortcut::Take, "T");
        assert_eq!(map, Keymap::default());
        assert_eq!(Keymap::parse("Ж TT9 Q"), Keymap::default());
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
