//! The index of texts: one document for what a ticket says of itself and one for each of its comments, written together
//! with the rows. Which words a text has is said by `domain::search`; the engines only keep them.

use std::collections::BTreeMap;

use domain::TicketId;
use domain::search::{Needle, Reading, index_text, ticket_text};
use domain::tickets::Ticket;
use sea_orm::ColumnTrait;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};

use super::words;
use crate::db::Db;
use crate::entities::{comments, tickets};

/// The form of the words in the index. Whoever changes what `domain::search` makes of a text raises it: then the index is
/// made anew at the next start.
const VERSION: i64 = 1;
/// Bits of a key of SQLite that number the documents of one ticket.
pub const ORDINAL_BITS: u32 = 20;
/// PostgreSQL counts no further.
const POSITION_MAX: usize = 16_383;
/// PostgreSQL keeps no more positions of one word.
const POSITIONS_MAX: usize = 255;
/// Texts of different fields are no phrase.
const GAP: usize = 2;
/// Documents of one statement.
const AT_ONCE: usize = 500;

/// The words of one text.
#[derive(Clone, Debug)]
pub struct Document {
    ticket_id: i64,
    /// 0 for the ticket itself, n for its n-th comment.
    ordinal: i64,
    subject: String,
    body: String,
    comment: String,
}

impl Document {
    /// What a ticket says of itself.
    pub fn of_ticket(ticket: &Ticket) -> Self {
        let (station, car) = (ticket.station_number.as_deref(), ticket.car_model.as_deref());
        let body = index_text(&ticket_text(ticket.id, &ticket.description, station, car));
        let (subject, comment) = (index_text(&ticket.subject), String::new());
        Self { ticket_id: ticket.id.0, ordinal: 0, subject, body, comment }
    }

    /// The n-th comment of a ticket, from 1.
    pub fn of_comment(id: TicketId, ordinal: i64, comment: &str) -> Self {
        let comment = index_text(comment);
        Self { ticket_id: id.0, ordinal, subject: String::new(), body: String::new(), comment }
    }

    /// All its words, as often as they occur.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [&self.subject, &self.body, &self.comment].into_iter().flat_map(|text| text.split_whitespace())
    }

    fn key(&self) -> i64 {
        (self.ticket_id << ORDINAL_BITS) | self.ordinal
    }

    /// The form that PostgreSQL reads: `'word':1A,7B`.
    fn vector(&self) -> String {
        let mut positions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut position = 0;
        for (text, weight) in [(&self.subject, 'A'), (&self.body, 'B'), (&self.comment, 'C')] {
            for word in text.split_whitespace() {
                position = (position + 1).min(POSITION_MAX);
                let all = positions.entry(word).or_default();
                if all.len() < POSITIONS_MAX {
                    all.push(format!("{position}{weight}"));
                }
            }
            position += GAP;
        }
        let words: Vec<String> =
            positions.iter().map(|(word, all)| format!("'{word}':{}", all.join(","))).collect();
        words.join(" ")
    }
}

/// Writes documents, in place of those with the same key.
pub async fn write(db: &impl ConnectionTrait, documents: &[Document]) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    words::write(db, documents).await?;
    for part in documents.chunks(AT_ONCE) {
        let mut values: Vec<Value> = Vec::new();
        let mut bind = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut rows = Vec::with_capacity(part.len());
        for document in part {
            let Document { ticket_id, ordinal, subject, body, comment } = document;
            rows.push(match backend {
                DbBackend::Sqlite => {
                    let texts = [subject, body, comment].map(|text| bind(text.clone().into())).join(", ");
                    format!("({}, {texts})", bind(document.key().into()))
                }
                _ => format!("({ticket_id}, {ordinal}, {}::tsvector)", bind(document.vector().into())),
            });
        }
        let rows = rows.join(", ");
        let sql = match backend {
            DbBackend::Sqlite => {
                format!("INSERT OR REPLACE INTO search_texts (rowid, subject, body, comment) VALUES {rows}")
            }
            _ => format!(
                "INSERT INTO search_texts (ticket_id, ordinal, words) VALUES {rows} \
                 ON CONFLICT (ticket_id, ordinal) DO UPDATE SET words = excluded.words"
            ),
        };
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// In which texts of a document is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// In all.
    All,
    /// In the subject.
    Subject,
    /// In what the ticket says of itself.
    Ticket,
    /// In the comment.
    Comment,
}

/// The question that an engine asks its index: all needles in one document.
pub fn question(backend: DbBackend, needles: &[Needle], texts: Texts) -> String {
    match backend {
        DbBackend::Sqlite => asked_fts5(needles, texts, " AND "),
        _ => asked_tsquery(needles, texts, " & "),
    }
}

/// The same for any of the needles.
pub fn question_of_any(backend: DbBackend, needles: &[Needle], texts: Texts) -> String {
    match backend {
        DbBackend::Sqlite => asked_fts5(needles, texts, " OR "),
        _ => asked_tsquery(needles, texts, " | "),
    }
}

/// What answers the first question and not the second.
pub fn except(backend: DbBackend, wanted: &str, unwanted: &str) -> String {
    match backend {
        DbBackend::Sqlite => format!("({wanted}) NOT ({unwanted})"),
        _ => format!("({wanted}) & !({unwanted})"),
    }
}

