//! Rows of attachments.

use domain::attachments::AttachmentView;
use domain::{Actor, AttachmentId, CommentId, EmployeeId, ErrorCode, TicketId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::store::Stored;
use crate::entities::attachments::{ActiveModel, Column, Entity, Model};
use crate::error::{ApiError, ApiResult};
use crate::tickets::repo::scope;

/// A file and where its content is.
pub struct Located {
    /// For the answer.
    pub view: AttachmentView,
    /// For the store.
    pub sha256: String,
}

/// Adds a file that belongs to nothing yet.
pub async fn insert(
    db: &impl ConnectionTrait,
    uploader: EmployeeId,
    file_name: String,
    stored: Stored,
    now: Timestamp,
) -> Result<AttachmentView, DbErr> {
    let row = ActiveModel {
        sha256: Set(stored.sha256),
        file_name: Set(file_name),
        content_type: Set(stored.content_type.to_owned()),
        size: Set(i64::try_from(stored.size).unwrap_or(i64::MAX)),
        uploader_id: Set(uploader.0),
        ticket_id: Set(None),
        comment_id: Set(None),
        created_at: Set(now.millis()),
        ..Default::default()
    };
    Ok(to_view(Entity::insert(row).exec_with_returning(db).await?))
}

/// The file, when the actor sees its ticket, or uploaded it and it belongs to nothing yet.
pub async fn find_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: AttachmentId,
) -> Result<Option<Located>, DbErr> {
    let Some(row) = Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    let visible = match row.ticket_id {
        Some(ticket) => scope::sees(db, actor, TicketId(ticket)).await?,
        None => actor.employee_id() == Some(EmployeeId(row.uploader_id)),
    };
    Ok(visible.then(|| Located { sha256: row.sha256.clone(), view: to_view(row) }))
}

/// Gives uploads of a person to a ticket or a comment of it; 422 when there is no such upload, 409 when it is taken.
pub async fn attach(
    db: &impl ConnectionTrait,
    uploader: EmployeeId,
    ids: &[AttachmentId],
    ticket: TicketId,
    comment: Option<CommentId>,
) -> ApiResult<()> {
    for (index, id) in ids.iter().enumerate() {
        let attached = Entity::update_many()
            .col_expr(Column::TicketId, Expr::value(ticket.0))
            .col_expr(Column::CommentId, Expr::value(comment.map(|id| id.0)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::UploaderId.eq(uploader.0))
            .filter(Column::TicketId.is_null())
            .exec(db)
            .await?;
        if attached.rows_affected == 0 {
            let own = Entity::find_by_id(id.0).filter(Column::UploaderId.eq(uploader.0)).count(db).await? > 0;
            return Err(if own {
                ApiError::new(ErrorCode::AttachmentInUse)
            } else {
                ApiError::field(&format!("/attachment_ids/{index}"), ErrorCode::UnknownAttachment)
            });
        }
    }
    Ok(())
}

/// The files of a description.
pub async fn of_ticket(db: &impl ConnectionTrait, ticket: TicketId) -> Result<Vec<AttachmentView>, DbErr> {
    let rows = Entity::find()
        .filter(Column::TicketId.eq(ticket.0))
        .filter(Column::CommentId.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(to_view).collect())
}

/// The files of comments of a ticket.
pub async fn of_comments(
    db: &impl ConnectionTrait,
    ticket: TicketId,
    comments: impl Iterator<Item = CommentId>,
) -> Result<Vec<(CommentId, AttachmentView)>, DbErr> {
    let ids: Vec<i64> = comments.map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::TicketId.eq(ticket.0))
        .filter(Column::CommentId.is_in(ids))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((CommentId(row.comment_id?), to_view(row)))).collect())
}

/// Removes uploads that were given to nothing; the hashes whose content nothing needs any more.
pub async fn delete_orphans(db: &impl ConnectionTrait, before: Timestamp) -> Result<Vec<String>, DbErr> {
    let orphans = Entity::find()
        .filter(Column::TicketId.is_null())
        .filter(Column::CreatedAt.lt(before.millis()))
        .limit(1000)
        .all(db)
        .await?;
    let mut unused = Vec::new();
    for orphan in orphans {
        Entity::delete_many()
            .filter(Column::Id.eq(orphan.id))
            .filter(Column::TicketId.is_null())
            .exec(db)
            .await?;
        if Entity::find().filter(Column::Sha256.eq(orphan.sha256.as_str())).count(db).await? == 0 {
            unused.push(orphan.sha256);
        }
    }
    Ok(unused)
}

fn to_view(row: Model) -> AttachmentView {
    AttachmentView {
        id: AttachmentId(row.id),
        file_name: row.file_name,
        content_type: row.content_type,
        size: row.size,
    }
}
