//! Commands on tickets: load what is visible, decide by the rules, write the row and the event in one transaction.

pub mod export;
pub mod many;
pub mod query;
pub mod read;
pub mod search;
pub mod similar;

use domain::authz::{Action, can, sees};
use domain::problem::FieldError;
use domain::tickets::command::{Context, decide};
use domain::tickets::event::Created;
use domain::tickets::merge::{Conflict, conflicts};
use domain::tickets::undo::{Undo, decide_undo};
use domain::tickets::wire::{
    CommentView, CreateCommentRequest, CreateTicketRequest, NewTicket, RedirectTicketRequest,
    RedirectTicketResponse, Target, TicketChanges, TicketView, TransitionTicketRequest, UndoTicketRequest,
    UpdateTicketRequest,
};
use domain::tickets::{Command, EventData, Place, Refusal, Ticket, TicketAction, TicketEvent, TicketStatus};
use domain::{Actor, CommentId, EmployeeId, ErrorCode, EventId, TicketId, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::repo;
use crate::auth::CurrentUser;
use crate::departments::repo::Lock;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::work::Work;
use crate::{attachments, departments, drafts, employees, markdown};

/// Id, name, and whether the person is active.
type Holder = (EmployeeId, String, bool);

/// Creates a ticket for a department or a person (EC-01, EC-10).
pub async fn create(
    state: &AppState,
    user: CurrentUser,
    request: CreateTicketRequest,
) -> ApiResult<TicketView> {
    let actor = user.actor();
    can(&actor, Action::CreateTicket)?;
    let NewTicket {
        subject,
        description,
        client_type,
        priority,
        target,
        station_number,
        car_model,
        attachment_ids,
    } = request.parse()?;
    let mut work = Work::begin(state).await?;
    let place = place(work.tx(), target, "/assign_to").await?;
    let event = TicketEvent {
        id: EventId(0),
        ticket_id: TicketId(0),
        actor_id: Some(user.id),
        at: state.clock.now(),
        data: EventData::Created(Created {
            subject,
            description,
            client_type,
            priority,
            department_id: place.department_id,
            assignee_id: place.assignee_id,
            creator_id: user.id,
            station_number,
            car_model,
        }),
    };
    let mut ticket =
        Ticket::begin(&event).ok_or_else(|| ApiError::internal("a ticket begins with `created`"))?;
    ticket.id = repo::insert(work.tx(), &ticket).await?;
    attachments::repo::attach(work.tx(), user.id, &attachment_ids, ticket.id, None).await?;
    work.record(Some(user.id), None, &ticket, event.data).await?;
    finish(state, work, &actor, ticket).await
}

/// Takes a ticket into work; of two people at once exactly one wins (EC-11).
pub async fn take(state: &AppState, user: CurrentUser, id: TicketId) -> ApiResult<TicketView> {
    command(state, user, id, Command::Take).await
}

/// Changes the status.
pub async fn transition(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    request: TransitionTicketRequest,
) -> ApiResult<TicketView> {
    command(state, user, id, Command::Transition(request.parse()?)).await
}

/// Sends the ticket to another department or person (EC-13).
pub async fn redirect(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    request: RedirectTicketRequest,
) -> ApiResult<RedirectTicketResponse> {
    let (target, comment) = request.parse()?;
    let actor = user.actor();
    let mut work = Work::begin(state).await?;
    // First whether the ticket exists for the caller: what is wrong with the target must not tell him that it does.
    let ticket = load(&work, &actor, id).await?;
    let to = place(work.tx(), target, "/to").await?;
    let ticket = run(state, &mut work, &actor, ticket, Command::Redirect { to, comment }).await?;
    let visible_after = sees(&actor, &ticket.facts());
    let ticket = if visible_after { Some(read::view(work.tx(), &actor, ticket).await?) } else { None };
    work.commit(state).await?;
    Ok(RedirectTicketResponse { ticket, visible_after })
}

/// Changes fields. On a stale version the change is merged when nobody else changed the same fields meanwhile.
pub async fn update(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    version: Option<i64>,
    request: UpdateTicketRequest,
) -> ApiResult<TicketView> {
    let changes = request.parse()?;
    let actor = user.actor();
    let mut work = Work::begin(state).await?;
    let ticket = load(&work, &actor, id).await?;
    can(&actor, Action::Ticket(TicketAction::Edit, &ticket.facts()))?;
    if let Some(version) = version.filter(|version| *version != ticket.version) {
        ensure_mergeable(work.tx(), &ticket, version, &changes).await?;
    }
    let ticket = run(state, &mut work, &actor, ticket, Command::Edit(changes)).await?;
    finish(state, work, &actor, ticket).await
}

/// Takes back what the caller did lately: the history keeps both.
pub async fn undo(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    request: UndoTicketRequest,
) -> ApiResult<TicketView> {
    let actor = user.actor();
    let mut work = Work::begin(state).await?;
    let (ticket, undo) = load_undo(&work, &actor, id, request.version).await?;
    if undo.until() < state.clock.now() {
        return Err(ApiError::new(ErrorCode::UndoExpired));
    }
    let ticket = take_back(state, &mut work, &actor, ticket, undo).await?;
    finish(state, work, &actor, ticket).await
}

/// Adds a comment.
pub async fn comment(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    request: CreateCommentRequest,
) -> ApiResult<CommentView> {
    let (body, attachment_ids) = request.parse()?;
    let actor = user.actor();
    let mut work = Work::begin(state).await?;
    let ticket = load(&work, &actor, id).await?;
    let mentioned = mentioned(work.tx(), &ticket, &body).await?;
    let comment_id = repo::comments::insert(work.tx(), id, user.id, &body, state.clock.now()).await?;
    attachments::repo::attach(work.tx(), user.id, &attachment_ids, id, Some(comment_id)).await?;
    drafts::repo::delete(work.tx(), user.id, id).await?;
    run(state, &mut work, &actor, ticket, Command::Comment(comment_id, mentioned)).await?;
    let before = CommentId(comment_id.0 - 1);
    let comment = read::comments_after(work.tx(), id, Some(before.0), 1)
        .await?
        .pop()
        .ok_or_else(ApiError::not_found)?;
    work.commit(state).await?;
    Ok(comment)
}

/// Who is mentioned in a text about the ticket; 422 when one of them would not see it.
async fn mentioned(db: &impl ConnectionTrait, ticket: &Ticket, body: &str) -> ApiResult<Vec<EmployeeId>> {
    let mentioned = markdown::mentions(body);
    let in_sight = repo::witnesses::among(db, ticket, &mentioned).await?;
    match mentioned.iter().find(|id| !in_sight.contains(id)) {
        None => Ok(mentioned),
        Some(id) => {
            let error = FieldError::new("/body", ErrorCode::CannotSeeTicket).with("employee_id", id.0);
            Err(vec![error].into())
        }
    }
}

/// Returns a ticket whose waiting time is over; nothing happens when somebody was faster.
pub async fn end_waiting(state: &AppState, id: TicketId) -> ApiResult<()> {
    let mut work = Work::begin(state).await?;
    let ticket = load(&work, &Actor::System, id).await?;
    if ticket.waiting_until.is_none_or(|until| until > state.clock.now()) {
        return Ok(());
    }
    run(state, &mut work, &Actor::System, ticket, Command::EndWaiting).await?;
    work.commit(state).await
}

/// The ticket for a command of the actor, locked until the end of the transaction; 404 when he does not see it.
pub async fn load(work: &Work, actor: &Actor, id: TicketId) -> ApiResult<Ticket> {
    repo::find_for_update(work.tx(), actor, id).await?.ok_or_else(ApiError::not_found)
}

/// Runs one command on a ticket from [`load`]: row and event are written, the ticket after it is the result.
pub async fn run(
    state: &AppState,
    work: &mut Work,
    actor: &Actor,
    before: Ticket,
    command: Command,
) -> ApiResult<Ticket> {
    let reopens = before.status == TicketStatus::Closed;
    let (holder, context) = context(state, work, actor, &before, reopens).await?;
    let decision = decide(&before, command, context).map_err(|refusal| refused(refusal, holder))?;
    match decision {
        Some(data) => record(work, actor, before, data, context.now).await,
        None => Ok(before),
    }
}

/// The ticket as from [`load`], and the event that led to a version of it; 409 when there is nothing to take back.
pub async fn load_undo(work: &Work, actor: &Actor, id: TicketId, version: i64) -> ApiResult<(Ticket, Undo)> {
    let ticket = load(work, actor, id).await?;
    let log = repo::events::log(work.tx(), id).await?;
    let undo = Undo::find(&log, version).ok_or_else(|| ApiError::new(ErrorCode::NotUndoable))?;
    Ok((ticket, undo))
}

/// Takes back an event from [`load_undo`]; row and event are written, the ticket after it is the result.
pub async fn take_back(
    state: &AppState,
    work: &mut Work,
    actor: &Actor,
    ticket: Ticket,
    undo: Undo,
) -> ApiResult<Ticket> {
    if let Some(assignee) = undo.before.assignee_id {
        employees::repo::lock(work.tx(), assignee, Lock::Choose).await?;
    }
    let (holder, context) = context(state, work, actor, &undo.before, true).await?;
    let now = context.now;
    let data = decide_undo(&ticket, &undo, context).map_err(|refusal| refused(refusal, holder))?;
    record(work, actor, ticket, data, now).await
}

/// Ends a command: the ticket as the actor sees it after it.
async fn finish(state: &AppState, work: Work, actor: &Actor, ticket: Ticket) -> ApiResult<TicketView> {
    let view = read::view(work.tx(), actor, ticket).await?;
    work.commit(state).await?;
    Ok(view)
}

/// What a decision about a ticket depends on, and its assignee; the department is asked about only when it may be archived.
async fn context<'a>(
    state: &AppState,
    work: &Work,
    actor: &'a Actor,
    ticket: &Ticket,
    ask_department: bool,
) -> ApiResult<(Option<Holder>, Context<'a>)> {
    let holder = match ticket.assignee_id {
        Some(id) => repo::view::person(work.tx(), id).await?,
        None => None,
    };
    let assignee_active = holder.as_ref().is_some_and(|(_, _, active)| *active);
    let department_active =
        !ask_department || departments::service::is_active(work.tx(), ticket.department_id).await?;
    Ok((holder, Context { actor, now: state.clock.now(), assignee_active, department_active }))
}

