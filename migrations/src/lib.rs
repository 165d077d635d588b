//! The history of the schema. Expand and contract; an applied migration is never edited (see README.md).

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

mod m20261121_000001_core;
mod m20261122_000002_search;
mod m20261122_000003_views;
mod m20261122_000004_bulk;
mod m20261122_000005_words;
mod m20261122_000006_drafts;
mod m20261122_000007_following;
mod m20261122_000008_stations;
mod m20261122_000009_quick_texts;

/// All migrations, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_core::Migration),
            Box::new(m20261122_000002_search::Migration),
            Box::new(m20261122_000003_views::Migration),
            Box::new(m20261122_000004_bulk::Migration),
            Box::new(m20261122_000005_words::Migration),
            Box::new(m20261122_000006_drafts::Migration),
            Box::new(m20261122_000007_following::Migration),
            Box::new(m20261122_000008_stations::Migration),
            Box::new(m20261122_000009_quick_texts::Migration),
        ]
    }
}

/// Executes the statements one after the other.
async fn execute(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
