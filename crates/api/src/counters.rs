//! `GET /counters`: rows that every command keeps; nothing is counted here.

use std::collections::HashMap;

use actix_web::{get, web};
use domain::counters::{CounterKey, Counters, DepartmentCounters};
use domain::employees::Role;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::CurrentUser;
use crate::departments;
use crate::error::ApiResult;
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_counters);
}

/// Counters
///
/// What the navigation shows. Exact at every moment.
#[utoipa::path(tag = "counters", security(("bearer" = [])),
    responses((status = 200, body = Counters, description = "The counters of the caller")))]
#[get("/counters")]
async fn get_counters(state: web::Data<AppState>, user: CurrentUser) -> ApiResult<web::Json<Counters>> {
    let values = read(state.read(), user).await?;
    let value = |key: CounterKey| values.get(&key.parts()).copied().unwrap_or(0);
    let departments = match user.role {
        Role::User => vec![user.department_id],
        Role::Admin => {
            departments::repo::list(state.read(), false).await?.into_iter().map(|one| one.id).collect()
        }
    };
    Ok(web::Json(Counters {
        open: value(CounterKey::DepartmentOpen(user.department_id)),
        unassigned: value(CounterKey::DepartmentUnassigned(user.department_id)),
        mine: value(CounterKey::Mine(user.id)),
        created: value(CounterKey::Created(user.id)),
        unread_notifications: value(CounterKey::Unread(user.id)),
        departments: departments
            .into_iter()
            .map(|id| DepartmentCounters {
                department_id: id,
                open: value(CounterKey::DepartmentOpen(id)),
                unassigned: value(CounterKey::DepartmentUnassigned(id)),
            })
            .collect(),
    }))
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    ref_id: i64,
    value: i64,
}

async fn read(
    db: &impl ConnectionTrait,
    user: CurrentUser,
) -> Result<HashMap<(&'static str, i64), i64>, DbErr> {
    let departments = match user.role {
        Role::User => "AND ref_id = $2",
        Role::Admin => "AND $2 = $2",
    };
    let sql = format!(
        "SELECT name, ref_id, value FROM counters WHERE (ref_id = $1 AND name IN ('mine', 'created', 'unread')) \
         OR (name IN ('department_open', 'department_unassigned') {departments})"
    );
    let values = [user.id.0.into(), user.department_id.0.into()];
    let rows = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .all(db)
        .await?;
    const NAMES: [&str; 5] = ["mine", "created", "unread", "department_open", "department_unassigned"];
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let name = NAMES.into_iter().find(|name| *name == row.name)?;
            Some(((name, row.ref_id), row.value))
        })
        .collect())
}
