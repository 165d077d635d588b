//! Rows of employees.

use domain::employees::wire::{EmployeeListQuery, EmployeeView};
use domain::employees::{Locale, Role};
use domain::{DepartmentId, EmployeeId, Timestamp, text};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QuerySelect, Statement, Value,
};

use crate::entities::employees::{ActiveModel, Column, Entity};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    full_name: String,
    sort_key: String,
    email: String,
    department_id: i64,
    department_name: String,
    role: String,
    locale: String,
    active: bool,
    invited: bool,
    created_at: i64,
}

impl From<Row> for EmployeeView {
    fn from(row: Row) -> Self {
        Self {
            id: EmployeeId(row.id),
            full_name: row.full_name,
            email: row.email,
            department_id: DepartmentId(row.department_id),
            department_name: row.department_name,
            role: Role::parse(&row.role).unwrap_or(Role::User),
            locale: Locale::parse(&row.locale).unwrap_or_default(),
            active: row.active,
            invited: row.invited,
            created_at: Timestamp::from_millis(row.created_at),
        }
    }
}

const SELECT: &str = "SELECT e.id, e.full_name, e.sort_key, e.email, e.department_id, d.name AS department_name, \
    e.role, e.locale, e.active, e.created_at, \
    (e.active AND EXISTS (SELECT 1 FROM invites i WHERE i.employee_id = e.id)) AS invited \
    FROM employees e JOIN departments d ON d.id = e.department_id";

/// The position of a row in the list.
pub type Position = (String, i64);

/// Employees by name, from after a position; with the position of each.
pub async fn list(
    db: &impl ConnectionTrait,
    query: &EmployeeListQuery,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<(EmployeeView, Position)>, DbErr> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(words) = query.q.as_deref() {
        for word in text::search_key(words).split_whitespace() {
            let pattern = bind(format!("%{}%", escape_like(word)).into());
            conditions.push(format!(
                "(e.search_key LIKE {pattern} ESCAPE '!' OR e.email LIKE {pattern} ESCAPE '!')"
            ));
        }
    }
    if let Some(department) = query.department_id {
        conditions.push(format!("e.department_id = {}", bind(department.0.into())));
    }
    if let Some(active) = query.active {
        conditions.push(format!("e.active = {}", bind(active.into())));
    }
    if let Some((key, id)) = after {
        let (key, id) = (bind(key.into()), bind(id.into()));
        conditions.push(format!("(e.sort_key > {key} OR (e.sort_key = {key} AND e.id > {id}))"));
    }
    let filter =
        if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let sql = format!("{SELECT} {filter} ORDER BY e.sort_key, e.id LIMIT {limit}");
    let rows = Row::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let position = (row.sort_key.clone(), row.id);
            (row.into(), position)
        })
        .collect())
}

/// Everybody's full name, also of those who are gone.
pub async fn names(db: &impl ConnectionTrait) -> Result<Vec<(EmployeeId, String)>, DbErr> {
    let columns = [Column::Id, Column::FullName];
    let names: Vec<(i64, String)> =
        Entity::find().select_only().columns(columns).into_tuple().all(db).await?;
    Ok(names.into_iter().map(|(id, name)| (EmployeeId(id), name)).collect())
}

/// Everybody who is active.
pub async fn all_active(db: &impl ConnectionTrait) -> Result<Vec<EmployeeId>, DbErr> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::Active.eq(true));
    let ids: Vec<i64> = query.into_tuple().all(db).await?;
    Ok(ids.into_iter().map(EmployeeId).collect())
}

/// For `LIKE … ESCAPE '!'`.
pub fn escape_like(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// One employee, active or not.
pub async fn find(db: &impl ConnectionTrait, id: EmployeeId) -> Result<Option<EmployeeView>, DbErr> {
    let sql = format!("{SELECT} WHERE e.id = $1");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    Ok(Row::find_by_statement(statement).one(db).await?.map(Into::into))
}

/// Id, whether active, and password hash of an account.
pub async fn find_credentials(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<(EmployeeId, bool, Option<String>)>, DbErr> {
    let row = Entity::find().filter(Column::Email.eq(email)).one(db).await?;
    Ok(row.map(|row| (EmployeeId(row.id), row.active, row.password_hash)))
}

/// Who has this e-mail address.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<EmployeeId>, DbErr> {
    Ok(find_credentials(db, email).await?.map(|(id, _, _)| id))
}

/// The password hash of an employee.
pub async fn password_hash(db: &impl ConnectionTrait, id: EmployeeId) -> Result<Option<String>, DbErr> {
    Ok(Entity::find_by_id(id.0).one(db).await?.and_then(|row| row.password_hash))
}

/// Whether there is any employee.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(Entity::find().limit(1).one(db).await?.is_some())
}

/// What a new employee begins with.
pub struct Insert {
    /// His name.
    pub full_name: String,
    /// Clean and in lower case.
    pub email: String,
    /// His department.
    pub department_id: DepartmentId,
    /// His role.
    pub role: Role,
    /// His language.
    pub locale: Locale,
    /// When he has one already.
    pub password_hash: Option<String>,
}

