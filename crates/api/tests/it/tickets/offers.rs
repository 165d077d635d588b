//! What a ticket offers is what the server accepts.

use client::ClientError;
use domain::tickets::wire::{TransitionTicketRequest, UpdateTicketRequest};
use domain::tickets::{Resolution, TicketAction, TicketStatus};
use domain::{ErrorCode, TicketId};

use crate::support::{Company, Person, on_both, to_department};

/// Does it; `None` when the API has no way to ask for this action in this status.
async fn attempt(
    company: &Company,
    person: &Person,
    id: TicketId,
    status: TicketStatus,
    action: TicketAction,
) -> Option<Result<(), ClientError>> {
    let transition = async |to, resolution| {
        let request = TransitionTicketRequest { to, until: None, resolution, comment: None };
        person.transition_with(id, request).await.map(drop)
    };
    let outcome = match (action, status) {
        (TicketAction::Take, _) => person.take(id).await.map(drop),
        (TicketAction::Wait, _) => transition(TicketStatus::Waiting, None).await,
        (TicketAction::Check, _) => transition(TicketStatus::Checking, None).await,
        (TicketAction::Resume, TicketStatus::Closed) => return None,
        (TicketAction::Reopen, TicketStatus::Closed) | (TicketAction::Resume, _) => {
            transition(TicketStatus::InProgress, None).await
        }
        (TicketAction::Close, _) => transition(TicketStatus::Closed, Some(Resolution::Duplicate)).await,
        (TicketAction::Withdraw, TicketStatus::New) => {
            transition(TicketStatus::Closed, Some(Resolution::Withdrawn)).await
        }
        (TicketAction::Reopen | TicketAction::Withdraw, _) => return None,
        (TicketAction::Redirect, _) => {
            person.redirect(id, to_department(company.finance), "Вам").await.map(drop)
        }
        (TicketAction::Comment, _) => person.comment(id, "Так").await.map(drop),
        (TicketAction::Edit, _) => {
            let change =
                UpdateTicketRequest { subject: Some("Інша тема".to_owned()), ..Default::default() };
            person.edit(id, &change).await.map(drop)
        }
    };
    Some(outcome)
}

on_both! {
    async fn what_is_offered_is_accepted_and_what_is_not_is_refused_with_the_same_code(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut offered: Vec<(TicketAction, ErrorCode)> = Vec::new();
        for status in TicketStatus::ALL {
            for person in [&company.dispatcher, &company.specialist, &company.colleague, &company.admin] {
                let ticket = person.get(company.ticket_in(status).await).await.unwrap();
                assert_eq!(ticket.actions.len(), TicketAction::ALL.len());
                for offer in ticket.actions {
                    // A refusal leaves the ticket as it was; only what succeeds needs one of its own.
                    let id = if offer.allowed { company.ticket_in(status).await } else { ticket.id };
                    let Some(outcome) = attempt(&company, person, id, status, offer.action).await else { continue };
                    let code = outcome.err().and_then(|error| error.code());
                    assert_eq!((offer.allowed, offer.code), (code.is_none(), code), "{:?} {status:?}", offer.action);
                    offered.extend(code.map(|code| (offer.action, code)));
                }
            }
        }
        assert!(offered.contains(&(TicketAction::Edit, ErrorCode::CreatorEditsOnlyNew)));
        desk.assert_consistent().await;
    }
}
