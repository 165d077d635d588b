//! Pages of this slice.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {}

/// The page.
#[component]
pub(crate) fn LoginPage() -> impl IntoView {}

/// The page.
#[component]
pub(crate) fn ProfilePage() -> impl IntoView {}

/// The page.
#[component]
pub(crate) fn SetupPage() -> impl IntoView {}
