//! Comments that are not sent yet.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// For both engines alike.
const TABLE: &str = "
    CREATE TABLE drafts (
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        body TEXT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (employee_id, ticket_id)
    )";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(TABLE).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP TABLE drafts").await?;
        Ok(())
    }
}
