//! The history of a ticket.

use domain::tickets::event::{FieldsChanged, Undone};
use domain::tickets::wire::{EventView, PersonRef};
use domain::tickets::{EventData, TicketEvent};
use domain::{EmployeeId, EventId, TicketId, Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};

use crate::entities::ticket_events::{Column, Entity};
use crate::live::repo::parse_event;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    at: i64,
    kind: String,
    data: String,
}

/// Events of a ticket after a position, oldest first.
pub async fn list(
    db: &impl ConnectionTrait,
    ticket: TicketId,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<EventView>, DbErr> {
    let sql = format!(
        "SELECT v.id, v.actor_id, e.full_name AS actor_name, v.at, v.kind, v.data FROM ticket_events v \
         LEFT JOIN employees e ON e.id = v.actor_id WHERE v.ticket_id = $1 AND v.id > $2 ORDER BY v.id LIMIT {limit}"
    );
    let values = [ticket.0.into(), after.unwrap_or(0).into()];
    let rows = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let actor = row.actor_id.zip(row.actor_name);
            Ok(EventView {
                id: EventId(row.id),
                actor: actor.map(|(id, full_name)| PersonRef { id: EmployeeId(id), full_name }),
                at: Timestamp::from_millis(row.at),
                data: parse_event(&row.kind, &row.data)?,
            })
        })
        .collect()
}

/// The edits after a version of the ticket (its version is the number of its events).
pub async fn edits_after(
    db: &impl ConnectionTrait,
    ticket: TicketId,
    version: u64,
) -> Result<Vec<(EventView, FieldsChanged)>, DbErr> {
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::TicketId.eq(ticket.0))
        .order_by_asc(Column::Id)
        .offset(version.saturating_sub(1))
        .limit(1)
        .into_tuple()
        .all(db)
        .await?;
    let Some(seen) = ids.first() else { return Ok(Vec::new()) };
    let later = list(db, ticket, Some(*seen), u64::from(u32::MAX)).await?;
    Ok(later
        .into_iter()
        .filter_map(|event| match &event.data {
            EventData::FieldsChanged(changed) | EventData::Undone(Undone { fields: changed, .. }) => {
                let changed = changed.clone();
                Some((event, changed))
            }
            _ => None,
        })
        .collect())
}

/// The whole log of a ticket, for the self-check.
pub async fn log(db: &impl ConnectionTrait, ticket: TicketId) -> Result<Vec<TicketEvent>, DbErr> {
    let rows = Entity::find().filter(Column::TicketId.eq(ticket.0)).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter()
        .map(|row| {
            Ok(TicketEvent {
                id: EventId(row.id),
                ticket_id: TicketId(row.ticket_id),
                actor_id: row.actor_id.map(EmployeeId),
                at: Timestamp::from_millis(row.at),
                data: parse_event(&row.kind, &row.data)?,
            })
        })
        .collect()
}
