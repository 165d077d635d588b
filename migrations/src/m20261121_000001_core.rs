//! People, departments, tickets with their event log, notifications, counters, sessions.
//!
//! Times are milliseconds since 1970 in UTC, so that both engines order them alike. `{id}` is the engine's way to say
//! "64-bit primary key that the database assigns", `{bytewise}` its way to say "ordered by code points".

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE departments (
        id {id},
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        sort_key TEXT {bytewise} NOT NULL,
        description TEXT,
        created_at BIGINT NOT NULL,
        archived_at BIGINT
    )",
    // The name of an archived department can be used again.
    "CREATE UNIQUE INDEX departments_name ON departments (name_key) WHERE archived_at IS NULL",
    "CREATE TABLE employees (
        id {id},
        full_name TEXT NOT NULL,
        search_key TEXT NOT NULL,
        sort_key TEXT {bytewise} NOT NULL,
        email TEXT NOT NULL UNIQUE,
        department_id BIGINT NOT NULL REFERENCES departments (id),
        role TEXT NOT NULL CHECK (role IN ('user', 'admin')),
        locale TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        password_hash TEXT,
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX employees_department ON employees (department_id)",
    "CREATE INDEX employees_name ON employees (sort_key, id)",
    "CREATE TABLE sessions (
        id {id},
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        revoked_at BIGINT
    )",
    "CREATE INDEX sessions_employee ON sessions (employee_id)",
    "CREATE INDEX sessions_expiry ON sessions (expires_at)",
    "CREATE TABLE refresh_tokens (
        token_hash TEXT PRIMARY KEY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        issued_at BIGINT NOT NULL,
        used_at BIGINT
    )",
    "CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id)",
    "CREATE TABLE invites (
        token_hash TEXT PRIMARY KEY,
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "CREATE INDEX invites_employee ON invites (employee_id)",
    "CREATE TABLE tickets (
        id {id},
        subject TEXT NOT NULL,
        description TEXT NOT NULL,
        search_key TEXT NOT NULL,
        client_type TEXT NOT NULL,
        priority SMALLINT NOT NULL,
        status SMALLINT NOT NULL,
        department_id BIGINT NOT NULL REFERENCES departments (id),
        assignee_id BIGINT REFERENCES employees (id),
        creator_id BIGINT NOT NULL REFERENCES employees (id),
        station_number TEXT,
        car_model TEXT,
        waiting_until BIGINT,
        resolution TEXT,
        return_count INTEGER NOT NULL,
        version BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        closed_at BIGINT
    )",
    "CREATE INDEX tickets_waiting ON tickets (waiting_until) WHERE waiting_until IS NOT NULL",
    "CREATE TABLE ticket_events (
        id {id},
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        actor_id BIGINT REFERENCES employees (id),
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,
        before TEXT,
        after TEXT NOT NULL
    )",
    "CREATE INDEX ticket_events_ticket ON ticket_events (ticket_id, id)",
    "CREATE TABLE comments (
        id {id},
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        author_id BIGINT NOT NULL REFERENCES employees (id),
        body TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        edited_at BIGINT
    )",
    "CREATE INDEX comments_ticket ON comments (ticket_id, id)",
    "CREATE TABLE attachments (
        id {id},
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        content_type TEXT NOT NULL,
        size BIGINT NOT NULL,
        uploader_id BIGINT NOT NULL REFERENCES employees (id),
        ticket_id BIGINT REFERENCES tickets (id),
        comment_id BIGINT REFERENCES comments (id),
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX attachments_ticket ON attachments (ticket_id) WHERE ticket_id IS NOT NULL",
    "CREATE INDEX attachments_orphans ON attachments (created_at) WHERE ticket_id IS NULL",
    "CREATE INDEX attachments_content ON attachments (sha256)",
    "CREATE TABLE notifications (
        id {id},
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        event_id BIGINT NOT NULL REFERENCES ticket_events (id),
        kind TEXT NOT NULL,
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        ticket_subject TEXT NOT NULL,
        actor_id BIGINT REFERENCES employees (id),
        at BIGINT NOT NULL,
        data TEXT NOT NULL,
        read_at BIGINT
    )",
    "CREATE INDEX notifications_employee ON notifications (employee_id, id)",
    "CREATE INDEX notifications_unread ON notifications (employee_id, id) WHERE read_at IS NULL",
    "CREATE INDEX notifications_event ON notifications (event_id)",
    "CREATE TABLE counters (
        name TEXT NOT NULL,
        ref_id BIGINT NOT NULL,
        value BIGINT NOT NULL,
        PRIMARY KEY (name, ref_id)
    )",
    "CREATE TABLE idempotency_keys (
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        status INTEGER,
        headers TEXT,
        body TEXT,
        PRIMARY KEY (employee_id, key)
    )",
    "CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)",
];

/// Every list walks one of these indexes in its order: what the list starts from, then the sort key, then the id.
/// The partial ones serve lists of tickets that are not closed, so that a queue does not step over years of history.
fn list_indexes() -> Vec<String> {
    let starts = [
        ("all", ""),
        ("department", "department_id, "),
        ("assignee", "assignee_id, "),
        ("creator", "creator_id, "),
    ];
    let sorts = [("created", "created_at, id"), ("updated", "updated_at, id"), ("priority", "priority, id")];
    let mut statements = Vec::new();
    for (start, prefix) in starts {
        for (sort, key) in sorts {
            statements.push(format!("CREATE INDEX tickets_{start}_{sort} ON tickets ({prefix}{key})"));
            if start != "creator" {
                statements.push(format!(
                    "CREATE INDEX tickets_open_{start}_{sort} ON tickets ({prefix}{key}) WHERE closed_at IS NULL"
                ));
            }
        }
    }
    statements
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let (id, bytewise) = match db.get_database_backend() {
            DbBackend::Sqlite => ("INTEGER PRIMARY KEY AUTOINCREMENT", ""),
            _ => ("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "COLLATE \"C\""),
        };
        for statement in STATEMENTS {
            db.execute_unprepared(&statement.replace("{id}", id).replace("{bytewise}", bytewise)).await?;
        }
        for statement in list_indexes() {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the core schema is the beginning; restore a backup instead".to_owned()))
    }
}
