//! The index of texts, and keys by which stations and cars are compared.
//!
//! A document is a ticket (ordinal 0) or its n-th comment. On SQLite its row id is `ticket_id << 20 | ordinal`, and the
//! texts are not kept a second time (contentless FTS5). What is in the index is written by the server, which also fills
//! it for the tickets that are there already (`search_state`).

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const SQLITE: &[&str] = &[
    // Words are made by the server: here they are only split at spaces.
    "CREATE VIRTUAL TABLE search_texts USING fts5 (
        subject, body, comment,
        content = '', contentless_delete = 1, tokenize = \"unicode61 remove_diacritics 0\"
    )",
    "ALTER TABLE tickets ADD COLUMN station_key TEXT",
    "ALTER TABLE tickets ADD COLUMN car_key TEXT",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE search_texts (
        ticket_id BIGINT NOT NULL REFERENCES tickets (id),
        ordinal INTEGER NOT NULL,
        words TSVECTOR NOT NULL,
        PRIMARY KEY (ticket_id, ordinal)
    )",
    // A pending list would be read by every search until it is merged.
    "CREATE INDEX search_texts_words ON search_texts USING GIN (words) WITH (fastupdate = off)",
    "ALTER TABLE tickets ADD COLUMN station_key TEXT COLLATE \"C\"",
    "ALTER TABLE tickets ADD COLUMN car_key TEXT COLLATE \"C\"",
];

const BOTH: &[&str] = &[
    "ALTER TABLE tickets DROP COLUMN search_key",
    "CREATE INDEX tickets_station ON tickets (station_key, created_at, id) WHERE station_key IS NOT NULL",
    "CREATE INDEX tickets_car ON tickets (car_key, created_at, id) WHERE car_key IS NOT NULL",
    "CREATE INDEX tickets_closed ON tickets (closed_at, id) WHERE closed_at IS NOT NULL",
    // Which form of the words the index holds; 0 when it has to be filled.
    "CREATE TABLE search_state (version BIGINT NOT NULL)",
    "INSERT INTO search_state (version) VALUES (0)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let own = match db.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        for statement in own.iter().chain(BOTH) {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the search of before cannot come back; restore a backup instead".to_owned()))
    }
}
