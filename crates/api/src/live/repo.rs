//! The log as the live stream reads it.

use std::collections::HashMap;

use domain::live::Broadcast;
use domain::tickets::EventData;
use domain::{EmployeeId, EventId, TicketId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use serde_json::{Value, json};

use crate::entities::{notifications, ticket_events};

#[derive(FromQueryResult)]
struct Last {
    last: Option<i64>,
}

/// The position of the newest event; 0 when there is none.
pub async fn last_position(db: &impl ConnectionTrait) -> Result<EventId, DbErr> {
    let statement =
        Statement::from_string(db.get_database_backend(), "SELECT MAX(id) AS last FROM ticket_events");
    let row = Last::find_by_statement(statement).one(db).await?;
    Ok(EventId(row.and_then(|row| row.last).unwrap_or(0)))
}

/// Events after a position, in order, at most `limit`.
pub async fn after(
    db: &impl ConnectionTrait,
    position: EventId,
    limit: u64,
) -> Result<Vec<Broadcast>, DbErr> {
    let rows = ticket_events::Entity::find()
        .filter(ticket_events::Column::Id.gt(position.0))
        .order_by_asc(ticket_events::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let Some(last) = rows.last() else { return Ok(Vec::new()) };
    let told: Vec<(i64, i64)> = notifications::Entity::find()
        .select_only()
        .columns([notifications::Column::EventId, notifications::Column::EmployeeId])
        .filter(notifications::Column::EventId.gt(position.0))
        .filter(notifications::Column::EventId.lte(last.id))
        .into_tuple()
        .all(db)
        .await?;
    let mut notified: HashMap<i64, Vec<EmployeeId>> = HashMap::new();
    for (event, employee) in told {
        notified.entry(event).or_default().push(EmployeeId(employee));
    }
    rows.into_iter()
        .map(|row| {
            let notified = notified.remove(&row.id).unwrap_or_default();
            Ok(Broadcast {
                id: EventId(row.id),
                ticket_id: TicketId(row.ticket_id),
                data: parse_event(&row.kind, &row.data)?,
                before: row.before.as_deref().map(parse).transpose()?,
                after: parse(&row.after)?,
                notified,
            })
        })
        .collect()
}

/// What happened, from its two columns.
pub fn parse_event(kind: &str, data: &str) -> Result<EventData, DbErr> {
    let data: Value = parse(data)?;
    serde_json::from_value(json!({"kind": kind, "data": data})).map_err(|error| broken(&error))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DbErr> {
    serde_json::from_str(text).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> DbErr {
    DbErr::Custom(format!("an event in the log cannot be read: {error}"))
}
