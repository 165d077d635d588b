//! Rows of tickets. Reading for somebody starts from [`scope::visible_to`]; commands lock the row.

pub mod comments;
pub mod events;
pub mod index;
pub mod list;
pub mod scope;
pub mod search;
pub mod view;
pub mod witnesses;
mod words;

use domain::tickets::{ClientType, Priority, Resolution, Ticket, TicketStatus};
use domain::{Actor, DepartmentId, EmployeeId, TicketId, Timestamp, text};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait,
    Iterable, QueryFilter, QueryOrder, QuerySelect,
};

use self::index::Document;
use crate::entities::tickets::{ActiveModel, Column, Entity, Model};

/// The ticket for a command of the actor, locked until the end of the transaction; `None` when he does not see it.
pub async fn find_for_update(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: TicketId,
) -> Result<Option<Ticket>, DbErr> {
    let mut query = Entity::find_by_id(id.0).filter(scope::visible_to(actor));
    if db.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive();
    }
    query.one(db).await?.map(to_ticket).transpose()
}

/// The ticket, when the actor sees it.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: TicketId) -> Result<Option<Ticket>, DbErr> {
    Entity::find_by_id(id.0).filter(scope::visible_to(actor)).one(db).await?.map(to_ticket).transpose()
}

/// Those of some tickets that the actor sees; their order is not said.
pub async fn find_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[TicketId],
) -> Result<Vec<Ticket>, DbErr> {
    let ids = ids.iter().map(|id| id.0);
    let rows = Entity::find().filter(Column::Id.is_in(ids)).filter(scope::visible_to(actor)).all(db).await?;
    rows.into_iter().map(to_ticket).collect()
}

/// Adds a ticket; the database assigns its number.
pub async fn insert(db: &impl ConnectionTrait, ticket: &Ticket) -> Result<TicketId, DbErr> {
    let mut row = to_row(ticket);
    row.id = sea_orm::ActiveValue::NotSet;
    let id = TicketId(Entity::insert(row).exec(db).await?.last_insert_id);
    let stored = Ticket { id, ..ticket.clone() };
    index::write(db, &[Document::of_ticket(&stored)]).await?;
    Ok(id)
}

/// Writes what a command changed of a ticket that was locked by [`find_for_update`]; other columns and their indexes
/// stay untouched.
pub async fn save(db: &impl ConnectionTrait, before: &Ticket, after: &Ticket) -> Result<(), DbErr> {
    let (old, mut row) = (to_row(before), to_row(after));
    for column in Column::iter() {
        if old.get(column) == row.get(column) {
            row.not_set(column);
        }
    }
    Entity::update_many().set(row).filter(Column::Id.eq(after.id.0)).exec(db).await?;
    let texts = |ticket: &Ticket| {
        let Ticket { subject, description, station_number, car_model, .. } = ticket.clone();
        (subject, description, station_number, car_model)
    };
    if texts(before) != texts(after) {
        index::write(db, &[Document::of_ticket(after)]).await?;
    }
    Ok(())
}

/// Writes the keys by which station and car are compared, for a row of before there were any.
async fn set_keys(db: &impl ConnectionTrait, ticket: &Ticket) -> Result<(), DbErr> {
    let ActiveModel { station_key, car_key, .. } = to_row(ticket);
    let row = ActiveModel { station_key, car_key, ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(ticket.id.0)).exec(db).await?;
    Ok(())
}

/// The open tickets assigned to a person, in the order in which they are locked.
pub async fn open_of_assignee(db: &impl ConnectionTrait, id: EmployeeId) -> Result<Vec<TicketId>, DbErr> {
    open_where(db, Column::AssigneeId.eq(id.0)).await
}

/// The open tickets of a department, in the order in which they are locked.
pub async fn open_in_department(db: &impl ConnectionTrait, id: DepartmentId) -> Result<Vec<TicketId>, DbErr> {
    open_where(db, Column::DepartmentId.eq(id.0)).await
}

