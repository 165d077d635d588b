//! Light and dark: as the system says, unless the person chose.

use leptos::prelude::document;

use crate::storage;

const KEY: &str = "theme";

/// A choice of the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of `data-theme` and of the preference.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the person chose before.
pub(crate) fn saved() -> Theme {
    let saved = storage::preference(KEY);
    Theme::ALL.into_iter().find(|theme| Some(theme.as_str()) == saved.as_deref()).unwrap_or_default()
}

/// Chooses a theme for good.
pub(crate) fn choose(theme: Theme) {
    storage::set_preference(KEY, (theme != Theme::System).then_some(theme.as_str()));
    apply(theme);
}

/// Shows a theme.
pub(crate) fn apply(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // An attribute that cannot be set leaves the theme of the system.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.as_str()),
    };
}
