//! Tickets that people watch or have muted.

use std::collections::HashMap;

use domain::notifications::settings::Following;
use domain::{EmployeeId, TicketId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::entities::ticket_following::{ActiveModel, Column, Entity, Model};

/// Who watches the ticket or has muted it.
pub async fn of_ticket(
    db: &impl ConnectionTrait,
    ticket: TicketId,
) -> Result<HashMap<EmployeeId, Following>, DbErr> {
    let rows = Entity::find().filter(Column::TicketId.eq(ticket.0)).all(db).await?;
    rows.iter().map(|row| Ok((EmployeeId(row.employee_id), read(row)?))).collect()
}

/// What a person has decided about the ticket.
pub async fn find(db: &impl ConnectionTrait, of: EmployeeId, ticket: TicketId) -> Result<Following, DbErr> {
    let row = Entity::find_by_id((ticket.0, of.0)).one(db).await?;
    row.map_or(Ok(Following::Usual), |row| read(&row))
}

/// Keeps what a person decides.
pub async fn save(
    db: &impl ConnectionTrait,
    of: EmployeeId,
    ticket: TicketId,
    following: Following,
) -> Result<(), DbErr> {
    if following == Following::Usual {
        Entity::delete_by_id((ticket.0, of.0)).exec(db).await?;
        return Ok(());
    }
    let row = ActiveModel {
        ticket_id: Set(ticket.0),
        employee_id: Set(of.0),
        following: Set(following.as_str().to_owned()),
    };
    let conflict = OnConflict::columns([Column::TicketId, Column::EmployeeId])
        .update_column(Column::Following)
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}

fn read(row: &Model) -> Result<Following, DbErr> {
    let broken = || DbErr::Custom(format!("ticket {} is followed in an unknown way", row.ticket_id));
    Following::parse(&row.following).ok_or_else(broken)
}