async fn open_where(
    db: &impl ConnectionTrait,
    condition: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<TicketId>, DbErr> {
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(condition)
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// Tickets whose waiting time is over, oldest first, at most `limit`.
pub async fn waiting_over(
    db: &impl ConnectionTrait,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<TicketId>, DbErr> {
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::WaitingUntil.lte(now.millis()))
        .order_by_asc(Column::WaitingUntil)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(TicketId).collect())
}

/// The row of a ticket.
pub fn to_row(ticket: &Ticket) -> ActiveModel {
    let Ticket {
        id,
        subject,
        description,
        client_type,
        priority,
        status,
        department_id,
        assignee_id,
        creator_id,
        station_number,
        car_model,
        waiting_until,
        resolution,
        return_count,
        version,
        created_at,
        updated_at,
        closed_at,
    } = ticket;
    let key = |text: &Option<String>| text.as_deref().map(text::search_key);
    ActiveModel {
        id: Set(id.0),
        subject: Set(subject.clone()),
        description: Set(description.clone()),
        client_type: Set(client_type.as_str().to_owned()),
        priority: Set(priority_number(*priority)),
        status: Set(status_number(*status)),
        department_id: Set(department_id.0),
        assignee_id: Set(assignee_id.map(|id| id.0)),
        creator_id: Set(creator_id.0),
        station_number: Set(station_number.clone()),
        car_model: Set(car_model.clone()),
        station_key: Set(key(station_number)),
        car_key: Set(key(car_model)),
        waiting_until: Set(waiting_until.map(Timestamp::millis)),
        resolution: Set(resolution.map(|resolution| resolution.as_str().to_owned())),
        return_count: Set(*return_count),
        version: Set(*version),
        created_at: Set(created_at.millis()),
        updated_at: Set(updated_at.millis()),
        closed_at: Set(closed_at.map(Timestamp::millis)),
    }
}

fn to_ticket(row: Model) -> Result<Ticket, DbErr> {
    Ok(Ticket {
        id: TicketId(row.id),
        subject: row.subject,
        description: row.description,
        client_type: client_type(&row.client_type)?,
        priority: priority(row.priority)?,
        status: status(row.status)?,
        department_id: DepartmentId(row.department_id),
        assignee_id: row.assignee_id.map(EmployeeId),
        creator_id: EmployeeId(row.creator_id),
        station_number: row.station_number,
        car_model: row.car_model,
        waiting_until: row.waiting_until.map(Timestamp::from_millis),
        resolution: resolution(row.resolution.as_deref())?,
        return_count: row.return_count,
        version: row.version,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        closed_at: row.closed_at.map(Timestamp::from_millis),
    })
}

/// Position in the chain; the database orders and compares by it.
pub fn status_number(status: TicketStatus) -> i16 {
    TicketStatus::ALL
        .iter()
        .position(|other| *other == status)
        .and_then(|index| index.try_into().ok())
        .unwrap_or(0)
}

/// Ascending urgency; the database orders by it.
pub fn priority_number(priority: Priority) -> i16 {
    Priority::ALL
        .iter()
        .position(|other| *other == priority)
        .and_then(|index| index.try_into().ok())
        .unwrap_or(0)
}

fn status(number: i16) -> Result<TicketStatus, DbErr> {
    usize::try_from(number)
        .ok()
        .and_then(|index| TicketStatus::ALL.get(index).copied())
        .ok_or_else(|| unknown("status"))
}

fn priority(number: i16) -> Result<Priority, DbErr> {
    usize::try_from(number)
        .ok()
        .and_then(|index| Priority::ALL.get(index).copied())
        .ok_or_else(|| unknown("priority"))
}

fn client_type(text: &str) -> Result<ClientType, DbErr> {
    ClientType::parse(text).ok_or_else(|| unknown("client type"))
}

fn resolution(text: Option<&str>) -> Result<Option<Resolution>, DbErr> {
    text.map(|text| Resolution::parse(text).ok_or_else(|| unknown("resolution"))).transpose()
}

fn unknown(what: &str) -> DbErr {
    DbErr::Custom(format!("a ticket has an unknown {what}"))
}
