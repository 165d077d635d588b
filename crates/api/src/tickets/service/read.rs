//! Reading tickets: pages of rows, one ticket for somebody, its comments and history.

use std::collections::HashMap;

use domain::authz::grounds;
use domain::notifications::settings::Following;
use domain::page::{Page, PageInfo};
use domain::tickets::command::{Context, check};
use domain::tickets::groups::{GroupBy, LOOKED_AT, TicketGroups};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{ActionView, CommentView, EventView, TicketRow, TicketView};
use domain::tickets::{Ticket, TicketAction, TicketFacts};
use domain::{Actor, TicketId, Timestamp};
use sea_orm::ConnectionTrait;

use super::repo;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;
use crate::{attachments, markdown, notifications};

/// A page of the tickets that the actor sees.
pub async fn list(state: &AppState, actor: &Actor, query: TicketListQuery) -> ApiResult<Page<TicketRow>> {
    let filter = super::query::filter(state, &query).await?;
    let scope = CursorScope::new("tickets", TicketListQuery { limit: None, after: None, ..query.clone() });
    let after = scope.open(query.after.as_deref())?;
    let limit = query.page_limit();
    let rows = repo::list::page(state.read(), actor, &filter, after, limit + 1).await?;
    Ok(paged(rows, limit, |row| scope.seal(repo::list::position(row, filter.sort))))
}

/// The groups of the tickets that the actor sees of a list.
pub async fn groups(
    state: &AppState,
    actor: &Actor,
    query: &TicketListQuery,
    by: GroupBy,
) -> ApiResult<TicketGroups> {
    let filter = super::query::filter(state, query).await?;
    let rows = repo::list::page(state.read(), actor, &filter, None, LOOKED_AT as u64 + 1).await?;
    Ok(TicketGroups::of(&rows, by))
}

/// One ticket that the actor sees.
pub async fn get(state: &AppState, actor: &Actor, id: TicketId) -> ApiResult<TicketView> {
    let ticket = repo::find(state.read(), actor, id).await?.ok_or_else(ApiError::not_found)?;
    view(state.read(), actor, ticket).await
}

/// A page of comments, oldest first.
pub async fn comments(
    state: &AppState,
    actor: &Actor,
    id: TicketId,
    after: Option<&str>,
    limit: u64,
) -> ApiResult<Page<CommentView>> {
    let scope = CursorScope::new("comments", id);
    let after = scope.open(after)?;
    ensure_visible(state, actor, id).await?;
    let rows = comments_after(state.read(), id, after, limit + 1).await?;
    Ok(paged(rows, limit, |row| scope.seal(row.id)))
}

/// A page of the history, oldest first.
pub async fn events(
    state: &AppState,
    actor: &Actor,
    id: TicketId,
    after: Option<&str>,
    limit: u64,
) -> ApiResult<Page<EventView>> {
    let scope = CursorScope::new("events", id);
    let after = scope.open(after)?;
    ensure_visible(state, actor, id).await?;
    let rows = repo::events::list(state.read(), id, after, limit + 1).await?;
    Ok(paged(rows, limit, |row| scope.seal(row.id)))
}

/// Comments with their files.
pub async fn comments_after(
    db: &impl ConnectionTrait,
    id: TicketId,
    after: Option<i64>,
    limit: u64,
) -> ApiResult<Vec<CommentView>> {
    let mut comments = repo::comments::list(db, id, after, limit).await?;
    let mut files: HashMap<_, Vec<_>> = HashMap::new();
    let ids = comments.iter().map(|comment| comment.id);
    for (comment_id, file) in attachments::repo::of_comments(db, id, ids).await? {
        files.entry(comment_id).or_default().push(file);
    }
    for comment in &mut comments {
        comment.attachments = files.remove(&comment.id).unwrap_or_default();
    }
    Ok(comments)
}

/// A ticket as the actor sees it: names, files, what he can do and why not.
pub async fn view(db: &impl ConnectionTrait, actor: &Actor, ticket: Ticket) -> ApiResult<TicketView> {
    let names = repo::view::names(db, &ticket)
        .await?
        .ok_or_else(|| ApiError::internal("a ticket refers to nobody"))?;
    let attachments = attachments::repo::of_ticket(db, ticket.id).await?;
    let following = match actor.employee_id() {
        Some(id) => notifications::repo::following::find(db, id, ticket.id).await?,
        None => Following::Usual,
    };
    let facts = ticket.facts();
    let context = Context {
        actor,
        now: Timestamp::from_millis(0),
        assignee_active: names.assignee_active.unwrap_or(false),
        department_active: names.department_active,
    };
    Ok(TicketView {
        id: ticket.id,
        subject: ticket.subject,
        description_html: markdown::to_html(&ticket.description),
        description: ticket.description,
        client_type: ticket.client_type,
        priority: ticket.priority,
        status: ticket.status,
        department_id: ticket.department_id,
        department_name: names.department_name,
        department_active: names.department_active,
        assignee_id: ticket.assignee_id,
        assignee_name: names.assignee_name,
        assignee_active: context.assignee_active,
        creator_id: ticket.creator_id,
        creator_name: names.creator_name,
        station_number: ticket.station_number,
        car_model: ticket.car_model,
        waiting_until: ticket.waiting_until,
        resolution: ticket.resolution,
        return_count: ticket.return_count,
        version: ticket.version,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        closed_at: ticket.closed_at,
        attachments,
        actions: actions(&facts, context),
        grounds: grounds(actor, &facts),
        following,
    })
}

fn actions(facts: &TicketFacts, context: Context<'_>) -> Vec<ActionView> {
    TicketAction::ALL
        .into_iter()
        .map(|action| {
            let code = check(facts, action, context).err().map(|refusal| refusal.code());
            ActionView { action, allowed: code.is_none(), code }
        })
        .collect()
}

async fn ensure_visible(state: &AppState, actor: &Actor, id: TicketId) -> ApiResult<()> {
    let visible = repo::scope::sees(state.read(), actor, id).await?;
    if visible { Ok(()) } else { Err(ApiError::not_found()) }
}

/// A page of rows, of which one more than its limit was read.
pub fn paged<T>(mut rows: Vec<T>, limit: u64, seal: impl Fn(&T) -> String) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(seal);
    Page { items: rows, page: PageInfo { next } }
}
