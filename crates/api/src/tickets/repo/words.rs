//! The words of all texts, on SQLite: what begins like a typed word is looked for word by word.
//!
//! For a beginning FTS5 merges the texts of all words first, however few are wanted; of words it goes through the newest
//! texts and stops. PostgreSQL reads all that fit either way and is asked for the beginning. Words are never removed: one
//! that no text has any more finds nothing.

use std::collections::BTreeSet;

use domain::search::{Needle, Reading};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::index::Document;

/// Words that a question names instead of beginnings; each of them costs, however few texts have it.
const NAMED_MAX: usize = 128;
/// No word sorts behind it.
const LAST: char = '\u{10ffff}';

/// Keeps the words of documents.
pub async fn write(db: &impl ConnectionTrait, documents: &[Document]) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let words: BTreeSet<&str> = documents.iter().flat_map(Document::words).collect();
    let words = serde_json::to_string(&words).map_err(|error| DbErr::Custom(error.to_string()))?;
    let sql = "INSERT OR IGNORE INTO search_words (word) SELECT value FROM json_each($1)";
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, [words.into()])).await?;
    Ok(())
}

/// Gives the needles of one question the words that begin so, as long as they are not too many.
pub async fn name<'a>(
    db: &impl ConnectionTrait,
    needles: impl IntoIterator<Item = &'a mut Needle>,
) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let mut left = NAMED_MAX;
    for needle in needles {
        let mut readings = Vec::new();
        for reading in &needle.readings {
            readings.extend(readings_of(db, reading, &mut left).await?);
        }
        // Without any there is no such word: the beginning itself is none either, and finds nothing.
        if !readings.is_empty() {
            needle.readings = readings;
        }
    }
    Ok(())
}

async fn readings_of(
    db: &impl ConnectionTrait,
    reading: &Reading,
    left: &mut usize,
) -> Result<Vec<Reading>, DbErr> {
    let Some((beginning, before)) = reading.words.split_last().filter(|_| reading.is_prefix) else {
        return Ok(vec![reading.clone()]);
    };
    let sql = format!(
        "SELECT word FROM search_words WHERE word >= $1 AND word < $2 ORDER BY word LIMIT {}",
        *left + 1
    );
    let range = [beginning.as_str().into(), format!("{beginning}{LAST}").into()];
    let rows = db.query_all_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, range)).await?;
    if rows.len() > *left {
        return Ok(vec![reading.clone()]);
    }
    *left -= rows.len();
    rows.iter()
        .map(|row| {
            let word: String = row.try_get("", "word")?;
            Ok(Reading { words: before.iter().cloned().chain([word]).collect(), is_prefix: false })
        })
        .collect()
}
