//! Saved views, and where each person has them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE views (
        id {id},
        owner_id BIGINT NOT NULL REFERENCES employees (id),
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        columns TEXT NOT NULL,
        sort TEXT NOT NULL,
        shared BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX views_owner ON views (owner_id)",
    "CREATE INDEX views_shared ON views (id) WHERE shared",
    // Without a row a view is pinned, behind those that have a position.
    "CREATE TABLE view_places (
        employee_id BIGINT NOT NULL REFERENCES employees (id),
        view_id BIGINT NOT NULL REFERENCES views (id) ON DELETE CASCADE,
        position BIGINT,
        pinned BOOLEAN NOT NULL,
        PRIMARY KEY (employee_id, view_id)
    )",
    "CREATE INDEX view_places_view ON view_places (view_id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, STATEMENTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, &["DROP TABLE view_places", "DROP TABLE views"]).await
    }
}
