//! Pages of this slice.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn EmployeesPage() -> impl IntoView {}
