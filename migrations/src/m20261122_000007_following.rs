//! Tickets that people watch or have muted, what they want to hear of, and why they heard of something.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

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

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in STATEMENTS {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("ALTER TABLE notifications DROP COLUMN relation").await?;
        for table in ["notification_settings", "ticket_following"] {
            db.execute_unprepared(&format!("DROP TABLE {table}")).await?;
        }
        Ok(())
    }
}
