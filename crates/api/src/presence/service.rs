//! Being at a ticket: only who sees it may be there.

use domain::TicketId;
use domain::presence::{PresenceRequest, PresenceView};

use super::rooms::Sign;
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::tickets;

/// The caller is at a ticket, for now; who else is.
pub async fn stay(
    state: &AppState,
    user: CurrentUser,
    ticket_id: TicketId,
    request: PresenceRequest,
) -> ApiResult<PresenceView> {
    tickets::repo::find(state.read(), &user.actor(), ticket_id).await?.ok_or_else(ApiError::not_found)?;
    let person = tickets::repo::view::person(state.read(), user.id).await?;
    let (id, full_name, _) = person.ok_or_else(ApiError::not_found)?;
    state.feed.sign(Sign { ticket_id, id, full_name, typing: Some(request.typing), at: state.clock.now() });
    Ok(state
        .feed
        .present(user.id, ticket_id)
        .unwrap_or_else(|| PresenceView { ticket_id, people: Vec::new() }))
}

/// The caller is there no more.
pub async fn leave(state: &AppState, user: CurrentUser, ticket_id: TicketId) -> ApiResult<()> {
    tickets::repo::find(state.read(), &user.actor(), ticket_id).await?.ok_or_else(ApiError::not_found)?;
    forget(state, user, ticket_id);
    Ok(())
}

/// Who is at a ticket besides the person; `None` when he is not there himself, or does not see the ticket any more.
pub async fn seen(state: &AppState, user: CurrentUser, ticket_id: TicketId) -> Option<PresenceView> {
    let view = state.feed.present(user.id, ticket_id)?;
    let sees = tickets::repo::find(state.read(), &user.actor(), ticket_id).await;
    sees.ok().flatten().map(|_| view)
}

/// The person does not see the ticket any more: if he is there, he is there no more.
pub fn lose(state: &AppState, user: CurrentUser, ticket_id: TicketId) {
    if state.feed.present(user.id, ticket_id).is_some() {
        forget(state, user, ticket_id);
    }
}

fn forget(state: &AppState, user: CurrentUser, ticket_id: TicketId) {
    let at = state.clock.now();
    state.feed.sign(Sign { ticket_id, id: user.id, full_name: String::new(), typing: None, at });
}