/// Writes an event of a ticket: its row is saved, the log and everybody who shall hear follow at the commit.
async fn record(
    work: &mut Work,
    actor: &Actor,
    before: Ticket,
    data: EventData,
    now: Timestamp,
) -> ApiResult<Ticket> {
    let mut ticket = before.clone();
    ticket.evolve(actor.employee_id(), now, &data);
    repo::save(work.tx(), &before, &ticket).await?;
    work.record(actor.employee_id(), Some(before.facts()), &ticket, data).await?;
    Ok(ticket)
}

/// Where a target is: the department's queue, or the person in his department. 422 when unknown, 409 when it cannot be
/// chosen any more. Stays so until the end of the transaction.
pub async fn place(db: &impl ConnectionTrait, target: Target, pointer: &str) -> ApiResult<Place> {
    match target {
        Target::Department(id) => {
            departments::service::choose(db, id, &format!("{pointer}/department_id")).await?;
            Ok(Place { department_id: id, assignee_id: None })
        }
        Target::Employee(id) => {
            employees::repo::lock(db, id, Lock::Choose).await?;
            let person = employees::repo::find(db, id).await?;
            let person = person.ok_or_else(|| {
                ApiError::field(&format!("{pointer}/employee_id"), ErrorCode::UnknownEmployee)
            })?;
            if !person.active {
                return Err(ApiError::new(ErrorCode::EmployeeInactive));
            }
            Ok(Place { department_id: person.department_id, assignee_id: Some(id) })
        }
    }
}

