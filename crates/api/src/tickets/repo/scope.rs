//! The one predicate of visibility (DESIGN 2.2), for single tickets. Lists split the same grounds into streams.

use domain::employees::Role;
use domain::{Actor, TicketId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::entities::tickets::{Column, Entity};

/// What the actor may know of: `domain::authz::sees` as SQL. A test compares both.
pub fn visible_to(actor: &Actor) -> Condition {
    match actor {
        Actor::System | Actor::Employee { role: Role::Admin, .. } => Condition::all(),
        Actor::Employee { id, department_id, role: Role::User } => Condition::any()
            .add(Column::DepartmentId.eq(department_id.0))
            .add(Column::CreatorId.eq(id.0))
            .add(Column::AssigneeId.eq(id.0)),
    }
}

/// Whether the actor sees the ticket.
pub async fn sees(db: &impl ConnectionTrait, actor: &Actor, id: TicketId) -> Result<bool, DbErr> {
    let found: Option<i64> = Entity::find_by_id(id.0)
        .select_only()
        .column(Column::Id)
        .filter(visible_to(actor))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}
