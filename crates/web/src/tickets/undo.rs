//! Taking back what one has just done to a ticket.

use client::idempotency_key;
use domain::TicketId;
use domain::tickets::wire::UndoTicketRequest;
use leptos::prelude::untrack;

use crate::api::use_api;
use crate::i18n::t;
use crate::shell::Reporter;
use crate::task::spawn;

/// Says that the ticket was changed, and offers to take back what led to this version. The pages hear of it by the live
/// stream, as of everything.
pub(super) fn offer(reporter: Reporter, id: TicketId, version: i64) {
    let undo = move || {
        spawn(async move {
            match use_api().undo_ticket(id, &UndoTicketRequest { version }, &idempotency_key()).await {
                Ok(_) => reporter.done(untrack(|| t::ticket_undone(id.0))),
                Err(error) => reporter.failed(&error),
            }
        });
    };
    reporter.offer_undo(untrack(|| t::ticket_changed(id.0)), undo);
}
