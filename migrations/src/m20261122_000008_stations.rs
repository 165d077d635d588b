//! The tickets of a station in the order of lists, with what decides who sees them: a list of a station reads no other
//! tickets than those that it shows.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// For both engines alike.
const STATEMENTS: &[&str] = &[
    "DROP INDEX tickets_station",
    "CREATE INDEX tickets_station ON tickets
        (station_key, created_at, id, department_id, creator_id, assignee_id, closed_at)
        WHERE station_key IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, STATEMENTS).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        // The index serves the schema before as well.
        Ok(())
    }
}