/// Adds an active employee.
pub async fn insert(db: &impl ConnectionTrait, new: Insert, now: Timestamp) -> Result<EmployeeId, DbErr> {
    let Insert { full_name, email, department_id, role, locale, password_hash } = new;
    let row = ActiveModel {
        search_key: Set(text::search_key(&full_name)),
        sort_key: Set(text::sort_key(&full_name)),
        full_name: Set(full_name),
        email: Set(email),
        department_id: Set(department_id.0),
        role: Set(role.as_str().to_owned()),
        locale: Set(locale.as_str().to_owned()),
        active: Set(true),
        password_hash: Set(password_hash),
        created_at: Set(now.millis()),
        ..Default::default()
    };
    Ok(EmployeeId(Entity::insert(row).exec(db).await?.last_insert_id))
}

/// Changes what administrators may change.
pub async fn update(
    db: &impl ConnectionTrait,
    id: EmployeeId,
    full_name: Option<String>,
    email: Option<String>,
    department_id: Option<DepartmentId>,
    role: Option<Role>,
) -> Result<(), DbErr> {
    let mut row = ActiveModel { id: Set(id.0), ..Default::default() };
    if let Some(name) = full_name {
        row.search_key = Set(text::search_key(&name));
        row.sort_key = Set(text::sort_key(&name));
        row.full_name = Set(name);
    }
    if let Some(email) = email {
        row.email = Set(email);
    }
    if let Some(department) = department_id {
        row.department_id = Set(department.0);
    }
    if let Some(role) = role {
        row.role = Set(role.as_str().to_owned());
    }
    save(db, row).await
}

/// Changes what everybody may change of himself.
pub async fn update_own(
    db: &impl ConnectionTrait,
    id: EmployeeId,
    full_name: Option<String>,
    locale: Option<Locale>,
) -> Result<(), DbErr> {
    let mut row = ActiveModel { id: Set(id.0), ..Default::default() };
    if let Some(name) = full_name {
        row.search_key = Set(text::search_key(&name));
        row.sort_key = Set(text::sort_key(&name));
        row.full_name = Set(name);
    }
    if let Some(locale) = locale {
        row.locale = Set(locale.as_str().to_owned());
    }
    save(db, row).await
}

/// Sets the password.
pub async fn set_password(db: &impl ConnectionTrait, id: EmployeeId, hash: &str) -> Result<(), DbErr> {
    save(db, ActiveModel { id: Set(id.0), password_hash: Set(Some(hash.to_owned())), ..Default::default() })
        .await
}

/// Activates or deactivates.
pub async fn set_active(db: &impl ConnectionTrait, id: EmployeeId, active: bool) -> Result<(), DbErr> {
    save(db, ActiveModel { id: Set(id.0), active: Set(active), ..Default::default() }).await
}

async fn save(db: &impl ConnectionTrait, row: ActiveModel) -> Result<(), DbErr> {
    let changes = row.full_name.is_set()
        || row.email.is_set()
        || row.department_id.is_set()
        || row.role.is_set()
        || row.locale.is_set()
        || row.active.is_set()
        || row.password_hash.is_set();
    if changes {
        Entity::update(row).exec(db).await?;
    }
    Ok(())
}

/// Moves all people of a department, also deactivated ones.
pub async fn move_members(
    db: &impl ConnectionTrait,
    from: DepartmentId,
    to: DepartmentId,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::DepartmentId, Expr::value(to.0))
        .filter(Column::DepartmentId.eq(from.0))
        .exec(db)
        .await?;
    Ok(())
}

/// The active members of a department.
pub async fn active_members(
    db: &impl ConnectionTrait,
    department: DepartmentId,
) -> Result<Vec<EmployeeId>, DbErr> {
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::DepartmentId.eq(department.0))
        .filter(Column::Active.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(EmployeeId).collect())
}

/// Those of the people who are active.
pub async fn active_only(db: &impl ConnectionTrait, ids: Vec<EmployeeId>) -> Result<Vec<EmployeeId>, DbErr> {
    if ids.is_empty() {
        return Ok(ids);
    }
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .filter(Column::Active.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(EmployeeId).collect())
}

/// How many active administrators there are; they cannot change until the end of the transaction.
pub async fn lock_active_admins(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT id FROM employees WHERE role = 'admin' AND active ORDER BY id FOR NO KEY UPDATE";
        db.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    }
    Entity::find()
        .filter(Column::Role.eq(Role::Admin.as_str()))
        .filter(Column::Active.eq(true))
        .count(db)
        .await
}

/// Nobody can be added until the end of the transaction. SQLite has one writer and needs no lock.
pub async fn lock_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "LOCK TABLE employees IN EXCLUSIVE MODE";
        db.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    }
    Ok(())
}

/// Keeps an employee as he is until the end of the transaction: `SHARE` to refer to him, `UPDATE` to change him.
pub async fn lock(
    db: &impl ConnectionTrait,
    id: EmployeeId,
    lock: crate::departments::repo::Lock,
) -> Result<(), DbErr> {
    use crate::departments::repo::Lock;
    if db.get_database_backend() == DbBackend::Postgres {
        let mode = match lock {
            Lock::Choose => "SHARE",
            // Still lets others refer to it in their rows (foreign keys).
            Lock::Change => "NO KEY UPDATE",
        };
        let sql = format!("SELECT 1 FROM employees WHERE id = $1 FOR {mode}");
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [id.0.into()])).await?;
    }
    Ok(())
}