async fn command(
    state: &AppState,
    user: CurrentUser,
    id: TicketId,
    command: Command,
) -> ApiResult<TicketView> {
    let actor = user.actor();
    let mut work = Work::begin(state).await?;
    let ticket = load(&work, &actor, id).await?;
    let ticket = run(state, &mut work, &actor, ticket, command).await?;
    finish(state, work, &actor, ticket).await
}

fn refused(refusal: Refusal, holder: Option<Holder>) -> ApiError {
    let taken = matches!(refusal, Refusal::Rule(ErrorCode::AlreadyTaken, _));
    let error = ApiError::from(refusal);
    match holder {
        Some((id, full_name, _)) if taken => {
            error.with("taken_by", json!({"id": id, "full_name": full_name}))
        }
        _ => error,
    }
}

async fn ensure_mergeable(
    db: &impl ConnectionTrait,
    ticket: &Ticket,
    version: i64,
    changes: &TicketChanges,
) -> ApiResult<()> {
    let stale = || ApiError::new(ErrorCode::VersionConflict).with("version", json!(ticket.version));
    // A version that the ticket never had.
    let version = u64::try_from(version).map_err(|_| stale())?;
    if version == 0 || version > u64::try_from(ticket.version).unwrap_or(0) {
        return Err(stale());
    }
    let mut found: Vec<Conflict> = Vec::new();
    for (event, changed) in repo::events::edits_after(db, ticket.id, version).await? {
        let newer = conflicts(changes, &changed, event.actor.as_ref(), event.at);
        found.retain(|old| newer.iter().all(|new| new.field != old.field));
        found.extend(newer);
    }
    // What was changed to something else and then to the requested value is no conflict any more.
    let now = json!(ticket);
    found.retain(|conflict| now.get(&conflict.field) == Some(&conflict.theirs));
    if found.is_empty() { Ok(()) } else { Err(stale().with("conflicts", json!(found))) }
}
