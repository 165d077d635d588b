//! Jobs that do one command to many tickets, and their tickets.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE bulk_jobs (
        id {id},
        author_id BIGINT NOT NULL REFERENCES employees (id),
        state TEXT NOT NULL,
        command TEXT,
        undoes BIGINT REFERENCES bulk_jobs (id) ON DELETE SET NULL,
        total BIGINT NOT NULL,
        done BIGINT NOT NULL,
        refused BIGINT NOT NULL,
        position BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        touched_at BIGINT NOT NULL,
        finished_at BIGINT
    )",
    // Few jobs run at once; who looks for work finds them here.
    "CREATE INDEX bulk_jobs_running ON bulk_jobs (touched_at, id) WHERE state = 'running'",
    "CREATE UNIQUE INDEX bulk_jobs_undoes ON bulk_jobs (undoes) WHERE undoes IS NOT NULL",
    // `undoes`: the version of the ticket that is taken back. `version`: the one that the job led to.
    "CREATE TABLE bulk_items (
        job_id BIGINT NOT NULL REFERENCES bulk_jobs (id) ON DELETE CASCADE,
        ticket_id BIGINT NOT NULL,
        undoes BIGINT,
        version BIGINT,
        code TEXT,
        PRIMARY KEY (job_id, ticket_id)
    )",
    "CREATE INDEX bulk_items_refused ON bulk_items (job_id, ticket_id) WHERE code IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, STATEMENTS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::execute(manager, &["DROP TABLE bulk_items", "DROP TABLE bulk_jobs"]).await
    }
}
