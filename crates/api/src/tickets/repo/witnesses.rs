//! Who of some people is active and sees a ticket.

use domain::authz::sees;
use domain::employees::Role;
use domain::tickets::Ticket;
use domain::{Actor, DepartmentId, EmployeeId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};

#[derive(FromQueryResult)]
struct Witness {
    id: i64,
    department_id: i64,
    role: String,
}

/// Of those who commented on the ticket.
pub async fn commenters(db: &impl ConnectionTrait, ticket: &Ticket) -> Result<Vec<EmployeeId>, DbErr> {
    let commenters = "SELECT c.author_id FROM comments c WHERE c.ticket_id = $1";
    in_sight(db, ticket, commenters, vec![ticket.id.0.into()]).await
}

/// Of these people.
pub async fn among(
    db: &impl ConnectionTrait,
    ticket: &Ticket,
    people: &[EmployeeId],
) -> Result<Vec<EmployeeId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=people.len()).map(|place| format!("${place}")).collect();
    let ids = people.iter().map(|id| id.0.into()).collect();
    in_sight(db, ticket, &places.join(", "), ids).await
}

/// Of the people whose ids the query answers from the values.
async fn in_sight(
    db: &impl ConnectionTrait,
    ticket: &Ticket,
    people: &str,
    values: Vec<Value>,
) -> Result<Vec<EmployeeId>, DbErr> {
    let sql = format!(
        "SELECT e.id, e.department_id, e.role FROM employees e WHERE e.active AND e.id IN ({people})"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Witness::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let (id, role) = (EmployeeId(row.id), Role::parse(&row.role)?);
            let actor = Actor::Employee { id, department_id: DepartmentId(row.department_id), role };
            sees(&actor, &ticket.facts()).then_some(id)
        })
        .collect())
}
