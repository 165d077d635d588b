//! Rows of notifications.

use domain::notifications::{NotificationKind, NotificationView};
use domain::tickets::wire::PersonRef;
use domain::{EmployeeId, NotificationId, TicketId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Statement};

use crate::entities::notifications::{Column, Entity};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    kind: String,
    ticket_id: i64,
    ticket_subject: String,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    at: i64,
    read_at: Option<i64>,
    data: String,
}

const SELECT: &str = "SELECT n.id, n.kind, n.ticket_id, n.ticket_subject, n.actor_id, e.full_name AS actor_name, n.at, \
    n.read_at, n.data FROM notifications n LEFT JOIN employees e ON e.id = n.actor_id WHERE n.employee_id = $1";

/// Notifications of a person before a position, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    unread_only: bool,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<NotificationView>, DbErr> {
    let unread = if unread_only { "AND n.read_at IS NULL" } else { "" };
    let sql = format!("{SELECT} AND n.id < $2 {unread} ORDER BY n.id DESC LIMIT {limit}");
    let values = [employee.0.into(), before.unwrap_or(i64::MAX).into()];
    let rows = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .all(db)
        .await?;
    rows.into_iter().map(to_wire).collect()
}

/// One notification of a person.
pub async fn find(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    id: NotificationId,
) -> Result<Option<NotificationView>, DbErr> {
    let sql = format!("{SELECT} AND n.id = $2");
    let values = [employee.0.into(), id.0.into()];
    let row = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .one(db)
        .await?;
    row.map(to_wire).transpose()
}

/// Marks notifications of a person as read: one, or all. How many became read.
pub async fn mark_read(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    only: Option<NotificationId>,
    now: Timestamp,
) -> Result<u64, DbErr> {
    let mut update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now.millis()))
        .filter(Column::EmployeeId.eq(employee.0))
        .filter(Column::ReadAt.is_null());
    if let Some(id) = only {
        update = update.filter(Column::Id.eq(id.0));
    }
    Ok(update.exec(db).await?.rows_affected)
}

fn to_wire(row: Row) -> Result<NotificationView, DbErr> {
    let Row { id, kind, ticket_id, ticket_subject, actor_id, actor_name, at, read_at, data } = row;
    let broken = || DbErr::Custom(format!("notification {id} cannot be read"));
    let actor = actor_id.zip(actor_name);
    Ok(NotificationView {
        id: NotificationId(id),
        kind: NotificationKind::parse(&kind).ok_or_else(broken)?,
        ticket_id: TicketId(ticket_id),
        ticket_subject,
        actor: actor.map(|(id, full_name)| PersonRef { id: EmployeeId(id), full_name }),
        at: Timestamp::from_millis(at),
        read_at: read_at.map(Timestamp::from_millis),
        data: serde_json::from_str(&data).map_err(|_| broken())?,
    })
}
