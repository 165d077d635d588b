//! Drafts.

use domain::drafts::wire::{Draft, DraftRow};
use domain::{EmployeeId, TicketId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entities::drafts::{ActiveModel, Column, Entity};
use crate::markdown;

/// The tickets for which a person has drafts.
pub async fn list(db: &impl ConnectionTrait, of: EmployeeId) -> Result<Vec<DraftRow>, DbErr> {
    let rows: Vec<(i64, i64)> = Entity::find()
        .filter(Column::EmployeeId.eq(of.0))
        .order_by_asc(Column::TicketId)
        .select_only()
        .columns([Column::TicketId, Column::UpdatedAt])
        .into_tuple()
        .all(db)
        .await?;
    let row = |(ticket_id, updated_at)| DraftRow {
        ticket_id: TicketId(ticket_id),
        updated_at: Timestamp::from_millis(updated_at),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// How many drafts a person has for other tickets.
pub async fn count_others(db: &impl ConnectionTrait, of: EmployeeId, ticket: TicketId) -> Result<u64, DbErr> {
    let mine = Entity::find().filter(Column::EmployeeId.eq(of.0));
    mine.filter(Column::TicketId.ne(ticket.0)).count(db).await
}

/// A person's draft for a ticket.
pub async fn find(
    db: &impl ConnectionTrait,
    of: EmployeeId,
    ticket: TicketId,
) -> Result<Option<Draft>, DbErr> {
    let row = Entity::find_by_id((of.0, ticket.0)).one(db).await?;
    Ok(row.map(|row| Draft {
        ticket_id: ticket,
        body_html: markdown::to_html(&row.body),
        body: row.body,
        updated_at: Timestamp::from_millis(row.updated_at),
    }))
}

/// Saves a draft instead of the one before.
pub async fn save(db: &impl ConnectionTrait, of: EmployeeId, draft: &Draft) -> Result<(), DbErr> {
    let row = ActiveModel {
        employee_id: Set(of.0),
        ticket_id: Set(draft.ticket_id.0),
        body: Set(draft.body.clone()),
        updated_at: Set(draft.updated_at.millis()),
    };
    let conflict = OnConflict::columns([Column::EmployeeId, Column::TicketId])
        .update_columns([Column::Body, Column::UpdatedAt])
        .to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}

/// Deletes a person's draft for a ticket; whether there was one.
pub async fn delete(db: &impl ConnectionTrait, of: EmployeeId, ticket: TicketId) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id((of.0, ticket.0)).exec(db).await?.rows_affected > 0)
}
