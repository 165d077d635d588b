//! What a ticket refers to: names, and whether its assignee is active.

use domain::EmployeeId;
use domain::tickets::Ticket;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

/// The names that a ticket refers to.
#[derive(Debug, FromQueryResult)]
pub struct Names {
    /// Of the department.
    pub department_name: String,
    /// Whether the department is active.
    pub department_active: bool,
    /// Of the creator.
    pub creator_name: String,
    /// Of the assignee.
    pub assignee_name: Option<String>,
    /// Whether the assignee is active.
    pub assignee_active: Option<bool>,
}

/// The names of a ticket.
pub async fn names(db: &impl ConnectionTrait, ticket: &Ticket) -> Result<Option<Names>, DbErr> {
    let sql = "SELECT d.name AS department_name, d.archived_at IS NULL AS department_active, \
               c.full_name AS creator_name, a.full_name AS assignee_name, a.active AS assignee_active FROM departments d \
               JOIN employees c ON c.id = $2 LEFT JOIN employees a ON a.id = $3 WHERE d.id = $1";
    let values =
        [ticket.department_id.0.into(), ticket.creator_id.0.into(), ticket.assignee_id.map(|id| id.0).into()];
    Names::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .one(db)
        .await
}

#[derive(FromQueryResult)]
struct Who {
    id: i64,
    full_name: String,
    active: bool,
}

/// Name and activity of one person.
pub async fn person(
    db: &impl ConnectionTrait,
    id: EmployeeId,
) -> Result<Option<(EmployeeId, String, bool)>, DbErr> {
    let sql = "SELECT id, full_name, active FROM employees WHERE id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    let row = Who::find_by_statement(statement).one(db).await?;
    Ok(row.map(|row| (EmployeeId(row.id), row.full_name, row.active)))
}
