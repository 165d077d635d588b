//! Texts that people write often.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE quick_texts (
        id {id},
        owner_id BIGINT NOT NULL REFERENCES employees (id),
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        shared BOOLEAN NOT NULL
    )",
    "CREATE INDEX quick_texts_owner ON quick_texts (owner_id)",
    "CREATE INDEX quick_texts_shared ON quick_texts (id) WHERE shared",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, STATEMENTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, &["DROP TABLE quick_texts"]).await
    }
}
