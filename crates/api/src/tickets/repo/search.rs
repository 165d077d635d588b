//! Tickets with words in their texts, newest first.

use domain::search::Needle;
use domain::{Actor, TicketId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::index::{Texts, except, question, question_of_any};
use super::list::{Builder, FEW_OF_POSTGRES, visible};
use super::words;

/// A text of a ticket that the actor sees, in which all needles occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Hit {
    /// Which ticket.
    pub ticket_id: i64,
    /// 0 for what the ticket says of itself, n for its n-th comment.
    pub ordinal: i64,
}

/// The newest texts that fit `wanted` and not `unwanted`, of tickets before one.
pub async fn hits(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needles: &[Needle],
    (wanted, unwanted): (Texts, Option<Texts>),
    before: Option<TicketId>,
    limit: u64,
) -> Result<Vec<Hit>, DbErr> {
    let backend = db.get_database_backend();
    let mut query = Builder::new(backend);
    let needles = &words::named(db, needles).await?;
    let wanted = question(backend, needles, wanted);
    let asked = match unwanted {
        Some(unwanted) => except(backend, &wanted, &question(backend, needles, unwanted)),
        None => wanted,
    };
    let answers = query.answers(asked);
    let is_few = backend != DbBackend::Sqlite && are_few(db, &answers, &query).await?;
    // The texts first, then their tickets one by one, whatever PostgreSQL thinks of it; else from the newest text on.
    let (from, mut conditions) = if is_few {
        let tickets = "CROSS JOIN LATERAL (SELECT t.department_id, t.creator_id, t.assignee_id FROM tickets t WHERE t.id = x.ticket_id OFFSET 0) AS t";
        (format!("(SELECT x.* FROM search_texts x WHERE {answers} OFFSET 0) AS x {tickets}"), Vec::new())
    } else {
        (query.documents(), vec![answers])
    };
    conditions.extend(before.map(|id| query.documents_after(id.0, "DESC")));
    conditions.extend(visible(actor));
    let filter = if conditions.is_empty() { "1 = 1".to_owned() } else { conditions.join(" AND ") };
    let sql = format!(
        "SELECT {} AS ticket_id, {} AS ordinal FROM {from} WHERE {filter} ORDER BY {} LIMIT {limit}",
        query.document_ticket(),
        query.document_ordinal(),
        query.document_order("DESC")
    );
    Hit::find_by_statement(query.statement(sql)).all(db).await
}

/// Whether so few texts answer a question that all of them can be collected.
async fn are_few(db: &impl ConnectionTrait, answers: &str, query: &Builder) -> Result<bool, DbErr> {
    let sql = format!(
        "SELECT COUNT(*) AS count FROM (SELECT 1 FROM search_texts x WHERE {answers} LIMIT {}) AS f",
        FEW_OF_POSTGRES + 1
    );
    let row = db.query_one_raw(query.clone().statement(sql)).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(count.unsigned_abs() <= FEW_OF_POSTGRES)
}

/// The newest open tickets that the actor sees with one of the needles in the subject.
pub async fn open_with_any(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needles: &[Needle],
    limit: u64,
) -> Result<Vec<TicketId>, DbErr> {
    let backend = db.get_database_backend();
    let mut query = Builder::new(backend);
    let needles = words::named(db, needles).await?;
    let mut conditions = vec![query.answers(question_of_any(backend, &needles, Texts::Subject))];
    conditions.push("t.closed_at IS NULL".to_owned());
    conditions.extend(visible(actor));
    let sql = format!(
        "SELECT t.id FROM {} WHERE {} ORDER BY {} LIMIT {limit}",
        query.documents(),
        conditions.join(" AND "),
        query.document_order("DESC")
    );
    let rows = db.query_all_raw(query.statement(sql)).await?;
    rows.iter().map(|row| row.try_get("", "id").map(TicketId)).collect()
}
