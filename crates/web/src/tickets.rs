//! Tickets.

use leptos::prelude::*;

/// Lists.
#[component]
pub(crate) fn TicketsLayout() -> impl IntoView {}
/// No ticket.
#[component]
pub(crate) fn NoTicket() -> impl IntoView {}
/// One ticket.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {}
/// A new one.
#[component]
pub(crate) fn NewTicketPage() -> impl IntoView {}
