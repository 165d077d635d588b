//! Comments.

use domain::tickets::wire::{CommentView, PersonRef};
use domain::{CommentId, EmployeeId, TicketId, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};

use super::index::{self, Document};
use crate::entities::comments::{ActiveModel, Column, Entity};
use crate::markdown;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    ticket_id: i64,
    author_id: i64,
    author_name: String,
    body: String,
    created_at: i64,
    edited_at: Option<i64>,
}

/// Comments of a ticket after a position, oldest first, without their files.
pub async fn list(
    db: &impl ConnectionTrait,
    ticket: TicketId,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<CommentView>, DbErr> {
    let sql = format!(
        "SELECT c.id, c.ticket_id, c.author_id, e.full_name AS author_name, c.body, c.created_at, c.edited_at \
         FROM comments c JOIN employees e ON e.id = c.author_id WHERE c.ticket_id = $1 AND c.id > $2 \
         ORDER BY c.id LIMIT {limit}"
    );
    let values = [ticket.0.into(), after.unwrap_or(0).into()];
    let rows = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CommentView {
            id: CommentId(row.id),
            ticket_id: TicketId(row.ticket_id),
            author: PersonRef { id: EmployeeId(row.author_id), full_name: row.author_name },
            body_html: markdown::to_html(&row.body),
            body: row.body,
            created_at: Timestamp::from_millis(row.created_at),
            edited_at: row.edited_at.map(Timestamp::from_millis),
            attachments: Vec::new(),
        })
        .collect())
}

/// Adds a comment.
pub async fn insert(
    db: &impl ConnectionTrait,
    ticket: TicketId,
    author: EmployeeId,
    body: &str,
    now: Timestamp,
) -> Result<CommentId, DbErr> {
    let row = ActiveModel {
        ticket_id: Set(ticket.0),
        author_id: Set(author.0),
        body: Set(body.to_owned()),
        created_at: Set(now.millis()),
        edited_at: Set(None),
        ..Default::default()
    };
    let id = Entity::insert(row).exec(db).await?.last_insert_id;
    let ordinal = Entity::find().filter(Column::TicketId.eq(ticket.0)).count(db).await?;
    let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
    index::write(db, &[Document::of_comment(ticket, ordinal, body)]).await?;
    Ok(CommentId(id))
}

/// The text of the n-th comment, from 1.
pub async fn nth(db: &impl ConnectionTrait, ticket: TicketId, ordinal: i64) -> Result<Option<String>, DbErr> {
    let before = u64::try_from(ordinal - 1).unwrap_or(0);
    let query = Entity::find().select_only().column(Column::Body).filter(Column::TicketId.eq(ticket.0));
    query.order_by_asc(Column::Id).offset(before).limit(1).into_tuple().one(db).await
}
