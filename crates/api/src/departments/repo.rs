//! Rows of departments.

use domain::departments::wire::DepartmentView;
use domain::{DepartmentId, Timestamp, text};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    Statement,
};

use crate::entities::departments::{self, ActiveModel, Column, Entity};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    description: Option<String>,
    archived_at: Option<i64>,
    active_members: i64,
}

impl From<Row> for DepartmentView {
    fn from(row: Row) -> Self {
        let Row { id, name, description, archived_at, active_members } = row;
        Self {
            id: DepartmentId(id),
            name,
            description,
            archived_at: archived_at.map(Timestamp::from_millis),
            active_members,
        }
    }
}

const SELECT: &str = "SELECT d.id, d.name, d.description, d.archived_at, \
    (SELECT COUNT(*) FROM employees e WHERE e.department_id = d.id AND e.active) AS active_members FROM departments d";

/// All departments by name; there are few.
pub async fn list(db: &impl ConnectionTrait, archived: bool) -> Result<Vec<DepartmentView>, DbErr> {
    let which = if archived { "" } else { "WHERE d.archived_at IS NULL" };
    let sql = format!("{SELECT} {which} ORDER BY d.sort_key, d.id");
    let rows = Row::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).all(db).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// One department, archived or not.
pub async fn find(db: &impl ConnectionTrait, id: DepartmentId) -> Result<Option<DepartmentView>, DbErr> {
    let sql = format!("{SELECT} WHERE d.id = $1");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    Ok(Row::find_by_statement(statement).one(db).await?.map(Into::into))
}

/// The department with this name, compared without case, among those that are not archived.
pub async fn find_by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<DepartmentId>, DbErr> {
    let row = Entity::find()
        .filter(Column::NameKey.eq(text::search_key(name)))
        .filter(Column::ArchivedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(|row: departments::Model| DepartmentId(row.id)))
}

/// Adds a department.
pub async fn insert(
    db: &impl ConnectionTrait,
    name: &str,
    description: Option<&str>,
    now: Timestamp,
) -> Result<DepartmentId, DbErr> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        name_key: Set(text::search_key(name)),
        sort_key: Set(text::sort_key(name)),
        description: Set(description.map(str::to_owned)),
        created_at: Set(now.millis()),
        archived_at: Set(None),
        ..Default::default()
    };
    Ok(DepartmentId(Entity::insert(row).exec(db).await?.last_insert_id))
}

/// Changes name or description.
pub async fn update(
    db: &impl ConnectionTrait,
    id: DepartmentId,
    name: Option<String>,
    description: Option<Option<String>>,
) -> Result<(), DbErr> {
    let mut row = ActiveModel { id: Set(id.0), ..Default::default() };
    if let Some(name) = name {
        row.name_key = Set(text::search_key(&name));
        row.sort_key = Set(text::sort_key(&name));
        row.name = Set(name);
    }
    if let Some(description) = description {
        row.description = Set(description);
    }
    if row.name.is_set() || row.description.is_set() {
        Entity::update(row).exec(db).await?;
    }
    Ok(())
}

/// Archives a department.
pub async fn archive(db: &impl ConnectionTrait, id: DepartmentId, now: Timestamp) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ArchivedAt, Expr::value(now.millis()))
        .filter(Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Keeps a department as it is until the end of the transaction: nobody can archive it, or choose it while it is being
/// archived. SQLite has one writer and needs no lock.
pub async fn lock(db: &impl ConnectionTrait, id: DepartmentId, lock: Lock) -> Result<(), DbErr> {
    if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        let mode = match lock {
            Lock::Choose => "SHARE",
            // Also keeps new tickets of its members out (their foreign key), who are chosen by themselves.
            Lock::Change => "UPDATE",
        };
        let sql = format!("SELECT 1 FROM departments WHERE id = $1 FOR {mode}");
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()])).await?;
    }
    Ok(())
}

/// What for a row is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Something will refer to it.
    Choose,
    /// It will be changed or archived.
    Change,
}
