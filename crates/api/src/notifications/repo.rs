//! Rows of notifications.

pub mod following;
pub mod settings;

use domain::notifications::{NotificationKind, NotificationView, Relation};
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
    relation: String,
}

const SELECT: &str = "SELECT n.id, n.kind, n.ticket_id, n.ticket_subject, n.actor_id, e.full_name AS actor_name, n.at, \
    n.read_at, n.data, n.relation FROM notifications n LEFT JOIN employees e ON e.id = n.actor_id WHERE n.employee_id = $1";

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

/// Which notifications of a person.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// One.
    One(NotificationId),
    /// Those about a ticket.
    OfTicket(TicketId),
    /// All.
    All,
}

/// Marks notifications of a person as read. How many became read.
pub async fn mark_read(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    which: Which,
    now: Timestamp,
) -> Result<u64, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now.millis()))
        .filter(Column::EmployeeId.eq(employee.0))
        .filter(Column::ReadAt.is_null());
    let update = match which {
        Which::One(id) => update.filter(Column::Id.eq(id.0)),
        Which::OfTicket(id) => update.filter(Column::TicketId.eq(id.0)),
        Which::All => update,
    };
    Ok(update.exec(db).await?.rows_affected)
}

/// Marks a notification of a person as not read. Whether it was read until now.
pub async fn mark_unread(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    id: NotificationId,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(Option::<i64>::None))
        .filter(Column::EmployeeId.eq(employee.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::ReadAt.is_not_null());
    Ok(update.exec(db).await?.rows_affected > 0)
}

fn to_wire(row: Row) -> Result<NotificationView, DbErr> {
    let Row { id, kind, ticket_id, ticket_subject, actor_id, actor_name, at, read_at, data, relation } = row;
    let broken = || DbErr::Custom(format!("notification {id} cannot be read"));
    let actor = actor_id.zip(actor_name);
    Ok(NotificationView {
        id: NotificationId(id),
        kind: NotificationKind::parse(&kind).ok_or_else(broken)?,
        relation: Relation::parse(&relation).ok_or_else(broken)?,
        ticket_id: TicketId(ticket_id),
        ticket_subject,
        actor: actor.map(|(id, full_name)| PersonRef { id: EmployeeId(id), full_name }),
        at: Timestamp::from_millis(at),
        read_at: read_at.map(Timestamp::from_millis),
        data: serde_json::from_str(&data).map_err(|_| broken())?,
    })
}
