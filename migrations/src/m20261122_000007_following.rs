//! Tickets that people watch or have muted, what they want to hear of, and why they heard of something.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// For both engines alike.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE ticket_following (
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        following TEXT NOT NULL,
        PRIMARY KEY (ticket_id, employee_id)
    )",
    "CREATE TABLE notification_settings (
        employee_id BIGINT NOT NULL PRIMARY KEY REFERENCES employees (id),
        data TEXT NOT NULL
    )",
    "ALTER TABLE notifications ADD COLUMN relation TEXT NOT NULL DEFAULT 'mine'",
    // Until now nothing else was told to whole departments only.
    "UPDATE notifications SET relation = 'department' WHERE kind = 'ticket_created'",
];

const UNDO: &[&str] = &[
    "ALTER TABLE notifications DROP COLUMN relation",
    "DROP TABLE notification_settings",
    "DROP TABLE ticket_following",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, STATEMENTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, UNDO).await
    }
}
