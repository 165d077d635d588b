//! Pages of this slice.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn NotificationsPage() -> impl IntoView {}

/// The page.
#[component]
pub(crate) fn Bell() -> impl IntoView {}