fn asked_fts5(needles: &[Needle], texts: Texts, between: &str) -> String {
    let columns = match texts {
        Texts::All => "subject body comment",
        Texts::Subject => "subject",
        Texts::Ticket => "subject body",
        Texts::Comment => "comment",
    };
    format!("{{{columns}}} : ({})", joined(needles, between, " OR ", fts5))
}

fn asked_tsquery(needles: &[Needle], texts: Texts, between: &str) -> String {
    joined(needles, between, " | ", |reading| tsquery(reading, texts))
}

fn joined(needles: &[Needle], between: &str, or: &str, write: impl Fn(&Reading) -> String) -> String {
    let one = |needle: &Needle| {
        let readings: Vec<String> = needle.readings.iter().map(&write).collect();
        format!("({})", readings.join(or))
    };
    needles.iter().map(one).collect::<Vec<_>>().join(between)
}

fn fts5(reading: &Reading) -> String {
    format!("\"{}\"{}", reading.words.join(" "), if reading.is_prefix { " *" } else { "" })
}

fn tsquery(reading: &Reading, texts: Texts) -> String {
    let weights = match texts {
        Texts::All => "",
        Texts::Subject => "A",
        Texts::Ticket => "AB",
        Texts::Comment => "C",
    };
    let last = reading.words.len() - 1;
    let words: Vec<String> = reading
        .words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            let prefix = if index == last && reading.is_prefix { "*" } else { "" };
            let colon = if prefix.is_empty() && weights.is_empty() { "" } else { ":" };
            format!("'{word}'{colon}{prefix}{weights}")
        })
        .collect();
    format!("({})", words.join(" <-> "))
}

/// Makes the index, and the keys of stations and cars, for the tickets that are there, when they are not in their present
/// form. Every instance may call it; one does it.
pub async fn refresh(db: &Db) -> Result<(), DbErr> {
    if version(db.read()).await? == VERSION {
        return Ok(());
    }
    let tx = db.begin().await?;
    if db.backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE search_state IN EXCLUSIVE MODE").await?;
    }
    // Another instance may have done it meanwhile.
    if version(&tx).await? != VERSION {
        fill(&tx).await?;
        tx.execute_unprepared(&format!("UPDATE search_state SET version = {VERSION}")).await?;
    }
    tx.commit().await
}

/// How many texts there are, and how many documents the index has; the same when it is whole.
pub async fn sizes(db: &impl ConnectionTrait) -> Result<(i64, i64), DbErr> {
    let sql = "SELECT (SELECT COUNT(*) FROM tickets) + (SELECT COUNT(*) FROM comments) AS texts, \
               (SELECT COUNT(*) FROM search_texts) AS documents";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.try_get("", "texts")?, row.try_get("", "documents")?)))
}

async fn version(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), "SELECT version FROM search_state");
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "version"))
}

async fn fill(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_unprepared(match tx.get_database_backend() {
        // All rows of a contentless table, at once.
        DbBackend::Sqlite => "INSERT INTO search_texts (search_texts) VALUES ('delete-all')",
        _ => "TRUNCATE search_texts",
    })
    .await?;
    let mut after = 0;
    while let Some(Part { tickets, documents, last }) = next_part(tx, after).await? {
        after = last;
        tracing::info!("making the index of texts: ticket {last}");
        for ticket in &tickets {
            super::set_keys(tx, ticket).await?;
        }
        write(tx, &documents).await?;
    }
    Ok(())
}

/// Some tickets with all that the index has of them.
pub struct Part {
    /// The tickets.
    pub tickets: Vec<Ticket>,
    /// Of the tickets and of their comments.
    pub documents: Vec<Document>,
    /// The last of the tickets.
    pub last: i64,
}

/// What the index has of the next tickets; `None` after the last one.
pub async fn next_part(db: &impl ConnectionTrait, after: i64) -> Result<Option<Part>, DbErr> {
    let rows = tickets::Entity::find()
        .filter(tickets::Column::Id.gt(after))
        .order_by_asc(tickets::Column::Id)
        .limit(AT_ONCE as u64)
        .all(db)
        .await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
    let tickets: Vec<Ticket> = rows.into_iter().map(super::to_ticket).collect::<Result<_, _>>()?;
    let mut documents: Vec<Document> = tickets.iter().map(Document::of_ticket).collect();
    documents.extend(comments_between(db, after, last).await?);
    Ok(Some(Part { tickets, documents, last }))
}

async fn comments_between(db: &impl ConnectionTrait, after: i64, until: i64) -> Result<Vec<Document>, DbErr> {
    let rows = comments::Entity::find()
        .filter(comments::Column::TicketId.gt(after))
        .filter(comments::Column::TicketId.lte(until))
        .order_by_asc(comments::Column::TicketId)
        .order_by_asc(comments::Column::Id)
        .all(db)
        .await?;
    let mut ordinal = (0, 0);
    let number = |row: comments::Model| {
        ordinal = if ordinal.0 == row.ticket_id { (ordinal.0, ordinal.1 + 1) } else { (row.ticket_id, 1) };
        Document::of_comment(TicketId(row.ticket_id), ordinal.1, &row.body)
    };
    Ok(rows.into_iter().map(number).collect())
}
