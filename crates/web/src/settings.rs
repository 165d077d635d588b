//! Pages of this slice.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {}
