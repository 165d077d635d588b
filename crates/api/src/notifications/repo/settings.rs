//! What people want to hear of.

use std::collections::HashMap;

use domain::EmployeeId;
use domain::notifications::settings::NotificationSettings;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::entities::notification_settings::{ActiveModel, Column, Entity, Model};

/// The settings of those among the people who have not the usual ones.
pub async fn of_people(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = EmployeeId>,
) -> Result<HashMap<EmployeeId, NotificationSettings>, DbErr> {
    let people: Vec<i64> = people.into_iter().map(|id| id.0).collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::EmployeeId.is_in(people)).all(db).await?;
    rows.iter().map(|row| Ok((EmployeeId(row.employee_id), read(row)?))).collect()
}

/// The settings of a person; `None` when he has not changed anything.
pub async fn find(db: &impl ConnectionTrait, of: EmployeeId) -> Result<Option<NotificationSettings>, DbErr> {
    Entity::find_by_id(of.0).one(db).await?.as_ref().map(read).transpose()
}

/// Keeps the settings of a person.
pub async fn save(
    db: &impl ConnectionTrait,
    of: EmployeeId,
    settings: &NotificationSettings,
) -> Result<(), DbErr> {
    let data = serde_json::to_string(settings).map_err(|error| DbErr::Json(error.to_string()))?;
    let row = ActiveModel { employee_id: Set(of.0), data: Set(data) };
    let conflict = OnConflict::column(Column::EmployeeId).update_column(Column::Data).to_owned();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}

fn read(row: &Model) -> Result<NotificationSettings, DbErr> {
    serde_json::from_str(&row.data).map_err(|error| DbErr::Json(error.to_string()))
}
