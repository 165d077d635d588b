//! Sessions, refresh tokens and invitations.

use domain::employees::Role;
use domain::{DepartmentId, EmployeeId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    Statement,
};
use sha2::{Digest, Sha256};

use super::CurrentUser;
use crate::entities::{invites, refresh_tokens, sessions};

#[derive(FromQueryResult)]
struct UserRow {
    id: i64,
    department_id: i64,
    role: String,
}

/// The active employee of a session that is not revoked, in one look-up.
pub async fn current_user(
    db: &impl ConnectionTrait,
    session_id: i64,
    employee: EmployeeId,
) -> Result<Option<CurrentUser>, DbErr> {
    let sql = "SELECT e.id, e.department_id, e.role FROM sessions s JOIN employees e ON e.id = s.employee_id \
               WHERE s.id = $1 AND s.employee_id = $2 AND s.revoked_at IS NULL AND e.active";
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        sql,
        [session_id.into(), employee.0.into()],
    );
    let row = UserRow::find_by_statement(statement).one(db).await?;
    Ok(row.and_then(|row| {
        Some(CurrentUser {
            id: EmployeeId(row.id),
            department_id: DepartmentId(row.department_id),
            role: Role::parse(&row.role)?,
            session_id,
        })
    }))
}

/// What is stored of a secret: its SHA-256. The secrets are random, so they need no salt.
pub fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Begins a session; its id.
pub async fn insert_session(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<i64, DbErr> {
    let row = sessions::ActiveModel {
        employee_id: Set(employee.0),
        created_at: Set(now.millis()),
        expires_at: Set(expires_at.millis()),
        ..Default::default()
    };
    Ok(sessions::Entity::insert(row).exec(db).await?.last_insert_id)
}

/// Stores a refresh token of a session.
pub async fn insert_refresh_token(
    db: &impl ConnectionTrait,
    token: &str,
    session_id: i64,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = refresh_tokens::ActiveModel {
        token_hash: Set(token_hash(token)),
        session_id: Set(session_id),
        issued_at: Set(now.millis()),
        used_at: Set(None),
    };
    refresh_tokens::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// A refresh token and its session.
pub async fn find_refresh_token(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<(refresh_tokens::Model, sessions::Model)>, DbErr> {
    let Some(found) = refresh_tokens::Entity::find_by_id(token_hash(token)).one(db).await? else {
        return Ok(None);
    };
    let session = sessions::Entity::find_by_id(found.session_id).one(db).await?;
    Ok(session.map(|session| (found, session)))
}

/// Marks the token as used; `false` when somebody was faster.
pub async fn use_refresh_token(db: &impl ConnectionTrait, hash: &str, now: Timestamp) -> Result<bool, DbErr> {
    let result = refresh_tokens::Entity::update_many()
        .col_expr(refresh_tokens::Column::UsedAt, Expr::value(now.millis()))
        .filter(refresh_tokens::Column::TokenHash.eq(hash))
        .filter(refresh_tokens::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Ends one session.
pub async fn revoke_session(db: &impl ConnectionTrait, session_id: i64, now: Timestamp) -> Result<(), DbErr> {
    sessions::Entity::update_many()
        .col_expr(sessions::Column::RevokedAt, Expr::value(now.millis()))
        .filter(sessions::Column::Id.eq(session_id))
        .filter(sessions::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends all sessions of a person, but for one that he may keep.
pub async fn revoke_sessions(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    keep: Option<i64>,
    now: Timestamp,
) -> Result<(), DbErr> {
    sessions::Entity::update_many()
        .col_expr(sessions::Column::RevokedAt, Expr::value(now.millis()))
        .filter(sessions::Column::EmployeeId.eq(employee.0))
        .filter(sessions::Column::Id.ne(keep.unwrap_or(0)))
        .filter(sessions::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Stores a new invitation; earlier ones of the person end.
pub async fn replace_invite(
    db: &impl ConnectionTrait,
    employee: EmployeeId,
    token: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbErr> {
    delete_invites(db, employee).await?;
    let row = invites::ActiveModel {
        token_hash: Set(token_hash(token)),
        employee_id: Set(employee.0),
        created_at: Set(now.millis()),
        expires_at: Set(expires_at.millis()),
    };
    invites::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends the invitations of a person.
pub async fn delete_invites(db: &impl ConnectionTrait, employee: EmployeeId) -> Result<u64, DbErr> {
    let result =
        invites::Entity::delete_many().filter(invites::Column::EmployeeId.eq(employee.0)).exec(db).await?;
    Ok(result.rows_affected)
}

/// Whom a valid invitation is for; uses it up.
pub async fn take_invite(
    db: &impl ConnectionTrait,
    token: &str,
    now: Timestamp,
) -> Result<Option<EmployeeId>, DbErr> {
    let Some(invite) = invites::Entity::find_by_id(token_hash(token)).one(db).await? else { return Ok(None) };
    let used = invites::Entity::delete_by_id(invite.token_hash).exec(db).await?.rows_affected;
    Ok((used == 1 && invite.expires_at > now.millis()).then_some(EmployeeId(invite.employee_id)))
}

/// Removes sessions that ended long ago, and invitations that nobody used.
pub async fn delete_expired(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    for sql in [
        "DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE expires_at < $1)",
        "DELETE FROM sessions WHERE expires_at < $1",
        "DELETE FROM invites WHERE expires_at < $1",
    ] {
        db.execute_raw(Statement::from_sql_and_values(backend, sql, [now.millis().into()])).await?;
    }
    Ok(())
}
